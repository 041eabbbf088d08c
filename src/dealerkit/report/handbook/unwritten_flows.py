"""What holds where a key of flows and governance is not written."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.languages import Words

FLOWS: Mapping[str, Unwritten] = {
    "flow.Flow.hours": Unwritten(
        said=Words(
            "The office counts as open round the clock; its close of business is midnight.",
            "办公时间按全天 24 小时计，午夜视为下班。",
        ),
        beside=("clocks", "notices"),
    ),
    "flow.Flow.days": Unwritten(
        said=Words(
            "A time limit in days does not count the day it begins. It ends at the close of business of its last day,"
            " whether that is worked or not. What begins after hours begins that day.",
            "以天计的时限，起始之日不计，于最后一日下班时截止（该日是否工作日不影响）；下班后发生的按当日起算。",
        ),
        beside=("clocks",),
    ),
    "days.DayRule.zero": Unwritten(
        holds="not-counted",
        said=Words("The day on which a time limit begins is not counted.", "起始之日不计。"),
    ),
    "days.DayRule.rest_day": Unwritten(
        holds="keep",
        said=Words("A last day that is not worked stays the last day.", "最后一日为非工作日的，不顺延。"),
    ),
    "days.DayRule.end": Unwritten(
        holds="close-of-business",
        said=Words("A time limit ends at the close of business of its last day.", "时限于最后一日下班时截止。"),
    ),
    "days.DayRule.after_hours": Unwritten(
        holds="same-day",
        said=Words(
            "What begins after hours, or on a day that is not worked, begins that day.",
            "下班后或非工作日发生的，按当日起算。",
        ),
    ),
    "flow.Transition.by": Unwritten(
        said=Words("Anyone may make it.", "任何人均可办理。"), cell=Words("anyone", "任何人"), unless=("authority",)
    ),
    "flow.Transition.to": Unwritten(
        said=Words("The case stays in its state.", "案件状态不变。"), cell=Words("(the state stays)", "（状态不变）")
    ),
    "flow.Clock.start": Unwritten(
        said=Words("It starts when the case begins.", "自案件开始起算。"), unless=("counts_from",)
    ),
    "flow.Pause.until": Unwritten(said=Words("until the time limit ends", "至该时限结束"), unless=("in",)),
    "flow.Goal.when": Unwritten(cell=Words("every other case", "其他案件")),
    "flow.Notice.at": Unwritten(
        said=Words("It is due when the case begins.", "自案件开始时告知。"),
        cell=Words("the beginning of the case", "案件开始"),
    ),
    "flow.Notice.within": Unwritten(said=Words("At once.", "立即告知。"), cell=Words("at once", "立即")),
    "statistics_rule.StatisticsRule.by": Unwritten(
        holds="kind", said=Words("Cases are sorted by: kind.", "分类统计：案件类型。")
    ),
    "statistics_rule.StatisticsRule.clocks": Unwritten(
        said=Words("The share in time is told of every time limit.", "及时率统计全部时限。")
    ),
    "statistics_rule.CompensationRule.amount": Unwritten(
        holds="amount", said=Words("How much it is stands in: amount.", "金额取自：涉及金额。")
    ),
}
_FRESH = Words("A count of stock older than 45 days says nothing.", "超过 45 天的盘点不作数。")
_UNKNOWN = Words("Where a product was not counted freshly, nobody knows.", "近期没有盘点的产品视为情况不明。")
_ALL_STATUSES = Words("All incidents count but those that were dismissed.", "除已驳回的以外均计入。")
GOVERNANCE: Mapping[str, Unwritten] = {
    "methods.OfStock.fresh": Unwritten(holds="45 days", said=_FRESH),
    "methods.OfStock.uncounted": Unwritten(holds="unknown", said=_UNKNOWN),
    "methods.OfPushing.fresh": Unwritten(holds="45 days", said=_FRESH),
    "methods.OfPushing.uncounted": Unwritten(holds="unknown", said=_UNKNOWN),
    "methods.OfPushing.pace": Unwritten(
        said=Words("His sell-through is that of the whole window.", "实销按整个扫描期计。")
    ),
    "methods.OfPushing.least": Unwritten(
        holds="1", said=Words("It shows from one such delivery on.", "达到 1 次即出现。")
    ),
    "methods.OfCapacity.of": Unwritten(
        holds="sell-in",
        said=Words("What he buys is held against what his outlets can sell.", "以进货量对比其终端的销售能力。"),
    ),
    "methods.OfIncidents.count": Unwritten(holds="incidents", said=Words("Incidents are counted.", "计件数。")),
    "methods.OfIncidents.only": Unwritten(said=_ALL_STATUSES),
    "methods.OfFinds.kinds": Unwritten(said=Words("Incidents of every kind count.", "各类违规均计入。")),
    "methods.OfFinds.only": Unwritten(said=_ALL_STATUSES),
    "methods.OfRhythm.of": Unwritten(
        holds="orders",
        said=Words(
            "The orders of the last whole month are held against the months before.", "以上一整月的订单数对比此前各月。"
        ),
    ),
    "methods.OfRhythm.flat": Unwritten(
        holds="shown",
        said=Words(
            "Where the months before are all alike, any other month shows.", "此前各月毫无起伏时，任何变化都算。"
        ),
    ),
    "methods.OfRhythm.direction": Unwritten(holds="both", said=Words("Rises and falls both count.", "升降都算。")),
    "methods.OfWithholding.asks": Unwritten(
        holds="return", said=Words("Requests that count: returns.", "计入的申请：退货。")
    ),
    "methods.OfWithholding.days": Unwritten(
        holds="0", said=Words("Every invoice past its due day counts.", "到期未付的发票均计。")
    ),
    "signal.Answer.sanction": Unwritten(
        holds="false",
        said=Words("It takes nothing from the dealer.", "不属于制裁。"),
        cell=Words("no", "否"),
    ),
    "rule.Obedience.kinds": Unwritten(said=Words("Notices of every kind count.", "各类书面通知均计入。")),
    "rule.Costs.goods": Unwritten(
        said=Words("What goods cost is not known where a line does not state it.", "明细行未写明成本的，成本视为不明。")
    ),
    "rule.Costs.credit": Unwritten(said=Words("What money lent costs is not counted.", "资金占用成本不计。")),
    "rule.Loss.attributed": Unwritten(
        said=Words("All of the neighbours' loss is laid to the dealer.", "邻近经销商的损失全部归因于该经销商。")
    ),
    "rule.Loss.compare": Unwritten(
        said=Words("The neighbours are compared with all other dealers.", "邻近经销商与其他所有经销商对比。")
    ),
    "rule.Assess.neighbours": Unwritten(
        holds="1",
        said=Words(
            "Dealers are neighbours whose territories lie directly in the same one.",
            "所在地区直属同一上级地区的为邻近经销商。",
        ),
    ),
    "signal.Scan.neighbours": Unwritten(
        holds="1",
        said=Words(
            "Dealers are neighbours whose territories lie directly in the same one.",
            "所在地区直属同一上级地区的为邻近经销商。",
        ),
    ),
    "rule.Delay.times": Unwritten(holds="1", said=Words("It is carried on once.", "推算 1 次。")),
    "rule.Step.signatures": Unwritten(
        holds="blocks",
        said=Words(
            "A step waits for the signatures that the authority matrix asks for.",
            "权限表要求的签批未完成的，步骤不得进行。",
        ),
    ),
    "rule.Watch.kinds": Unwritten(said=Words("Incidents of every kind are watched.", "各类违规均监控。")),
}
