"""Routed cells: one pass for each source of rows, asked as if there had been one.

A take belongs to one source (invoice lines, reports of sales, incidents). Who asks for the sum of a take
is answered by the pass over its source; nothing is ever added across sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.measures.cells import Cells, LineCount
from dealerkit.measures.takes import LINES
from dealerkit.values.exact import Number


@frozen(eq=False)
class RoutedCells:
    """The cells of several passes, by the source of their takes."""

    by_source: Mapping[str, Cells]
    _by_take: dict[str, Cells] = field(init=False, repr=False)

    @_by_take.default
    def _index(self) -> dict[str, Cells]:
        return {take: cells for cells in self.by_source.values() for take in cells.ids}

    @property
    def passes(self) -> tuple[Cells, ...]:
        """The cells of every pass."""
        return tuple(self.by_source.values())

    @property
    def lines(self) -> Cells | None:
        """The cells of invoice lines; None where nothing is asked of them."""
        return next(iter(self.of_lines.values()), None)

    @property
    def of_lines(self) -> Mapping[str, Cells]:
        """Every pass over invoice lines by its stream: in some of them late lines count on another day."""
        return {stream: cells for stream, cells in self.by_source.items() if stream.partition(":")[0] == LINES}

    @property
    def taxed(self) -> bool:
        """Whether any row has a tax rate."""
        return any(cells.taxed for cells in self.passes)

    @property
    def count(self) -> LineCount:
        """What became of the invoice lines."""
        return self.lines.count if self.lines else LineCount()

    @property
    def counts(self) -> Mapping[str, LineCount]:
        """What became of the rows of the other sources."""
        return {source: cells.count for source, cells in self.by_source.items() if source not in self.of_lines}

    def with_lines(self, lines: Mapping[str, Cells]) -> RoutedCells:
        """The same with other cells of invoice lines, by their streams."""
        return evolve(self, by_source={**self.by_source, **lines})

    def of(self, take: str) -> Cells:
        """The cells of the pass that counts a take."""
        return self._by_take[take]

    def payees(self, take: str) -> Iterable[str]:
        """Who has rows that the take counts."""
        return self._by_take[take].payees(take)

    def total(self, take: str, payee: str, first: date, last: date) -> Number:
        """The sum of what the take counts for ``payee`` from ``first`` through ``last``; 0 over no rows."""
        return self._by_take[take].total(take, payee, first, last)

    def by_tax_rate(self, take: str, payee: str, first: date, last: date) -> dict[Decimal | None, Number]:
        """The same sum, split by the tax rate of the rows."""
        return self._by_take[take].by_tax_rate(take, payee, first, last)

    def first_day(self, take: str) -> date | None:
        """The first segment with rows that the take counts."""
        return self._by_take[take].first_day(take)

    def has_lines(self, take: str, payee: str, first: date, last: date) -> bool:
        """Whether the take counts any row of ``payee`` on these days."""
        return self._by_take[take].has_lines(take, payee, first, last)


AnyCells = Cells | RoutedCells
"""What was measured, from one source or several; both are asked alike."""
