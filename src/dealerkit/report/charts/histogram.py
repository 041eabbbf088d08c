"""Histograms: how often a figure fell into a range, as sampled costs do."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import field, frozen

from dealerkit.report.charts.bars import Limit, Ruler
from dealerkit.report.charts.chart import Axis, Drawn, left, right, width_of
from dealerkit.values.numbers import Number, simplest

_MOST_BINS = 20
_ROUND = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))
"""Widths of a range that people count by, times powers of ten."""


@frozen
class Bin:
    """How many figures are ``start`` or more and below ``end``."""

    start: Number
    end: Number
    count: int


@frozen(kw_only=True)
class Histogram(Drawn):
    """Ranges of one width and how often each was met; ``marks`` are figures of note on the same axis."""

    axis: Axis
    counted: str
    bins: tuple[Bin, ...]
    marks: tuple[Limit, ...] = field(default=())

    def lines(self) -> tuple[str, ...]:
        """A line for each range: its ends, how often, a bar, and what lies in it."""
        starts, ends = [self.axis.said(each.start) for each in self.bins], [self.axis.said(e.end) for e in self.bins]
        counts = [f"{each.count:,}" for each in self.bins]
        ruler = Ruler.over([simplest(Fraction(each.count)) for each in self.bins])
        widths = width_of(starts), width_of(ends), width_of(counts)
        bars = [ruler.bar(simplest(Fraction(each.count))) for each in self.bins]
        longest = width_of(bars)
        rows = []
        for place, each in enumerate(self.bins):
            noted = ", ".join(mark.words for mark in self.marks if self._lies(mark.value, each, place))
            bar = left(bars[place], longest)
            range_ = f"{right(starts[place], widths[0])} – {right(ends[place], widths[1])}"
            rows.append(
                f"  {range_}  {right(counts[place], widths[2])}  {bar}  {f'< {noted}' if noted else ''}".rstrip()
            )
        return tuple(rows)

    def _lies(self, value: Number, bin: Bin, place: int) -> bool:
        is_last = place == len(self.bins) - 1
        return bin.start <= value < bin.end or (is_last and value == bin.end)


def binned(values: Sequence[Number]) -> tuple[Bin, ...]:
    """The values in at most twenty ranges of one round width."""
    if not values:
        return ()
    numbers = [Fraction(each) for each in values]
    low, high = min(numbers), max(numbers)
    width = _width((high - low) / _MOST_BINS)
    first = low // width
    counts = [0] * (int(high // width - first) + 1)
    for each in numbers:
        counts[int(each // width - first)] += 1
    return tuple(
        Bin(simplest((first + place) * width), simplest((first + place + 1) * width), count)
        for place, count in enumerate(counts)
    )


def _width(least: Fraction) -> Fraction:
    """The smallest round width that is not below ``least``; 1 where all values are one."""
    if not least:
        return Fraction(1)
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next((power * each for each in _ROUND if power * each >= least), power * 10)
