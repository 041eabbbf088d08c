"""The figures behind somebody's class, in words: what each is called, and shares as percentages."""

from __future__ import annotations

from datetime import date

from dealerkit.problems import Arg
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import figure, percent
from dealerkit.scoring.classes.members import Placed

_FIGURE_WORDS = {
    "figure": Words("figure", "数字"),
    "rank": Words("rank", "名次"),
    "share": Words("share", "占比"),
    "cumulated": Words("cumulated", "累计"),
    "digits": Words("digits", "评分"),
    "total": Words("total", "总分"),
    "now": Words("now", "本期"),
    "before": Words("before", "基期"),
    "growth": Words("growth", "增长额"),
    "rate": Words("rate", "增长率"),
    "value": Words("value", "价值"),
    "margin": Words("margin", "毛利"),
    "retention": Words("retention", "留存率"),
    "discount": Words("discount", "折现率"),
    "stock": Words("stock", "库存"),
    "sold": Words("sold", "销售"),
    "days": Words("days", "可销天数"),
    "coefficient": Words("coefficient", "库存系数"),
    "turnover": Words("turnover", "周转次数"),
    "sum": Words("sum", "合计"),
    "signs": Words("signs", "迹象"),
    "unknown": Words("cannot be told", "无法判断"),
}
_SHARES = frozenset({"share", "cumulated", "rate", "retention", "discount"})


def figures_told(placed: Placed, lang: Language) -> str:
    """All figures of a place in one line."""
    semicolon = "；" if lang == "zh" else "; "
    return semicolon.join(
        f"{_FIGURE_WORDS[name].said_in(lang) if name in _FIGURE_WORDS else name} {_told(name, value)}"
        for name, value in placed.values
        if value not in ("", ())
    )


def _told(name: str, value: Arg) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return percent(value) if name in _SHARES else figure(value)
