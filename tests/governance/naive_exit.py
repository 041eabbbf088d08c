"""Deliveries and debts, day by day: what is owed when every payment comes so many days after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

Debt = tuple[date, Decimal]


def owed(on: date, debts: Sequence[Debt], made: Sequence[Debt], pays: int, safe: int, start: date) -> Decimal:
    """What is owed at the end of a day, walking through every day since the first debt."""
    account = sum((amount for _, amount in debts), Decimal(0))
    left = [(max(day + timedelta(days=pays), start), amount) for day, amount in debts]
    left = [
        each for each, (day, _) in zip(left, debts, strict=True) if day + timedelta(days=safe) > start
    ]  # older debts never come
    left += [(day + timedelta(days=pays), amount) for day, amount in made]
    day = start
    while day <= on:
        account += sum((amount for delivered, amount in made if delivered == day), Decimal(0))
        account -= sum((amount for comes, amount in left if comes == day), Decimal(0))
        day += timedelta(days=1)
    return account
