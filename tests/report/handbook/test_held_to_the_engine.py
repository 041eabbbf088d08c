"""What a handbook says at a bound is what the engine does there: sentences beside worked cases of one policy.

Each case of ``tests/spec`` has its derivation or its source in its note; here it is found that its policy's handbook
says so, in both languages, and that the engine answers as the case expects.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dealerkit import assembly
from dealerkit.assembly import CaseResult, run_tests
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import Language
from tests.conftest import ROOT

SPEC = ROOT / "tests" / "spec"


@cache
def chapter(file: str, address: str, lang: Language) -> str:
    loaded = assembly.load([SPEC / f"{file}.yaml"])
    assert loaded.policy is not None
    book = handbook(loaded.policy, lang, date(2026, 1, 1))
    return next(each.markdown() for each in book.chapters if each.address == address).replace("\\", "")


@cache
def results(file: str) -> dict[str, CaseResult]:
    return {each.case.id: each for each in run_tests([SPEC / f"{file}.yaml"]).results}


HELD = [
    (
        ("contracts", "contracts.kinds"),
        "Notice must be given 2 months before the end at the latest.",
        "最迟须在到期前 2 个月通知（当日有效）。",
        ("notice-in-time", "notice-a-day-late"),
    ),
    (
        ("contracts", "contracts.kinds"),
        "From 1 month before its end on it is listed as ending soon",
        "到期前 1 个月起提醒",
        ("ends-soon", "the-day-before-the-reminder"),
    ),
    (
        ("contracts", "contracts.kinds"),
        "It may be returned from 3 months after the contract's last day on.",
        "自合同最后一天起满 3 个月可退还（当日即可）。",
        ("nothing-of-the-deposit-while-it-runs", "the-deposit-after-the-end"),
    ),
    (
        ("contracts", "contracts.kinds"),
        "As much of it is held back as the customer owes, due or not.",
        "客户的全部未清欠款（不论是否到期）从中保留。",
        ("the-deposit-after-the-end",),
    ),
    (
        ("contracts", "contracts.kinds"),
        "At least 20% of them have signed, over all contracts of this kind that hold.",
        "在所有有效的同类合同中，已签署的不少于其 20%。",
        ("closed-channel-of-twenty-in-a-hundred",),
    ),
    (
        ("execution", "contracts.execution"),
        "An instalment is overdue once more than 3 days have passed since it was due.",
        "分期款到期后超过 3 天才算逾期。",
        ("an-instalment-that-is-late",),
    ),
    (
        ("execution", "contracts.execution"),
        "A service is due 30 days after its day, unless its invoice states another day.",
        "服务款在服务日后 30 天到期；发票另写明到期日的，以发票为准。",
        ("a-service-that-is-charged", "a-service-that-is-billed", "a-service-nobody-billed"),
    ),
    (
        ("execution", "contracts.execution"),
        "Where a product states no least stock of its own, its stock must last for at least 15 days of sales.",
        "产品未写明最低库存的，库存须至少够 15 天销售。",
        ("stock-for-less-than-fifteen-days", "a-product-with-its-own-least-stock"),
    ),
    (
        ("prices", "contracts.prices"),
        "Once more was sold than was bought, it is the last average.",
        "销出多于购进时，沿用最近一次平均成本。",
        ("sold-before-it-was-bought", "sold-before-it-was-bought-and-not-guessed"),
    ),
    (
        ("prices", "contracts.prices"),
        "Where no floor price is stated, a price below the one that the customer has cannot be decided.",
        "没有底价的，低于客户应享价的申请暂不能确定。",
        ("a-floor-that-nobody-states", "a-higher-level-is-no-question"),
    ),
    (
        ("returns", "contracts.returns"),
        "Times are counted from the day on which the final customer bought.\n",
        "期限自最终客户购买日起算。",
        ("exchanged-on-the-fifteenth-day", "a-day-later-it-goes-to-repair"),
    ),
    (
        ("returns", "contracts.returns"),
        "Rules; the first that holds decides, and where none does it is refused",
        "规则（取第一条符合的；都不符合的拒绝）",
        ("three-months-are-not-four",),
    ),
    (
        ("returns", "contracts.returns"),
        "A line that names neither purchase document nor serial number comes from the latest purchases",
        "既无购货单据又无串号的行，从该产品最近的进货算起。",
        ("the-latest-purchase-comes-back-first",),
    ),
    (
        ("goods-flow", "contracts.goods"),
        "Each warehouse is counted 7 days after its last count at the latest; the first time, after its",
        "每个仓库最迟在上次盘点后 7 天再盘点（首次自首笔移动起算）。",
        ("a-weekly-count-by-two-people", "a-week-without-a-count"),
    ),
    (
        ("goods-flow", "contracts.goods"),
        "Goods become another kind of stock only by one of these.",
        "货物转为另一种类的，只能用这些移动。",
        ("good-stock-becomes-a-gift-only-by-an-adjustment",),
    ),
    (
        ("goods-flow", "contracts.goods"),
        "a dispatch document leaves whole and on one day, or not at all.",
        "一张发货单须整单、当日一次发出，否则不发。",
        ("a-document-ships-whole", "or-not-at-all", "so-are-two-days"),
    ),
    (
        ("goods-flow", "contracts.goods"),
        "Of movements at the same moment, what comes in counts first.",
        "同一时刻的移动，先计入库再计出库。",
        ("what-comes-in-at-the-same-moment-counts-first",),
    ),
    (
        ("duties", "contracts.duties"),
        "That holds at all, whatever the document; duties that come with a role count as well.",
        "不论单据，一律不得兼任；岗位自带的职务也计入。",
        ("one-of-each-over-many-documents", "a-role-that-is-held-for-another-counts"),
    ),
    (
        ("intake", "contracts.intake"),
        "It is the first where it says so, or where nothing was taken from him on an earlier day.",
        "订单写明为新业务的，或此前从未受理过该客户订单的，为首单。",
        ("new-business-without-its-papers", "who-ordered-before-is-not-new"),
    ),
    (
        ("territories", "contracts.territory"),
        "How many dealers there may be; below the first step one",
        "可有的经销商家数（未达第一档的只有一家）",
        ("split-at-the-dependence-of-the-rule", "a-third-dealer-too-early", "a-third-in-time"),
    ),
    (
        ("territories", "contracts.capacity"),
        "Our offer must bring at least 20% more profit than each conflicting line, both by the case and by the month",
        "我方方案的每箱利润和每月利润都须高出至少 20%",
        ("a-conflicting-line-that-is-clearly-beaten", "a-conflicting-line-that-is-not"),
    ),
    (
        ("leads", "customers.leads"),
        "The owner must have made contact within 7 days of the registration, the day itself not counted. Otherwise it",
        "负责人须在登记后 7 天内首次联系（登记当日不计），否则登记失效，由之后的登记接替，没有的归入公共池。",
        ("no-contact-within-a-week", "after-that-a-later-registration-counts"),
    ),
    (
        ("leads", "customers.leads"),
        "As long as it lasts, contacts of its owner of these kinds renew it from their day on: visit",
        "保护期内负责人的以下接触，自接触之日起重新计算保护期：visit",
        ("protected-while-it-is-visited", "the-protection-has-ended"),
    ),
    (
        ("touch", "customers.touch"),
        "A last day that is not worked moves to the next working day.",
        "最后一天逢休息日的，顺延至下一工作日。",
        ("after-a-complaint", "class-c-two-months-after-the-last", "dealer-data-by-the-25th"),
    ),
    (
        ("reception", "customers.reception"),
        "| from 1 to below 5 | 1 | no |\n| from 5 through 10 | 2 | no |\n| above 10 | 3 | yes |",
        "| 1 至不足 5 | 1 | 否 |\n| 5 至 10（含） | 2 | 否 |\n| 超过 10 | 3 | 是 |",
        ("class-a-four-guests", "class-b-five-guests", "class-c-ten-guests", "class-d-eleven-guests"),
    ),
    (
        ("satisfaction", "customers.satisfaction"),
        "(less than expected is dissatisfied)",
        "感知低于期望为不满意",
        ("below-expectation", "as-expected"),
    ),
    (
        ("customer-files", "customers.files"),
        "through 1 day after that day; on the last of these days until 10:00, if the time is on record",
        "延至该日后 1 天；最后一天至 10:00 止（须有时间记录）",
        ("registered-next-morning", "registered-a-minute-late"),
    ),
    (
        ("customer-files", "customers.files"),
        "The fine of each of them is then due 2 times; it does not grow further.",
        "罚款为 2 倍，不再递增。",
        ("sales-fine-doubles-from-the-second",),
    ),
    (
        ("customer-files", "customers.files"),
        "What was found is put right within 1 working day, the day of the lapse not counted",
        "须在 1 个工作日内改正（当日不计）",
        ("not-corrected-is-violated-anew", "corrected-on-the-last-day"),
    ),
    (
        ("access", "customers.access"),
        "Files are kept for 10 years after the day the relation ended; before that none is destroyed.",
        "关系终止后档案保管 10 年，期满前不得销毁。",
        ("destroyed-after-ten-years", "destroyed-a-day-too-early"),
    ),
    (
        ("access", "customers.access"),
        "These roles approve only for the department whose customer it is",
        "以下岗位只能批准本部门客户的查阅",
        ("with-his-managers-approval", "another-departments-manager-may-not"),
    ),
    (
        ("identity", "customers.identity"),
        "They are told only where the change falls on the weekday on which the customer is called.",
        "仅当变更在客户的约定电话日时告知。",
        ("phone-on-call-day", "phone-on-another-day"),
    ),
    (
        ("identity", "customers.identity"),
        "or the next working day if that is not worked.",
        "逢休息日顺延至下一工作日。",
        ("batch-on-a-holiday",),
    ),
    (
        ("customer-codes", "customers.codes"),
        'city, "-", first contact as MM, "-", name, "-", a running number of 3 digits',
        "所在城市、“-”、首次接触日（MM）、“-”、客户名称、“-”、3 位流水号",
        ("first-of-the-year", "wrong-month"),
    ),
    (
        ("scorecards", "scoring.scorecards"),
        "The middle value of the peers stands for them, of two in the middle the lower.",
        "取同类的中位数（居中有两个数时取较小者）。",
        ("among-peers-of-the-same-class",),
    ),
    (
        ("scorecards", "scoring.scorecards"),
        "With fewer than 2 peers nothing is compared, and the figure counts as not known.",
        "同类少于 2 个时不比较，视为没有数据。",
        ("too-few-peers",),
    ),
    (
        ("scorecards", "scoring.scorecards"),
        "A grade rises after the first period above it.",
        "一期高于现级即升级。",
        ("a-grade-rises-at-once",),
    ),
    (
        ("scorecards", "scoring.scorecards"),
        "A grade falls after 2 periods below it in a row, to the best of what these periods showed.",
        "连续 2 期低于现级才降级，降至这几期中最好的一级。",
        ("one-quarter-below-does-not-cost-the-grade", "two-quarters-below-do"),
    ),
    (
        ("classes", "scoring.classes"),
        "Whose figure is zero or below is no part of the total",
        "数值为零或负的不计入总额",
        ("nothing-and-less",),
    ),
    (
        ("classes", "scoring.classes"),
        "where half of his share or more lies before the bound, else to the one after.",
        "其占比有一半或以上在界线之前的归入前一级",
        ("a-middle-on-the-bound", "nearest-before-the-bound"),
    ),
    (
        ("classes", "scoring.classes"),
        "Where no condition holds there is no class.",
        "都不符合的不定级。",
        ("no-condition-and-no-otherwise",),
    ),
    (
        ("classes", "scoring.classes"),
        "Signs; what those that show count is added up",
        "迹象（出现的累加）",
        ("signals-add-up",),
    ),
    (
        ("concentration", "scoring.concentration"),
        "It is raised from 20% on.",
        "达到 20% 即报警。",
        ("twenty-per-cent-is-reached", "a-cent-below-twenty-per-cent"),
    ),
    (
        ("concentration", "scoring.concentration"),
        "Customers in one group of this kind count as one, in the outermost where there are several: control.",
        "同属一个以下类型集团的客户按一个计，多层的按最外层：control。",
        ("control-groups-count-as-one",),
    ),
    (
        ("price-protection-published", "price_protection.sixty-days"),
        "Units bought up to 60 days before the cut are protected; that day still counts.",
        "调价前 60 天内（含首日）购进的受保护。",
        ("a-dealer-with-old-units",),
    ),
    (
        ("special-bids", "special_bids.checked"),
        "Claims come in within 30 days of the sale, the day itself not counted.",
        "须在销售后 30 天内提出申请（当日不计）。",
        ("a-claim-that-is-a-day-late",),
    ),
    (
        ("special-bids", "special_bids.checked"),
        "Beyond what the dealer reported as sold under a bid, 5% of it may be claimed, in whole units.",
        "可超出该特价单已报实销的 5%（取整件）。",
        ("beyond-the-bid-beyond-the-reports-and-the-tolerance", "goods-that-came-back-after-the-posting"),
    ),
    (
        ("special-bids", "special_bids.book"),
        "Where a claim asks for less than we reckon, it is paid what it asks for; it is never paid more",
        "申请金额低于我方计算的，按申请金额支付；高于我方计算的，按我方计算支付。",
        ("the-lower-of-ours-and-what-is-claimed", "more-claimed-than-the-agreement-gives"),
    ),
    (
        ("stock-rotation", "stock_rotation.quarterly"),
        "Requests come in within 30 days of its end.",
        "期末后 30 天内提出申请。",
        ("a-request-that-is-a-day-late",),
    ),
    (
        ("stock-rotation", "stock_rotation.young"),
        "Units bought earlier than 90 days before the request stay.",
        "申请前超过 90 天购进的不退。",
        ("units-bought-too-long-ago",),
    ),
    (
        ("stock-rotation", "stock_rotation.young"),
        "One dealer is credited at most CNY 1,000 for a reference period.",
        "每家经销商每个参照期最多补偿 1,000 元。",
        ("the-cap-of-a-period",),
    ),
    (
        ("stock-rotation", "stock_rotation.exchange"),
        "no more units come back than it suffices for.",
        "不足的，可退件数相应减少。",
        ("an-order-of-equal-value", "an-order-serves-once"),
    ),
    (
        ("contests", "contests.podium"),
        "only who has reached 1,000 is ranked.",
        "基数至少 1,000 才参加排名。",
        ("below-the-minimum",),
    ),
    (
        ("contests", "contests.podium"),
        "Dealers with the same figure share the prizes of their places equally.",
        "并列者平分所占名次的奖。",
        ("three-share-two-places",),
    ),
    (
        ("promises", "promises.support"),
        "Each role may promise only what is its own.",
        "各岗位只能承诺自身权限内的事项。",
        ("money-of-another-role",),
    ),
    (
        ("promises", "promises.price-protection"),
        "A promise without a limit may be kept by nobody.",
        "没有写明限度的承诺，任何岗位不得认可。",
        ("kept-without-limit-by-anyone",),
    ),
    (
        ("figures", "scoring.figures"),
        "it cannot be told whether a record counts",
        "不能判断某条记录是否计入",
        ("what-is-not-known-to-count-is-not-counted-as-nothing", "what-does-not-matter-need-not-be-known"),
    ),
    (
        ("figures", "scoring.figures"),
        ", of two in the middle the lower",
        "的中位数（取两数中较小者）",
        ("the-lower-of-two-middles",),
    ),
    (
        ("figures", "scoring.figures"),
        ", the 12 months through the day",
        "截至当日的 12 个月",
        ("twelve-months-end-with-the-day", "a-month-that-ends-with-its-last-day-is-whole"),
    ),
]


@pytest.mark.parametrize(("where", "english", "chinese", "cases"), HELD, ids=[each[1][:50] for each in HELD])
def test_a_sentence_says_what_the_engine_does_at_its_bound(
    where: tuple[str, str], english: str, chinese: str, cases: tuple[str, ...]
):
    file, address = where
    assert english in chapter(file, address, "en")
    assert chinese in chapter(file, address, "zh")
    assert {each: results(file)[each].problems for each in cases} == dict.fromkeys(cases, ())
