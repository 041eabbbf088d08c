"""When the time limits of a flow end, as the engine says: a case that begins on a Monday, and one on a Friday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dealerkit.report.handbook.blocks import Block, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.languages import Words
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.days import DayRule, due_by, due_within
from dealerkit.workflow.flow import Flow, Goal, flows_of
from dealerkit.workflow.timing import clock_of

_BEGINS = ((0, time(10, 0)), (4, time(16, 0)))
"""Weekday, from Monday as 0, and time of the examples: well inside a week, and just before its end."""
_WEEK = 7
_TITLE = Words("Worked examples", "算例")
_INTRODUCTION = Words(
    "When each time limit ends, if nothing makes it stand still.", "各时限的截止时刻（其间没有暂停）。"
)
_LIMIT = Words("Time limit", "时限")
_MONDAY = Words("It begins on Monday, {at}", "周一 {at} 起算")
_FRIDAY = Words("It begins on Friday, {at}", "周五 {at} 起算")
_UNKNOWN = Words("the calendar of that time is not published yet", "届时的工作日历尚未公布")
_NAMED = Words("{clock}, where {condition}", "{clock}（{condition}）")
_END = Words("the end of {day}", "{day} 全天结束时")


def deadlines(describer: Describer, chapter: str) -> Iterator[Block]:
    """A row for each time limit of the flow and each of its goals; nothing for other chapters."""
    section, _, id_ = chapter.partition(".")
    voice = describer.voice
    flow = flows_of(voice.policy).get(id_) if section == "flows" else None
    clock = clock_of(flow, voice.policy) if flow is not None else None
    if flow is None or clock is None or not flow.clocks:
        return
    begins = [datetime.combine(_weekday(describer.as_of, day), at, clock.zone) for day, at in _BEGINS]
    rows = [
        (name, *(_ends(describer, goal, rule, clock, begun) for begun in begins))
        for name, goal, rule in _limits(describer, flow)
    ]
    headings = [voice.say(_LIMIT)]
    headings += [voice.say(words, at=_moment(begun)) for words, begun in zip((_MONDAY, _FRIDAY), begins, strict=True)]
    yield Title(4, voice.say(_TITLE))
    yield Text(voice.say(_INTRODUCTION))
    yield Grid(tuple(headings), tuple(rows))


def _limits(describer: Describer, flow: Flow) -> Iterator[tuple[str, Goal, DayRule]]:
    voice = describer.voice
    for clock in (flow.clocks or {}).values():
        name = clock.title or clock.id
        for goal in clock.goals.values():
            if goal.when is None:
                yield name, goal, clock.days or flow.days
            else:
                condition = voice.conditions.said(goal.when.text)
                yield voice.say(_NAMED, clock=name, condition=condition), goal, clock.days or flow.days


def _ends(describer: Describer, goal: Goal, rule: DayRule, clock: WorkClock, begun: datetime) -> str:
    if goal.within is not None:
        found = due_within(begun, goal.within, rule, clock)
    else:
        found = due_by(begun, goal.by or "", rule, clock)
    if isinstance(found, Unpublished):
        return describer.voice.say(_UNKNOWN)
    local = found.astimezone(clock.zone)
    if local.time() == time.min:
        # Midnight is the end of the day before: so people read it.
        return describer.voice.say(_END, day=(local.date() - timedelta(days=1)).isoformat())
    return _moment(local)


def _weekday(since: date, weekday: int) -> date:
    """The first such day of the week that begins on the first Monday from ``since`` on."""
    monday = since + timedelta(days=-since.weekday() % _WEEK)
    return monday + timedelta(days=weekday)


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")
