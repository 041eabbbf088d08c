"""Terms as straight lines: between two bounds, what is earned goes up with the base and with nothing else.

Where a programme asks for no condition, compares with no baseline and multiplies by no conduct, a few lines say all
that its terms say, before the rounding. Whoever reckons one programme many thousand times over the same bases
asks for them; everybody else asks :class:`Terms`. A property test holds one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from dealerkit.policy.header import RoundingRule
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.compiled import rounding_for
from dealerkit.rebates.terms.figures import Figures
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import Bases
from dealerkit.values.exact import ONE, ZERO, Number, add, as_fraction
from dealerkit.values.rounding import Rounding


@frozen
class Line:
    """From a bound on (or above it, where ``beyond``): ``fixed`` and ``slope`` times the base."""

    start: Fraction
    beyond: bool
    fixed: Fraction
    slope: Fraction


@frozen
class Lines:
    """All lines of a programme in ascending order, what cuts the amount, and how it is rounded.

    Below the first line nothing is earned, nor where the base or the amount is less than the least; the amount is
    never above the most. ``counts_units``: a base that is no whole number cannot be reckoned.
    """

    lines: tuple[Line, ...]
    least_base: Fraction | None
    least_payout: Fraction | None
    most_payout: Fraction | None
    rounding: Rounding
    counts_units: bool


def lines_of(
    programme: Programme, rounding: RoundingRule | None, parameters: Mapping[str, Value | Missing]
) -> Lines | None:
    """The lines of a programme with parameters as on a day; None where more than the base has a say."""
    if _asks_more_than_the_base(programme):
        return None
    reckoner = Reckoner(programme, *rounding_for(programme, rounding), parameters)
    figures = reckoner.fixed
    if not isinstance(figures, Figures) or figures.alters_bases or reckoner.rounds_bands:
        return None
    scale = figures.scale
    if any(rung.per is not None or rung.start < 0 for rung in scale.rungs):
        return None
    found: list[Line] = []
    for step, rung in enumerate(scale.rungs):
        near, far = add(rung.start, ONE), add(rung.start, ONE + ONE)
        first, second = (as_fraction(reckoner.earned(scale, step, Bases(at, at, ZERO), (), ())) for at in (near, far))
        slope = second - first
        found.append(Line(as_fraction(rung.start), rung.beyond, first - slope * as_fraction(near), slope))
    return Lines(
        tuple(found),
        _fraction(figures.least_base),
        _fraction(figures.least_payout),
        _fraction(figures.most_payout),
        reckoner.rounding,
        reckoner.counts_units,
    )


def _asks_more_than_the_base(programme: Programme) -> bool:
    return bool(
        programme.eligible
        or programme.gates
        or programme.supplements
        or programme.factors
        or programme.against
        or programme.paying
        or programme.guarantee
        or programme.method == "linear"
        or programme.short_period != "whole"
    )


def _fraction(figure: Number | None) -> Fraction | None:
    return None if figure is None else as_fraction(figure)
