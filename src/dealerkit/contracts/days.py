"""Counting durations of contracts in days: from a day on, or back from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dealerkit.decisions import Rule
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar


def before(length: Duration, day: date, calendar: WorkCalendar | None) -> date:
    """The day that lies a duration before another; by weekdays alone where the calendar does not reach so far."""
    found = length.before(day, calendar or EVERY_DAY)
    return _plain(length, day, backwards=True) if isinstance(found, Unpublished) else found


def after(length: Duration, day: date, calendar: WorkCalendar | None) -> date:
    """The day that lies a duration after another; by weekdays alone where the calendar does not reach so far."""
    found = length.after(day, calendar or EVERY_DAY)
    return _plain(length, day, backwards=False) if isinstance(found, Unpublished) else found


def uncountable(lengths: Iterable[Duration | None], rule: Rule, calendar: WorkCalendar | None) -> Iterator[Problem]:
    """DK377 a duration is part of a day, DK373 working days need a calendar."""
    for within in lengths:
        if within is None:
            continue
        if within.unit.is_part_of_a_day:
            yield problem("DK377", rule.at, address=rule.address, within=str(within))
        elif within.unit is Unit.WORKING_DAYS and calendar is None:
            yield problem("DK373", rule.at, address=rule.address, within=str(within))


_WEEKDAYS = WorkCalendar("", frozenset(), frozenset(), frozenset({5, 6}), date.min, date.max)


def _plain(length: Duration, day: date, *, backwards: bool) -> date:
    found = length.before(day, _WEEKDAYS) if backwards else length.after(day, _WEEKDAYS)
    return day if isinstance(found, Unpublished) else found
