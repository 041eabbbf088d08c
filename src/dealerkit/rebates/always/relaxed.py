"""Bounds as shares of a baseline that may be any figure: one proof for all baselines.

Without fixed sums such a programme pays ``b`` times what it pays at a baseline of one on a base ``b`` times smaller,
so a share, or that nothing falls, is proved for all at once at the baseline of one, over every real base. Limits only
take away, and take in the same direction: minimum, caps and full increments are left out, which is safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from dealerkit.rebates.always.curves import Line, constant, plus, product, times
from dealerkit.rebates.always.payouts import Way, portions
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.values.numbers import simplest


@frozen
class _Piece:
    """What is earned at one base, or from one base up to another, both left out; no end: None."""

    low: Fraction
    high: Fraction | None
    line: Line

    def ends(self) -> tuple[Fraction, ...]:
        """The earnings at both ends, as limits."""
        return tuple(_value(self.line, each) for each in (self.low, self.high) if each is not None)


def is_homogeneous(way: Way) -> bool:
    """Whether what is paid grows with the baseline as the base does."""
    programme = way.reckoner.programme
    bands = tuple(programme.bands.values())
    has_sums = gives_sums(programme.kind, bands) or any(band.plus is not None for band in bands)
    return not has_sums and programme.method != "linear" and programme.guarantee is None and way.reached is None


def highest_share(way: Way) -> Fraction:
    """The highest share of the base that is earned, before rounding, at any baseline; a limit, seldom reached."""
    found = Fraction(0)
    for piece in _pieces(way):
        shares = [_value(piece.line, base) / base for base in (piece.low, piece.high) if base]
        # Without an end a share comes near the slope; from zero on, where nothing stands beside, it is the slope.
        if piece.high is None or not piece.low:
            shares.append(piece.line[1])
        found = max([found, *shares])
    return found


def never_falls(way: Way) -> bool:
    """Whether a larger base never earns less, at any baseline."""
    rungs = way.scale.rungs
    if (
        len(rungs) > 1
        and way.reckoner.programme.method != "incremental"
        and any(each.per is not None for each in rungs)
    ):
        # Increments of another size may be fewer full ones just after a bound.
        return False
    pieces = tuple(_pieces(way))
    if any(piece.line[1] < 0 for piece in pieces):
        return False
    return all(one.ends()[-1] <= other.ends()[0] for one, other in pairwise(pieces))


def _pieces(way: Way) -> Iterator[_Piece]:
    """What is earned at a baseline of one, point by point and stretch by stretch."""
    figures = evolve(way.figures, least_base=None, most_base=None)
    one = evolve(way, figures=figures, step=Fraction(1), baseline=Fraction(1))
    breaks = one.breaks()
    for low, high in zip(breaks, (*breaks[1:], None), strict=True):
        yield _Piece(low, low, _earned(one, low))
        inside = low + 1 if high is None else (low + high) / 2
        yield _Piece(low, high, _earned(one, inside))


def _earned(way: Way, base: Fraction) -> Line:
    size: Line = (Fraction(0), Fraction(1), Fraction(0))
    scale = way.scale
    step = scale.reached(simplest(base))
    found = constant(0)
    if step < 0:
        return found
    for rung, part, rate, is_supplemented in portions(way, scale, step, size, base):
        paid = plus(rate, constant(way.extra)) if is_supplemented else rate
        if rung.per is not None:
            paid = times(paid, 1 / Fraction(rung.per))
        found = plus(found, times(product(part, paid), way.factor))
    return found


def _value(line: Line, base: Fraction) -> Fraction:
    return line[0] + base * (line[1] + base * line[2])
