"""The clocks of a case: which goal holds, when its time is up, who is warned and who is told.

The goal is the first whose condition holds for the case as it is now (as it was when the clock stopped).
Where a condition cannot be told, nor can the goal, and the clock names what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.types import Missing, Value
from dealerkit.values.durations import Unit
from dealerkit.values.exact import as_fraction
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.case import ClockRun
from dealerkit.workflow.days import Course, DayRule, Standstill, due_by, due_within
from dealerkit.workflow.flow import Clock, Goal
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.permission import Facts

_MICROSECOND = timedelta(microseconds=1)
_NO_TIME = timedelta()


@frozen(kw_only=True)
class Alarm:
    """Somebody who is told: when, who, and by which rule. ``share`` is of the time, None for one after it."""

    at: datetime
    to: tuple[str, ...]
    rule: Rule
    share: Fraction | None = None


class Timed(NamedTuple):
    """A clock as it stands at a moment.

    ``due`` is None where it stands still (``paused_since``), where no goal holds, where that cannot be told
    (``missing``), and where the calendar does not reach so far (``unpublished``). ``late`` is how long after
    ``due`` it stopped, or has been running; nothing where it is in time.
    """

    clock: Clock
    run: ClockRun
    goal: Goal | None = None
    due: datetime | None = None
    late: timedelta = timedelta()
    alarms: tuple[Alarm, ...] = ()
    missing: tuple[str, ...] = ()
    unpublished: Unpublished | None = None

    @property
    def is_running(self) -> bool:
        """Whether it has not ended, though it may stand still."""
        return not self.run.ended

    @property
    def is_late(self) -> bool:
        """Whether its time was up before it ended, or is up now."""
        return self.late > _NO_TIME


def timed(
    clock: Clock, run: ClockRun, facts: Facts, now: datetime, days: DayRule, working: WorkClock, ground: Ground
) -> Timed:
    """A run of a clock as it stands ``now``; one that has ended stands as it ended."""
    known = facts if run.facts is None else run.facts
    goal = _goal(clock, known, run.stopped or now, ground)
    if goal is None:
        return Timed(clock=clock, run=run)
    if isinstance(goal, Missing):
        return Timed(clock=clock, run=run, missing=goal.facts)
    begins = _begins(clock, run, known, working)
    if isinstance(begins, Missing):
        return Timed(clock=clock, run=run, goal=goal, missing=begins.facts)
    rule = clock.days or days
    pauses = _standstills(clock, run, begins, now) if run.pauses else ()
    within, course, alarms = goal.within, None, bool(goal.warn or goal.escalate)
    if alarms and within is not None and within.is_part_of_a_day:
        course = Course(begins, pauses, working, working=within.unit is Unit.WORKING_HOURS)
    due = _due(goal, begins, rule, working, pauses) if course is None or within is None else course.when(within.length)
    if isinstance(due, Unpublished):
        return Timed(clock=clock, run=run, goal=goal, unpublished=due)
    paused = run.paused_since if within is not None else None
    late = (paused or run.stopped or now) - due
    if late < _NO_TIME or run.ended == "cancelled":
        late = _NO_TIME
    if paused is not None and not late:
        return Timed(clock=clock, run=run, goal=goal)
    if not alarms:
        return Timed(clock, run, goal, due, late)

    def at_share(share: Fraction) -> datetime:
        """When a share of the time has passed: of hours by the clock that counts them, else of the time to the end."""
        if course is not None and within is not None:
            found = course.when(_share_of(within.length, share))
            if not isinstance(found, Unpublished):
                return found
        return begins + _share_of(due - begins, share)

    told = tuple(sorted(_alarms(clock, goal, due, at_share, rule, working), key=lambda each: each.at))
    return Timed(clock, run, goal, due, late, told)


def _due(
    goal: Goal, begins: datetime, rule: DayRule, working: WorkClock, pauses: tuple[Standstill, ...]
) -> datetime | Unpublished:
    """When a goal is due."""
    if goal.within is None:
        return due_by(begins, goal.by or "", rule, working)
    return due_within(begins, goal.within, rule, working, pauses)


def _standstills(clock: Clock, run: ClockRun, begins: datetime, now: datetime) -> tuple[Standstill, ...]:
    """When a run stood still; one that stands still is up, at the earliest, if it goes on now."""
    pauses = [(since, ends or now) for since, ends in run.pauses]
    if clock.counts_from is not None:
        return tuple((max(since, begins), ends) for since, ends in pauses if ends > begins)
    return tuple((since, ends) for since, ends in pauses if ends >= since)


def _begins(clock: Clock, run: ClockRun, facts: Facts, working: WorkClock) -> datetime | Missing:
    """From when a run counts: its start, or the moment that a fact of the case names, as last filled in."""
    if clock.counts_from is None:
        return run.started
    name = f"case.{clock.counts_from}"
    moment = facts.get(name)
    if not isinstance(moment, datetime):
        return Missing((name,))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=working.zone)


def _goal(clock: Clock, facts: Facts, day: datetime, ground: Ground) -> Goal | Missing | None:
    for goal in clock.goals.values():
        if goal.when is None:
            return goal
        known: Mapping[str, Value | Missing | None] = facts
        if goal.when.parameters:
            known = {**facts, **ground.parameters_at(day)}
        holds = goal.when.evaluate(known)
        if isinstance(holds, Missing):
            return holds
        if holds is True:
            return goal
    return None


def _alarms(
    clock: Clock,
    goal: Goal,
    due: datetime,
    at_share: Callable[[Fraction], datetime],
    days: DayRule,
    working: WorkClock,
) -> Iterator[Alarm]:
    """Warnings to the owner and escalations, at shares of the time and after it."""
    owner = (clock.owner,) if clock.owner else ()
    for share in goal.warn:
        part = as_fraction(share)
        yield Alarm(at=at_share(part), to=owner, rule=goal.rule, share=part)
    for each in (goal.escalate or {}).values():
        if each.at is not None:
            part = as_fraction(each.at)
            yield Alarm(at=at_share(part), to=each.to, rule=each.rule, share=part)
        elif each.after is not None:
            later = due_within(due, each.after, days, working)
            if not isinstance(later, Unpublished):
                yield Alarm(at=later, to=each.to, rule=each.rule)


def _share_of(length: timedelta, share: Fraction) -> timedelta:
    return timedelta(microseconds=length // _MICROSECOND * share.numerator // share.denominator)
