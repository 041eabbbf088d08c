"""What a book hands out: batches of columns for long tables, rows for short ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from dealerkit.book.kinds import Value
from dealerkit.problems import Location, Problem

BATCH: Final = 4_096
"""About how many rows a batch has."""


@frozen
class Batch:
    """Some thousand rows of one file as typed columns; position ``i`` is one row in every column.

    ``rows`` are the row numbers as the file counts them; ``places`` the cell number of each column
    that stands in the file. ``unread`` tells, by row number and column, of cells that cannot be read where the
    reader was asked to keep their rows: such a cell is None, and so is what is reckoned from it.
    """

    table: str
    columns: Mapping[str, list[Value | None]]
    rows: Sequence[int]
    file: str
    places: Mapping[str, int]
    unread: Mapping[int, Mapping[str, Problem]] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, position: int, column: str = "") -> Location:
        """Where a cell stands; a computed or constant column stands at its row's first cell."""
        return Location(self.file, self.rows[position], self.places.get(column, 1))


class Row(Mapping[str, "Value | None"]):
    """One row of a short table: its cells by column name, and where each stands."""

    __slots__ = ("_cells", "_places", "at")

    def __init__(self, cells: Mapping[str, Value | None], at: Location, places: Mapping[str, int]) -> None:
        self._cells = cells
        self._places = places
        self.at = at

    def __getitem__(self, column: str) -> Value | None:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"Row({dict(self._cells)!r}, at {self.at})"

    def __hash__(self) -> int:
        return hash(self.at)

    def cell_at(self, column: str) -> Location:
        """Where the cell of ``column`` stands."""
        return Location(self.at.file, self.at.line, self._places.get(column, 1))
