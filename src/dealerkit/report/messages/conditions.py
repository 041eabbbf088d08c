"""How expressions are said in a handbook, in both languages: signs, functions, whose a fact is."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

OWNERS: Mapping[str, str] = {
    "intake": "order",
    "lead": "prospect",
    "access": "request",
    "assess": "assessed dealer",
    "order_intake": "order taken in",
    "stock_move": "movement of stock",
    "touch": "contact",
}
ROOTS_ZH: Mapping[str, str] = {
    "order": "订单",
    "receipt": "收款",
    "invoice": "发票",
    "delivery": "发货",
    "stock": "库存",
    "touch": "联系",
    "survey": "调查",
    "figure": "数值",
    "figures": "其他数据",
    "target": "任务量",
    "order_intake": "接单记录",
    "stock_move": "库存变动",
    "case": "案件",
    "opportunity": "商机",
    "campaign": "活动",
    "contract": "合同",
    "event": "记录",
    "promotion": "促销",
    "outlet": "终端",
    "sale": "实销",
    "line": "进货",
    "employee": "员工",
    "owner": "负责员工",
}
SIGNS: Mapping[str, Words] = {
    "==": Words("{left} is {right}", "{left} 为 {right}"),
    "!=": Words("{left} is not {right}", "{left} 不为 {right}"),
    "<": Words("{left} is below {right}", "{left} 低于 {right}"),
    "<=": Words("{left} is at most {right}", "{left} 不超过 {right}"),
    ">": Words("{left} is above {right}", "{left} 超过 {right}"),
    ">=": Words("{left} is at least {right}", "{left} 不低于 {right}"),
    "in": Words("{left} is {right}", "{left} 为 {right}"),
    "not in": Words("{left} is neither {right}", "{left} 不为 {right}"),
}
DATE_SIGNS: Mapping[str, Words] = {
    "<": Words("{left} is before {right}", "{left} 早于 {right}"),
    "<=": Words("{left} is on or before {right}", "{left} 不晚于 {right}"),
    ">": Words("{left} is after {right}", "{left} 晚于 {right}"),
    ">=": Words("{left} is on or after {right}", "{left} 不早于 {right}"),
}
CALLS: Mapping[str, Words] = {
    "within": Words("{0} belongs to {1}", "{0} 属于 {1}"),
    "known": Words("{0} is known", "{0} 已知"),
    "or_else": Words("{0} (or {1} where it is not known)", "{0}（不明时取 {1}）"),
    "abs": Words("the size of {0}, whatever its sign", "{0} 的绝对值"),
    "days": Words("the days from {0} to {1}", "{0} 至{1}的天数"),
    "months": Words("the whole months from {0} to {1}", "{0} 至{1}的整月数"),
    "year": Words("the year of {0}", "{0} 的年份"),
    "month": Words("the month of {0}", "{0} 的月份"),
    "starts_with": Words("{0} begins with {1}", "{0} 以 {1} 开头"),
}
OF_MANY: Mapping[str, Words] = {
    "count": Words("how many of these hold ({all})", "以下各项中成立的项数（{all}）"),
    "min": Words("the least of {all}", "{all}中最小者"),
    "max": Words("the greatest of {all}", "{all}中最大者"),
    "earliest": Words("the earliest of {all}", "{all}中最早者"),
    "latest": Words("the latest of {all}", "{all}中最晚者"),
}
OF_DATES: Mapping[str, str] = {"min": "earliest", "max": "latest"}
"""What the least and the greatest of several dates are."""
DENIED: Mapping[str, Words] = {
    "within": Words("{0} does not belong to {1}", "{0} 不属于 {1}"),
    "known": Words("{0} is not known", "{0} 不明"),
    "starts_with": Words("{0} does not begin with {1}", "{0} 不以 {1} 开头"),
}
PLURALS = ("the days", "the units", "the whole months", "purchases")
"""How facts in English begin that are more than one."""
AS_OF = Words("the day asked about", "评定日")
IF = Words("{0} if {1}", "若{1}，则为 {0}")
ELSE_IF = Words("else {0} if {1}", "否则若{1}，则为 {0}")
ELSE = Words("else {0}", "否则为 {0}")
NOT = Words("it is not so that {0}", "并非“{0}”")
PARAMETER = Words("{title} ({values})", "{title}（{values}）")
FROM = Words("{value} from {day}", "{day} 起 {value}")
PARTS: Mapping[str, tuple[str, Words]] = {
    "signal": ("governance.scan.signals", Words("the signal {name} shows", "出现信号 {name}")),
    "measured": ("measures", Words("the measured {name}", "{name} 的累计")),
    "figure": ("scoring.figures", Words("{name}", "{name}")),
    "class": ("scoring.classes", Words("the class by {name}", "按 {name} 的等级")),
    "score": ("scoring.scorecards", Words("the score of {name}", "{name} 的得分")),
    "grade": ("scoring.scorecards", Words("the grade of {name}", "{name} 的评级")),
}
"""Facts that definitions of the policy make, where those stand, and how they are called."""


AND = Words("and", "和")
OR = Words("or", "或")
NOR = Words("nor", "或")
