"""Bands as arithmetic: which one a base has reached, and what each of them pays on.

Every method pays portions of the base at bands' rates; methods differ in the portions alone, so each
is one small function here. Where a band pays ``per`` so much of the base, only full increments of a
portion count; where rates run straight from bound to bound (method ``linear``), the one portion has a
rate of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor

from attrs import evolve, field, frozen

from dealerkit.rebates.clauses import Band
from dealerkit.values.numbers import ONE, ZERO, Number, add, as_fraction, divide, multiply, subtract


@frozen
class Rung:
    """One band with its figures: where its slice starts, whether that must be passed, what it pays.

    ``per`` is how much of the base is paid ``rate`` once, None where the base itself is multiplied or a sum is paid;
    ``plus`` is the fixed sum beside.
    """

    start: Number
    beyond: bool
    rate: Number
    band: Band
    per: Number | None = None
    plus: Number = ZERO
    bound: Number = field(init=False, eq=False)
    """The bound as the policy states it: the first unit of a band, else where its slice starts."""
    told: tuple[tuple[str, Number], ...] = field(init=False, eq=False, repr=False)
    """What a reason says of the band beside the base."""

    told_of_slice: tuple[tuple[str, Number], ...] = field(init=False, eq=False, repr=False)
    """What a reason says of the band's slice beside the part of the base in it."""

    def at(self, bound: Number) -> Rung:
        """The same band from another bound on; a unit is counted whole, the first that is not below the bound."""
        start = bound if self.band.at_unit is None else Decimal(ceil(bound) - 1)
        return evolve(self, start=start)

    def full(self, base: Number) -> Number:
        """How many full increments are in a part of the base; the part itself where none are counted."""
        if self.per is None:
            return base
        return Decimal(floor(as_fraction(base) / as_fraction(self.per)))

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
                Rung(
                    multiply(rung.start, baseline),
                    rung.beyond or not baseline,
                    rung.rate,
                    rung.band,
                    rung.per,
                    rung.plus,
                )
                for rung in self.rungs
            ]
        )

    def rate_at(self, step: int, base: Number) -> Number:
        """The rate at a base that has reached the band at ``step``, where rates run straight from bound to bound."""
        low = self.rungs[step]
        if step + 1 == len(self.rungs):
            return low.rate
        high = self.rungs[step + 1]
        width = subtract(high.bound, low.bound)
        if width <= 0:
            return low.rate
        way = divide(subtract(base, low.bound), width)
        return add(low.rate, multiply(subtract(high.rate, low.rate), way))


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
    """What the rate is multiplied by; 1 for a lump sum, full increments where they are counted."""
    supplemented: bool
    """Whether supplements are added to this portion's rate: not below the band of a lump sum."""
    rate: Number
    """The band's own rate, or one between two bands'."""


Portions = Callable[[Scale, int, Bases], tuple[Portion, ...]]
"""What is paid on once the band at a position is reached."""


def _part(rung: Rung, base: Number) -> Portion:
    return Portion(rung, rung.full(base), True, rung.rate)


def _everything(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    return (_part(scale.rungs[step], max(bases.paying, ZERO)),)


def _slice_by_slice(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    ends = [*scale.starts[1 : step + 1], bases.qualifying]
    return tuple(_part(rung, subtract(end, rung.start)) for rung, end in zip(scale.rungs, ends, strict=False))


def _above_the_bound(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    rung = scale.rungs[step]
    return (_part(rung, subtract(bases.qualifying, rung.start)),)


def _above_the_baseline(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    above = subtract(bases.qualifying, bases.baseline) if bases.qualifying > bases.baseline else ZERO
    return (_part(scale.rungs[step], above),)


def _everything_between(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    rate = scale.rate_at(step, bases.qualifying)
    return (Portion(scale.rungs[step], max(bases.paying, ZERO), True, rate),)


def _the_sum(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    del bases
    return (Portion(scale.rungs[step], ONE, True, scale.rates[step]),)


def _every_sum(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    del bases
    return tuple(
        Portion(rung, ONE, position == step, rung.rate) for position, rung in enumerate(scale.rungs[: step + 1])
    )


def _the_sum_between(scale: Scale, step: int, bases: Bases) -> tuple[Portion, ...]:
    return (Portion(scale.rungs[step], ONE, True, scale.rate_at(step, bases.qualifying)),)


_OF_THE_BASE: dict[str, Portions] = {
    "retrospective": _everything,
    "incremental": _slice_by_slice,
    "excess-over-band": _above_the_bound,
    "excess-over-baseline": _above_the_baseline,
    "linear": _everything_between,
}
_OF_SUMS: dict[str, Portions] = {
    "retrospective": _the_sum,
    "incremental": _every_sum,
    "linear": _the_sum_between,
}


def portions_of(method: str, *, gives_sums: bool) -> Portions:
    """How a method pays; sums know no excess, and the check refuses it."""
    return _OF_SUMS.get(method, _the_sum) if gives_sums else _OF_THE_BASE[method]


def gives_sums(kind: str, bands: Sequence[Band]) -> bool:
    """Whether a band pays so much in all: money in a lump, or goods that are not given per so much of the base."""
    return kind == "lump-sum" or (kind == "goods" and all(band.per is None for band in bands))
