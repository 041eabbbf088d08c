"""What may come back, unit by unit: every unit that was bought is a card, the latest on top."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Bought = tuple[int, str, int, int]
"""Day, document, units (below zero: they came back), price of one."""
Wanted = tuple[int, str, int]
"""Day, document (nothing: any), units."""


def credits(bought: Sequence[Bought], wanted: Sequence[Wanted], through: int) -> list[tuple[int, Fraction]]:
    """For each request in its order, how many units come back and what they were bought for.

    ``through`` is the day of the question: what came back until then is there no more, whenever it was asked for.
    """
    cards: list[tuple[int, str, int]] = []
    for day, document, units, price in sorted(bought, key=lambda each: (each[0], each[2] < 0)):
        if day > through:
            continue
        if units > 0:
            cards += [(day, document, price)] * units
        else:
            del cards[len(cards) + max(units, -len(cards)) :]
    found = []
    for day, document, units in wanted:
        taken = 0
        credit = Fraction(0)
        for position in reversed(range(len(cards))):
            on, from_, price = cards[position]
            if taken == units:
                break
            if on <= day and document in {"", from_}:
                del cards[position]
                taken += 1
                credit += price
        found.append((taken, credit))
    return found
