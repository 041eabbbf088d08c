"""Contract years: years counted from the day a contract begins, not from January."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from attrs import field, frozen

from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.periods import ONE_DAY, Period, PeriodKind


@frozen
class ContractYears(PeriodKind):
    """Years from ``start`` to the day before its anniversary, labelled ``2026-03-15/1y`` by their first day.

    ``renewals`` are the first days of later contracts, in order: the years are counted anew from each,
    so the year before may be cut short. A contract begun on 29 February has its anniversary on the 28th
    in other years, and on the 29th again in leap years. Years before the first contract are counted
    back, for comparison with them.
    """

    start: date
    renewals: tuple[date, ...] = ()
    _starts: tuple[date, ...] = field(init=False, eq=False, repr=False)
    _before: tuple[int, ...] = field(init=False, eq=False, repr=False)

    @_starts.default
    def _all_starts(self) -> tuple[date, ...]:
        return (self.start, *self.renewals)

    @_before.default
    def _years_before_each_contract(self) -> tuple[int, ...]:
        counts = [0]
        for contract, following in enumerate(self.renewals):
            year = self._year(contract, following - ONE_DAY)
            counts.append(counts[-1] + year + 1)
        return tuple(counts)

    @property
    def per_year(self) -> int:
        """One: the year itself."""
        return 1

    def place(self, day: date) -> tuple[int, int]:
        """How many years had ended by ``day``, counted from the first contract."""
        contract = max(0, bisect_right(self._starts, day) - 1)
        return self._before[contract] + self._year(contract, day), 0

    def at(self, year: int, index: int) -> Period:
        """The year with so many before it; a later contract ends it early."""
        contract = max(0, bisect_right(self._before, year + index) - 1)
        count = year + index - self._before[contract]
        start = self._anniversary(contract, count)
        end = self._anniversary(contract, count + 1) - ONE_DAY
        if contract + 1 < len(self._starts):
            end = min(end, self._starts[contract + 1] - ONE_DAY)
        return Period(f"{start}/1y", start, end)

    def _year(self, contract: int, day: date) -> int:
        """How many anniversaries of a contract there have been by a day."""
        year = day.year - self._starts[contract].year
        return year if day >= self._anniversary(contract, year) else year - 1

    def _anniversary(self, contract: int, year: int) -> date:
        return add_months(self._starts[contract], year * MONTHS_OF_YEAR)
