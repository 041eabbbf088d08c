"""Accruals as a bookkeeper keeps them: a card for each dealer and quarter, brought to what was earned.

Bands 1,000 → 1 % and 5,000 → 2 % on everything, quarters of 2026, as in ``naive_settlement``. A forecast
asks which band the quarter will reach at its pace, and applies that band's rate to what was bought so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.rebates.naive_settlement import Sale, quarter


def rate_at(base: Fraction) -> Fraction:
    return Fraction(2, 100) if base >= 5000 else Fraction(1, 100) if base >= 1000 else Fraction(0)


def earned(sales: Sequence[Decimal], number: int, today: date, method: str) -> Decimal:
    first, last = quarter(number)
    bought = sum((Fraction(amount) for amount in sales), Fraction(0))
    expected = bought
    if method == "forecast" and today < last:
        expected = bought / ((today - first).days + 1) * ((last - first).days + 1)
    cents = bought * rate_at(expected) * 100
    return Decimal(int(cents + Fraction(1, 2))) / 100


class Cards:
    """What stands accrued on every card."""

    def __init__(self) -> None:
        self.accrued: dict[tuple[str, int], Decimal] = {}

    def bring_up(self, sales: Sequence[Sale], today: date, method: str) -> dict[tuple[str, int], Decimal]:
        """One run: what is written on each card today."""
        known = [each for each in sales if each.recorded <= today]
        written: dict[tuple[str, int], Decimal] = {}
        for payee in {each.payee for each in sales}:
            for number in (1, 2, 3, 4):
                first, last = quarter(number)
                if first > today:
                    continue
                mine = [each.amount for each in known if each.payee == payee and first <= each.day <= min(last, today)]
                change = earned(mine, number, today, method) - self.accrued.get((payee, number), Decimal(0))
                if change:
                    written[payee, number] = change
        for card, change in written.items():
            self.accrued[card] = self.accrued.get(card, Decimal(0)) + change
        return written
