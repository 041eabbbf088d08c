"""Claims: what a promise says of a curve, and the first step at which a curve breaks it."""

from __future__ import annotations

from fractions import Fraction

from dealerkit.rebates.always.crossings import Crossing, first_above
from dealerkit.rebates.always.curves import (
    NOTHING,
    ZERO,
    Curve,
    Line,
    Stretch,
    clipped,
    constant,
    difference,
    over_next,
)
from dealerkit.rebates.always.falls import first_fall
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.values.numbers import ZERO as NONE
from dealerkit.values.numbers import as_fraction

Ranges = tuple[tuple[int, int | None], ...]


def first_break(invariant: Invariant, curve: Curve, bound: Fraction, step: Fraction, holds: Ranges) -> Crossing:
    """The first step at which the promise is broken, among those it is asked for."""
    if invariant.kind == "more":
        return first_fall(curve, holds)
    looked_at, most = claimed(invariant, curve, bound, step)
    stretches: list[Stretch] = []
    for first, last in holds:
        stretches += clipped(looked_at, first, last)
    return first_above(tuple(stretches), most)


def claimed(invariant: Invariant, curve: Curve, bound: Fraction, step: Fraction) -> tuple[Curve, Line]:
    """The curve that must not be above a line, and the line."""
    tolerance = as_fraction(invariant.tolerance)
    match invariant.kind:
        case "share":
            return curve, (tolerance, bound * step, Fraction(0))
        case "least":
            return difference(ZERO, curve), constant(tolerance - bound)
        case "more":
            return difference(ZERO, over_next(curve, 1)), NOTHING
        case "next":
            size = as_fraction(invariant.next or NONE)
            return over_next(curve, steps_of(invariant, step)), constant(bound * size + tolerance)
    return curve, constant(bound + tolerance)


def steps_of(invariant: Invariant, step: Fraction) -> int:
    """How many steps of the base the two points of a promise lie apart."""
    if invariant.kind == "more":
        return 1
    return int(as_fraction(invariant.next or NONE) / step) if invariant.kind == "next" else 0


def highest(curve: Curve, share_of: Fraction | None, tolerance: Fraction) -> Fraction | None:
    """The most a curve comes to, or, with a step, the highest share of its base; None where there is no most.

    Roundings are taken at their worst, so it may be a little above what is ever paid.
    """
    found = Fraction(0)
    for each in curve:
        line = _above(each, tolerance)
        if line is None:
            return None
        ends = [each.first] if each.last is None else [each.first, each.last]
        for j in ends:
            amount = line[0] + j * line[1]
            if share_of is None:
                found = max(found, amount)
            elif j:
                found = max(found, amount / (share_of * j))
            elif amount > 0:
                return None
        if each.last is None:
            if share_of is None and line[1] > 0:
                return None
            if share_of is not None:
                found = max(found, line[1] / share_of)
    return found


def _above(stretch: Stretch, tolerance: Fraction) -> Line | None:
    """A straight line that no amount of a stretch is above; None where rates are curved."""
    constant_, slope = -tolerance, Fraction(0)
    for part in stretch.parts:
        plain = part.plain()
        if plain.line[2]:
            return None
        rounds = plain.outer is not None or plain.inner is not None
        constant_ += plain.smooth[0] + (plain.error[1] if rounds else 0)
        slope += plain.smooth[1]
    return (constant_, slope, Fraction(0))
