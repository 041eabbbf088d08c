"""Splitting an amount so that the parts sum to the whole, to the last cent.

Largest remainder: each part is first rounded down to the unit; the units left over go, one each, to
the parts that lost most, ties to the smaller business key. So the result does not depend on
the order of the input, and splitting ``-total`` gives exactly the negatives of splitting ``total``.
Source: the method of Hamilton and Hare, with a stated tie rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import lcm

from dealerkit.values.exact import EXACT, Number


def split(total: Decimal, weights: Sequence[tuple[str, Number]], unit: Decimal) -> dict[str, Decimal]:
    """``total`` divided over the keys in proportion to their weights, each part a multiple of ``unit``.

    Keys are unique; the result lists them in order. A weight of zero gets nothing. Weights may be
    negative (returned goods), and then so is their part. When the weights sum to zero there is no
    proportion, and every key counts alike.

    Raises ``ValueError`` for what no input of a user can cause when the caller rounds and groups
    first: a total that is not a multiple of the unit, keys that repeat, nobody to receive a total.
    """
    units = _whole_units(total, unit)
    keyed = dict(weights)
    if len(keyed) < len(weights):
        message = "keys repeat: weights of one key are added before splitting"
        raise ValueError(message)
    if units and not keyed:
        message = f"nobody receives {total}"
        raise ValueError(message)
    keys = sorted(keyed)
    counts = _apportion(abs(units), _as_integers([keyed[key] for key in keys]))
    step = unit.copy_negate() if units < 0 else unit
    nothing = EXACT.subtract(unit, unit)
    return {
        key: EXACT.multiply(step, Decimal(count)) if count else nothing for key, count in zip(keys, counts, strict=True)
    }


def _apportion(units: int, weights: list[int]) -> list[int]:
    """Whole units per weight; the order of the weights breaks ties."""
    whole = sum(weights)
    if not whole:
        weights = [1] * len(weights)
        whole = len(weights)
    if whole < 0:
        weights = [-weight for weight in weights]
        whole = -whole
    shares = [divmod(units * weight, whole) for weight in weights]
    counts = [count for count, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: -shares[place][1])
    for place in by_remainder[: units - sum(counts)]:
        counts[place] += 1
    return counts


def _whole_units(total: Decimal, unit: Decimal) -> int:
    """How many units make the total."""
    numerator, denominator = total.as_integer_ratio()
    unit_numerator, unit_denominator = unit.as_integer_ratio()
    units, rest = divmod(numerator * unit_denominator, denominator * unit_numerator)
    if rest or unit_numerator < 0:
        message = f"{total} is not a whole number of {unit}: round it first"
        raise ValueError(message)
    return units


def _as_integers(weights: Sequence[Number]) -> list[int]:
    """The weights in the same proportion as whole numbers."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (common // denominator) for numerator, denominator in ratios]
