"""The life of a rebate as a handbook would tell it, without cells, ledgers or segments.

Bands 1,000 → 1 % and 5,000 → 2 % on everything, quarters of 2026, settled every month or quarter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Sale(NamedTuple):
    day: date
    recorded: date
    payee: str
    amount: Decimal


def quarter(number: int) -> tuple[date, date]:
    """First and last day of a quarter of 2026, counted from 1."""
    month = 3 * number
    return date(2026, month - 2, 1), date(2026, month, monthrange(2026, month)[1])


def settled_through(number: int, months: int, today: date) -> date | None:
    """The last end of a month (or quarter, when ``months`` is 3) in the quarter that has come."""
    first, last = quarter(number)
    day, found = first, None
    while day <= min(last, today):
        tomorrow = day + timedelta(days=1)
        if tomorrow.day == 1 and day.month % months == 0:
            found = day
        day = tomorrow
    return found


def earned(base: Decimal) -> Decimal:
    rate = Decimal("0.02") if base >= 5000 else Decimal("0.01") if base >= 1000 else Decimal(0)
    return (base * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)


class Books:
    """Who has been paid what for which quarter."""

    def __init__(self, months: int, negative: str) -> None:
        self.months = months
        self.negative = negative
        self.paid: dict[tuple[str, int], Decimal] = {}

    def owed(self, sales: Iterable[Sale], today: date) -> dict[tuple[str, int], Decimal]:
        """What every payee has earned for every quarter that can be settled."""
        known = [sale for sale in sales if sale.recorded <= today]
        found: dict[tuple[str, int], Decimal] = {}
        for payee in sorted({sale.payee for sale in known} | {payee for payee, _ in self.paid}):
            for number in (1, 2, 3, 4):
                through = settled_through(number, self.months, today)
                if through is not None:
                    first = quarter(number)[0]
                    mine = [each.amount for each in known if each.payee == payee and first <= each.day <= through]
                    found[payee, number] = earned(sum(mine, Decimal(0)))
        return found

    def pay(self, sales: Sequence[Sale], today: date) -> dict[tuple[str, int], Decimal]:
        """One run: what is paid or taken back, after the rule for negatives."""
        due = {key: amount - self.paid.get(key, Decimal(0)) for key, amount in self.owed(sales, today).items()}
        moved: dict[tuple[str, int], Decimal] = {}
        for payee in {payee for payee, _ in due}:
            mine = {key: amount for key, amount in sorted(due.items()) if key[0] == payee}
            purse = sum((amount for amount in mine.values() if amount > 0), Decimal(0))
            for key, amount in mine.items():
                if amount < 0 and self.negative == "floor":
                    continue
                if amount < 0 and self.negative == "carry-forward":
                    taken = min(-amount, purse)
                    purse -= taken
                    moved[key] = -taken
                else:
                    moved[key] = amount
        moved = {key: amount for key, amount in moved.items() if amount}
        for key, amount in moved.items():
            self.paid[key] = self.paid.get(key, Decimal(0)) + amount
        return moved
