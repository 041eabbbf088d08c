"""Adding up: a number for each kind of line, and the sums that stand at these numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import chain

from dealerkit.values.exact import ZERO, Number, add

Key = tuple[Hashable, ...]
"""Payee, segment, tax rate, then what each screen says of the line."""

REJECTED = -1
"""The signature of lines that nobody can use."""

LATER = -2
"""The signature of lines after the day of the question."""

_FIRST_CELL = 3
REFUSED_LINES, UNTAKEN_LINES, LATER_LINES = range(_FIRST_CELL)
"""Places where lines go that make no cell; what is added up there is never read."""


class Numbers(dict[Key, int]):
    """A number for each key, the place where its amounts are added up.

    Keys whose lines are rejected are noted, have no number of their own, and add up to nothing.
    """

    __slots__ = ("_lost", "_signature", "_told", "half_refused", "refused", "signatures")

    def __init__(self, signature: Callable[[Key], int], told: int, lost: int) -> None:
        super().__init__()
        self._signature = signature
        self._told = told
        """From which signature on somebody loses the lines."""
        self._lost = lost
        """The bits of a signature that say that the first party does."""
        self.signatures = [0] * _FIRST_CELL
        self.refused: set[Key] = set()
        self.half_refused: dict[Key, int] = {}

    def __missing__(self, key: Key) -> int:
        signature = self._signature(key)
        if signature >= self._told:
            return self._half(key, signature)
        if signature == REJECTED:
            self.refused.add(key)
            return REFUSED_LINES
        if signature <= 0:
            number = self[key] = LATER_LINES if signature == LATER else UNTAKEN_LINES
            return number
        number = self[key] = len(self.signatures)
        self.signatures.append(signature)
        return number

    def _half(self, key: Key, signature: int) -> int:
        """The number of lines that some party loses: they add up for the others, and are listed batch by batch."""
        number = self.half_refused.get(key)
        if number is None:
            number = self.half_refused[key] = len(self.signatures)
            self.signatures.append(signature)
        if signature & self._lost:
            self.refused.add(key)
        return number


def add_column(sums: list[Number], numbers: Sequence[int], amounts: Sequence[Number]) -> None:
    """Add each amount at its number: most amounts are decimals, and this runs inside ``exactly()``."""
    pairs = zip(numbers, amounts, strict=True)
    number = 0
    amount: Number = ZERO
    try:
        for number, amount in pairs:
            sums[number] += amount  # type: ignore[operator]
    except TypeError:
        # A fraction, from a formula, a conversion or a share of a line; the rest of the column may be some as well.
        _add_fractions(sums, chain(((number, amount),), pairs))


def _add_fractions(sums: list[Number], pairs: Iterable[tuple[int, Number]]) -> None:
    """Add each amount at its number: those of the same denominator first, as whole numbers."""
    found: dict[int, dict[int, int]] = {}
    for number, amount in pairs:
        upper, lower = amount.as_integer_ratio()
        mine = found.setdefault(number, {})
        mine[lower] = mine.get(lower, 0) + upper
    for number, mine in found.items():
        upper, lower = 0, 1
        for over, part in mine.items():
            upper, lower = upper * over + part * lower, lower * over
        # Reduced once, not after every step.
        sums[number] = add(sums[number], Fraction(upper, lower))
