"""Distributions: what a draw is made into, a factor on volumes.

A continuous distribution is cut into :data:`SLOTS` slices of equal probability and gives the middle of a slice, so
that a draw costs one look at a table and every figure is an exact decimal of :data:`PLACES`. A discrete one gives
its own values.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from attrs import field, frozen

from dealerkit.values.numbers import Number, as_fraction
from dealerkit.values.rounding import Rounding
from dealerkit.whatif.sampling.draws import BITS, WHOLE
from dealerkit.whatif.sampling.gauss import DIGITS, point_of, share_below

SLOTS = 4_096
"""Into how many slices of equal probability a continuous distribution is cut."""

PLACES = Decimal("0.000001")
"""The unit of a factor: one millionth, rounded half up once."""

_TO = Rounding(PLACES)
_SHIFT = BITS - (SLOTS.bit_length() - 1)
_MILLION = 10**6


@frozen(eq=False)
class Slots:
    """Equally likely values, as many as there are slots."""

    values: Sequence[Decimal]

    def of(self, draws: Iterable[int]) -> list[Decimal]:
        """The value of each draw."""
        values = self.values
        return [values[draw >> _SHIFT] for draw in draws]


@frozen(eq=False)
class Chances:
    """A few values, each with its own chance."""

    values: Sequence[Decimal]
    bounds: Sequence[int] = field(repr=False)
    """Up to which draw each value goes; the last reaches all of them."""

    def of(self, draws: Iterable[int]) -> list[Decimal]:
        """The value of each draw."""
        values, bounds = self.values, self.bounds
        return [values[bisect_right(bounds, draw)] for draw in draws]


@frozen(eq=False)
class Equally:
    """Any number of equally likely values."""

    values: Sequence[Decimal]

    def of(self, draws: Iterable[int]) -> list[Decimal]:
        """The value of each draw."""
        values, count = self.values, len(self.values)
        return [values[draw * count >> BITS] for draw in draws]


Drawn = Slots | Chances | Equally


def uniform(least: Number, most: Number) -> Slots:
    """Every value between two is as likely as any other."""
    low, width = as_fraction(least), as_fraction(most) - as_fraction(least)
    return _slots(lambda share: _TO.apply(low + width * share))


def triangular(least: Number, likely: Number, most: Number) -> Slots:
    """Most often near ``likely``, ever more seldom towards the ends, never beyond them."""
    low, mode, high = as_fraction(least), as_fraction(likely), as_fraction(most)
    width = high - low
    rising = (mode - low) / width

    def value(share: Fraction) -> Decimal:
        if share <= rising:
            return _TO.apply(low + _root(share * width * (mode - low)))
        return _TO.apply(high - _root((1 - share) * width * (high - mode)))

    return _slots(value)


def normal(mean: Number, deviation: Number, least: Number, most: Number) -> Slots:
    """The bell curve between two ends; what would lie beyond them does not occur."""
    middle, width = _decimal(mean), _decimal(deviation)

    def back(number: Number) -> Decimal:
        return DIGITS.divide(DIGITS.subtract(_decimal(number), middle), width)

    return _between(back(least), back(most), lambda z: DIGITS.add(middle, DIGITS.multiply(width, z)), least, most)


def lognormal(median: Number, deviation: Number, least: Number, most: Number) -> Slots:
    """A bell curve of the logarithm between two ends: half above the median, the upper half wider than the lower."""
    middle, width = _decimal(median), _decimal(deviation)

    def back(number: Number) -> Decimal:
        if number <= 0:
            return Decimal("-Infinity")
        return DIGITS.divide(DIGITS.ln(DIGITS.divide(_decimal(number), middle)), width)

    def value(z: Decimal) -> Decimal:
        return DIGITS.multiply(middle, DIGITS.exp(DIGITS.multiply(width, z)))

    return _between(back(least), back(most), value, least, most)


def discrete(chances: Mapping[Number, Number]) -> Chances:
    """A few values with a chance each; the chances add up to 1."""
    ordered = sorted(chances.items())
    bounds: list[int] = []
    below = Fraction(0)
    for _, chance in ordered:
        below += as_fraction(chance)
        bounds.append(-(-below.numerator * WHOLE // below.denominator))
    bounds[-1] = WHOLE
    return Chances(tuple(_TO.apply(value) for value, _ in ordered), tuple(bounds))


def resampled(volumes: Sequence[Number]) -> Equally | None:
    """A period's volume beside the mean of all, each period as likely as any other; None without a mean above zero."""
    whole = sum((as_fraction(each) for each in volumes), Fraction(0))
    if whole <= 0:
        return None
    times = len(volumes) / whole
    return Equally(tuple(_TO.apply(as_fraction(each) * times) for each in volumes))


def _between(low: Decimal, high: Decimal, value: Callable[[Decimal], Decimal], least: Number, most: Number) -> Slots:
    """A normal distribution of ``z`` between two points, each made into a value; none lies beyond the ends."""
    below, above = share_below(low), share_below(high)
    width = DIGITS.subtract(above, below)
    ends = _TO.apply(least), _TO.apply(most)

    def of(share: Fraction) -> Decimal:
        place = DIGITS.add(below, DIGITS.multiply(width, _decimal(share)))
        return min(max(_TO.apply(value(point_of(place))), ends[0]), ends[1])

    return _slots(of)


def _slots(value: Callable[[Fraction], Decimal]) -> Slots:
    """The value in the middle of every slice."""
    return Slots(tuple(value(Fraction(2 * place + 1, 2 * SLOTS)) for place in range(SLOTS)))


def _root(square: Fraction) -> Fraction:
    """The square root, down to a part of a unit so small that the rounding after it does not see it."""
    scale = _MILLION * _MILLION
    return Fraction(isqrt(square.numerator * scale * scale // square.denominator), scale)


def _decimal(number: Number) -> Decimal:
    if isinstance(number, Decimal):
        return number
    return DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))
