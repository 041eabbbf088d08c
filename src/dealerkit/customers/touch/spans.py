"""Calendar periods in which something is due once: days, weeks from Monday, months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dealerkit.customers.touch.rules import WEEKDAYS
from dealerkit.values.days import ONE_DAY
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.months import add_months
from dealerkit.values.workdays import Unpublished, WorkCalendar

_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_OF_A_YEAR = 12
_OF_A_WEEK = 7
_OF_A_MONTH = 31

Span = tuple[date, date]


def divides(every: Duration) -> bool:
    """Whether the calendar can be cut into periods of this length: a day, a week, months that fill a year."""
    months = _MONTHS.get(every.unit)
    if months is not None:
        return every.count > 0 and _OF_A_YEAR % (months * every.count) == 0
    return every.unit in {Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS} and every.count == 1


def spans(every: Duration, since: date, until: date, calendar: WorkCalendar) -> Iterator[Span | Unpublished]:
    """The calendar periods of this length from the one that ``since`` lies in to that of ``until``."""
    months = _MONTHS.get(every.unit)
    if months is not None:
        length = months * every.count
        start = date(since.year, (since.month - 1) // length * length + 1, 1)
        while start <= until:
            following = add_months(start, length)
            yield start, following - ONE_DAY
            start = following
    elif every.unit is Unit.WEEKS:
        start = since - timedelta(days=since.weekday())
        while start <= until:
            yield start, start + timedelta(days=_OF_A_WEEK - 1)
            start += timedelta(days=_OF_A_WEEK)
    else:
        day = since
        while day <= until:
            worked = calendar.is_working_day(day) if every.unit is Unit.WORKING_DAYS else True
            if isinstance(worked, Unpublished):
                yield worked
                return
            if worked:
                yield day, day
            day += ONE_DAY


def is_a_day(due: str, every: Duration) -> bool:
    """Whether a day can be named so within such a period: a weekday of a week, a number in a month."""
    if every.unit is Unit.WEEKS:
        return due in WEEKDAYS
    return every.unit in _MONTHS and due.isdecimal() and 1 <= int(due) <= _OF_A_MONTH


def due_day(due: str, span: Span) -> date:
    """The day of a period that is named: a weekday, or a day of its last month, the last one where it has fewer."""
    start, end = span
    if due in WEEKDAYS:
        return start + timedelta(days=WEEKDAYS.index(due))
    return end.replace(day=min(int(due), end.day))
