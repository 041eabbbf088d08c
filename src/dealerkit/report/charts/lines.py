"""Lines: a figure over another one, as what a programme pays over its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from dealerkit.report.charts.bars import Limit, Ruler
from dealerkit.report.charts.chart import Axis, Drawn, label, left, right, width_of
from dealerkit.values.numbers import Number, simplest

_MOST_ROWS = 16

Point = tuple[Number, Number]


@frozen
class Line:
    """A line through points from left to right; two points over one another are a jump."""

    label: str
    points: tuple[Point, ...]

    def at(self, x: Number, *, before: bool = False) -> Number | None:
        """The height over ``x``, or just before it; between two points straight; None outside the line."""
        found: Number | None = None
        for (left_x, low), (right_x, high) in zip(self.points, self.points[1:], strict=False):
            if left_x <= x <= right_x and left_x < right_x:
                share = (Fraction(x) - Fraction(left_x)) / (Fraction(right_x) - Fraction(left_x))
                found = simplest(Fraction(low) + share * (Fraction(high) - Fraction(low)))
                if before or x < right_x:
                    return found
        last = self.points[-1]
        return last[1] if x == last[0] and not before else found

    def jumps(self) -> Iterator[Number]:
        """Where it jumps."""
        for (left_x, low), (right_x, high) in zip(self.points, self.points[1:], strict=False):
            if left_x == right_x and low != high:
                yield left_x


@frozen(kw_only=True)
class Lines(Drawn):
    """Lines over one axis; ``limits`` are heights to keep to."""

    x: Axis
    y: Axis
    curves: tuple[Line, ...]
    limits: tuple[Limit, ...] = field(default=())

    def lines(self) -> tuple[str, ...]:
        """A few places along the axis, each with a bar for every line; just below a jump as well."""
        rows: list[tuple[str, str, str, Number]] = []
        for x, before in self._places():
            said = f"< {self.x.said(x)}" if before else self.x.said(x)
            for each in self.curves:
                value = each.at(x, before=before)
                if value is not None:
                    rows.append((said, label(each.label), self.y.said(value), value))
                    said = ""
        ruler = Ruler.over([value for *_, value in rows])
        head = (self.x.words, self.y.words)
        places = width_of([head[0], *(place for place, *_ in rows)])
        names = width_of([name for _, name, _, _ in rows]) if len(self.curves) > 1 else 0
        figures = width_of([head[1], *(said for _, _, said, _ in rows)])
        gap = "  " if names else ""
        lines = [f"  {right(head[0], places)}  {' ' * names}{gap}{right(head[1], figures)}".rstrip()]
        lines += [
            f"  {right(place, places)}  {left(name, names) if names else ''}{gap}{right(said, figures)}"
            f"  {ruler.bar(value)}".rstrip()
            for place, name, said, value in rows
        ]
        lines += [f"  {each.words}  {self.y.said(each.value)}" for each in self.limits]
        return tuple(lines)

    def _places(self) -> list[tuple[Number, bool]]:
        """Jumps and ends; every point where the lines have no jump and not too many points."""
        jumps = sorted({x for each in self.curves for x in each.jumps()})
        xs = sorted({x for each in self.curves for x, _ in each.points})
        if not jumps:
            return [(x, False) for x in _picked(xs, _MOST_ROWS)]
        chosen: list[tuple[Number, bool]] = []
        for x in _picked(jumps, _MOST_ROWS // 2):
            chosen += [(x, True), (x, False)]
        return [*chosen, (xs[-1], False)] if xs[-1] != jumps[-1] else chosen


def _picked(every: Sequence[Number], most: int) -> list[Number]:
    """At most so many of them, evenly, the first and the last among them."""
    if len(every) <= most:
        return list(every)
    return [every[place * (len(every) - 1) // (most - 1)] for place in range(most)]
