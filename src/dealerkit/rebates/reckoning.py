"""The arithmetic of one programme for one payee and period: the one place where an amount is worked out.

The steps, in their order: eligibility, gates, cap on the base, band, supplements (added), factors
(multiplied), minimum, cap on the payout, rounding. The result is a trail: the figures and rules that
led to the amount, from which ``terms`` tells the amount, the entitlement and the whole story.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Outcome
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.conditions import Facts, Test, tests_of
from dealerkit.rebates.figures import Bonus, Figures, Multiplier, Stop, figures_of, fixed
from dealerkit.rebates.programme import FactorBand, Programme
from dealerkit.rebates.scale import PORTIONS, Bases, Rung, Scale
from dealerkit.values.numbers import EXACT, ONE, ZERO, Number, add, multiply, subtract
from dealerkit.values.rounding import Rounding


@frozen
class Measured:
    """What stage 1 measured for a payee and period, and the facts that hold for them.

    ``paying`` is None where the qualifying base is also the one that is paid. ``baseline`` is the
    figure of ``against`` where that must be looked up (last year, target); None where there is none.
    ``facts`` holds facts by name and parameters by bare name, as they stand at the period's end.
    """

    qualifying: Number
    paying: Number | None = None
    baseline: Number | None = None
    facts: Mapping[str, Value | Missing] = {}


class Trail:
    """How far a reckoning came, with every figure on the way."""

    __slots__ = (
        "amount",
        "bases",
        "base_capped",
        "bonuses",
        "capped",
        "earned",
        "factors",
        "figures",
        "portion",
        "rate",
        "scale",
        "step",
        "stop",
    )

    amount: Decimal | None
    bases: Bases | None
    scale: Scale | None
