"""Whether a deadline can be met at all: the shortest way from what starts a clock to what stops it.

A move that states what it ``takes`` cannot be quicker. The way is walked through the flow's own working time,
beginning when the office opens on the first working day of a week without holidays, so that time and deadline
are counted alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import heappop, heappush

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.compiled import Compiled, Move
from dealerkit.workflow.days import due_by, due_within
from dealerkit.workflow.flow import Clock, Flow
from dealerkit.workflow.timing import clock_of

_ONE_DAY = timedelta(days=1)
_WEEK = 7


def check_shortest(flow: Flow, policy: Policy) -> Iterator[Problem]:
    """DK639: even the shortest way takes longer than a goal allows; the way is named."""
    if not any(each.takes for each in flow.transitions.values()):
        return
    working = clock_of(flow, policy)
    begin = None if working is None else _monday(working)
    if working is None or begin is None:
        return
    compiled = Compiled(flow)
    for clock in compiled.clocks:
        found = _shortest(clock, compiled, begin, working)
        if found is None:
            continue
        ends, way = found
        rule = clock.days or flow.days
        for goal in clock.goals.values():
            due = (
                due_within(begin, goal.within, rule, working)
                if goal.within is not None
                else due_by(begin, goal.by or "", rule, working)
            )
            # A day of the calendar is nearer or farther as it happens; only a length can never be met.
            if goal.within is not None and isinstance(due, datetime) and ends > due:
                yield problem(
                    "DK639",
                    goal.rule.at,
                    address=goal.rule.address,
                    severity=Severity.WARNING,
                    clock=clock.id,
                    goal=goal.id,
                    way=way,
                    begins=begin.strftime("%Y-%m-%d %H:%M"),
                    ends=ends.astimezone(working.zone).strftime("%Y-%m-%d %H:%M"),
                    due=due.astimezone(working.zone).strftime("%Y-%m-%d %H:%M"),
                )


def _shortest(
    clock: Clock, compiled: Compiled, begin: datetime, working: WorkClock
) -> tuple[datetime, tuple[str, ...]] | None:
    """When a case that does nothing but hurry can stop a clock that starts at ``begin``, and by which moves."""
    queue: list[tuple[datetime, int, str, tuple[str, ...]]] = []
    for number, state in enumerate(_starts(clock, compiled)):
        heappush(queue, (begin, number, state, ()))
    done: set[str] = set()
    order = len(queue)
    while queue:
        moment, _, state, way = heappop(queue)
        if not state:
            return moment, way
        if state in done:
            continue
        done.add(state)
        best: tuple[datetime, tuple[str, ...]] | None = None
        for move in compiled.moves_from(state):
            after = _after(move, moment, compiled.flow, working)
            if after is None:
                continue
            longer = (*way, move.transition.id)
            if clock.until.is_met(state, move.target, move.transition.id):
                if best is None or after < best[0]:
                    best = (after, longer)
                continue
            order += 1
            heappush(queue, (after, order, move.target, longer))
        if best is not None:
            # Stopping is a place of its own in the queue: a shorter way may still come first.
            order += 1
            heappush(queue, (best[0], order, "", best[1]))
    return None


def _starts(clock: Clock, compiled: Compiled) -> list[str]:
    if clock.start is None:
        return [compiled.initial]
    found = [
        move.target
        for state in compiled.flow.states
        for move in compiled.moves_from(state)
        if clock.start.is_met(state, move.target, move.transition.id)
    ]
    return list(dict.fromkeys(found))


def _after(move: Move, moment: datetime, flow: Flow, working: WorkClock) -> datetime | None:
    takes = move.transition.takes
    if takes is None:
        return moment
    found = due_within(moment, takes, flow.days, working)
    return None if isinstance(found, Unpublished) else found


def _monday(working: WorkClock) -> datetime | None:
    """When the office opens on a Monday after which a fortnight is worked as usual."""
    calendar = working.calendar
    day = max(calendar.first, min(date(calendar.through.year - 1, 3, 1), calendar.through))
    for _ in range(366):
        if day.weekday() == 0 and _is_usual(working, day):
            opens = working.hours.on(0)[0][0]
            return datetime(day.year, day.month, day.day, tzinfo=working.zone) + timedelta(minutes=opens)
        day += _ONE_DAY
    return None


def _is_usual(working: WorkClock, monday: date) -> bool:
    days = [monday + n * _ONE_DAY for n in range(2 * _WEEK)]
    return all(
        working.calendar.is_working_day(day) is (day.weekday() not in working.calendar.weekend)
        for day in days
        if working.calendar.knows(day)
    ) and working.calendar.knows(days[-1])
