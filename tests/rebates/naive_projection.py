"""A projection as a sales desk would work it out on paper: day after day, each like the average day so far.

Bands 1,000 → 1 % and 5,000 → 2 % on everything, in the first quarter of 2026.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
ONE_DAY = timedelta(days=1)
PATIENCE = 2_000
"""More days than this nobody counts on paper."""


def earned(base: Fraction) -> Decimal:
    rate = Fraction(2, 100) if base >= 5000 else Fraction(1, 100) if base >= 1000 else Fraction(0)
    cents = base * rate * 100
    return Decimal(int(cents + Fraction(1, 2))) / 100


def average_day(sales: Sequence[tuple[date, Decimal]], today: date) -> Fraction:
    days = sum(1 for number in range(1_000) if FIRST <= FIRST + number * ONE_DAY <= today)
    return sum((Fraction(amount) for _, amount in sales), Fraction(0)) / days


def base_at_the_end(sales: Sequence[tuple[date, Decimal]], today: date) -> Fraction:
    base, each = sum((Fraction(amount) for _, amount in sales), Fraction(0)), average_day(sales, today)
    day = today
    while day < LAST:
        day += ONE_DAY
        base += each
    return base


def days_until(bound: int, sales: Sequence[tuple[date, Decimal]], today: date) -> int | None:
    base, each = sum((Fraction(amount) for _, amount in sales), Fraction(0)), average_day(sales, today)
    for days in range(1, PATIENCE):
        base += each
        if base >= bound:
            return days
    return None
