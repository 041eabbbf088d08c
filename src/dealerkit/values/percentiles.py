"""Percentiles by nearest rank: the smallest value that at least so large a share of all values does not exceed.

Always one of the values themselves, never a mean of two: of four cases the median is the second. Source: the
nearest-rank definition, rank ``ceil(share × count)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")

MEDIAN, NINE_OF_TEN = Fraction(1, 2), Fraction(9, 10)


def nearest_rank(values: Sequence[T], share: Fraction) -> T:
    """The value of a share (above 0, up to 1) of ``values``, which are in order and at least one."""
    rank = -(-share.numerator * len(values) // share.denominator)
    return values[max(rank, 1) - 1]
