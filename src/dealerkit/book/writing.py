"""Writing tables: whole or not at all.

A file is written beside its place under a name that starts with a dot and moved there when it is
complete. The same name keeps a second writer out: two settlements cannot post at once.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from dealerkit.book.columns import written
from dealerkit.book.delimited import DelimitedFile
from dealerkit.book.kinds import Value
from dealerkit.book.mapping import COLUMNS_FILE, read_columns
from dealerkit.book.maps import ColumnMap, TableMap, by_name
from dealerkit.book.rejects import Reject
from dealerkit.book.tables import TABLES
from dealerkit.problems import DealerkitError, Location, Problem, problem

_BOM: Final = b"\xef\xbb\xbf"
REJECT_HEADING: Final = ("table", "file", "row", "column", "code", "reason", "raw")


def append_rows(folder: Path, table: str, rows: Sequence[Mapping[str, Value | None]]) -> tuple[Problem, ...]:
    """Append rows to a table of a book, under the headings and in the encoding that the book uses.

    A new file is ``<table>.csv``, UTF-8 with BOM. Nothing is written when there is a problem: DK865 the
    file has no heading for a column, DK866 another writer is at work, DK867 the table's file is no CSV
    file or one of several, DK814 the disk refuses.
    """
    target = _target(folder, table)
    if isinstance(target, Problem):
        return (target,)
    path, mapped = target
    try:
        return _appended(path, mapped, rows)
    except FileExistsError:
        return (problem("DK866", Location(path.name, 1), file=path.name, mark=_mark(path).name),)
    except OSError as error:
        return (problem("DK814", Location(path.name, 1), reason=error.strerror or ""),)


def write_rows(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value | None]]) -> None:
    """Write a CSV file, UTF-8 with BOM, that appears whole or not at all."""
    with _Whole(path) as stream:
        stream.write(_BOM)
        stream.write(_lines([headings], ",", "\n").encode())
        for row in rows:
            stream.write(_lines([[written(cell) for cell in row]], ",", "\n").encode())


def _target(folder: Path, table: str) -> tuple[Path, TableMap] | Problem:
    """The file that takes new rows of a table, and how it is written."""
    mapped = by_name(TABLES[table])
    columns = folder / COLUMNS_FILE
    if columns.is_file():
        read = read_columns(columns.read_bytes(), COLUMNS_FILE)
        if table in read.broken:
            return next(iter(read.problems), problem("DK867", Location(COLUMNS_FILE, 1), table=table, files=()))
        mapped = read.tables.get(table, mapped)
    if not mapped.files:
        others = sorted(each.name for each in folder.glob(f"{table}*") if each.stem == table and each.suffix != ".csv")
        if others and not (folder / f"{table}.csv").exists():
            return problem("DK867", Location(others[0], 1), table=table, files=tuple(others))
        return folder / f"{table}.csv", mapped
    if len(mapped.files) > 1 or set(mapped.files[0]) & set("*?[") or not mapped.files[0].endswith(".csv"):
        return problem("DK867", mapped.at, table=table, files=mapped.files)
    return folder / mapped.files[0], mapped


def _appended(path: Path, mapped: TableMap, rows: Sequence[Mapping[str, Value | None]]) -> tuple[Problem, ...]:
    names = [name for name in mapped.table.by_name if any(row.get(name) is not None for row in rows)]
    columns = [mapped.columns[name] for name in names]
    layout = mapped.layout
    with _Whole(path) as stream:
        if path.exists():
            heading = DelimitedFile(path, path.name, layout).heading()
            if isinstance(heading, Problem):
                stream.abandon()
                return (heading,)
            lacking = [each for each in columns if each.from_file and each.spelling.heading not in heading]
            if lacking:
                stream.abandon()
                at = Location(path.name, layout.header_row)
                return tuple(problem("DK865", at, heading=each.spelling.heading, file=path.name) for each in lacking)
            end = stream.copy(path)
        else:
            heading = tuple(mapped.columns[each.name].spelling.heading for each in mapped.table.columns)
            heading = tuple(filter(None, heading))
            end = "\n"
            stream.write(_BOM if layout.encoding == "utf-8" else b"")
            stream.write(_lines([heading], layout.delimiter, end).encode(layout.encoding))
        by_heading = {each.spelling.heading: each for each in columns}
        cells = [[_cell(by_heading.get(name), row) for name in heading] for row in rows]
        stream.write(_lines(cells, layout.delimiter, end).encode(layout.encoding))
    return ()


def _cell(column: ColumnMap | None, row: Mapping[str, Value | None]) -> str:
    """A value as the book's own map would read it back."""
    value = row.get(column.column.name) if column is not None else None
    if column is None or value is None:
        return ""
    if isinstance(value, date) and column.spelling.dates:
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return moment.strftime(column.spelling.dates[0].text)
    text = written(value)
    spelled = {meaning: word for word, meaning in (column.spelling.words or {}).items()}
    return spelled.get(text, text)


def _lines(rows: Iterable[Sequence[str]], delimiter: str, end: str) -> str:
    text = io.StringIO()
    plain = csv.writer(text, delimiter=delimiter, lineterminator=end)
    # The csv module quotes only the line ends it writes itself, and would read the other one as an end.
    quoted = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    for row in rows:
        (quoted if any("\r" in cell for cell in row) else plain).writerow(row)
    return text.getvalue()


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.name}.writing")


class _Whole:
    """A file being written beside its place; it takes its place when the block ends well."""

    __slots__ = ("_abandoned", "_mark", "_path", "_stream")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark = _mark(path)
        self._abandoned = False
        self._stream = self._mark.open("xb")

    def __enter__(self) -> Self:
        return self

    def write(self, data: bytes) -> None:
        """Write bytes at the end."""
        self._stream.write(data)

    def copy(self, path: Path) -> str:
        """Write what ``path`` holds, complete its last line, and tell how it ends its lines."""
        end = "\n"
        last = b""
        with path.open("rb") as source:
            while block := source.read(1 << 20):
                if b"\r\n" in block:
                    end = "\r\n"
                self._stream.write(block)
                last = block[-1:]
        if last not in {b"\n", b""}:
            self._stream.write(end.encode())
        return end

    def abandon(self) -> None:
        """Leave the file at its place as it is."""
        self._abandoned = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None or self._abandoned:
            self._stream.close()
            self._mark.unlink()
            return
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._mark.replace(self._path)


class RejectFile:
    """Writes rejected rows to a CSV file as they come; the file appears when the block ends well.

    ``say`` words a problem in the reader's language.
    """

    __slots__ = ("_path", "_say", "_whole")

    def __init__(self, path: Path, say: Callable[[Problem], str]) -> None:
        self._path = path
        self._say = say
        self._whole: _Whole | None = None

    def __enter__(self) -> Self:
        self._whole = _Whole(self._path)
        self._whole.write(_BOM + _lines([REJECT_HEADING], ",", "\n").encode())
        return self

    def take(self, reject: Reject) -> None:
        """Write one rejected row."""
        if self._whole is None:
            raise DealerkitError("a reject file takes rows only inside its `with` block")
        at = reject.at
        reason = "; ".join(self._say(each) for each in (reject.problem, *reject.others))
        row = (reject.table, at.file, str(at.line), str(at.column), reject.problem.code, reason, reject.raw)
        self._whole.write(_lines([row], ",", "\n").encode("utf-8", "backslashreplace"))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._whole is not None:
            self._whole.__exit__(kind, error, trace)
            self._whole = None
