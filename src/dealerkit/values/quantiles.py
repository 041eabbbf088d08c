"""Sample quantiles by name: the nine definitions in use, exact.

Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996),
361-365, whose numbering is used here. Type 1 is the inverse of the empirical distribution, 6 is what many
spreadsheets call exclusive, 7 inclusive (and what R and NumPy do unless told otherwise), 8 the one its authors prefer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from dealerkit.values.exact import Number, add, as_fraction, multiply, simplest

TYPES = tuple(range(1, 10))
"""The definitions by number."""

_HALF, _WHOLE, _NONE = Fraction(1, 2), Fraction(1), Fraction(0)

# How far a definition shifts the position of a share p in n values: position = n × p + shift.
_SHIFTS: tuple[Callable[[Fraction], Fraction], ...] = (
    lambda _: _NONE,
    lambda _: _NONE,
    lambda _: -_HALF,
    lambda _: _NONE,
    lambda _: _HALF,
    lambda p: p,
    lambda p: 1 - p,
    lambda p: (p + 1) / 3,
    lambda p: p / 4 + Fraction(3, 8),
)


def quantile(ordered: Sequence[Number], share: Fraction, kind: int) -> Number:
    """The quantile of a share (0 to 1) of values that are in ascending order, by definition ``kind`` (1 to 9).

    Types 1 to 3 give one of the values, or for type 2 the mean of two; types 4 to 9 lie on a line between two.
    """
    position = len(ordered) * share + _SHIFTS[kind - 1](share)
    place = position.numerator // position.denominator
    weight = _weight(kind, place, position - place)
    low, high = _nth(ordered, place), _nth(ordered, place + 1)
    if not weight or low == high:
        return low
    if weight == 1:
        return high
    return add(multiply(simplest(1 - weight), low), simplest(as_fraction(high) * weight))


def _weight(kind: int, place: int, rest: Fraction) -> Fraction:
    """How much of the value behind the place is taken."""
    discontinuous = (1, 2, 3)
    if kind not in discontinuous:
        return rest
    if rest:
        return _WHOLE
    on_the_spot = {1: _NONE, 2: _HALF, 3: _WHOLE if place % 2 else _NONE}
    return on_the_spot[kind]


def _nth(ordered: Sequence[Number], place: int) -> Number:
    """The value at a place counted from 1; the outermost one beyond the ends."""
    return ordered[min(max(place, 1), len(ordered)) - 1]
