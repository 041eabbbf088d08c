"""Days around a price cut: from when on a unit counts as new, until when a count or a claim is in time.

The day of the cut is day 0 and not counted: with a window of 30 days and a cut on 1 April the first
day is 2 March.
"""

from __future__ import annotations

from datetime import date

from dealerkit.problems import Location, Problem, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar


def first_day(within: Duration, cut: date, calendar: WorkCalendar | None, at: Location) -> date | Problem:
    """The first day of a time that ends with the cut; DK368 where the calendar does not reach so far."""
    return _day(within.before(cut, calendar or EVERY_DAY), at)


def last_day(within: Duration | None, cut: date, calendar: WorkCalendar | None, at: Location) -> date | Problem:
    """The last day of a time that begins with the cut, the day itself where none is stated; or DK368."""
    return cut if within is None else _day(within.after(cut, calendar or EVERY_DAY), at)


def uncountable(within: Duration, calendar: WorkCalendar | None, at: Location, address: str) -> Problem | None:
    """Why a time cannot be counted in days: DK377 it is part of a day, DK373 working days need a calendar."""
    if within.unit.is_part_of_a_day:
        return problem("DK377", at, address=address, within=str(within))
    if within.unit is Unit.WORKING_DAYS and calendar is None:
        return problem("DK373", at, address=address, within=str(within))
    return None


def _day(found: date | Unpublished, at: Location) -> date | Problem:
    if isinstance(found, Unpublished):
        return problem("DK368", at, calendar=found.calendar, through=found.through, asked=found.asked)
    return found
