"""Bands: what holds from a lower bound on, until the next bound is reached.

``at: x`` means x or more, ``above: x`` means more than x, ``at_unit: n`` means from the n-th unit
on: n units reach it, and its slice starts behind the unit before, at n - 1. There are lower bounds
only, so bands leave no gap, never overlap and are open at the top. Below the first bound there is
no band; what that means the caller says.

A domain adds what its bands give by a class of its own::

    @frozen(kw_only=True)
    class RateBand(Band):
        rate: Number = entry(RATE, "what the band pays")

    RATE_BANDS = banded(RateBand)          # a shape: a list of bands, keyed by their bounds
    ladder = Ladder(definition.bands.values())
    ladder.reached(base)                   # RateBand, or None below the first bound
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping, Scalar
from dealerkit.policy.scalars import INTEGER, NUMBER, at_least
from dealerkit.policy.shapes import Items, entry, items, named, record, ruled
from dealerkit.problems import Problem, Related, problem
from dealerkit.values.numbers import ONE, Number, canonical, read_number, subtract

Side = Literal["at", "above", "at_unit"]
SIDES: tuple[Side, ...] = ("at", "above", "at_unit")
"""The keys by which a band states its bound; exactly one of them is written."""


@frozen
class Bound:
    """A lower bound: its value, and from which side it is reached."""

    value: Number
    side: Side = "at"

    @property
    def key(self) -> str:
        """The bound in an address: ``800000``, ``above 15``, ``unit 101``."""
        return _key(self.side, canonical(self.value))

    @property
    def start(self) -> Number:
        """Where the band's slice begins: the bound itself, or the unit before an ``at_unit``."""
        return subtract(self.value, ONE) if self.side == "at_unit" else self.value

    def reached(self, base: Number) -> bool:
        """Whether a base of this size has reached the band."""
        return base > self.value if self.side == "above" else base >= self.value


_UNIT = at_least(INTEGER, 1)


@frozen(kw_only=True)
class Band:
    """One band: what its domain adds holds from the bound on."""

    rule: Rule = ruled()
    id: str = named()
    at: Number | None = entry(NUMBER, "from this value on: the value itself or more", default=None)  # type: ignore[assignment]  # mypy joins the union
    above: Number | None = entry(NUMBER, "above this value: more than it", default=None)  # type: ignore[assignment]  # mypy joins the union
    at_unit: int | None = entry(_UNIT, "from this unit on, counting units from 1", default=None)

    @property
    def bound(self) -> Bound:
        """The bound from which the band holds."""
        if self.at is not None:
            return Bound(self.at, "at")
        if self.above is not None:
            return Bound(self.above, "above")
        return Bound(Decimal(self.at_unit or 1), "at_unit")


B = TypeVar("B", bound=Band)


class Ladder(Generic[B]):
    """Bands in ascending order, ready to find the one a base has reached."""

    __slots__ = ("_open", "_values", "bands", "bounds")

    def __init__(self, bands: Iterable[B]) -> None:
        self.bands: tuple[B, ...] = tuple(sorted(bands, key=lambda band: _rank(band.bound)))
        self.bounds: tuple[Bound, ...] = tuple(band.bound for band in self.bands)
        self._values = [bound.value for bound in self.bounds]
        self._open = tuple(bound.side == "above" for bound in self.bounds)

    def step(self, base: Number) -> int:
        """How many bounds the base has reached: 0 below the first, then the band is ``bands[step - 1]``."""
        values, steps = self._values, bisect_left(self._values, base)
        # Bounds equal to the base: `at` is reached by it, `above` is not, and `at` sorts first.
        while steps < len(values) and values[steps] == base and not self._open[steps]:
            steps += 1
        return steps

    def reached(self, base: Number) -> B | None:
        """The highest band that the base has reached, or None below the first."""
        steps = self.step(base)
        return self.bands[steps - 1] if steps else None

    def following(self, base: Number) -> B | None:
        """The next band above the base, or None in the highest."""
        steps = self.step(base)
        return self.bands[steps] if steps < len(self.bands) else None


def banded(cls: type[B]) -> Items[B]:
    """The shape of a list of bands, each keyed by its ``id`` or else by its bound."""
    return items(record(cls, exactly_one=(SIDES,)), bound_key)


def bound_key(node: Mapping) -> str:
    """The key that a band's bound makes, from the band as written; a bound that cannot be read keeps its text."""
    for side in SIDES:
        written = node.get(side)
        if isinstance(written, Scalar):
            number = read_number(written.text)
            return _key(side, written.text if number is None else canonical(number))
    return f"line {node.line}"


def check_bands(bands: Iterable[Band]) -> Iterator[Problem]:
    """Yield what is wrong with the order of bands as written.

    DK230 a bound below the one before it; DK231 the same bound twice; DK232 units beside amounts.
    """
    written = tuple(bands)
    for before, band in pairwise(written):
        rule, here, there = band.rule, band.bound, before.bound
        related = (Related("band-before", before.rule.at),)
        if (here.side == "at_unit") != (there.side == "at_unit"):
            yield problem("DK232", rule.at, address=rule.address, related=related, bound=here.key, before=there.key)
        elif _rank(here) == _rank(there):
            yield problem("DK231", rule.at, address=rule.address, related=related, bound=here.key)
        elif _rank(here) < _rank(there):
            yield problem("DK230", rule.at, address=rule.address, related=related, bound=here.key, before=there.key)


def _rank(bound: Bound) -> tuple[Number, bool]:
    return (bound.value, bound.side == "above")


def _key(side: Side, value: str) -> str:
    return {"at": value, "above": f"above {value}", "at_unit": f"unit {value}"}[side]
