"""Stock rotation as people read it."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.rebates.rotation.results import REFUSED, Requested, Stay, money, units
from dealerkit.rebates.rotation.run import RotationRun
from dealerkit.report.answered import Answered, Portion
from dealerkit.report.credited import CreditedReport, Kindred
from dealerkit.report.languages import Words
from dealerkit.report.places import Places
from dealerkit.report.tables import Column

STAYS: Mapping[Stay, Words] = {
    Stay.ALLOWED: Words("may come back", "可退回"),
    Stay.NOTHING: Words("no units asked for", "没有申请数量"),
    Stay.UNCOVERED: Words("not covered", "不适用"),
    Stay.LATE: Words("asked for too late", "逾期申请"),
    Stay.OFTEN: Words("too many requests", "超过申请次数"),
    Stay.CONDITION: Words("condition or packaging", "状态或包装不符"),
    Stay.UNBOUGHT: Words("no purchase explains it", "没有对应的进货"),
    Stay.OLD: Words("bought too long ago", "进货时间过久"),
    Stay.UNPRICED: Words("price not known", "价格不明"),
    Stay.CUT: Words("beyond the allowance", "超出额度"),
    Stay.ORDER: Words("order in exchange too small", "换货订单不足"),
}
_KINDRED = Kindred(
    "stock_rotation",
    Words("Stock rotation: {policy}", "库存轮换：{policy}"),
    Words("Requests", "申请"),
    Column("request", Words("request", "申请单")),
    Words("Nobody asked to send goods back.", "没有退回申请。"),
    {
        "DK003": Words("a fact is missing", "缺少信息"),
        "DK368": Words("the calendar ends before", "日历未公布"),
        "DK474": Words("price not known", "价格不明"),
        "DK482": Words("nothing may come back", "没有可退回的商品"),
    },
)


def rotation_report(run: RotationRun, places: Places, dealer: str = "") -> CreditedReport:
    """What stock rotation comes to, for one dealer if so asked."""
    rows = tuple(_answered(run, each) for each in run.requests)
    return CreditedReport(_KINDRED, run.policy, run.as_of, rows, run.credits, run.problems, places, dealer)


def _answered(run: RotationRun, each: Requested) -> Answered:
    portions = tuple(
        Portion(
            row.asked.product,
            part.quantity,
            part.amount,
            part.fate.value,
            STAYS[part.fate],
            part.fate is Stay.ALLOWED,
            row.asked.serial,
            part.bought_on,
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
        each.request,
        each.rows[0].asked.on,
        each.asked_units,
        units(each.parts, {Stay.ALLOWED}),
        units(each.parts, REFUSED),
        money(each.parts, REFUSED),
        None,
        each.decision,
        each.due,
        portions,
    )
