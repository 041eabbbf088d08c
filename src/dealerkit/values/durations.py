"""Durations as policies write them: ``7 days``, ``5 working days``, ``24 hours``, ``2 months``.

The day a duration starts from (day 0) is not counted; months are clamped to the end of a shorter
month, so one month after 31 January is the last day of February.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from attrs import field, frozen

from dealerkit.values.days import add_days
from dealerkit.values.months import add_months
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished, WorkCalendar


class Unit(Enum):
    """What a duration counts; the value is the plural a policy writes."""

    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_HOURS = "working hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"

    @property
    def is_part_of_a_day(self) -> bool:
        """Whether it needs a time of day to start from, not only a date."""
        return self in _PARTS_OF_A_DAY


_ONE_HOUR = timedelta(hours=1)
_CLOCK = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}
_PARTS_OF_A_DAY = (*_CLOCK, Unit.WORKING_HOURS)
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_SPELLINGS = {unit.value: unit for unit in Unit} | {unit.value.removesuffix("s"): unit for unit in Unit}
_LONGEST = 36_500

_written = re.compile(r"([0-9]{1,5}) +([a-z]+(?: +[a-z]+)?)").fullmatch


@frozen
class Duration:
    """``count`` of ``unit``; never negative."""

    count: int
    unit: Unit
    is_part_of_a_day: bool = field(init=False, repr=False, eq=False)
    """Whether it needs a time of day to start from, not only a date."""
    length: timedelta = field(init=False, repr=False, eq=False)
    """How long it is, for one of minutes or hours; working hours as hours."""
    _days: int | None = field(init=False, repr=False, eq=False)
    _months: int | None = field(init=False, repr=False, eq=False)

    @is_part_of_a_day.default
    def _is_timed(self) -> bool:
        return self.unit.is_part_of_a_day

    @length.default
    def _in_hours(self) -> timedelta:
        return self.count * _CLOCK.get(self.unit, _ONE_HOUR)

    @_days.default
    def _in_days(self) -> int | None:
        return None if self.unit not in _DAYS else self.count * _DAYS[self.unit]

    @_months.default
    def _in_months(self) -> int | None:
        return None if self.unit not in _MONTHS else self.count * _MONTHS[self.unit]

    def __attrs_post_init__(self) -> None:
        if self.count < 0:
            message = f"a duration does not run backwards: {self.count} {self.unit.value}"
            raise ValueError(message)

    def __str__(self) -> str:
        name = self.unit.value
        return f"{self.count} {name.removesuffix('s') if self.count == 1 else name}"

    def after(self, day: date, calendar: WorkCalendar) -> date | Unpublished:
        """The day on which the duration ends when ``day`` is day 0."""
        return self._from(day, 1, calendar)

    def before(self, day: date, calendar: WorkCalendar) -> date | Unpublished:
        """The day that lies the duration before ``day``."""
        return self._from(day, -1, calendar)

    def after_moment(self, start: datetime, clock: WorkClock) -> datetime | Unpublished:
        """The moment at which the duration ends; one of whole days ends when the office closes that day."""
        if self.unit is Unit.WORKING_HOURS:
            return clock.after(start, self.length)
        if self.unit in _CLOCK:
            return (start.astimezone(UTC) + self.length).astimezone(clock.zone)
        day = self.after(start.astimezone(clock.zone).date(), clock.calendar)
        return day if isinstance(day, Unpublished) else clock.closing_of(day)

    def _from(self, day: date, direction: int, calendar: WorkCalendar) -> date | Unpublished:
        if self._days is not None:
            return add_days(day, direction * self._days)
        if self._months is not None:
            return add_months(day, direction * self._months)
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add_working_days(day, direction * self.count)
        message = f"{self} starts from a time of day, not from a date"
        raise ValueError(message)


def read_duration(text: str) -> Duration | None:
    """A count and a unit, singular or plural: ``1 day``, ``5 working days``, ``2 months``."""
    found = _written(text)
    if not found:
        return None
    count = int(found[1])
    unit = _SPELLINGS.get(" ".join(found[2].split()))
    return Duration(count, unit) if unit and count <= _LONGEST else None
