"""From when until when a contact is due: a window of moments, its last day moved off rest days.

Moments are those of the wall clock. A window of days runs from the first minute of its first day to the end of its
last; one of hours ends to the minute. Only the last day is moved; where the working day before it lies before the
window begins, the next one is taken.
"""

from __future__ import annotations

from datetime import date, datetime, time

from attrs import field, frozen

from dealerkit.values.days import ONE_DAY
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import Unpublished, WorkCalendar

EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@frozen(order=True)
class Window:
    """From when until when something is to be done; ``is_exact`` where it ends within a day."""

    latest: datetime
    earliest: datetime
    is_exact: bool = field(default=False, order=False)

    @classmethod
    def of_days(cls, first: date, last: date) -> Window:
        """The days from first to last, both whole."""
        return cls(end_of(last), start_of(first))


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max)


def after(
    at: datetime, from_: Duration | None, to: Duration | None, calendar: WorkCalendar, rest_days: str
) -> Window | Unpublished:
    """The window that begins ``from_`` after a moment and ends ``to`` after it."""
    earliest = at if from_ is None else _moved(at, from_, calendar, forwards=True, ends=False)
    latest = end_of(at.date()) if to is None else _moved(at, to, calendar, forwards=True, ends=True)
    return _window(earliest, latest, to, calendar, rest_days)


def before(
    at: datetime, from_: Duration | None, to: Duration | None, calendar: WorkCalendar, rest_days: str
) -> Window | Unpublished:
    """The window that begins ``from_`` before a moment and ends ``to`` before it."""
    earliest = start_of(at.date()) if from_ is None else _moved(at, from_, calendar, forwards=False, ends=False)
    latest = at if to is None else _moved(at, to, calendar, forwards=False, ends=True)
    return _window(earliest, latest, to, calendar, rest_days)


def by_day(first: date, last: date, calendar: WorkCalendar, rest_days: str) -> Window | Unpublished:
    """The window from the first day to the last one, which is moved if it is not worked."""
    return _window(start_of(first), end_of(last), None, calendar, rest_days)


def _moved(at: datetime, by: Duration, calendar: WorkCalendar, *, forwards: bool, ends: bool) -> datetime | Unpublished:
    if by.unit in {Unit.HOURS, Unit.MINUTES}:
        return at + by.length if forwards else at - by.length
    day = by.after(at.date(), calendar) if forwards else by.before(at.date(), calendar)
    if isinstance(day, Unpublished):
        return day
    return end_of(day) if ends else start_of(day)


def _window(
    earliest: datetime | Unpublished,
    latest: datetime | Unpublished,
    to: Duration | None,
    calendar: WorkCalendar,
    rest_days: str,
) -> Window | Unpublished:
    if isinstance(earliest, Unpublished):
        return earliest
    if isinstance(latest, Unpublished):
        return latest
    if to is not None and to.unit in {Unit.HOURS, Unit.MINUTES}:
        return Window(latest, earliest, is_exact=True)
    day = shifted(earliest.date(), latest.date(), calendar, rest_days)
    if isinstance(day, Unpublished):
        return day
    return Window(latest if day == latest.date() else end_of(day), earliest)


def shifted(first: date, last: date, calendar: WorkCalendar, rest_days: str) -> date | Unpublished:
    """A last day, moved to a working day as the rule says, never before the first."""
    if rest_days == "keep":
        return last
    if rest_days == "previous":
        found = calendar.add_working_days(last + ONE_DAY, -1)
        if isinstance(found, Unpublished) or found >= first:
            return found
    return calendar.next_working_day(last)
