"""Bands as arithmetic: which one a base has reached, and what each of them pays on.

Every method pays portions of the base at bands' rates; methods differ in the portions alone, so each
is one small function here. ``share`` is one portion with its band.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from attrs import field, frozen

from dealerkit.rebates.programme import Band
from dealerkit.values.numbers import ONE, ZERO, Number, add, multiply, subtract


@frozen
class Rung:
    """One band with its figures: where its slice starts, whether that must be passed, what it pays."""

    start: Number
    beyond: bool
    rate: Number
    band: Band
    bound: Number = field(init=False, eq=False)
    """The bound as the policy states it: the first unit of a band, else where its slice starts."""
    told: tuple[tuple[str, Number], ...] = field(init=False, eq=False, repr=False)
    """What a reason says of the band beside the base."""

    told_of_slice: tuple[tuple[str, Number], ...] = field(init=False, eq=False, repr=False)
    """What a reason says of the band's slice beside the part of the base in it."""

    @bound.default
    def _as_stated(self) -> Number:
        return self.start if self.band.at_unit is None else add(self.start, ONE)

    @told.default
    def _figures(self) -> tuple[tuple[str, Number], ...]:
        return (("bound", self.bound), ("start", self.start), ("rate", self.rate))

    @told_of_slice.default
    def _figures_of_slice(self) -> tuple[tuple[str, Number], ...]:
        return (("bound", self.bound), ("rate", self.rate))


@frozen(eq=False)
class Scale:
    """All bands in ascending order, their bounds and rates apart for quick search."""

    rungs: tuple[Rung, ...]
    starts: list[Number]
    rates: tuple[Number, ...]
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

        Over a baseline of nothing any base above zero passes every bound.
        """
        return scale_of(
            [
                Rung(multiply(rung.start, baseline), rung.beyond or not baseline, rung.rate, rung.band)
                for rung in self.rungs
            ]
        )


def scale_of(rungs: Sequence[Rung]) -> Scale:
    """A scale of bands in the order given."""
    return Scale(
        tuple(rungs),
        [rung.start for rung in rungs],
        tuple(rung.rate for rung in rungs),
        any(rung.beyond for rung in rungs),
    )


def bare(number: Number) -> Number:
    """The same number without the zeros that arithmetic left at its end: 14622.22206000 is 14622.22206."""
    text = str(number)
    if text[-1] != "0" or "." not in text or "E" in text:
        return number
    return Decimal(text.rstrip("0").rstrip("."))


def ascends(rungs: Sequence[Rung]) -> bool:
    """Whether each bound lies above the one before; at the same figure `at` comes before `above`."""
    return all((one.start, one.beyond) < (other.start, other.beyond) for one, other in pairwise(rungs))


@frozen
class Bases:
    """What a reckoning pays on, after the cap on it: the base that reaches bands, the one paid on, the baseline."""

    qualifying: Number
    paying: Number
    baseline: Number


@frozen
class Portion:
    """A part of the base, or one sum, with the band that pays it."""

    rung: Rung
    size: Number
    """What the rate is multiplied by; 1 for a lump sum."""
    supplemented: bool
    """Whether supplements are added to this portion's rate: not below the band of a lump sum."""


Portions = Callable[[Scale, int, Bases], tuple[Portion, ...]]
"""What is paid on once the band at a position is reached."""


def _everything(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    return (Portion(scale.rungs[step], max(bases.paying, ZERO), True),)


def _slice_by_slice(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    ends = [*scale.starts[1 : step + 1], bases.qualifying]
    return tuple(Portion(rung, subtract(end, rung.start), True) for rung, end in zip(scale.rungs, ends, strict=False))


def _above_the_bound(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    rung = scale.rungs[step]
    return (Portion(rung, subtract(bases.qualifying, rung.start), True),)


def _above_the_baseline(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    above = subtract(bases.qualifying, bases.baseline) if bases.qualifying > bases.baseline else ZERO
    return (Portion(scale.rungs[step], above, True),)


def _the_sum(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    del bases
    return (Portion(scale.rungs[step], ONE, True),)


def _every_sum(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    del bases
    return tuple(Portion(rung, ONE, position == step) for position, rung in enumerate(scale.rungs[: step + 1]))


_OF_THE_BASE: dict[str, Portions] = {
    "retrospective": _everything,
    "incremental": _slice_by_slice,
    "excess-over-band": _above_the_bound,
    "excess-over-baseline": _above_the_baseline,
}
_OF_SUMS: dict[str, Portions] = {"retrospective": _the_sum, "incremental": _every_sum}


def portions_of(method: str, kind: str) -> Portions:
    """How a method pays for a kind; lump sums know two methods only, and the check refuses the others."""
    if kind == "lump-sum":
        return _OF_SUMS.get(method, _the_sum)
    return _OF_THE_BASE[method]
