"""Ladders: the rows of a programme sorted by base once, so that straight terms are reckoned in whole numbers.

The base of each row is a whole number of its smallest unit, the amount a whole number of rounding steps. Each line
of the terms then holds for a stretch of the sorted rows, and what a row earns is one multiplication and one
whole division, exact and rounded by itself. Only where the terms are no straight lines, or a base is no decimal,
are rows reckoned one by one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import cast

from attrs import field, frozen

from dealerkit.rebates.terms.lines import Lines
from dealerkit.values.rounding import Mode
from dealerkit.whatif.engine.sheets import Sheet

_LADDER = "ladder"
_MOST_PLACES = 9
"""Decimals of a base beyond which whole numbers would be no quicker."""

_HALF_UP, _DOWN, _UP = "half-up", "down", "up"
_WAYS = {
    Mode.HALF_UP: _HALF_UP,
    Mode.DOWN: _DOWN,
    Mode.FLOOR: _DOWN,
    Mode.UP: _UP,
    Mode.CEILING: _UP,
}
"""What is earned is never below zero, so that some ways of rounding are the same."""


@frozen(eq=False)
class Rung:
    """The rows of one settlement period's end: their places in the sheet and their bases, both by base."""

    places: tuple[int, ...]
    bases: list[int] = field(repr=False)


@frozen(eq=False)
class Ladder:
    """All rows of a sheet by the end of their period and by base. ``unit`` is how many parts a base's one has."""

    unit: int
    whole: bool
    rungs: Mapping[date, Rung]

    def fits(self, lines: Lines) -> bool:
        """Whether these terms can be reckoned in whole numbers."""
        return lines.rounding.mode in _WAYS and (self.whole or not lines.counts_units)

    def cost(self, lines: Mapping[date, Lines]) -> int:
        """What all rows earn together, in steps of the rounding."""
        found = 0
        for end, rung in self.rungs.items():
            for piece in self._pieces(rung.bases, lines[end]):
                first, last, slope, fixed, over = piece
                if not slope:
                    found += (last - first) * (fixed // over)
                else:
                    found += sum([(slope * base + fixed) // over for base in rung.bases[first:last]])
        return found

    def amounts(self, lines: Mapping[date, Lines]) -> list[int]:
        """What each row earns, in steps of the rounding: in the ladder's order."""
        found: list[int] = []
        for end, rung in self.rungs.items():
            done = 0
            for first, last, slope, fixed, over in self._pieces(rung.bases, lines[end]):
                found += [0] * (first - done)
                if slope:
                    found += [(slope * base + fixed) // over for base in rung.bases[first:last]]
                else:
                    found += [fixed // over] * (last - first)
                done = last
            found += [0] * (len(rung.bases) - done)
        return found

    def steps(self, lines: Mapping[date, Lines]) -> list[int]:
        """How many bands each row reaches, in the ladder's order."""
        found: list[int] = []
        for end, rung in self.rungs.items():
            bounds = [*self._bounds(rung.bases, lines[end]), len(rung.bases)]
            found += [0] * bounds[0]
            for step, (first, last) in enumerate(pairwise(bounds), 1):
                found += [step] * (last - first)
        return found

    def order(self) -> list[int]:
        """The places in the sheet in the ladder's order."""
        return [place for rung in self.rungs.values() for place in rung.places]

    def _bounds(self, bases: list[int], lines: Lines) -> Iterator[int]:
        """Where each line begins among the sorted bases."""
        for line in lines.lines:
            at = line.start * self.unit
            yield bisect_right(bases, floor(at)) if line.beyond else bisect_left(bases, ceil(at))

    def _pieces(self, bases: list[int], lines: Lines) -> Iterator[tuple[int, int, int, int, int]]:
        """Stretches of rows that earn anything: from, to, and ``(slope * base + fixed) // over`` steps."""
        step, way = Fraction(lines.rounding.to), _WAYS[lines.rounding.mode]
        bounds = [*self._bounds(bases, lines), len(bases)]
        least = 0 if lines.least_base is None else bisect_left(bases, ceil(lines.least_base * self.unit))
        for line, begins, ends in zip(lines.lines, bounds, bounds[1:], strict=False):
            first, last = max(begins, least), ends
            if lines.least_payout is not None:
                first = max(first, self._from(bases, line.fixed, line.slope, lines.least_payout, begins, ends))
            capped = last
            if lines.most_payout is not None:
                capped = max(first, self._above(bases, line.fixed, line.slope, lines.most_payout, begins, ends))
            if first < capped:
                yield (first, capped, *_whole(line.slope / self.unit / step, line.fixed / step, way))
            if capped < last and first < last and lines.most_payout is not None:
                yield (max(first, capped), last, *_whole(Fraction(0), lines.most_payout / step, way))

    def _from(self, bases: list[int], fixed: Fraction, slope: Fraction, least: Fraction, begins: int, ends: int) -> int:
        """The first row of a line that earns the least or more; lines never fall."""
        if not slope:
            return begins if fixed >= least else ends
        return min(max(bisect_left(bases, ceil((least - fixed) / slope * self.unit)), begins), ends)

    def _above(self, bases: list[int], fixed: Fraction, slope: Fraction, most: Fraction, begins: int, ends: int) -> int:
        """The first row of a line that would earn more than the most."""
        if not slope:
            return ends if fixed <= most else begins
        return min(max(bisect_right(bases, floor((most - fixed) / slope * self.unit)), begins), ends)


def ladder_of(sheet: Sheet) -> Ladder | None:
    """The sheet's rows sorted, once; None where a row is paid on another base, counts only a part, or is no decimal."""
    if _LADDER not in sheet.made:
        sheet.made[_LADDER] = _sorted(sheet)
    return cast("Ladder | None", sheet.made[_LADDER])


def _sorted(sheet: Sheet) -> Ladder | None:
    places = 0
    for measured in sheet.measured:
        base = measured.qualifying
        if measured.paying is not None or measured.days is not None or not isinstance(base, Decimal):
            return None
        exponent = base.as_tuple().exponent
        if isinstance(exponent, int):
            places = max(places, -exponent)
    if places > _MOST_PLACES:
        return None
    unit = 10**places
    by_end: dict[date, list[tuple[int, int]]] = {}
    whole = True
    for number, (place, measured) in enumerate(zip(sheet.places, sheet.measured, strict=True)):
        upper, lower = measured.qualifying.as_integer_ratio()
        whole = whole and lower == 1
        by_end.setdefault(place.window.last, []).append((upper * unit // lower, number))
    rungs: dict[date, Rung] = {}
    for end, rows in sorted(by_end.items()):
        rows.sort()
        rungs[end] = Rung(tuple(number for _, number in rows), [base for base, _ in rows])
    return Ladder(unit, whole, rungs)


_ADDED: dict[str, Callable[[int], int]] = {
    _HALF_UP: lambda over: over,
    _DOWN: lambda _: 0,
    _UP: lambda over: 2 * over - 1,
}
"""What is added before a whole division by twice the denominator, so that it rounds as meant."""


def _whole(slope: Fraction, fixed: Fraction, way: str) -> tuple[int, int, int]:
    """``slope * base + fixed`` rounded to a whole number, as one whole division: slope, fixed, divisor."""
    over = slope.denominator * fixed.denominator
    one, other = slope.numerator * fixed.denominator, fixed.numerator * slope.denominator
    return 2 * one, 2 * other + _ADDED[way](over), 2 * over
