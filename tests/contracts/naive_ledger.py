"""Book stock as a handbook would reckon it: for each place anew, movement by movement, from the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

Row = tuple[datetime, str, int, str, str]
"""When, where, how much, and where to, where it changes its place (nothing: it came in or went out); the movement."""


def changes_at(place: str, rows: Sequence[Row]) -> list[tuple[datetime, int, str]]:
    """What a place gains and loses, in time; of one moment the gains first, then as written."""
    found = []
    for on, here, quantity, to, move in rows:
        if to:
            if here == place:
                found.append((on, -quantity, move))
            if to == place:
                found.append((on, quantity, move))
        elif here == place:
            found.append((on, quantity, move))
    in_time: list[tuple[datetime, int, str]] = []
    for moment in sorted({on for on, _, _ in found}):
        of_moment = [each for each in found if each[0] == moment]
        in_time += [each for each in of_moment if each[1] >= 0]
        in_time += [each for each in of_moment if each[1] < 0]
    return in_time


def balance_on(place: str, rows: Sequence[Row], first: tuple[date, int] | None, through: date) -> int:
    """What the books say at the end of a day: the first count and what came after it, or everything."""
    start = 0 if first is None else first[1]
    return start + sum(
        quantity
        for on, quantity, _ in changes_at(place, rows)
        if on.date() <= through and (first is None or on.date() > first[0])
    )


def first_below(place: str, rows: Sequence[Row], first: tuple[date, int] | None) -> tuple[str, Decimal] | None:
    """The first movement that takes something away and leaves less than nothing."""
    balance = 0 if first is None else first[1]
    for on, quantity, move in changes_at(place, rows):
        if first is not None and on.date() <= first[0]:
            continue
        balance += quantity
        if balance < 0 and quantity < 0:
            return move, Decimal(balance)
    return None
