"""Parquet files, by the extra ``parquet``: streamed batch by batch, only the wanted columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dealerkit.book.columns import Native
from dealerkit.book.sources import Piece
from dealerkit.problems import Location, Problem, problem

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS: Final = 2_048


class ParquetFile:
    """One Parquet file; its rows are numbered from 1."""

    __slots__ = ("_heading", "_path", "_rows", "file")

    def __init__(self, path: Path, file: str) -> None:
        self._path = path
        self.file = file
        self._heading: tuple[str, ...] | Problem | None = None
        self._rows = 0

    def heading(self) -> tuple[str, ...] | Problem:
        """The names of the top-level columns."""
        if self._heading is None:
            self._heading = self._read_heading()
        return self._heading

    def expected(self) -> int:
        """Exactly as many rows as the file says."""
        return self._rows

    def _read_heading(self) -> tuple[str, ...] | Problem:
        try:
            from pyarrow.parquet import ParquetFile as Opened
        except ImportError:
            return problem("DK813", Location(self.file, 1), extra="parquet", suffix=self._path.suffix)
        try:
            with Opened(self._path) as opened:
                self._rows = opened.metadata.num_rows
                return tuple(opened.schema_arrow.names) or problem("DK807", Location(self.file, 1), row=1)
        except Exception as error:  # noqa: BLE001 - a damaged file makes the library raise errors of many kinds
            return problem("DK814", Location(self.file, 1), reason=str(error)[:200])

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The rows; columns that are not wanted are never read."""
        heading = self.heading()
        if isinstance(heading, Problem):
            yield heading
            return
        from pyarrow.parquet import ParquetFile as Opened

        names = [heading[each] for each in wanted] or [heading[0]]
        first = 1
        try:
            with Opened(self._path) as opened:
                for batch in opened.iter_batches(batch_size=_ROWS, columns=names):
                    count = batch.num_rows
                    cells: list[Sequence[Native]] = [()] * len(heading)
                    for place in wanted:
                        cells[place] = _values(batch.column(batch.schema.get_field_index(heading[place])))
                    yield Piece(range(first, first + count), cells, typed=True)
                    first += count
        except Exception as error:  # noqa: BLE001 - as above
            yield problem("DK814", Location(self.file, first), reason=str(error)[:200])


def _values(column: pa.Array) -> list[Native]:
    """The column as Python values; nanoseconds, which Python has not, as microseconds."""
    from pyarrow import timestamp, types

    if types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(timestamp("us", column.type.tz), safe=False)
    found: list[Native] = column.to_pylist()
    return found
