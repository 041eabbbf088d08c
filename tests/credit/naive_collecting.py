"""The arithmetic of collecting as a handbook would say it: what the real one must agree with."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


def naive_ageing(
    items: list[tuple[date | None, Decimal]], bounds: list[tuple[str, int]], first: str, day: date
) -> dict[str, Decimal]:
    """What falls into each bucket by due date; ``bounds`` are the least ages of all buckets but the first."""
    found = {first: Decimal(0), **{name: Decimal(0) for name, _ in bounds}, "no-due-date": Decimal(0)}
    for due, amount in items:
        column = first if due is not None else "no-due-date"
        for name, least in bounds:
            if due is not None and (day - due).days >= least:
                column = name
        found[column] += amount
    return found


def naive_count_back(owed: Decimal, sales: list[tuple[date, Decimal]], day: date) -> Fraction | None:
    """Month by month from the day backwards, with calendar days; None where five years do not suffice."""
    left, days = Fraction(owed), Fraction(0)
    year, month, last = day.year, day.month, day.day
    for _ in range(60):
        if left <= 0:
            return days
        sold = sum(
            (Fraction(amount) for on, amount in sales if (on.year, on.month) == (year, month) and on <= day),
            Fraction(0),
        )
        if sold <= 0:
            days += last
        elif sold < left:
            days += last
            left -= sold
        else:
            return days + left / sold * last
        previous = date(year, month, 1) - timedelta(days=1)
        year, month, last = previous.year, previous.month, previous.day
    return None if left > 0 else days


def naive_loss_rates(history: list[list[Decimal]], loss: int) -> list[Fraction | None]:
    """Loss rates by weighted flow rates; history is a list of balances by bucket, the oldest first."""
    count = len(history[0])
    rates: list[Fraction | None] = []
    for bucket in range(loss):
        stood = moved = Fraction(0)
        for before, after in pairwise(history):
            if before[bucket] > 0:
                stood += Fraction(before[bucket])
                moved += max(Fraction(after[bucket + 1]), Fraction(0))
        rates.append(moved / stood if stood else None)
    losses: list[Fraction | None] = []
    for bucket in range(count):
        product: Fraction | None = Fraction(1)
        chain = rates[bucket:loss]
        if 0 in chain:
            product = Fraction(0)
        elif None in chain:
            product = None
        else:
            for each in chain:
                assert product is not None
                assert each is not None
                product *= each
        losses.append(None if product is None else min(product, Fraction(1)))
    return losses
