"""Buying forward on the back of an envelope: four quarters of one dealer, two bands, plain fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

BANDS = ((300, Fraction(1, 100)), (800, Fraction(2, 100)))


def earned(base: Fraction) -> Fraction:
    rate = max((rate for bound, rate in BANDS if base >= bound), default=Fraction(0))
    return Fraction(floor(base * rate * 100 + Fraction(1, 2)), 100)


def stretched(bases: Sequence[Fraction], within: Fraction, most: Fraction) -> list[Fraction]:
    """The four bases after the dealer bought forward wherever he gains by it."""
    found = [*bases, None]
    for place in range(4):
        base, following = found[place], found[place + 1]
        assert base is not None
        best, chosen = Fraction(0), Fraction(0)
        for bound, _ in BANDS:
            need = bound - base
            if base <= 0 or need <= 0 or need > within * bound or need > most:
                continue
            if following is not None and need > following:
                continue
            gain = earned(Fraction(bound)) - earned(base)
            if gain > best:
                best, chosen = gain, need
        found[place] = base + chosen
        if following is not None:
            found[place + 1] = following - chosen
    return [each for each in found if each is not None]
