"""Bands as arithmetic: which one a base has reached, and on what part of the base it pays.

Every method comes down to one sum: what the slices below have earned, plus the reached band's rate
on a portion of the base. Methods differ in the portion, so each is one small function here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from dealerkit.rebates.programme import Band
from dealerkit.values.numbers import ZERO, Number, add, multiply, subtract


@frozen
class Rung:
    """One band with its figures: where its slice starts, whether that must be passed, what it pays."""

    start: Number
    beyond: bool
    rate: Number
    band: Band


@frozen(eq=False)
class Scale:
    """All bands in ascending order; ``below[i]`` is what the slices under band ``i`` earn incrementally."""

    rungs: tuple[Rung, ...]
    starts: list[Number]
    rates: tuple[Number, ...]
    below: tuple[Number, ...]
    any_beyond: bool

    def reached(self, base: Number) -> int:
        """The position of the highest band that ``base`` has reached; -1 below the first."""
        starts = self.starts
        step = bisect_right(starts, base) - 1
        if self.any_beyond:
            while step >= 0 and starts[step] == base and self.rungs[step].beyond:
                step -= 1
        return step

    def of(self, baseline: Number) -> Scale:
        """The same bands where bounds are shares of ``baseline``: multiplied out, so that nothing is divided.

        Over a baseline of nothing every bound is passed by any base above zero.
        """
        rungs = tuple(
            Rung(multiply(rung.start, baseline), rung.beyond or not baseline, rung.rate, rung.band) for rung in self.rungs
        )
        return scale_of(rungs)


def scale_of(rungs: Sequence[Rung]) -> Scale:
    """A scale of rungs that ascend."""
    below = [ZERO]
    earned: Number = ZERO
    for rung, following in pairwise(rungs):
        earned = add(earned, multiply(rung.rate, subtract(following.start, rung.start)))
        below.append(earned)
    starts = [rung.start for rung in rungs]
    rates = tuple(rung.rate for rung in rungs)
    return Scale(tuple(rungs), starts, rates, tuple(below), any(rung.beyond for rung in rungs))


def ascends(rungs: Sequence[Rung]) -> bool:
    """Whether each bound lies above the one before; at the same figure `at` comes before `above`."""
    return all((one.start, one.beyond) < (other.start, other.beyond) for one, other in pairwise(rungs))


@frozen
class Bases:
    """What a reckoning pays on: the base that reaches a band, the one that is paid, the baseline."""

    qualifying: Number
    paying: Number
    baseline: Number


Portion = Callable[[Scale, int, Bases], Number]
"""What part of the base the reached band's rate applies to."""


def _everything(scale: Scale, step: int, bases: Bases) -> Number:
    del scale, step
    return bases.paying if bases.paying > 0 else ZERO


def _above_the_bound(scale: Scale, step: int, bases: Bases) -> Number:
    return subtract(bases.qualifying, scale.starts[step])


def _above_the_baseline(scale: Scale, step: int, bases: Bases) -> Number:
    del scale, step
    return subtract(bases.qualifying, bases.baseline) if bases.qualifying > bases.baseline else ZERO


PORTIONS: dict[str, Portion] = {
    "retrospective": _everything,
    "incremental": _above_the_bound,
    "excess-over-band": _above_the_bound,
    "excess-over-baseline": _above_the_baseline,
}
