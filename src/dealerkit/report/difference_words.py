"""How a change of a policy is said: where it is, what it was, what it is, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

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
_KEYS: Mapping[str, Words] = {
    "rate": Words("rate", "返利率"),
    "pay": Words("payment", "金额"),
    "plus": Words("fixed sum", "固定金额"),
    "at": Words("bound", "下限"),
    "above": Words("bound", "下限"),
    "at_unit": Words("bound", "下限"),
    "factor": Words("factor", "系数"),
    "title": Words("name", "名称"),
    "effective": Words("validity", "有效期"),
    "revision": Words("revision", "版本"),
    "values": Words("value", "取值"),
    "unit": Words("unit", "单位"),
    "source": Words("source", "来源"),
    "eligible": Words("who takes part", "参加条件"),
    "qualifying": Words("base that reaches a band", "达标基数"),
    "paying": Words("base that is paid on", "计返基数"),
    "cap": Words("cap", "上限"),
    "minimum": Words("minimum", "下限要求"),
    "payout": Words("payout", "支付额"),
    "budget": Words("budget", "预算"),
    "method": Words("method", "计返方法"),
    "kind": Words("kind", "返利种类"),
    "period": Words("period", "期间"),
    "settle": Words("settlement", "结算"),
    "rounding": Words("rounding", "取整"),
    "hit": Words("hit policy", "命中规则"),
    "then": Words("what follows", "结果"),
    "role": Words("role", "角色"),
    "second": Words("second signature", "会签"),
    "amount": Words("amount", "金额"),
    "when": Words("condition", "条件"),
    "where": Words("condition", "条件"),
    "within": Words("time", "时限"),
    "given": Words("given", "给定"),
    "expect": Words("expected", "预期"),
    "was": Words("earlier id", "原编号"),
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
    pending = ""
    for step in steps[first + 1 :]:
        if step.is_item:
            found.append(_item(pending, step, lang))
            pending = ""
            continue
        if pending:
            found.append(_key(pending, lang))
        pending = step.key
    if pending:
        found.append(_key(pending, lang))
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


def value(found: Value | None, lang: Language, *, short: bool = True) -> str:
    """A value as people read it."""
    if found is None:
        return _NOTHING.said_in(lang)
    if found.number is not None:
        return percent(found.number) if found.is_share else _number(found)
    text = found.text
    return text if not short or len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def section(change: Change, lang: Language) -> str:
    """What the section is called."""
    words = SECTIONS.get(change.section)
    return change.section if words is None else words.said_in(lang)


def _what(change: Change, lang: Language, *, short: bool) -> str:
    before, after = (value(each, lang, short=short) for each in (change.before, change.after))
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
    return f"{of} {name}".strip() if words is None else stated(words, lang, name=name)


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


def _key(key: str, lang: Language) -> str:
    words = _KEYS.get(key)
    return key.replace("_", " ") if words is None else words.said_in(lang)


def _number(found: Value) -> str:
    whole, dot, rest = found.text.lstrip("-").partition(".")
    if "/" in whole:
        return found.text
    return f"{'-' if found.text.startswith('-') else ''}{int(whole):,}{dot}{rest}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
