"""What comes of a sweep: the cost at every combination of its values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from attrs import field, frozen

from dealerkit.values.exact import EXACT, Number


@frozen
class SweepPoint:
    """One combination: its values as people write them, in the order of the addresses, and what it costs.

    ``contribution`` is what is left of sales after their cost and after rebate, None where it cannot be told;
    ``failed`` is how many rows could not be told: no cost has them.
    """

    values: tuple[str, ...]
    cost: Decimal
    contribution: Number | None = None
    failed: int = 0


@frozen
class Axis:
    """An address and its values, as people write them."""

    address: str
    values: tuple[str, ...]


@frozen(kw_only=True, eq=False, slots=False)
class Swept:
    """All points of a sweep, the last address changing fastest.

    ``scenario`` is the one that the values were put on, ``""`` for the policy and the book as they are.
    ``cost_before`` is the baseline's.
    """

    id: str
    title: str
    scenario: str
    axes: tuple[Axis, ...]
    points: tuple[SweepPoint, ...] = field(repr=False)
    cost_before: Decimal
    budget: Decimal | None = None

    @cached_property
    def _by_values(self) -> Mapping[tuple[str, ...], SweepPoint]:
        return {each.values: each for each in self.points}

    def at(self, *values: str) -> SweepPoint:
        """The point of these values, one for each axis."""
        return self._by_values[values]

    def difference(self, point: SweepPoint) -> Decimal:
        """By how much a point costs more than the baseline."""
        return EXACT.subtract(point.cost, self.cost_before)

    def is_within(self, point: SweepPoint) -> bool:
        """Whether a point keeps to the budget; any does where there is none."""
        return self.budget is None or point.cost <= self.budget

    @property
    def cheapest(self) -> SweepPoint:
        """The first point that costs least."""
        return min(self.points, key=lambda each: each.cost)

    @property
    def dearest(self) -> SweepPoint:
        """The first point that costs most."""
        return max(self.points, key=lambda each: each.cost)

    @property
    def within(self) -> int:
        """How many points keep to the budget."""
        return sum(self.is_within(each) for each in self.points)
