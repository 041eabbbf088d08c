"""What comes of many runs: the cost in each, and what can be said of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from dealerkit.values.exact import Number, as_fraction, divide, subtract, total_of_decimals
from dealerkit.values.percentiles import nearest_rank


@frozen
class Bar:
    """How many runs cost from ``least`` to below ``most``; the last bar includes its upper end."""

    least: Number
    most: Number
    count: int


@frozen(kw_only=True, eq=False, slots=False)
class Sampled:
    """The cost in every run of a scenario.

    ``costs`` are in the order of the runs. ``as_planned`` is the cost with every factor at one: the scenario itself.
    ``budget`` is None where none is written. ``varied`` is how many dealers had a factor drawn, ``without_history``
    names those whose own past should have said and did not: their volumes stayed as they are. ``failed`` is how many
    rows could not be told in any run, so that no run's cost has them.
    """

    scenario: str
    seed: int
    costs: tuple[Decimal, ...] = field(repr=False)
    as_planned: Decimal
    percentiles: tuple[Number, ...] = ()
    budget: Decimal | None = None
    varied: int = 0
    without_history: tuple[str, ...] = ()
    failed: int = 0

    @property
    def runs(self) -> int:
        """How many runs there were: N of "n of N"."""
        return len(self.costs)

    @cached_property
    def ordered(self) -> tuple[Decimal, ...]:
        """The costs from the smallest to the greatest."""
        return tuple(sorted(self.costs))

    @property
    def mean(self) -> Number:
        """The mean cost, exact."""
        return divide(total_of_decimals(self.costs), Decimal(self.runs))

    @property
    def least(self) -> Decimal:
        """The cheapest run."""
        return self.ordered[0]

    @property
    def most(self) -> Decimal:
        """The dearest run."""
        return self.ordered[-1]

    def percentile(self, share: Number) -> Decimal:
        """The smallest cost that at least this share of the runs does not exceed: always the cost of a run."""
        return nearest_rank(self.ordered, as_fraction(share))

    @property
    def told(self) -> tuple[tuple[Number, Decimal], ...]:
        """The percentiles that are asked for, in order."""
        return tuple((share, self.percentile(share)) for share in sorted(set(self.percentiles)))

    def over(self, limit: Decimal) -> int:
        """How many runs cost more than a limit."""
        return sum(1 for each in self.costs if each > limit)

    @property
    def over_budget(self) -> int | None:
        """How many runs break the budget: n of "n of N"; None without a budget."""
        return None if self.budget is None else self.over(self.budget)

    @property
    def chance_over_budget(self) -> Fraction | None:
        """The share of the runs that break the budget; None without a budget."""
        over = self.over_budget
        return None if over is None else Fraction(over, self.runs)

    def bars(self, count: int) -> tuple[Bar, ...]:
        """The runs by their cost in ``count`` bars of equal width; one bar where all cost the same."""
        low, high = self.least, self.most
        if low == high:
            return (Bar(low, high, self.runs),)
        width = as_fraction(subtract(high, low)) / count
        edges: Sequence[Fraction] = [as_fraction(low) + width * place for place in range(count + 1)]
        found = [0] * count
        for each in self.costs:
            found[min(int((as_fraction(each) - edges[0]) // width), count - 1)] += 1
        return tuple(Bar(edges[place], edges[place + 1], found[place]) for place in range(count))
