"""Years of whole weeks: 4-4-5, 4-5-4 and 5-4-4, as retailers keep them.

Each quarter is three periods of so many weeks. A year has 52 weeks and closes on one weekday near the
end of one month; when the rule for its close makes it 53 weeks long, the last period has the extra one.
Source: the 4-5-4 calendar of the National Retail Federation; 52/53-week fiscal years, US Treas. Reg. § 1.441-2.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from attrs import field, frozen, validators

from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.periods import ONE_DAY, Length, Period, PeriodKind, YearName

_DAYS_OF_WEEK = 7
_SUNDAY = 6


class WeekPattern(Enum):
    """How many weeks the three periods of a quarter have."""

    FOUR_FOUR_FIVE = (4, 4, 5)
    FOUR_FIVE_FOUR = (4, 5, 4)
    FIVE_FOUR_FOUR = (5, 4, 4)


class Close(Enum):
    """Which of its weekdays closes a year: the last in the month, or the nearest to the month's end."""

    LAST = "last"
    NEAREST = "nearest"


@frozen
class WeekYears(PeriodKind):
    """Periods of whole weeks in years that close on ``weekday`` (Monday is 0) at the end of ``month``.

    Labels are ``2026-P03`` for periods, ``2026-PQ1`` and ``2026-PH1`` for three and six of them, ``2026-PY``
    for the year, called after the calendar year in which it nominally starts or ends.
    """

    length: Length
    pattern: WeekPattern
    month: int = field(validator=[validators.ge(1), validators.le(MONTHS_OF_YEAR)])
    weekday: int = field(validator=[validators.ge(0), validators.le(_SUNDAY)])
    close: Close
    named_after: YearName

    @property
    def per_year(self) -> int:
        """How many periods make a year of this kind."""
        return self.length.per_year

    def place(self, day: date) -> tuple[int, int]:
        """The calendar year in whose ``month`` the year of ``day`` closes, and the period in it."""
        year = day.year
        if day > self.year_end(year):
            year += 1
        elif day <= self.year_end(year - 1):
            year -= 1
        week = (day - self.year_end(year - 1) - ONE_DAY).days // _DAYS_OF_WEEK
        return year, max(index for index in range(self.per_year) if self._first_week(index) <= week)

    def at(self, year: int, index: int) -> Period:
        """The ``index``-th period of the year that closes in calendar year ``year``."""
        opening = self.year_end(year - 1) + ONE_DAY
        start = opening + timedelta(weeks=self._first_week(index))
        is_last = index + 1 == self.per_year
        end = self.year_end(year) if is_last else opening + timedelta(weeks=self._first_week(index + 1)) - ONE_DAY
        return Period(self._label(year, index), start, end)

    def year_end(self, year: int) -> date:
        """The last day of the year that closes in calendar year ``year``."""
        end = add_months(date(year, self.month, 1), 1) - ONE_DAY
        back = (end.weekday() - self.weekday) % _DAYS_OF_WEEK
        is_nearer_ahead = self.close is Close.NEAREST and back > _DAYS_OF_WEEK // 2
        return end - timedelta(days=back - _DAYS_OF_WEEK if is_nearer_ahead else back)

    def _first_week(self, index: int) -> int:
        """Weeks of the year before its ``index``-th period."""
        weeks = self.pattern.value
        quarters, periods = divmod(index * self.length.value, len(weeks))
        return quarters * sum(weeks) + sum(weeks[:periods])

    def _label(self, year: int, index: int) -> str:
        starts_a_year_earlier = self.named_after is YearName.START and self.month < MONTHS_OF_YEAR
        return f"{year - starts_a_year_earlier}-{_PARTS[self.length].format(index + 1)}"


_PARTS = {Length.MONTH: "P{:02}", Length.QUARTER: "PQ{}", Length.HALF_YEAR: "PH{}", Length.YEAR: "PY"}
