"""The rules of a touch plan, a row each: with whom, when, by what, by whom, and how much of it must be in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.customers.touch.rules import WEEKDAYS
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Scalar, Sequence
from dealerkit.report.handbook.blocks import Block, Grid
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.naming import capital, titled
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.languages import Words

_HEAD = (
    Words("Contact", "联系"),
    Words("With whom", "对象"),
    Words("When", "何时"),
    Words("What counts", "算数的联系"),
    Words("What else holds", "其他"),
)
_ALL = Words("every customer", "所有客户")
_WHO = Words("customers of whom this holds: {condition}", "符合条件的客户：{condition}")
_EMPLOYEES = Words("every employee", "每位员工")
_STAFF = Words("every employee who is {roles}", "岗位为 {roles} 的每位员工")
_CALENDAR = Words("once in each {every} of the calendar", "按日历每 {every}一次")
_PERIODS: Mapping[str, Words] = {
    "1 day": Words("once each day", "每天一次"),
    "1 working day": Words("once each working day", "每个工作日一次"),
    "1 week": Words("once each week, Monday to Sunday", "每周（周一至周日）一次"),
    "1 month": Words("once each calendar month", "每月一次"),
    "1 quarter": Words("once each calendar quarter", "每季度一次"),
    "1 year": Words("once each calendar year", "每年一次"),
}
_DUE = Words("{said}, by {day} at the latest", "{said}，最迟{day}")
_DAY = Words("day {day} of it", "该月第 {day} 天")
_DAY_OF_LAST_MONTH = Words("day {day} of its last month", "该期最后一个月第 {day} 天")
_SINCE_LAST = Words("again {every} after the last one at the latest", "距上次最迟 {every}")
_AFTER = Words("{span} after {event}", "{event} 后 {span}")
_BEFORE = Words("{span} before {event}", "{event} 前 {span}")
_ON_THE_DAY = Words("on the day of {event}, after it", "{event} 当日，在其后")
_DAY_BEFORE = Words("on the day of {event}, before it", "{event} 当日，在其前")
_FROM_TO = Words("{from_} to {to}", "{from_}至 {to}")
_WITHIN = Words("within {to}", "{to}内")
_AT_LEAST = Words("at least {to}", "至少 {to}")
_FROM_UNTIL = Words("from {from_} until {event}", "自 {event} 前 {from_}起至其发生")
_FROM_DAY = Words("from {from_} on", "{from_}起")
_CONTACT = Words("a contact ({kinds})", "联系（{kinds}）")
_BY = Words("made by {roles}", "由 {roles} 联系")
_TARGET = Words("{target} or more must be done in time", "按时完成率不低于 {target}")
_TRIED = Words(
    "who is not reached is tried at least {least} times, {apart} apart or more",
    "联系不上的至少尝试 {least} 次，间隔不少于 {apart}",
)
_COUNTS = Words("so many attempts count as done", "尝试够次数即算完成")
_COUNTS_NOT = Words("attempts alone do not count as done", "只尝试未联系上的不算完成")


def touch_table(describer: Describer, node: MappingNode) -> list[Block]:
    """The rules as a table."""
    teller = Teller(describer)
    rows = []
    for id_, (_, rule) in node.entries.items():
        if isinstance(rule, MappingNode):
            joint = "；" if teller.voice.lang == "zh" else "; "
            when, more = _when(teller, rule), joint.join(_more(teller, rule))
            if teller.voice.lang == "en":
                when, more = capital(when), capital(more)
            rows.append((titled(id_, rule), capital(_who(teller, rule)), when, _words(teller, rule, "kind"), more))
            describer.tick(rule)
    headings = tuple(teller.say(each) for each in _HEAD)
    used = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    return [
        Grid(
            tuple(headings[number] for number in used),
            tuple(tuple(row[number] for number in used) for row in rows),
        )
    ]


def _who(teller: Teller, rule: MappingNode) -> str:
    if teller.text(rule, "of") == "employee":
        roles = _words(teller, rule, "roles")
        return teller.say(_STAFF, roles=roles) if roles else teller.say(_EMPLOYEES)
    if rule.get("who") is None:
        return teller.say(_ALL)
    return teller.say(_WHO, condition=teller.take(rule, "who"))


def _when(teller: Teller, rule: MappingNode) -> str:
    voice = teller.voice
    every = teller.text(rule, "every")
    if every:
        if teller.text(rule, "counted") == "since-last":
            return teller.say(_SINCE_LAST, every=voice.calendar_words(every))
        known = _PERIODS.get(every)
        said = teller.say(known) if known else teller.say(_CALENDAR, every=voice.calendar_words(every))
        due = teller.text(rule, "due")
        of_month = _DAY if every == "1 month" else _DAY_OF_LAST_MONTH
        day = voice.choice(due).capitalize() if due in WEEKDAYS else teller.say(of_month, day=due)
        return teller.say(_DUE, said=said, day=day) if due else said
    if rule.get("after") is not None:
        return _after(teller, rule, _words(teller, rule, "after"))
    if rule.get("after_contact") is not None:
        return _after(teller, rule, teller.say(_CONTACT, kinds=_words(teller, rule, "after_contact")))
    key = "before" if rule.get("before") is not None else "holiday"
    return _before(teller, rule, _words(teller, rule, key))


def _after(teller: Teller, rule: MappingNode, event: str) -> str:
    from_, to = _length(teller, rule, "from"), _length(teller, rule, "to")
    if not to:
        return teller.say(_ON_THE_DAY, event=event)
    span = to if from_ == to else teller.say(_FROM_TO, from_=from_, to=to) if from_ else teller.say(_WITHIN, to=to)
    return teller.say(_AFTER, span=span, event=event)


def _before(teller: Teller, rule: MappingNode, event: str) -> str:
    from_, to = _length(teller, rule, "from"), _length(teller, rule, "to")
    if not from_ and not to:
        return teller.say(_DAY_BEFORE, event=event)
    if not to:
        return teller.say(_FROM_UNTIL, from_=from_, event=event)
    span = to if from_ == to else teller.say(_FROM_TO, from_=from_, to=to) if from_ else teller.say(_AT_LEAST, to=to)
    return teller.say(_BEFORE, span=span, event=event)


def _more(teller: Teller, rule: MappingNode) -> Iterator[str]:
    if teller.text(rule, "of") != "employee" and rule.get("roles") is not None:
        yield teller.say(_BY, roles=_words(teller, rule, "roles"))
    attempts = rule.get("attempts")
    if isinstance(attempts, MappingNode):
        apart = teller.voice.calendar_words(teller.text(attempts, "apart"))
        yield teller.say(_TRIED, least=teller.text(attempts, "least"), apart=apart)
        yield teller.say(_COUNTS if teller.text(attempts, "counts") == "true" else _COUNTS_NOT)
    if rule.get("target") is not None:
        yield teller.say(_TARGET, target=teller.voice.rate(teller.text(rule, "target")))


def _length(teller: Teller, rule: MappingNode, key: str) -> str:
    return teller.voice.calendar_words(teller.text(rule, key))


def _words(teller: Teller, rule: MappingNode, key: str) -> str:
    """What stands under a key, one or several words, called by the titles of what they name."""
    found = rule.get(key)
    items = found.items if isinstance(found, Sequence) else (found,)
    said = [teller.voice.title_of(each.text, key) for each in items if isinstance(each, Scalar)]
    return teller.voice.listed(said, Words("or", "或") if key != "roles" else None)
