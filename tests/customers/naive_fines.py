"""The fines of one employee and month, read off the handbook day by day: slow, and short enough to be seen right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

ONE_DAY = timedelta(days=1)


@frozen
class Lapse:
    """A violation: when, which fine, of how many items, when it was put right."""

    id: str
    on: date
    amount: int
    items: int = 1
    on_top: bool = False
    corrected: date | None = None


def owed(
    lapses: Sequence[Lapse],
    month: tuple[int, int],
    as_of: date,
    is_worked: Callable[[date], bool],
    double_from: int,
    cap: int | None,
) -> tuple[Decimal, int]:
    """What is due for a month, and how many violations it had."""
    happened: list[tuple[date, str, int, Lapse]] = []
    for lapse in lapses:
        if lapse.on > as_of:
            continue
        happened.append((lapse.on, lapse.id, 0, lapse))
        day, again = lapse.on + ONE_DAY, 0
        # Each working day that ends without the correction is a violation of its own.
        while not lapse.on_top and day < as_of and (lapse.corrected is None or day < lapse.corrected):
            if is_worked(day):
                again += 1
                happened.append((day, lapse.id, again, lapse))
            day += ONE_DAY
    count, total = 0, 0
    for day, _, _, lapse in sorted(happened, key=lambda each: each[:3]):
        if (day.year, day.month) != month:
            continue
        fine = lapse.amount * lapse.items
        if not lapse.on_top:
            count += 1
            if count >= double_from:
                fine *= 2
        total += fine if cap is None else min(fine, cap - total)
    return Decimal(total), count
