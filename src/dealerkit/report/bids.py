"""Special bids as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.rebates.bids.results import REFUSED, Claimed, Fate, money, units
from dealerkit.rebates.bids.run import BidRun
from dealerkit.report.answered import Answered, Portion
from dealerkit.report.credited import CreditedReport, Kindred
from dealerkit.report.languages import Words
from dealerkit.report.places import Places
from dealerkit.report.tables import Column

FATES: Mapping[Fate, Words] = {
    Fate.CREDITED: Words("credited", "补偿"),
    Fate.NOTHING: Words("no units claimed", "没有申请数量"),
    Fate.UNKNOWN: Words("no such bid", "没有该特价单"),
    Fate.DEALER: Words("another dealer's bid", "其他经销商的特价单"),
    Fate.PRODUCT: Words("bid for other products", "特价单不含该商品"),
    Fate.UNAPPROVED: Words("bid not approved", "特价单未获批准"),
    Fate.DISHONOURED: Words("bid not honoured", "特价单不被认可"),
    Fate.CURRENCY: Words("another currency", "其他币种"),
    Fate.CUSTOMER: Words("another customer", "其他客户"),
    Fate.OUTSIDE: Words("not sold while the bid held", "不在特价单有效期内售出"),
    Fate.AHEAD: Words("claimed before it was sold", "申请早于销售"),
    Fate.UNCOVERED: Words("not covered", "不适用"),
    Fate.LATE: Words("claimed too late", "逾期申请"),
    Fate.UNPROVED: Words("sale not proved", "销售没有证明"),
    Fate.TWICE: Words("claimed twice", "重复申请"),
    Fate.BEYOND: Words("beyond the bid", "超出特价单数量"),
    Fate.UNREPORTED: Words("no report of the sale", "没有销售上报"),
    Fate.UNPRICED: Words("cost not known", "进价不明"),
    Fate.WORTHLESS: Words("cost no more than the bid", "进价不高于特价"),
    Fate.ABOVE: Words("more claimed than is due", "申请高于应补"),
    Fate.CAPPED: Words("beyond the cap", "超出上限"),
}
_KINDRED = Kindred(
    "special_bids",
    Words("Special bids: {policy}", "特价单：{policy}"),
    Words("Claims", "申请"),
    Column("claim", Words("claim", "申请单")),
    Words("Nothing was claimed under a special bid.", "没有特价单申请。"),
    {
        "DK003": Words("a fact is missing", "缺少信息"),
        "DK368": Words("the calendar ends before", "日历未公布"),
        "DK473": Words("no unit is credited", "没有可补偿的商品"),
        "DK474": Words("cost not known", "进价不明"),
        "DK478": Words("no sales were reported", "没有销售上报"),
    },
)


def bid_report(run: BidRun, places: Places, dealer: str = "") -> CreditedReport:
    """What special bids come to, for one dealer if so asked."""
    rows = tuple(_answered(run, each) for each in run.claims)
    return CreditedReport(_KINDRED, run.policy, run.as_of, rows, run.credits, run.problems, places, dealer)


def _answered(run: BidRun, each: Claimed) -> Answered:
    portions = tuple(
        Portion(
            row.claim.product,
            part.quantity,
            part.amount,
            part.fate.value,
            FATES[part.fate],
            part.fate is Fate.CREDITED,
            row.claim.serial or row.claim.document,
        )
        for row in each.rows
        for part in row.parts
    )
    return Answered(
        each.scheme.id,
        each.scheme.title or "",
        each.scheme.rule.address,
        each.dealer,
        run.name(each.dealer),
        each.claim,
        each.rows[0].claim.on,
        each.claimed_units,
        units(each.parts, {Fate.CREDITED}),
        units(each.parts, REFUSED),
        money(each.parts, REFUSED),
        each.claimed_amount,
        each.decision,
        each.due,
        portions,
    )
