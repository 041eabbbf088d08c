"""Price protection unit by unit, as one would do it with labels on boxes. For whole units only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def boxes(moves: Sequence[tuple[date, int]]) -> list[date]:
    """The day of purchase of each unit that was not sent back, the oldest first.

    A return takes the box that was bought last; on one day purchases come before returns.
    """
    shelf: list[date] = []
    for day, quantity in sorted(moves, key=lambda move: (move[0], move[1] < 0)):
        if quantity > 0:
            shelf += [day] * quantity
        else:
            for _ in range(min(-quantity, len(shelf))):
                shelf.pop()
    return shelf


def on_the_shelf(moves: Sequence[tuple[date, int]], stock: int) -> list[date | None]:
    """The units that are left when the oldest were sold first, the newest first; None where nothing was bought."""
    shelf = boxes(moves)
    while len(shelf) > stock:
        shelf.pop(0)
    return [*reversed(shelf), *[None] * (stock - len(shelf))]


def credit(moves: Sequence[tuple[date, int]], stock: int, since: date, drop: int) -> int:
    """What is credited: the drop of every unit that was bought since."""
    return sum(drop for day in on_the_shelf(moves, stock) if day is not None and day >= since)
