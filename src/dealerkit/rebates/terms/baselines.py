"""What is reckoned with: the bases as measured, the cap on them, and the baseline they are compared with.

A baseline that is missing, zero or below is no baseline: what then holds the programme states.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.clauses import Against
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import Facts, figure_of
from dealerkit.rebates.terms.figures import Figures, Stop, refused, unknown
from dealerkit.rebates.terms.scale import Bases
from dealerkit.values.numbers import ONE, ZERO, Number, divide, multiply

TARGET = "period.target"
"""The fact that holds the target of the period, asked for where there is no baseline but a target may be taken."""

LAST_YEAR = "same-period-last-year"

_NO_FACTS: Facts = {}


@frozen
class Measured:
    """What stage 1 measured for a payee and period, and the facts that hold for them.

    ``paying`` is None where the qualifying base is also the one that is paid. ``baseline`` is the
    figure that ``against`` looks up (last year's base, the target); None where there is none.
    ``facts`` holds facts by name and parameters by bare name, as they stand at the period's end.
    ``days`` are, where the programme asks (``short_period``), the days of the period that count and all it has;
    None where it is whole. ``is_over`` says whether the period is measured to its end: guarantees are given then.
    """

    qualifying: Number
    paying: Number | None = None
    baseline: Number | None = None
    facts: Facts = _NO_FACTS
    days: tuple[int, int] | None = None
    is_over: bool = True

    @property
    def share(self) -> Number:
        """The share of the period that counts."""
        return ONE if self.days is None else divide(Decimal(self.days[0]), Decimal(self.days[1]))


def bases_of(programme: Programme, figures: Figures, measured: Measured) -> Bases | Stop:
    """The bases after the cap, and the baseline.

    The cap is on what is paid; where one base both reaches the band and is paid, it is on that base.
    """
    qualifying = measured.qualifying
    paying = qualifying if measured.paying is None else measured.paying
    most = figures.most_base
    if most is not None:
        paying = min(paying, most)
        if programme.paying is None:
            # What is paid on may be less than what reaches the band: other programmes have paid on it before.
            qualifying = min(qualifying, most)
    if programme.against is None:
        return Bases(qualifying, paying, ZERO)
    baseline = _baseline(programme.against, measured)
    if isinstance(baseline, Stop):
        return baseline
    if measured.days is not None and programme.against.baseline != LAST_YEAR:
        # Last year's base comes for the days that count; a target or an amount is that of the whole period.
        baseline = multiply(baseline, measured.share)
    return Bases(qualifying, paying, baseline)


def _baseline(against: Against, measured: Measured) -> Number | Stop:
    found = _stated(against, measured)
    if isinstance(found, Missing):
        return unknown(against.rule, found.facts)
    if found is not None and found > 0:
        return found
    instead = against.missing
    if instead == "zero":
        return ZERO
    if not isinstance(instead, str):
        return instead
    target = measured.facts.get(TARGET) if instead == "target" else None
    if target is not None and not isinstance(target, Missing) and target > 0:  # type: ignore[operator]
        return target  # type: ignore[return-value]  # the catalogue says that a target is a number
    return refused("DK333", "no-baseline", against.rule)


def _stated(against: Against, measured: Measured) -> Number | Missing | None:
    """The baseline as the programme says: looked up beforehand, written, or computed."""
    if isinstance(against.baseline, str):
        return measured.baseline
    if isinstance(against.baseline, Expression):
        return figure_of(against.baseline, measured.facts)
    return against.baseline
