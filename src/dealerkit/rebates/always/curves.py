"""Curves: what is paid as an exact function of the base, over every base in whole steps from zero on.

A base is ``j`` steps (cents, units). On a *stretch* of steps the amount is a sum of *parts*, each a polynomial in
``j`` of degree two at most that may be rounded: inside, where only full increments count, and outside, to the cent.
A curve is stretches without gaps, the last without end. So jumps, caps, increments and roundings are all in it, and
nothing is approximated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen

from dealerkit.values.rounding import Mode, Rounding, round_ratio

Line = tuple[Fraction, Fraction, Fraction]
"""A polynomial: the constant, what each step adds, what its square adds."""

NOTHING: Line = (Fraction(0), Fraction(0), Fraction(0))
_HALVES = frozenset({Mode.HALF_UP, Mode.HALF_DOWN, Mode.HALF_EVEN})
_UP = frozenset({Mode.UP, Mode.CEILING})


def constant(value: Fraction | int) -> Line:
    """The same everywhere."""
    return (Fraction(value), Fraction(0), Fraction(0))


def plus(one: Line, other: Line) -> Line:
    """The sum of two polynomials."""
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def times(line: Line, factor: Fraction | int) -> Line:
    """A polynomial multiplied by a number."""
    return (line[0] * factor, line[1] * factor, line[2] * factor)


def product(one: Line, other: Line) -> Line:
    """The product of two straight lines."""
    return (one[0] * other[0], one[0] * other[1] + one[1] * other[0], one[1] * other[1])


def at(line: Line, j: int) -> Fraction:
    """The polynomial's value."""
    return line[0] + j * (line[1] + j * line[2])


def shifted(line: Line, by: int) -> Line:
    """The polynomial whose value at ``j`` is the other's at ``j + by``."""
    return (at(line, by), line[1] + 2 * by * line[2], line[2])


@frozen
class Steps:
    """Rounding to whole multiples of ``to``."""

    to: Fraction
    mode: Mode

    @classmethod
    def of(cls, rounding: Rounding) -> Steps:
        """The rounding of a policy."""
        return cls(Fraction(rounding.to), rounding.mode)

    def apply(self, value: Fraction) -> Fraction:
        """The value rounded."""
        ratio = value / self.to
        return self.to * round_ratio(ratio.numerator, ratio.denominator, self.mode)

    @property
    def error(self) -> tuple[Fraction, Fraction]:
        """By how much rounding may lower and raise an amount that is not below zero."""
        if self.mode in _HALVES:
            return (-self.to / 2, self.to / 2)
        return (Fraction(0), self.to) if self.mode in _UP else (-self.to, Fraction(0))

    def period(self, line: Line) -> int:
        """After how many steps what rounding adds to a polynomial comes again."""
        period = 1
        for coefficient in line[1:]:
            period = lcm(period, (coefficient / self.to).denominator)
        if self.mode is Mode.HALF_EVEN and period > 1:
            # Which neighbour of a half is even comes again after two rounds.
            period *= 2
        return period


@frozen
class Part:
    """One addend: ``sign * outer(offset + inner(line))``, where either rounding may be absent."""

    line: Line
    outer: Steps | None = None
    inner: Steps | None = None
    offset: Fraction = Fraction(0)
    sign: int = 1

    def at(self, j: int) -> Fraction:
        """Its value."""
        value = at(self.line, j)
        if self.inner is not None:
            value = self.inner.apply(value)
        value += self.offset
        return self.sign * (value if self.outer is None else self.outer.apply(value))

    @property
    def smooth(self) -> Line:
        """The polynomial without its roundings."""
        return times(plus(self.line, constant(self.offset)), self.sign)

    @property
    def error(self) -> tuple[Fraction, Fraction]:
        """The least and the most that roundings add to the polynomial."""
        low, high = Fraction(0), Fraction(0)
        for each in (self.inner, self.outer):
            if each is not None:
                low, high = low + each.error[0], high + each.error[1]
        return (low, high) if self.sign > 0 else (-high, -low)

    @property
    def period(self) -> int:
        """After how many steps what roundings add comes again."""
        found = 1
        for each in (self.inner, self.outer):
            if each is not None:
                found = lcm(found, each.period(self.line))
        return found

    def plain(self) -> Part:
        """The same without roundings where these add the same at every step."""
        if self.outer is None and self.inner is None:
            return self
        if self.period > 1 or self.line[2]:
            return self
        added = self.at(0) - at(self.smooth, 0)
        return Part(plus(self.smooth, constant(added)))

    def moved(self, by: int) -> Part:
        """What it is ``by`` steps on."""
        return evolve(self, line=shifted(self.line, by))

    def negated(self) -> Part:
        """The same taken away."""
        return evolve(self, sign=-self.sign)


@frozen
class Stretch:
    """The steps from ``first`` to ``last`` (no end: None) on which the same parts are paid."""

    first: int
    last: int | None
    parts: tuple[Part, ...] = ()

    def at(self, j: int) -> Fraction:
        """The amount."""
        return sum((part.at(j) for part in self.parts), Fraction(0))

    def within(self, first: int, last: int | None) -> Stretch:
        """The same parts on fewer steps."""
        return evolve(self, first=first, last=last)


Curve = tuple[Stretch, ...]
"""Stretches from step 0 on, without gaps; the last has no end."""

ZERO: Curve = (Stretch(0, None),)
"""Nothing, whatever the base."""


def value(curve: Curve, j: int) -> Fraction:
    """What the curve comes to at a step."""
    return next(each for each in reversed(curve) if each.first <= j).at(j)


def summed(curves: Sequence[Curve]) -> Curve:
    """The sum, step by step."""
    return _joined([(curve, 0, 1) for curve in curves]) if curves else ZERO


def over_next(curve: Curve, steps: int) -> Curve:
    """What the next ``steps`` of base earn, from each base on."""
    return _joined([(curve, steps, 1), (curve, 0, -1)])


def difference(one: Curve, other: Curve) -> Curve:
    """By how much one is above the other."""
    return _joined([(one, 0, 1), (other, 0, -1)])


def glued(pieces: Iterable[Stretch]) -> Curve:
    """Stretches in order as a curve: neighbours with the same parts become one."""
    found: list[Stretch] = []
    for piece in pieces:
        if found and found[-1].parts == piece.parts:
            found[-1] = evolve(found[-1], last=piece.last)
        else:
            found.append(piece)
    return tuple(found)


def clipped(curve: Curve, first: int, last: int | None) -> list[Stretch]:
    """The stretches of a curve within some steps."""
    found = []
    for each in curve:
        low = max(first, each.first)
        high = each.last if last is None else last if each.last is None else min(last, each.last)
        if high is None or low <= high:
            found.append(each.within(low, high))
    return found


def _joined(terms: list[tuple[Curve, int, int]]) -> Curve:
    """The sum of curves, each moved so many steps and taken with a sign."""
    starts = sorted({0, *(max(0, each.first - by) for curve, by, _ in terms for each in curve)})
    ends: list[int | None] = [*(start - 1 for start in starts[1:]), None]
    places = [0] * len(terms)
    pieces = []
    for first, last in zip(starts, ends, strict=True):
        parts: list[Part] = []
        for number, (curve, by, sign) in enumerate(terms):
            place = places[number]
            while place + 1 < len(curve) and curve[place + 1].first - by <= first:
                place += 1
            places[number] = place
            for part in curve[place].parts:
                moved = part.moved(by) if by else part
                parts.append(moved if sign > 0 else moved.negated())
        pieces.append(Stretch(first, last, tuple(parts)))
    return glued(pieces)
