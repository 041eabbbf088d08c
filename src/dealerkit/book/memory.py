"""Tables from Python values: the same typing as files, for tests and for callers of the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dealerkit.book.columns import Native
from dealerkit.book.sources import PIECE, Piece
from dealerkit.problems import Problem


class MemoryTable:
    """Rows as mappings from column names to values; a missing key is an empty cell."""

    __slots__ = ("_names", "_rows", "file")

    def __init__(self, file: str, rows: Sequence[Mapping[str, Native]], names: Iterable[str] = ()) -> None:
        """``names`` are columns that it has whatever its rows say."""
        self.file = file
        self._rows = rows
        self._names = tuple(dict.fromkeys((*names, *(name for row in rows for name in row))))

    def heading(self) -> tuple[str, ...] | Problem:
        """Every name that any row has, and those that were stated."""
        return self._names

    def expected(self) -> int:
        """Exactly as many rows as there are."""
        return len(self._rows)

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The rows, numbered from 1."""
        del wanted
        for start in range(0, len(self._rows), PIECE):
            part = self._rows[start : start + PIECE]
            cells = [[row.get(name) for row in part] for name in self._names]
            yield Piece(range(start + 1, start + 1 + len(part)), cells, typed=True)
