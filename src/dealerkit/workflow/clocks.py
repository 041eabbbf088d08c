"""The clocks of a case: which goal holds, when its time is up, who is warned and who is told.

The goal is the first whose condition holds for the case as it is now (as it was when the clock stopped).
Where a condition cannot be told, nor can the goal, and the clock names what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from attrs import field, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.types import Missing, Value
from dealerkit.values.durations import Unit
from dealerkit.values.exact import as_fraction
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.case import ClockRun, Facts
from dealerkit.workflow.days import Course, DayRule, due_by, due_within
from dealerkit.workflow.flow import Clock, Goal
from dealerkit.workflow.ground import Ground

_MICROSECOND = timedelta(microseconds=1)


@frozen(kw_only=True)
class Alarm:
    """Somebody who is told: when, who, and by which rule. ``share`` is of the time, None for one after it."""

    at: datetime
    to: tuple[str, ...]
    rule: Rule
    share: Fraction | None = None


@frozen(kw_only=True)
class Timed:
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
    unpublished: Unpublished | None = field(default=None)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended, though it may stand still."""
        return not self.run.ended

    @property
    def is_late(self) -> bool:
        """Whether its time was up before it ended, or is up now."""
        return self.late > timedelta()


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
    rule = clock.days or days
    # A clock that stands still is up, at the earliest, if it goes on now.
    pauses = tuple((begins, ends or now) for begins, ends in run.pauses if (ends or now) >= begins)
    within, course = goal.within, None
    if within is None:
        due = due_by(run.started, goal.by or "", rule, working)
    elif within.unit.is_part_of_a_day:
        course = Course(run.started, pauses, working, working=within.unit is Unit.WORKING_HOURS)
        due = course.when(within.length)
    else:
        due = due_within(run.started, within, rule, working, pauses)
    if isinstance(due, Unpublished):
        return Timed(clock=clock, run=run, goal=goal, unpublished=due)
    until = run.stopped or now
    paused = run.paused_since
    late = timedelta() if run.ended == "cancelled" else max(until - due, timedelta())
    if paused is not None and goal.within is not None:
        late = max(paused - due, timedelta())
        if not late:
            return Timed(clock=clock, run=run, goal=goal)

    def at_share(share: Fraction) -> datetime:
        """When a share of the time has passed: of hours by the clock that counts them, else of the time to the end."""
        if course is not None and within is not None:
            found = course.when(_share_of(within.length, share))
            if not isinstance(found, Unpublished):
                return found
        return run.started + _share_of(due - run.started, share)

    alarms = tuple(sorted(_alarms(clock, goal, due, at_share, rule, working), key=lambda each: each.at))
    return Timed(clock=clock, run=run, goal=goal, due=due, late=late, alarms=alarms)


def _goal(clock: Clock, facts: Facts, day: datetime, ground: Ground) -> Goal | Missing | None:
    for goal in clock.goals.values():
        if goal.when is None:
            return goal
        known: Mapping[str, Value | Missing | None] = facts
        if goal.when.parameters:
            known = {**facts, **ground.parameters(day.date())}
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
    return int(length // _MICROSECOND * share) * _MICROSECOND
