"""How a change of a policy is said: where it is, what it was, what it is, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from dealerkit.policy.bands import SIDES
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.report.difference_nodes import key_name, key_points, node_words, without_bound
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.words import stated
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.difference.change import Change, Kind, Step, Value

SECTIONS: Mapping[str, Words] = {
    "policy": Words("head of the policy", "政策抬头"),
    "calendars": Words("calendar", "日历"),
    "parameters": Words("parameter", "参数"),
    "facts": Words("fact", "事实"),
    "tests": Words("test case", "测试用例"),
}
_ITEMS: Mapping[str, Words] = {
    "bands": Words("band {name}", "坎级 {name}"),
    "rows": Words("row {name}", "行 {name}"),
    "gates": Words("gate {name}", "门槛 {name}"),
    "supplements": Words("supplement {name}", "加点 {name}"),
    "factors": Words("factor {name}", "系数 {name}"),
    "levels": Words("level {name}", "级别 {name}"),
    "limits": Words("limit {name}", "额度 {name}"),
    "checks": Words("check {name}", "审核项 {name}"),
    "steps": Words("step {name}", "步骤 {name}"),
    "rules": Words("rule {name}", "规则 {name}"),
    "clocks": Words("clock {name}", "时限 {name}"),
    "goals": Words("goal {name}", "目标 {name}"),
    "transitions": Words("move {name}", "流转 {name}"),
    "states": Words("state {name}", "状态 {name}"),
    "notices": Words("notice {name}", "通知 {name}"),
    "classes": Words("class {name}", "类别 {name}"),
    "grants": Words("grant {name}", "授权 {name}"),
    "verdicts": Words("verdict {name}", "结论 {name}"),
    "terms": Words("term {name}", "条款 {name}"),
    "kinds": Words("kind {name}", "种类 {name}"),
}
_FROM = Words("from {bound}", "{bound} 起")
_ABOVE = Words("above {bound}", "超过 {bound}")
_FROM_UNIT = Words("from unit {bound}", "第 {bound} 件起")
_ADDED = Words("added: {after}", "新增：{after}")
_ADDED_BEFORE = Words("added before {next}: {after}", "新增在 {next} 之前：{after}")
_ADDED_LAST = Words("added at the end: {after}", "新增在末尾：{after}")
_ADDED_BARE = Words("added", "新增")
_REMOVED = Words("removed: {before}", "删除：{before}")
_REMOVED_BARE = Words("removed", "删除")
_CHANGED = Words("{before} → {after}", "{before} → {after}")
_RENAMED = Words("renamed, was `{was}`", "改名，原为 `{was}`")
_REORDERED = Words("order: {before} → {after}", "顺序：{before} → {after}")
_AT = Words("{place}: {what}", "{place}：{what}")
_BETWEEN = Words("{start} to {end}", "{start} 至 {end}")
_SINCE = Words("from {start}", "{start} 起")
_UNTIL = Words("until {end}", "截至 {end}")
_NOTHING = Words("nothing", "无")
_LONGEST = 160
"""Characters of a value on a screen; JSON and CSV hold all of them."""
_BOUNDED = ("bands", "companions")
_FACTS = frozenset({"tests", "facts"})
"""Sections whose values go by names of facts."""


def said(change: Change, lang: Language, *, short: bool = True) -> str:
    """A change in words: where in its definition, and what became of it."""
    what = _what(change, lang, short=short)
    if change.section == "parameters" and change.path[-1].key == "values":
        return stated(_AT, lang, place=days(change.span, lang), what=what)
    where = place(change, lang)
    return stated(_AT, lang, place=where, what=what) if where else what


def place(change: Change, lang: Language) -> str:
    """Where in its definition a change is, in words; nothing for the definition itself."""
    steps = list(change.path)
    first = next((number for number, step in enumerate(steps) if step.is_item), 0)
    found: list[str] = []
    pending, under, in_facts = "", steps[0].key, False
    for step in steps[first + 1 :]:
        if step.is_item:
            found.append(_item(pending, step, lang))
            under, pending = pending, ""
            continue
        if pending:
            found.append(pending if in_facts else key_name(pending, lang, under))
            # What a case gives and expects stands under names of facts, and tables.
            in_facts = in_facts or (steps[0].key in _FACTS and pending in {"given", "expect"})
            under = pending
        pending = step.key
    if pending:
        found.append(pending if in_facts else key_name(pending, lang, under))
    return ("，" if lang == "zh" else ", ").join(found)


def days(span: DateRange, lang: Language) -> str:
    """Days from and to; nothing where neither end is known."""
    if span.start is None and span.end is None:
        return ""
    if span.start is None:
        return stated(_UNTIL, lang, end=_day(span.end))
    if span.end is None:
        return stated(_SINCE, lang, start=_day(span.start))
    return stated(_BETWEEN, lang, start=_day(span.start), end=_day(span.end))


def value(found: Value | None, node: Node | None, change: Change, lang: Language, *, short: bool = True) -> str:
    """A value as people read it; ``node`` is where it is written."""
    if found is None:
        return _NOTHING.said_in(lang)
    if found.number is not None:
        return percent(found.number) if found.is_share else _number(found)
    text = found.text
    if node is not None and change.kind is not Kind.REORDERED:
        named = change.section not in _FACTS
        if named and change.path[-1].is_item:
            text = without_bound(node, lang)  # the place says the bound or the id
        elif named or not change.whole:
            text = node_words(node, lang, change.path[-1].key, named=named)
    return _cut(text, short=short)


def both(change: Change, lang: Language, *, short: bool = True) -> tuple[str, str]:
    """What stood there, and what stands there."""
    return (
        value(change.before, change.old_node, change, lang, short=short),
        value(change.after, change.new_node, change, lang, short=short),
    )


def points(change: Change, lang: Language, *, short: bool = True) -> Iterator[str]:
    """The key points of a definition that came or went, a line each."""
    node = change.new_node if change.kind is Kind.ADDED else change.old_node
    if node is None:
        return
    for text, items in key_points(node, lang, change.section):
        if not items:
            yield _cut(text, short=short)
            continue
        for key, item in items:
            title = item.get("title") if isinstance(item, MappingNode) else None
            step = Step(
                key, title.text if isinstance(title, Scalar) else "", is_item=True, is_share="%" in _bounds(item)
            )
            yield _cut(stated(_AT, lang, place=_item(text, step, lang), what=without_bound(item, lang)), short=short)


def is_definition(change: Change) -> bool:
    """Whether a whole definition came or went, and not a part of one."""
    return change.whole and change.kind in {Kind.ADDED, Kind.REMOVED} and change.path[-1] is _first_item(change)


def _first_item(change: Change) -> Step | None:
    return next((step for step in change.path if step.is_item), None)


def _bounds(item: Node) -> str:
    sides = [item.get(side) for side in SIDES] if isinstance(item, MappingNode) else []
    return " ".join(each.text for each in sides if isinstance(each, Scalar))


def _cut(text: str, *, short: bool) -> str:
    return text if not short or len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def section(change: Change, lang: Language) -> str:
    """What the section is called."""
    words = SECTIONS.get(change.section)
    return change.section if words is None else words.said_in(lang)


def _what(change: Change, lang: Language, *, short: bool) -> str:
    if short and is_definition(change):
        return (_ADDED_BARE if change.kind is Kind.ADDED else _REMOVED_BARE).said_in(lang)
    before, after = both(change, lang, short=short)
    if change.kind is Kind.RENAMED:
        return stated(_RENAMED, lang, was=change.was)
    if change.kind is Kind.REORDERED:
        return stated(_REORDERED, lang, before=before, after=after)
    if change.kind is Kind.ADDED and change.ahead_of is not None:
        words = _ADDED_BEFORE if change.ahead_of else _ADDED_LAST
        return stated(words, lang, next=change.ahead_of, after=after)
    if change.kind is Kind.ADDED:
        return stated(_ADDED, lang, after=after) if change.after is not None else _ADDED_BARE.said_in(lang)
    if change.kind is Kind.REMOVED:
        return stated(_REMOVED, lang, before=before) if change.before is not None else _REMOVED_BARE.said_in(lang)
    return stated(_CHANGED, lang, before=before, after=after)


def _item(of: str, step: Step, lang: Language) -> str:
    name = step.title or step.key
    if of in _BOUNDED and not step.title:
        name = _bound(step, lang)
    words = _ITEMS.get(of)
    if words is None:
        return f"{key_name(of, lang)} {name}" if of else name
    return stated(words, lang, name=name)


def _bound(step: Step, lang: Language) -> str:
    """A band by its bound, in words; one with an id by the id."""
    key = step.key
    side, _, number = key.rpartition(" ")
    if not number.replace(".", "").replace("/", "").isdigit():
        return key
    words = {"": _FROM, "above": _ABOVE, "unit": _FROM_UNIT}.get(side)
    whole, dot, rest = number.partition(".")
    grouped = f"{int(whole):,}{dot}{rest}" if whole.isdigit() else number
    bound = percent(Fraction(number)) if step.is_share else grouped
    return key if words is None else stated(words, lang, bound=bound)


def _number(found: Value) -> str:
    whole, dot, rest = found.text.lstrip("-").partition(".")
    if "/" in whole:
        return found.text
    return f"{'-' if found.text.startswith('-') else ''}{int(whole):,}{dot}{rest}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
