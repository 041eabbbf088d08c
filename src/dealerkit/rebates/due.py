"""Until when a settlement is paid, and until when a credit can be used. Day 0 is not counted."""

from __future__ import annotations

from datetime import date

from dealerkit.problems import Problem, problem
from dealerkit.rebates.clauses import Settle
from dealerkit.rebates.windows import Window
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar


def due_day(settle: Settle, window: Window, as_of: date, calendar: WorkCalendar | None) -> date | Problem | None:
    """The day by which a settlement is paid; None where the programme states none.

    Counted from the last day that is settled (``period-end``) or from the day of the settlement. DK368
    the calendar does not reach so far; DK373 working days without a calendar.
    """
    if settle.due is None:
        return None
    within, at = settle.due.within, settle.due.rule.at
    if within.unit is Unit.WORKING_DAYS and calendar is None:
        return problem("DK373", at, within=str(within))
    start = window.through if settle.due.after == "period-end" else as_of
    found = _after(within, start, calendar)
    if isinstance(found, Unpublished):
        return problem("DK368", at, calendar=found.calendar, through=found.through, asked=found.asked)
    return found


def expiry_day(settle: Settle, window: Window, as_of: date) -> date | None:
    """The last day on which a credit posted today can be used; None where it never expires."""
    if settle.expires is None:
        return None
    start = window.last if settle.expires.after == "period-end" else as_of
    return usable_until(settle.expires.within, start)


def usable_until(within: Duration, start: date) -> date | None:
    """The last day on which a credit can be used whose time starts from a day; None where it has no such day."""
    found = None if within.unit is Unit.WORKING_DAYS else _after(within, start, None)
    return None if isinstance(found, Unpublished) else found


def _after(within: Duration, start: date, calendar: WorkCalendar | None) -> date | Unpublished | None:
    if within.unit.is_part_of_a_day:
        return None
    return within.after(start, calendar or EVERY_DAY)
