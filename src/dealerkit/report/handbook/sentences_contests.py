"""Sentences for the keys of sales contests, promises and accounts, and those of the chapters of contests."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

_OPEN = Words(
    "Where it cannot be told whether that holds, it stays open which place the dealer has.",
    "无法判断是否符合的，名次暂不能确定。",
)
_OF_CONTESTS: Mapping[str, Words] = {
    "contest.Contest.effective": Words("It runs {value}.", "竞赛期间：{value}。"),
    "contest.Contest.eligible": Words(
        f"Who takes part: {{value}}. {_OPEN.en}",
        f"参加条件：{{value}}。{_OPEN.zh}",
    ),
    "clauses.Condition.when": Words("This must hold: {value}.", "须符合：{value}。"),
    "clauses.Condition.if_missing=undetermined": _OPEN,
    "clauses.Condition.if_missing=refuse": Words(
        "Where it cannot be told whether that holds, the dealer takes no part.", "无法判断是否符合的，不参加。"
    ),
    "clauses.Condition.if_missing=true": Words(
        "Where it cannot be told whether that holds, it counts as holding.", "无法判断是否符合的，视为符合。"
    ),
    "clauses.Condition.if_missing=false": Words(
        "Where it cannot be told whether that holds, it counts as not holding.", "无法判断是否符合的，视为不符合。"
    ),
    "contest.Contest.total": Words("All prizes together are worth {money}.", "奖项总值 {money}。"),
    "contest.Least.base": Words("Only who has reached {value} is ranked.", "基数至少 {value} 才参加排名。"),
    "contest.Least.share": Words(
        "Only who has reached {value} of the baseline is ranked.", "至少达到比较基数的 {value} 才参加排名。"
    ),
    "contest.Awarding.payout=credit-note": Words(
        "Prizes of money are paid by credit note.", "现金奖以贷项凭证（票折）支付。"
    ),
    "contest.Awarding.payout=deduction": Words("Prizes of money are deducted from invoices.", "现金奖从货款中抵扣。"),
    "contest.Awarding.payout=transfer": Words("Prizes of money are paid by transfer.", "现金奖以转账支付。"),
    "contest.Awarding.due": Words(
        "Money is paid within {value} of the posting, the day itself not counted.",
        "现金在入账后 {value} 内支付（当日不计）。",
    ),
    "contest.Awarding.late=adjust": Words(
        "What comes to be known late changes places and prizes; what was given too much is taken back.",
        "迟到的数据会改变名次和奖项，多给的收回。",
    ),
    "contest.Awarding.late=leave": Words(
        "What comes to be known late changes nothing that was given; who had nothing yet gets his prize as far as the"
        " worth of all prizes suffices.",
        "迟到的数据不改变已给的奖；此前未得奖的，在奖项总值的余额内补给。",
    ),
}
_OF_PROMISES: Mapping[str, Words] = {
    "subject.Subject.authority": Words(
        "How much each role may promise stands in the authority table {value}.", "各岗位可承诺多少见权限表“{value}”。"
    ),
    "subject.Subject.order": Words(
        "Roles from the least to the highest: {value}. Who stands higher may promise what those below may.",
        "岗位由低到高：{value}。较高的岗位可承诺较低岗位所能承诺的。",
    ),
    "subject.Subject.without_limit": Words(
        "Where the table goes by a limit, a promise that states none may be made or kept by {value}, and by roles above"
        " it.",
        "权限表按限度规定、而承诺未写明限度的，可由 {value} 及更高岗位作出或认可。",
    ),
    "subject.Subject.decide": Words(
        "A promise beyond its author's authority is decided within {value}, the day on which it was made not counted.",
        "超出权限的承诺须在 {value} 内裁定（作出当日不计）。",
    ),
    "subject.Subject.answer": Words(
        "The dealer has an answer within {value} of the decision, its day not counted.",
        "裁定后 {value} 内答复经销商（裁定当日不计）。",
    ),
}
_OF_ACCOUNTS: Mapping[str, Words] = {
    "accounts.Accounts.expense": Words("What rebates cost stands under {value}.", "返利成本记入：{value}。"),
    "accounts.Accounts.accrual": Words(
        "What was accrued and is not settled yet stands under {value}.", "已计提未结算的返利记入：{value}。"
    ),
    "accounts.Accounts.payable": Words(
        "What is owed to dealers stands under {value}, where each dealer has an account of his own.",
        "应付经销商的返利记入：{value}，每家经销商在其下有明细。",
    ),
    "accounts.Accounts.tax": Words(
        "The value added tax that a settled rebate takes back stands under {value}.",
        "结算返利所冲回的增值税记入：{value}。",
    ),
    "accounts.Accounts.receivable": Words(
        "What dealers owe for goods stands under {value}; paying an order with credit reduces it.",
        "经销商所欠货款记入：{value}，返利冲抵货款时减少。",
    ),
    "accounts.Accounts.expired": Words(
        "What is gained where a credit expires stands under {value}.", "返利过期所得记入：{value}。"
    ),
}
CONTEST_SENTENCES: Mapping[str, Words] = {**_OF_CONTESTS, **_OF_PROMISES, **_OF_ACCOUNTS}

HELD_EACH = Words(
    "It is held each {period} by itself, each time with all prizes.",
    "{period}单独举行一次，每次设全部奖项。",
)
EACH: Mapping[str, Words] = {
    "month": Words("month", "每月"),
    "quarter": Words("quarter", "每季度"),
    "half-year": Words("half-year", "每半年"),
    "year": Words("year", "每年"),
    "contract-year": Words("contract year", "每个合同年"),
}
PLACES_BY = Words("Places go by this figure, the greatest first: {base}", "名次按以下数值由大到小排列：{base}")
PLACES_BY_SHARE = Words(
    "Places go by the share of a baseline that a dealer reaches, the greatest first. What is held against the baseline:"
    " {base}",
    "名次按达到比较基数的比例由大到小排列。与比较基数相比的是：{base}",
)
BASELINE = Words(
    "The baseline is {baseline}. Where there is none, or it is zero or below, {missing}.",
    "比较基数为 {baseline}。没有比较基数，或其为零或负数的：{missing}。",
)
PRIZES = Words("Prizes", "奖项")
PRIZE_HEAD = (Words("Place", "名次"), Words("What each place brings", "每个名次的奖"))
PLACES = Words("{first} to {last}", "第 {first} 至 {last} 名")
PLACE = Words("{first}", "第 {first} 名")
GOODS = Words("{quantity} {product}, worth {worth}", "{product} {quantity} 件（价值 {worth}）")
GOODS_EACH = Words("{quantity} {product}, worth {worth} each", "{product} {quantity} 件（每件价值 {worth}）")
BOTH = Words("{pay}, and {goods}", "{pay}，另给 {goods}")
TITLED = Words("{title}: {prize}", "{title}：{prize}")
SHARED_OUT = Words(
    "Goods are shared in whole units; what is left of them is shared at its worth, with the money, to the cent.",
    "货物按整件分；分不完的按其价值与现金一起分，精确到分。",
)
TIED: Mapping[str, Words] = {
    "share": Words(
        "Dealers with the same figure share the prizes of their places equally.", "并列者平分所占名次的奖。"
    ),
    "all": Words(
        "Dealers with the same figure each get the prize of the best of their places.", "并列者各得所占名次中最好的奖。"
    ),
}
TIE_BREAK = Words(
    "Between dealers with the same figure a second one decides, the greater first: {base}",
    "并列时按第二指标由大到小排列：{base}",
)
STILL_TIED: Mapping[str, Words] = {
    "share": Words(
        "Those whose second figure is the same as well share the prizes of their places equally.",
        "第二指标也相同的，平分所占名次的奖。",
    ),
    "all": Words(
        "Those whose second figure is the same as well each get the prize of the best of their places.",
        "第二指标也相同的，各得所占名次中最好的奖。",
    ),
}
BEYOND = Words("So the prizes may come to more than their stated worth in all.", "奖项因此可超出所定总值。")
HEAD = Words(
    "Prizes are given once a contest, or the period for which it is held, is over. Behind dealers who share a place the"
    " places they take up are left out: two first, then the third. Who has nothing above zero to count is not ranked."
    " As long as it is not known whether a dealer takes part, or with which figure, the places that he could change"
    " stay open.",
    "竞赛（或当期）结束后发奖。并列者之后的名次顺延：两个第一之后为第三。没有大于零的数值的不参加排名。"
    "某经销商是否参加或其数值不明时，可能受其影响的名次暂不确定。",
)
