"""What holds where a key of schemes of credits, contests, promises or the use of credit is not written."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.handbook.sentences_contests import CONTEST_SENTENCES
from dealerkit.report.handbook.sentences_schemes import SCHEME_SENTENCES
from dealerkit.report.languages import Words


def _as_written(name: str, word: str) -> Unwritten:
    """A default that is said as it would be if it were written."""
    sentences = {**SCHEME_SENTENCES, **CONTEST_SENTENCES}
    return Unwritten(holds=word, said=sentences[f"{name}={word}"])


_DEFAULTS: Mapping[str, str] = {
    "scheme.Covered.if_missing": "undetermined",
    "scheme.BidCondition.if_missing": "undetermined",
    "scheme.RotationCondition.if_missing": "undetermined",
    "scheme.Protection.units": "lots",
    "scheme.Drop.from": "list-price",
    "scheme.StockRule.if_missing": "undetermined",
    "scheme.SpecialBids.pays": "lower",
    "scheme.BidClaimRule.after": "sale",
    "scheme.BidPrice.if_missing": "undetermined",
    "scheme.SellThroughRule.outlet": "same",
    "scheme.SellThroughRule.document": "any",
    "scheme.SellThroughRule.if_missing": "undetermined",
    "scheme.StockRotation.of": "everything",
    "scheme.RotationPrice.if_missing": "undetermined",
    "clauses.Condition.if_missing": "undetermined",
}
_ROUNDED = Words(
    "What is credited is rounded once, as the head of this handbook says, and to cents where it says nothing.",
    "补偿金额按本手册开头的规定取整一次；未规定的，取整到分。",
)
_NO_MOST = Words("What is credited has no upper limit.", "补偿不设上限。")
_PROTECTION: Mapping[str, Unwritten] = {
    "scheme.Protection.effective": Unwritten(
        said=Words("Price cuts are protected as long as this policy holds.", "本政策有效期内的降价均受保护。")
    ),
    "scheme.Protection.where": Unwritten(
        said=Words("All products of all dealers are covered.", "适用于所有经销商的所有产品。")
    ),
    "scheme.Protection.level": Unwritten(
        said=Words(
            "Cuts of the list price count; where a dealer has prices of his own, cuts of those.",
            "以目录价的降价为准；经销商另有专价的，以专价的降价为准。",
        )
    ),
    "scheme.Protection.drop": Unwritten(
        said=Words(
            "A unit is credited with the drop of the price list, however small.", "每件按价目表的降价额补偿，多少不限。"
        )
    ),
    "scheme.Protection.window": Unwritten(
        said=Words("It does not matter when a unit was bought.", "不论何时购进均受保护。")
    ),
    "scheme.Protection.proof": Unwritten(said=Words("No proof of the stock is asked for.", "不要求库存证明。")),
    "scheme.Protection.claim": Unwritten(said=Words("Nothing need be claimed.", "无须提出申请。")),
    "scheme.Protection.cap": Unwritten(said=_NO_MOST),
    "scheme.Protection.promises": Unwritten(
        said=Words(
            "These terms give no role the right to promise a longer window.", "本办法未授权任何岗位承诺更长期限。"
        ),
        beside=("window",),
    ),
    "scheme.Protection.settle": Unwritten(
        said=Words(
            "Credits are paid by credit note. If less is due than was posted before, the difference is carried forward:"
            " nothing is paid back.",
            "以贷项凭证（票折）支付。应付少于已入账的，差额结转，不须退回。",
        )
    ),
    "scheme.Protection.rounding": Unwritten(said=_ROUNDED),
    "scheme.StockRule.within": Unwritten(
        said=Words("Only a count on the day of the cut serves.", "只认调价当日的盘点。"), only={"from": "count"}
    ),
    "scheme.StockRule.kinds": Unwritten(
        said=Words("Stock of every kind counts.", "各类库存均计入。"), only={"from": "count"}
    ),
    "scheme.Promiser.payout": Unwritten(
        said=Words("What its promises may add in money is not limited.", "其承诺可增加的金额不限。")
    ),
}
_BIDS: Mapping[str, Unwritten] = {
    "scheme.SpecialBids.where": Unwritten(
        said=Words("Every sale under a bid is covered.", "适用于特价单项下的所有销售。")
    ),
    "scheme.SpecialBids.methods": Unwritten(
        holds="down-to, down-by",
        said=Words(
            "Bids down to a price, and bids by an amount off it, are honoured.", "认可降到某价和降某金额的特价。"
        ),
    ),
    "scheme.SpecialBids.longest": Unwritten(said=Words("How long a bid may run is not limited.", "特价单期限不限。")),
    "scheme.SpecialBids.sell_through": Unwritten(said=Words("No report of the sale is asked for.", "不要求实销报告。")),
    "scheme.SpecialBids.proof": Unwritten(said=Words("No document of the sale is asked for.", "不要求销售证明。")),
    "scheme.SpecialBids.claim": Unwritten(said=Words("A sale may be claimed at any time.", "申请时间不限。")),
    "scheme.SpecialBids.difference": Unwritten(
        holds="0",
        said=Words(
            "A claim that asks for more or less than we reckon is listed as a finding.",
            "申请金额与我方计算不同的，列为待查。",
        ),
    ),
    "scheme.SpecialBids.cap": Unwritten(said=_NO_MOST),
    "scheme.SpecialBids.rounding": Unwritten(said=_ROUNDED),
    "scheme.SellThroughRule.share": Unwritten(
        holds="0",
        said=Words("No more may be claimed than was reported.", "申请不得超过已报实销。"),
        unless=("units",),
    ),
}
_ROTATION: Mapping[str, Unwritten] = {
    "scheme.StockRotation.where": Unwritten(
        said=Words("All products of all dealers may come back.", "适用于所有经销商的所有产品。")
    ),
    "scheme.StockRotation.window": Unwritten(
        said=Words("Requests come in until the next reference period ends.", "在下一参照期结束前均可申请。")
    ),
    "scheme.StockRotation.times": Unwritten(said=Words("Any number of requests is granted.", "批准次数不限。")),
    "scheme.StockRotation.condition": Unwritten(said=Words("Goods may come back in any condition.", "货品状态不限。")),
    "scheme.StockRotation.younger_than": Unwritten(
        said=Words("It does not matter how long ago a unit was bought.", "购进时间不限。")
    ),
    "scheme.StockRotation.order": Unwritten(said=Words("No order in exchange is asked for.", "不要求同时下单。")),
    "scheme.StockRotation.cap": Unwritten(
        said=Words("Beside the share there is no upper limit.", "除上述比例外不设上限。")
    ),
    "scheme.StockRotation.rounding": Unwritten(said=_ROUNDED),
}
_CONTESTS: Mapping[str, Unwritten] = {
    "payment.Payment.due": Unwritten(said=Words("By when they are paid is not stated.", "未规定支付期限。")),
    "payment.Payment.expires": Unwritten(
        said=Words("This scheme does not limit how long they can be used.", "本办法不限使用期限。")
    ),
    "contest.Contest.effective": Unwritten(
        said=Words("It runs as long as this policy holds.", "竞赛期间同本政策有效期。")
    ),
    "contest.Contest.period": Unwritten(said=Words("It is held once, over its days.", "在竞赛期间举行一次。")),
    "contest.Contest.eligible": Unwritten(said=Words("Every dealer takes part.", "所有经销商均参加。")),
    "contest.Contest.minimum": Unwritten(said=Words("Any figure above zero is ranked.", "数值大于零的均参加排名。")),
    "contest.Awarding.due": Unwritten(said=Words("By when money is paid is not stated.", "未规定支付期限。")),
}
_OFFSET: Mapping[str, Unwritten] = {
    "limit.OffsetLimit.base": Unwritten(
        holds="order-net", said=Words("The share is of the order without tax.", "比例的基数为订单不含税金额。")
    ),
    "limit.OffsetLimit.step": Unwritten(
        said=Words(
            "What is used is rounded down to the step of the head of this handbook, to cents where it states none.",
            "所用金额按本手册开头的取整单位向下取整；未规定的，向下取整到分。",
        )
    ),
    "limit.OffsetLimit.payouts": Unwritten(
        holds="credit-note, deduction",
        said=Words(
            "Rebates paid by credit note or by deduction can pay orders; what was transferred cannot.",
            "以贷项凭证或抵扣支付的返利可用于冲抵，已转账的不可。",
        ),
    ),
    "limit.OffsetLimit.except": Unwritten(said=Words("No programme is left out.", "不排除任何方案。")),
    "limit.OffsetLimit.expires": Unwritten(
        said=Words(
            "A credit whose programme does not say how long it can be used does not expire.",
            "方案未写明有效期的返利不过期。",
        )
    ),
    "limit.OffsetExpiry.after": Unwritten(
        holds="posting",
        said=Words(
            "Where a programme does not say, a credit's time starts from its posting.",
            "方案未写明时，有效期自过账起算。",
        ),
    ),
    "accounts.Accounts.expired": Unwritten(
        said=Words("What expires unused reduces the account of what rebates cost.", "过期未用的返利冲减返利费用科目。")
    ),
}
_PROMISES: Mapping[str, Unwritten] = {
    "subject.Subject.authority": Unwritten(
        said=Words(
            "How much each role may promise stands in the authority table of the same name.",
            "各岗位可承诺多少见同名权限表。",
        )
    ),
    "subject.Subject.order": Unwritten(
        said=Words("Each role may promise only what is its own.", "各岗位只能承诺自身权限内的事项。")
    ),
    "subject.Subject.without_limit": Unwritten(
        said=Words("A promise without a limit may be kept by nobody.", "没有写明限度的承诺，任何岗位不得认可。")
    ),
}
SCHEMES: Mapping[str, Unwritten] = {
    **{name: _as_written(name, word) for name, word in _DEFAULTS.items()},
    **_PROTECTION,
    **_BIDS,
    **_ROTATION,
    **_CONTESTS,
    **_PROMISES,
    **_OFFSET,
}
"""By class and key."""
