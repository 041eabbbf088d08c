"""Bars: one figure beside another, as what scenarios cost."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import field, frozen

from dealerkit.report.charts.chart import LONGEST_BAR, Axis, Drawn, label, left, right, width_of
from dealerkit.values.numbers import ZERO, Number

FULL, HALF = "█", "▌"
"""A column of a bar, and half of one; both are in the character sets of old consoles, Chinese ones included."""


@frozen
class Bar:
    """One bar. A figure that is not known has none. ``is_pale``: the others are compared with it."""

    label: str
    value: Number | None
    note: str = ""
    is_pale: bool = False


@frozen
class Limit:
    """A figure to keep to, drawn across the bars."""

    words: str
    value: Number


@frozen(kw_only=True)
class Bars(Drawn):
    """Bars from zero, one below the other."""

    axis: Axis
    bars: tuple[Bar, ...]
    limits: tuple[Limit, ...] = field(default=())

    def lines(self) -> tuple[str, ...]:
        """A line for each bar and each limit: label, figure, bar."""
        shown = [(each.label, each.value, FULL, each.note) for each in self.bars]
        shown += [(each.words, each.value, "-", "") for each in self.limits]
        rows = [(label(words), "?" if value is None else self.axis.said(value)) for words, value, _, _ in shown]
        ruler = Ruler.over([value for _, value, _, _ in shown if value is not None])
        names, figures = width_of([name for name, _ in rows]), width_of([said for _, said in rows])
        return tuple(
            f"  {left(name, names)}  {right(said, figures)}  {ruler.bar(value, mark)}  {note}".rstrip()
            for (name, said), (_, value, mark, note) in zip(rows, shown, strict=True)
        )


@frozen
class Ruler:
    """How many columns a figure takes, to both sides of zero."""

    lowest: Fraction
    highest: Fraction

    @classmethod
    def over(cls, values: Sequence[Number]) -> Ruler:
        """A ruler on which all of them have room."""
        numbers = [Fraction(each) for each in (*values, ZERO)]
        return cls(min(numbers), max(numbers))

    def bar(self, value: Number | None, mark: str = FULL) -> str:
        """The bar of a value, after room for what lies below zero if anything does."""
        if value is None:
            return ""
        below = self._halves(-self.lowest)
        halves = self._halves(abs(Fraction(value)))
        drawn = _drawn(halves, mark)
        if value < 0:
            return " " * (_columns(below) - len(drawn)) + drawn
        return " " * _columns(below) + drawn

    def _halves(self, size: Fraction) -> int:
        span = self.highest - self.lowest
        if not span or not size:
            return 0
        # Something is never drawn as nothing.
        return max(round(size * LONGEST_BAR * 2 / span), 1)


def _columns(halves: int) -> int:
    return (halves + 1) // 2


def _drawn(halves: int, mark: str) -> str:
    if mark != FULL:
        return f"{mark * max(_columns(halves) - 1, 0)}|"
    return FULL * (halves // 2) + HALF * (halves % 2)
