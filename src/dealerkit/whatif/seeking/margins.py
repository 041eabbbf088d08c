"""The margin at which a scenario pays for itself: one division.

With a margin *m* on sales, the scenario gains ``extra sales × m − extra cost`` beside the baseline. That is a straight
line, so where it reaches zero is known exactly, and whether it does at all between 0 and 100 %.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from dealerkit.values.numbers import ZERO, Number, divide, multiply, negate, subtract


class Side(Enum):
    """At which margins a scenario pays for itself."""

    FROM = "from"
    """At the margin and at every greater one: it sells more and costs more."""
    UP_TO = "up-to"
    """At the margin and at every smaller one: it sells less and costs less."""
    ALWAYS = "always"
    NEVER = "never"


@frozen
class MarginNeeded:
    """What a scenario sells and costs beyond the baseline, and the margin that makes the two equal.

    ``margin`` is exact, a share of sales; None where the scenario always or never pays for itself.
    """

    extra_sales: Number
    extra_cost: Number
    side: Side
    margin: Number | None = None

    def gain(self, margin: Number) -> Number:
        """What is gained at a margin; below zero it does not pay. The witness of *never*, at 0 and at 100 %."""
        return subtract(multiply(self.extra_sales, margin), self.extra_cost)


def margin_needed(extra_sales: Number, extra_cost: Number) -> MarginNeeded:
    """The margin from which, or up to which, the extra sales earn what they cost in rebates."""
    at_nothing, at_whole = negate(extra_cost), subtract(extra_sales, extra_cost)
    if at_nothing >= ZERO and at_whole >= ZERO:
        return MarginNeeded(extra_sales, extra_cost, Side.ALWAYS)
    if at_nothing < ZERO and at_whole < ZERO:
        return MarginNeeded(extra_sales, extra_cost, Side.NEVER)
    side = Side.FROM if at_nothing < ZERO else Side.UP_TO
    return MarginNeeded(extra_sales, extra_cost, side, divide(extra_cost, extra_sales))
