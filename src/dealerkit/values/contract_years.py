"""Contract years: years counted from the day a contract begins, not from January."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.periods import ONE_DAY, Period, PeriodKind


@frozen
class ContractYears(PeriodKind):
    """Years from ``start`` to the day before its anniversary, labelled ``2026-03-15/1y`` by their first day.

    A contract begun on 29 February has its anniversary on the 28th in other years, and on the 29th
    again in leap years. Years before the contract are counted back, for comparison with them.
    """

    start: date

    @property
    def per_year(self) -> int:
        """One: the year itself."""
        return 1

    def place(self, day: date) -> tuple[int, int]:
        """How many anniversaries there have been by ``day``."""
        year = day.year - self.start.year
        return (year if day >= self._anniversary(year) else year - 1), 0

    def at(self, year: int, index: int) -> Period:
        """The year that begins with the ``year``-th anniversary."""
        start = self._anniversary(year + index)
        return Period(f"{start}/1y", start, self._anniversary(year + index + 1) - ONE_DAY)

    def _anniversary(self, year: int) -> date:
        return add_months(self.start, year * MONTHS_OF_YEAR)
