"""A sudden change of rhythm, found so that the change itself does not hide it.

The last whole month is held against the median of the whole months before it, in units of their median
absolute deviation (MAD): ``z = 0.6745 · (x - median) / MAD``. One strange month moves neither median nor MAD,
as it would a mean and a standard deviation. Source: Iglewicz and Hoaglin (1993), who call values beyond 3.5
potential outliers; the bound itself stands in the policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.values.exact import Number, absolute, divide, multiply, subtract, total

SCALE = Decimal("0.6745")
"""The 75th percentile of the standard normal distribution, as the source rounds it: part of the statistic's name."""


def median(values: Sequence[Number]) -> Number:
    """The middle value, or half the sum of the two in the middle; of at least one value."""
    ranked = sorted(values)
    middle = len(ranked) // 2
    if len(ranked) % 2:
        return ranked[middle]
    return divide(total((ranked[middle - 1], ranked[middle])), Decimal(2))


@frozen
class Change:
    """A month against the months before it. ``score`` is None where those do not deviate at all."""

    last: Number
    median: Number
    deviation: Number
    score: Number | None

    @property
    def difference(self) -> Number:
        """How far the month is from the median; below zero for a fall."""
        return subtract(self.last, self.median)


def change(last: Number, before: Sequence[Number]) -> Change:
    """The modified z-score of ``last`` against at least one month before it."""
    middle = median(before)
    deviation = median([absolute(subtract(each, middle)) for each in before])
    if not deviation:
        return Change(last, middle, deviation, None)
    score = divide(multiply(SCALE, subtract(last, middle)), deviation)
    return Change(last, middle, deviation, score)


def is_beyond(found: Change, bound: Number, *, flat_is_shown: bool) -> bool:
    """Whether the change reaches the bound, whichever its direction."""
    if found.score is None:
        return flat_is_shown and bool(found.difference)
    return absolute(Fraction(found.score)) >= bound
