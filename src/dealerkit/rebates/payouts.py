"""What a programme pays as a function of its base, from the terms alone: the line that a chart draws.

The dealer is eligible and passes every gate, with no supplements and at a factor of 100 %, as in ``marginal``. Where
bounds are shares of a baseline, bases and amounts are in units of the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from dealerkit.rebates.marginal import Payout
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import Facts
from dealerkit.rebates.terms.figures import Figures
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.values.numbers import ONE, ZERO, Number, add, simplest, subtract
from dealerkit.values.rounding import CENTS

_NO_FACTS: Facts = {}
_PARTS = 48
"""Into how many parts the line is cut between two bounds, so that corners at caps come out."""

_FAR = (Fraction(5, 4), Fraction(3, 2), Fraction(9, 4))
"""How far beyond its highest bound a line is drawn: the first, or the first at which a cap is reached."""


@frozen
class PayoutLine:
    """A programme's payout over its base: points from left to right; two at one base are a jump.

    ``in_baselines`` says that bases and amounts are multiples of a baseline, ``in_units`` that the base is counted.
    """

    points: tuple[tuple[Number, Number], ...]
    in_baselines: bool = False
    in_units: bool = False


def payout_line(programme: Programme, parameters: Facts = _NO_FACTS, upto: Number | None = None) -> PayoutLine | None:
    """The payout from a base of zero to ``upto``, or somewhat beyond the highest bound; before rounding.

    None where there is no one line: another base is paid than the one that reaches the bands, figures depend on the
    payee, goods are given, or sums of money are paid at shares of a baseline.
    """
    reckoner = Reckoner(programme, CENTS, "programme", parameters)
    figures = reckoner.fixed
    if not isinstance(figures, Figures) or not _has_line(programme):
        return None
    payout = Payout(reckoner, figures, figures.scale)
    counted = reckoner.counts_units
    end = upto if upto is not None else _end(payout, figures, counted=counted)
    points = tuple(_points(payout, figures, end, counted=counted))
    return PayoutLine(points, programme.against is not None, counted)


def _has_line(programme: Programme) -> bool:
    if programme.paying is not None or programme.kind == "goods":
        return False
    if programme.against is None:
        return True
    bands = tuple(programme.bands.values())
    is_money = gives_sums(programme.kind, bands) or any(band.plus is not None for band in bands)
    return not is_money and programme.guarantee is None


def _end(payout: Payout, figures: Figures, *, counted: bool) -> Number:
    """A quarter beyond the last limit on the base; further where that shows the cap on the payout."""
    limits = [each for each in (figures.scale.rungs[-1].bound, figures.most_base, figures.least_base) if each]
    farthest = Fraction(max((each for each in limits if each > 0), default=ONE))
    ends = [simplest(Fraction(ceil(farthest * far)) if counted else farthest * far) for far in _FAR]
    most = figures.most_payout
    return next((each for each in ends if most is not None and payout.at(each) == most), ends[0])


def _points(payout: Payout, figures: Figures, end: Number, *, counted: bool) -> Iterator[tuple[Number, Number]]:
    """Corner by corner; within a step the line is sampled finely, and a bound is told from both its sides."""
    steps = {each.bound: step for step, each in enumerate(figures.scale.rungs) if 0 < each.bound <= end}
    least = figures.least_base if figures.least_base is not None and 0 < figures.least_base <= end else end
    start: Number = ZERO
    yield start, payout.at(start)
    for corner in sorted({*steps, least, end}):
        yield from ((base, payout.at(base)) for base in _between(start, corner, counted=counted))
        if counted:
            yield corner, payout.at(subtract(corner, ONE))
        elif corner in steps:
            yield corner, payout.in_band(steps[corner] - 1, corner)
        elif corner == figures.least_base:
            yield corner, ZERO
        yield corner, payout.in_band(steps[corner], corner) if corner in steps else payout.at(corner)
        start = corner


def _between(start: Number, end: Number, *, counted: bool) -> Iterator[Number]:
    """Bases strictly between two corners."""
    if counted:
        first, last = floor(start) + 1, ceil(end) - 1
        step = max((last - first) // _PARTS, 1)
        yield from (Decimal(base) for base in range(first, last + 1, step))
        return
    width = Fraction(subtract(end, start)) / _PARTS
    yield from (simplest(Fraction(add(start, width * part))) for part in range(1, _PARTS))
