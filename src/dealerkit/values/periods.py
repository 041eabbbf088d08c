"""Periods: the months, quarters, half-years and years over which sales are measured and paid.

Every kind divides time without gap or overlap into years of equally many periods, so that a period
has a predecessor and a counterpart last year. Labels are stable: they stand in ledgers and files.
Years of whole weeks (4-4-5) are in ``week_years``, years from a contract's date in ``contract_years``.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date, timedelta
from enum import Enum

from attrs import field, frozen, validators

from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.ranges import FIRST_DAY, LAST_DAY, DateRange

ONE_DAY = timedelta(days=1)

_year_in_label = re.compile(r"[0-9]{4}").search


@frozen(order=True)
class Period:
    """A named stretch of days, ``start`` and ``end`` included. Periods sort by time."""

    label: str = field(order=False)
    start: date
    end: date

    @property
    def range(self) -> DateRange:
        """The same days as a range."""
        return DateRange(self.start, self.end)

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether ``day`` is one of these days."""
        return self.start <= day <= self.end

    __contains__ = contains


class Length(Enum):
    """How long a period is, in twelfths of its year: months, or the like of 4-4-5."""

    MONTH = 1
    QUARTER = 3
    HALF_YEAR = 6
    YEAR = 12

    @property
    def per_year(self) -> int:
        """How many of them make a year."""
        return MONTHS_OF_YEAR // self.value


class YearName(Enum):
    """By which calendar year a year that lies in two is called: FY2026 starts or ends in 2026."""

    START = "start"
    END = "end"


class PeriodKind(ABC):
    """A way to divide time into periods. Kinds are values: equal kinds give equal periods."""

    @property
    @abstractmethod
    def per_year(self) -> int:
        """How many periods make a year of this kind."""

    @abstractmethod
    def place(self, day: date) -> tuple[int, int]:
        """Which year of this kind ``day`` falls in, and which period of that year, from 0."""

    @abstractmethod
    def at(self, year: int, index: int) -> Period:
        """The period at such a place."""

    def containing(self, day: date) -> Period:
        """The period ``day`` falls in."""
        return self.at(*self.place(day))

    def previous(self, period: Period) -> Period:
        """The period before ``period``."""
        return self.containing(period.start - ONE_DAY)

    def next(self, period: Period) -> Period:
        """The period after ``period``."""
        return self.containing(period.end + ONE_DAY)

    def same_last_year(self, period: Period) -> Period:
        """The period at the same place of the year before."""
        year, index = self.place(period.start)
        return self.at(year - 1, index)

    def year_of(self, period: Period) -> tuple[Period, ...]:
        """All periods of the year that ``period`` belongs to, in order."""
        year, _ = self.place(period.start)
        return tuple(self.at(year, index) for index in range(self.per_year))

    def between(self, start: date, end: date) -> tuple[Period, ...]:
        """The periods with some day from ``start`` through ``end``, in order."""
        found = []
        while start <= end:
            period = self.containing(start)
            found.append(period)
            start = period.end + ONE_DAY
        return tuple(found)

    def named(self, label: str) -> Period | None:
        """The period with this label, or ``None`` when this kind has none."""
        written = _year_in_label(label)
        year = int(written[0]) if written else 0
        if not FIRST_DAY.year <= year <= LAST_DAY.year:
            return None
        nearby = self.between(date(year - 1, 1, 1), date(year + 1, 12, 31))
        return next((period for period in nearby if period.label == label), None)


@frozen
class Months(PeriodKind):
    """Periods of whole calendar months in a year that begins with ``first_month`` (1 to 12).

    Labels are ``2026-03``, ``2026-Q1``, ``2026-H1``, ``2026``; where the year does not begin in January
    ``FY2026-Q1``, ``FY2026-H1``, ``FY2026``, the year called as ``named_after`` says.
    """

    length: Length
    first_month: int = field(default=1, validator=[validators.ge(1), validators.le(MONTHS_OF_YEAR)])
    named_after: YearName = YearName.START

    @property
    def per_year(self) -> int:
        """How many periods make a year of this kind."""
        return self.length.per_year

    def place(self, day: date) -> tuple[int, int]:
        """The calendar year in which the year of ``day`` starts, and the period in it."""
        year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - self.first_month, MONTHS_OF_YEAR)
        return year, month // self.length.value

    def at(self, year: int, index: int) -> Period:
        """The ``index``-th period of the year that starts in calendar year ``year``."""
        start = add_months(date(year, self.first_month, 1), index * self.length.value)
        end = add_months(start, self.length.value) - ONE_DAY
        return Period(self._label(year, index, start), start, end)

    def _label(self, year: int, index: int, start: date) -> str:
        if self.length is Length.MONTH:
            return f"{start.year}-{start.month:02}"
        fiscal = self.first_month > 1
        name = f"FY{year + (self.named_after is YearName.END)}" if fiscal else str(year)
        return name + _PARTS[self.length].format(index + 1)


_PARTS = {Length.QUARTER: "-Q{}", Length.HALF_YEAR: "-H{}", Length.YEAR: ""}

MONTH = Months(Length.MONTH)
QUARTER = Months(Length.QUARTER)
HALF_YEAR = Months(Length.HALF_YEAR)
YEAR = Months(Length.YEAR)
CALENDAR_KINDS: tuple[PeriodKind, ...] = (MONTH, QUARTER, HALF_YEAR, YEAR)
"""The periods of the calendar, shortest first."""

_NAMED_KINDS = {"month": MONTH, "quarter": QUARTER, "half-year": HALF_YEAR, "year": YEAR}


def read_period_kind(text: str) -> Months | None:
    """The kind a policy names by one word: ``month``, ``quarter``, ``half-year``, ``year``."""
    return _NAMED_KINDS.get(text)
