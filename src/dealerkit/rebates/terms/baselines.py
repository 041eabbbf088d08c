"""What is reckoned with: the bases as measured, the cap on them, and the baseline they are compared with.

A baseline that is missing, zero or below is no baseline: what then holds the programme states.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.programme import Against, Programme
from dealerkit.rebates.terms.conditions import Facts, figure_of
from dealerkit.rebates.terms.figures import Figures, Stop, refused, unknown
from dealerkit.rebates.terms.scale import Bases
from dealerkit.values.numbers import ZERO, Number

TARGET = "period.target"
"""The fact that holds the target of the period, asked for where there is no baseline but a target may be taken."""

_NO_FACTS: Facts = {}


@frozen
class Measured:
    """What stage 1 measured for a payee and period, and the facts that hold for them.

    ``paying`` is None where the qualifying base is also the one that is paid. ``baseline`` is the
    figure that ``against`` looks up (last year's base, the target); None where there is none.
    ``facts`` holds facts by name and parameters by bare name, as they stand at the period's end.
    """

    qualifying: Number
    paying: Number | None = None
    baseline: Number | None = None
    facts: Facts = _NO_FACTS


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
            qualifying = paying
    if programme.against is None:
        return Bases(qualifying, paying, ZERO)
    baseline = _baseline(programme.against, measured)
    return baseline if isinstance(baseline, Stop) else Bases(qualifying, paying, baseline)


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
