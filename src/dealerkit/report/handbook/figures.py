"""Figures of the section ``scoring``, a sentence each: what is added up over which days, or how it is reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.report.handbook.blocks import Block, Grid, Text
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.naming import capital, titled
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.languages import Words
from dealerkit.scoring.figures.figure import AGGREGATES, ROWS
from dealerkit.scoring.figures.tables import rows_of
from dealerkit.scoring.figures.windows import PERIODS

_TOLD = frozenset(
    {"of", "by", "from", "where", "if_missing", "weight", "per", "over", "back", "day", "unit", "base", "compared"}
    | {*AGGREGATES, "formula", "rank", "share", "id", "title", "source"}
)
_HEAD = (Words("Figure", "指标"), Words("How it comes about", "怎样得出"))
_WAYS: Mapping[str, Words] = {
    "sum": Words("the sum of {what} over {table}", "{table}的{what}合计"),
    "average": Words("the mean of {what} over {table}{weight}", "{table}的{what}的平均数{weight}"),
    "min": Words("the least {what} among {table}", "{table}的{what}中最小者"),
    "max": Words("the greatest {what} among {table}", "{table}的{what}中最大者"),
    "median": Words(
        "the middle {what} among {table}, of two in the middle the lower", "{table}的{what}的中位数（取两数中较小者）"
    ),
    "earliest": Words("the first {what} among {table}", "{table}的{what}中最早者"),
    "latest": Words("the last {what} among {table}", "{table}的{what}中最近者"),
    "last": Words("the sum of {what} over {table} of the last day{per}", "{table}最后一天的{what}合计{per}"),
    "count": Words("the number of different {what} among {table}", "{table}中不同{what}的个数"),
}
_ROWS = Words("the number of records of {table}", "{table}的记录数")
_EACH = Words("the number of {table}, each counted once", "{table}数，每一{table}计一次")
_WEIGHT = Words(", each weighted by {column}", "（按{column}加权）")
_PER = Words(", taken for each {column} by itself", "（按{column}分别取最后一天）")
_WHERE = Words("only where {condition}", "条件：{condition}")
_SKIPPED = Words("a row of which that is not known is left out", "情况不明的行不计")
_COUNTED = Words("a row of which that is not known counts", "情况不明的行也计")
_BY_DAY = Words("each counted on its {column}", "按{column}归入期间")
_BACK = Words("all of it {back} earlier", "整体提前 {back}")
_OWNED = Words("each row is that of the {subject} in {by}", "按{by}归到{subject}")
_TO_DATE = Words("from the beginning through the day", "自始至当日")
_FORMULA = Words("{formula}", "{formula}")
_RANK = Words(
    "the place among all by {figure}, the largest first; who is equal shares a place",
    "按{figure}由大到小的名次，并列者同名次",
)
_SHARE = Words("the part of {figure} in the sum of all", "{figure}占全体合计的比例")
_UNIT = Words("given as {unit}", "单位：{unit}")
_COMPARED: Mapping[str, Words] = {
    "year-on-year": Words("compared with {base}: the same days a year before", "与{base}相比（同比）"),
    "period-on-period": Words("compared with {base}: the days just before", "与{base}相比（环比）"),
}
_BASE = Words("compared with {base}", "与{base}相比")
_WINDOWS: Mapping[str, Words] = {
    "month": Words("from the first day of the month through the day", "当月初至当日"),
    "quarter": Words("from the first day of the quarter through the day", "当季初至当日"),
    "half-year": Words("from the first day of the half-year through the day", "当半年初至当日"),
    "year": Words("from the first day of the year through the day", "当年初至当日"),
    "last month": Words("the whole month before", "上一整月"),
    "last quarter": Words("the whole quarter before", "上一整季度"),
    "last half-year": Words("the whole half-year before", "上一整个半年"),
    "last year": Words("the whole year before", "上一整年"),
}
_RUNNING = Words("the {length} through the day", "截至当日的 {length}")
_AS_IT_STANDS = Words("as it stands on the day", "按当日有效的档案")
_WHOLE: Mapping[str, Words] = {
    "month": Words("those stated for the whole month", "当月整月所定"),
    "quarter": Words("those stated for the whole quarter", "当季整季所定"),
    "half-year": Words("those stated for the whole half-year", "当半年整个半年所定"),
    "year": Words("those stated for the whole year", "当年全年所定"),
    "last month": Words("those stated for the whole month before", "上一整月所定"),
    "last quarter": Words("those stated for the whole quarter before", "上一整季度所定"),
    "last half-year": Words("those stated for the whole half-year before", "上一整个半年所定"),
    "last year": Words("those stated for the whole year before", "上一整年所定"),
}
_BEGUN = Words("those of periods that have begun by then", "所属期间届时已开始的")
_NOTHING = Words(
    "Over no records a sum or a number is zero; any other figure, also a sum of the last day alone, is not known. Where"
    " it cannot be told whether a record counts, and nothing else is said, the figure is not known.",
    "没有记录时，合计和个数为零；其他数值（包括最后一天的合计）为不明。"
    "不能判断某条记录是否计入、且没有另作规定的，该数值为不明。",
)
_OF = Words("for each {subject}: {said}", "按{subject}分别计：{said}")
_OF_COMPANY = Words("for the company as a whole: {said}", "全公司：{said}")


def figure_table(describer: Describer, node: MappingNode) -> list[Block]:
    """The figures as a table; those with a source, or a key that has no words here, are told key by key."""
    teller = Teller(describer)
    rows: list[tuple[str, str]] = []
    for id_, (_, each) in node.entries.items():
        if isinstance(each, MappingNode) and not each.entries.keys() - _TOLD and each.get("source") is None:
            rows.append((titled(id_, each), capital(said_figure(teller, each))))
            describer.tick(each)
    if not rows:
        return []
    return [Grid(tuple(teller.say(each) for each in _HEAD), tuple(rows)), Text(teller.say(_NOTHING))]


def said_figure(teller: Teller, node: MappingNode) -> str:
    """One figure: whose it is, what it is, over which days, of which rows."""
    subject, voice = teller.text(node, "of") or "customer", teller.voice
    comma = "，" if voice.lang == "zh" else ", "
    said = comma.join(_parts(teller, node, subject))
    if subject == "customer":
        return said
    words = _OF_COMPANY if subject == "company" else _OF
    return teller.say(words, subject=voice.subject(subject), said=said)


def _parts(teller: Teller, node: MappingNode, subject: str) -> Iterator[str]:
    voice = teller.voice
    aggregate = next((key for key in AGGREGATES if node.get(key) is not None), None)
    table = teller.text(node, "from")
    if aggregate is not None:
        yield _aggregated(teller, node, aggregate, table)
        yield _days(teller, node, table)
        if node.get("back") is not None:
            yield teller.say(_BACK, back=voice.calendar_words(teller.text(node, "back")))
        if node.get("day") is not None:
            yield teller.say(_BY_DAY, column=voice.column(table, teller.text(node, "day")))
        unknown = teller.text(node, "if_missing")
        if unknown:
            yield teller.say(_SKIPPED if unknown == "skip" else _COUNTED)
        if node.get("by") is not None:
            yield teller.say(_OWNED, by=_column(teller, node, "by", table), subject=voice.subject(subject))
        if node.get("where") is not None:
            yield teller.say(_WHERE, condition=teller.take(node, "where"))
    elif node.get("formula") is not None:
        yield teller.say(_FORMULA, formula=teller.take(node, "formula"))
    else:
        key = "rank" if node.get("rank") is not None else "share"
        yield teller.say(_RANK if key == "rank" else _SHARE, figure=_figure(teller, node, key))
    if node.get("base") is not None:
        words = _COMPARED.get(teller.text(node, "compared"), _BASE)
        yield teller.say(words, base=_figure(teller, node, "base"))
    if node.get("unit") is not None:
        yield teller.say(_UNIT, unit=voice.choice(teller.text(node, "unit"), "unit"))


def _aggregated(teller: Teller, node: MappingNode, key: str, table: str) -> str:
    named = teller.voice.table(table)
    if key == "count" and teller.text(node, key) == ROWS:
        return teller.say(_ROWS, table=named)
    if key == "count" and teller.text(node, key) == table.removesuffix("s"):
        return teller.say(_EACH, table=named)
    weight = teller.say(_WEIGHT, column=_column(teller, node, "weight", table)) if node.get("weight") else ""
    per = teller.say(_PER, column=_column(teller, node, "per", table)) if node.get("per") else ""
    return teller.say(_WAYS[key], what=_column(teller, node, key, table), table=named, weight=weight, per=per)


def _days(teller: Teller, node: MappingNode, table: str) -> str:
    over, rows = " ".join(teller.text(node, "over").split()), rows_of(table)
    is_period = over.removeprefix("last ") in PERIODS
    if rows is not None and rows.is_labelled:
        # Rows that name their period belong to a whole one, not to days of it.
        return teller.say(_WHOLE[over] if is_period else _BEGUN)
    if rows is not None and rows.day is None and node.get("day") is None:
        return teller.say(_AS_IT_STANDS)
    if not over:
        return teller.say(_TO_DATE)
    if is_period:
        return teller.say(_WINDOWS[over])
    length = teller.voice.calendar_words(over)
    return teller.say(_RUNNING, length=length) if length else teller.voice.range_words(over)


def _column(teller: Teller, node: MappingNode, key: str, table: str) -> str:
    text = teller.text(node, key)
    if text.startswith("="):
        said = teller.take(node, key)
        return f"（{said}）" if teller.voice.lang == "zh" else f"({said})"
    return teller.voice.conditions.fact(text) if "." in text else teller.voice.column(table, text)


def _figure(teller: Teller, node: MappingNode, key: str) -> str:
    return teller.voice.conditions.fact(f"figure.{teller.text(node, key)}")
