"""Grids: a figure over two others, as what a sweep over two values costs."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from dealerkit.report.charts.chart import Axis, Drawn, right, width_of
from dealerkit.report.diagnostics import printable
from dealerkit.values.numbers import Number


@frozen(kw_only=True)
class Grid(Drawn):
    """A cell for each pair of values, as people write them: ``cells[row][column]``; None where nothing can be told."""

    x: str
    y: str
    value: Axis
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Number | None, ...], ...]

    def lines(self) -> tuple[str, ...]:
        """The figures in columns, under the values along the top."""
        body = [[self._said(cell) for cell in row] for row in self.cells]
        heads, sides = [printable(each) for each in self.columns], [printable(each) for each in self.rows]
        side = width_of([self.y, *sides])
        widths = [width_of([head, *(row[place] for row in body)]) for place, head in enumerate(heads)]
        lines = [f"  {' ' * side}  {self.x}", f"  {right(self.y, side)}  {_row(heads, widths)}"]
        lines += [f"  {right(said, side)}  {_row(row, widths)}" for said, row in zip(sides, body, strict=True)]
        return tuple(lines)

    def _said(self, cell: Number | None) -> str:
        return "?" if cell is None else self.value.said(cell)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(right(cell, width) for cell, width in zip(cells, widths, strict=True))
