"""Money laid on portions one after the other: the oldest portion is full before the next gets any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from dealerkit.values.exact import EXACT, ZERO


def filled(portions: Sequence[Decimal], money: Decimal) -> tuple[tuple[Decimal, ...], Decimal]:
    """What each portion gets, in their order, and what is left; money below zero fills nothing and is left."""
    left = money
    got: list[Decimal] = []
    for portion in portions:
        part = max(min(left, portion), ZERO)
        got.append(part)
        left = EXACT.subtract(left, part)
    return tuple(got), left


def spread(portions: Iterable[tuple[int, Decimal]], money: Decimal) -> Iterator[tuple[int, Decimal]]:
    """The same for portions that have a name: only those that get something."""
    named = tuple(portions)
    got, _ = filled([amount for _, amount in named], money)
    for (name, _), part in zip(named, got, strict=True):
        if part:
            yield name, part
