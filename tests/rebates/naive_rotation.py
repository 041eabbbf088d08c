"""Stock rotation unit by unit, as one would do it with boxes on a ramp. For whole units and one product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction


def answers(
    boxes: Sequence[tuple[date, int, int]],
    rows: Sequence[tuple[date, int]],
    share: int,
    oldest: int | None,
    listed: int,
) -> list[tuple[int, Fraction]]:
    """Units and money of each row in order; boxes are day, units (below zero: sent back) and the price of a unit.

    A unit is worth the lower of its price and the list price, and comes from the youngest box that is left.
    """
    used: dict[int, Fraction] = {}
    gone: list[date] = []
    found: list[tuple[int, Fraction]] = []
    for on, units in rows:
        quarter = _quarter(on) - 1
        bought = sum(count * price for day, count, price in boxes if _quarter(day) == quarter)
        left = max(Fraction(bought * share, 100), Fraction(0)) - used.get(quarter, Fraction(0))
        ramp: list[tuple[date, int]] = []
        for day, count, price in sorted(boxes, key=lambda box: (box[0], box[1] < 0)):
            for _ in range(abs(count) if day <= on else 0):
                if count > 0:
                    ramp.append((day, price))
                elif ramp:
                    ramp.pop()
        for day in gone:
            place = max((at for at, box in enumerate(ramp) if box[0] == day), default=None)
            if place is not None:
                ramp.pop(place)
        allowed, credit = 0, Fraction(0)
        for _ in range(units):
            if not ramp:
                break
            day, price = ramp.pop()
            worth = min(price, listed)
            if oldest is not None and (on - day).days > oldest:
                continue
            if worth <= left:
                left -= worth
                allowed, credit = allowed + 1, credit + worth
                gone.append(day)
        used[quarter] = used.get(quarter, Fraction(0)) + credit
        found.append((allowed, credit))
    return found


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
