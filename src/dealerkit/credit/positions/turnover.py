"""What was invoiced between two days, by running sums that a new invoice mostly only lengthens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from decimal import Decimal

from dealerkit.values.exact import EXACT, ZERO

_add = EXACT.add


class Turnover:
    """Running sums of invoices by day, with credit notes and without.

    An invoice of the last day or a later one costs one addition; one of an earlier day also changes the sums
    of all later days.
    """

    __slots__ = ("_days", "_debts", "_sums")

    def __init__(self) -> None:
        self._days: list[date] = []
        self._sums: list[Decimal] = [ZERO]
        self._debts: list[Decimal] = [ZERO]

    @property
    def first_day(self) -> date | None:
        """The day of the first invoice; None while there is none."""
        return self._days[0] if self._days else None

    def bill(self, day: date, amount: Decimal) -> None:
        """Take an invoice, or a credit note below zero."""
        days, debt = self._days, amount if amount > 0 else ZERO
        if not days or day > days[-1]:
            days.append(day)
            self._sums.append(_add(self._sums[-1], amount))
            self._debts.append(_add(self._debts[-1], debt))
            return
        place = bisect_left(days, day)
        if days[place] != day:
            days.insert(place, day)
            self._sums.insert(place + 1, self._sums[place])
            self._debts.insert(place + 1, self._debts[place])
        for sums, more in ((self._sums, amount), (self._debts, debt)):
            for later in range(place + 1, len(sums)):
                sums[later] = _add(sums[later], more)

    def between(self, first: date, last: date, *, credit_notes: bool = True) -> Decimal:
        """What was invoiced from ``first`` through ``last``, both included."""
        sums = self._sums if credit_notes else self._debts
        begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return EXACT.subtract(sums[end], sums[begin]) if end > begin else ZERO
