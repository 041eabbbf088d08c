"""A book: what happened, as tables; opened from a folder or made from Python values."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from dealerkit.book.batches import Batch, Row
from dealerkit.book.cells import Spelling
from dealerkit.book.columns import Native, written
from dealerkit.book.conversions import UnitConversion
from dealerkit.book.kinds import Column, Kind, Table
from dealerkit.book.maps import ColumnMap, TableMap, by_name
from dealerkit.book.memory import MemoryTable
from dealerkit.book.reading import OpenFile, TableReader, open_file
from dealerkit.book.rejects import Count, FirstRejects, Reject, RejectSink
from dealerkit.book.tables import TABLES
from dealerkit.book.versions import Forest, Versions, tree_problems, unique_rows
from dealerkit.problems import DealerkitError, Location, Problem, in_order, nearest, problem


class Book:
    """The tables of one company, read on demand.

    Short tables are read whole with :meth:`rows`, long ones in batches with :meth:`batches`. ``counts``
    tells for each table read so far what became of its rows; ``problems`` what is wrong with the book
    itself, as far as it was read.
    """

    def __init__(
        self,
        name: str,
        tables: Mapping[str, TableMap],
        files: Mapping[str, Sequence[OpenFile]],
        *,
        rejects: RejectSink | None = None,
        known_at: date | None = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        self.name = name
        self.known_at = known_at
        self.counts: dict[str, Count] = {}
        self._tables = dict(tables)
        self._files = {each: tuple(opened) for each, opened in files.items()}
        self._sink: RejectSink = rejects if rejects is not None else FirstRejects()
        self._problems = list(problems)
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._versions: dict[str, Versions] = {}
        self._forests: dict[str, Forest] = {}
        self._reported: set[tuple[str, tuple[str, ...]]] = set()
        self._units: UnitConversion | None = None

    @classmethod
    def from_tables(
        cls,
        tables: Mapping[str, Sequence[Mapping[str, Native]]],
        *,
        rejects: RejectSink | None = None,
        known_at: date | None = None,
        key: Mapping[str, Sequence[str]] | None = None,
    ) -> Book:
        """A book of Python values: texts are read as a CSV file's would be, typed values are taken.

        A column that the table does not know is kept as a column of its own, of the kind its first
        value has. Row ``i`` (from 1) of ``lines`` stands at ``lines:i``. ``key`` states by table which
        columns find repeated lines.
        """
        maps: dict[str, TableMap] = {}
        files: dict[str, tuple[OpenFile, ...]] = {}
        problems: list[Problem] = []
        for name, rows in tables.items():
            table = TABLES.get(name)
            if table is None:
                raise DealerkitError(f"a book has no table {name!r}; did you mean {nearest(name, TABLES)!r}?")
            # Nothing is missing from a table without rows.
            source = MemoryTable(name, rows, () if rows else tuple(table.by_name))
            mapped = _with_own_columns(table, rows, tuple((key or {}).get(name, ())))
            opened = open_file(source, mapped)
            maps[name] = mapped
            if isinstance(opened, OpenFile):
                files[name] = (opened,)
                if rows:
                    problems.extend(lacking_columns(mapped, (opened,), tuple(table.required())))
            else:
                problems.extend(opened)
        return cls("", maps, files, rejects=rejects, known_at=known_at, problems=problems)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have a file."""
        return tuple(name for name, files in self._files.items() if files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the book, as far as it was read: sorted, each once."""
        return in_order(self._problems)

    @property
    def rejects(self) -> RejectSink:
        """Where rejected rows go."""
        return self._sink

    def has(self, table: str) -> bool:
        """Whether the book has the table."""
        return bool(self._files.get(table))

    def columns(self, table: str) -> tuple[Column, ...]:
        """The columns that the book fills: from a file, by a constant or by a formula."""
        mapped = self._tables.get(table)
        if mapped is None:
            return ()
        files = self._files.get(table, ())
        return tuple(each.column for each in mapped.columns.values() if _offered(each, files))

    def lacking(self, table: str, wanted: Sequence[str]) -> tuple[Problem, ...]:
        """DK802 when the table is not there; else DK809 for each wanted column it does not fill."""
        if not self.has(table):
            return (problem("DK802", None, address=table, table=table, folder=self.name),)
        return tuple(lacking_columns(self._tables[table], self._files[table], wanted))

    def batches(self, table: str, wanted: Sequence[str], spared: Sequence[str] = ()) -> Iterator[Batch]:
        """The usable rows of a table with the wanted columns, streamed.

        A wanted column that the table does not fill is all None; ask :meth:`lacking` first. The counts
        of the table start anew; rejects go to the sink on the first pass for these columns. A row of which
        nothing but ``spared`` columns cannot be read is kept, and told in ``Batch.unread``.
        """
        if not self.has(table):
            return
        reader = self._reader(table, tuple(wanted), tuple(spared))
        yield from reader.batches()
        self._problems.extend(reader.problems)

    def refused(self, table: str, wanted: Sequence[str]) -> Iterator[tuple[Problem, str]]:
        """Why rows of a table cannot be used with these columns, and the column it lies in, where it lies in one.

        One problem a row; nothing is counted or listed again.
        """
        if not self.has(table):
            return
        found = FirstRejects(keep=sys.maxsize)
        reader = TableReader(
            self._tables[table], self._files[table], tuple(wanted), found, self.known_at, self._conversion_of_units()
        )
        deque(reader.batches(), maxlen=0)
        named = {each.spelling.heading: name for name, each in self._tables[table].columns.items() if each.from_file}
        for each in found.first:
            heading = dict(each.problem.args).get("heading")
            yield each.problem, named.get(heading, "") if isinstance(heading, str) else ""

    def reject(self, batch: Batch, position: int, why: Problem) -> None:
        """List a row that was read, and cannot be used for what it was read for; it counts as rejected."""
        written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
        self._refuse(batch.table, why, written)

    def rows(self, table: str) -> tuple[Row, ...]:
        """All usable rows of a table, checked: unique keys, sound validity, trees without circles."""
        if table not in self._rows:
            self._rows[table] = self._read_rows(table)
        return self._rows[table]

    def versions(self, table: str) -> Versions:
        """The rows of a table by its key and by day."""
        if table not in self._versions:
            self._versions[table] = Versions(TABLES[table].key, self.rows(table))
        return self._versions[table]

    def forest(self, table: str) -> Forest:
        """A tree table by node and by day."""
        if table not in self._forests:
            tree = TABLES[table].tree
            if tree is None:
                raise DealerkitError(f"the table {table!r} is no tree")
            self._forests[table] = Forest(tree, self.rows(table))
        return self._forests[table]

    def reread(self, rejects: RejectSink) -> Book:
        """The same book, not read yet: what it counts is its own, and its rejected rows go to ``rejects``."""
        return Book(self.name, self._tables, self._files, rejects=rejects, known_at=self.known_at)

    def with_rows(self, more: Mapping[str, Sequence[Row]]) -> Book:
        """The same book with more rows in some of its short tables; what was read of the others is not read again."""
        found = self.reread(FirstRejects(keep=0))
        found._keep(self, {name: (*self.rows(name), *rows) for name, rows in more.items()})  # noqa: SLF001
        return found

    def _keep(self, other: Book, rows: Mapping[str, tuple[Row, ...]]) -> None:
        """Take over what another book has read, but for the tables whose rows are others."""
        self._rows = {**other._rows, **rows}
        self._versions = {name: each for name, each in other._versions.items() if name not in rows}
        self._forests = {name: each for name, each in other._forests.items() if name not in rows}

    def as_written(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Location, tuple[str, ...]]]:
        """Some cells of every row as text, whatever becomes of the row; those of a column without cells are empty."""
        mapped = self._tables.get(table)
        for opened in self._files.get(table, ()):
            known = [mapped.columns.get(name) for name in columns] if mapped else []
            places = [opened.places[each.spelling.heading] if each and opened.has(each) else None for each in known]
            for piece in opened.source.pieces(sorted({place for place in places if place is not None})):
                if isinstance(piece, Problem):
                    continue
                for i, row in enumerate(piece.rows):
                    cells = ("" if place is None else written(piece.cells[place][i]).strip() for place in places)
                    yield Location(opened.source.file, row), tuple(cells)

    def needed(self, table: str, wanted: Sequence[str]) -> frozenset[str]:
        """The columns that must be readable in a row of which these are wanted."""
        if not self.has(table):
            return frozenset()
        reader = TableReader(
            self._tables[table],
            self._files[table],
            tuple(wanted),
            FirstRejects(keep=0),
            self.known_at,
            self._conversion_of_units(),
        )
        return frozenset(reader.needed)

    def _reader(self, table: str, wanted: tuple[str, ...], spared: tuple[str, ...] = ()) -> TableReader:
        first = (table, wanted) not in self._reported
        self._reported.add((table, wanted))
        sink: RejectSink = self._sink if first else FirstRejects(keep=0)
        conversion = self._conversion_of_units()
        reader = TableReader(self._tables[table], self._files[table], wanted, sink, self.known_at, conversion, spared)
        self.counts[table] = reader.count
        return reader

    def _conversion_of_units(self) -> Callable[[], UnitConversion] | None:
        return self._conversion if self.has("units") or self.has("products") else None

    def _conversion(self) -> UnitConversion:
        if self._units is None:
            self._units = UnitConversion(self.versions("products"), self.versions("units"))
        return self._units

    def _refuse(self, table: str, why: Problem, written: str) -> None:
        count = self.counts.setdefault(table, Count())
        count.used -= 1
        count.rejected += 1
        count.by_code[why.code] += 1
        self._sink.take(Reject(table, why, written))

    def _read_rows(self, name: str) -> tuple[Row, ...]:
        if not self.has(name):
            return ()
        table = TABLES[name]
        wanted = tuple(each.name for each in self.columns(name))
        found = [
            Row({column: cells[i] for column, cells in batch.columns.items()}, batch.at(i), batch.places)
            for batch in self.batches(name, wanted)
            for i in range(len(batch))
        ]
        kept, refused = unique_rows(table, found)
        for row, why in refused:
            self._problems.append(why)
            self._refuse(name, why, ",".join(str(each) for each in row.values() if each is not None))
        if table.tree is not None:
            self._problems.extend(tree_problems(table, table.tree, kept))
        return kept


def lacking_columns(table: TableMap, files: Sequence[OpenFile], wanted: Iterable[str]) -> Iterator[Problem]:
    """DK809 for each wanted column that nothing fills."""
    for name in wanted:
        each = table.columns.get(name)
        if each is not None and _offered(each, files):
            continue
        at = table.at
        if at is None and files:
            at = Location(files[0].source.file, table.layout.header_row)
        headings = [heading for opened in files for heading in opened.heading]
        known = TABLES[table.table.name].by_name.get(name)
        yield problem(
            "DK809",
            at,
            address=f"{table.table.name}.{name}",
            table=table.table.name,
            column=name,
            meaning=known.meaning if known else "",
            nearest=nearest(name, headings),
        )


def _offered(column: ColumnMap, files: Sequence[OpenFile]) -> bool:
    if not column.from_file:
        return column.constant is not None or column.formula is not None
    return any(each.has(column) for each in files)


def _with_own_columns(table: Table, rows: Sequence[Mapping[str, Native]], key: tuple[str, ...]) -> TableMap:
    mapped = by_name(table)
    columns = dict(mapped.columns)
    for row in rows:
        for name, value in row.items():
            if name not in table.by_name and value is not None and name not in columns:
                columns[name] = ColumnMap(Column(name, _kind_of(value), ""), Spelling(name))
    return TableMap(table, columns=columns, key=key)


def _kind_of(value: Native) -> Kind:
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, int | Decimal):
        return Kind.NUMBER
    if isinstance(value, datetime):
        return Kind.MOMENT
    return Kind.DATE if isinstance(value, date) else Kind.TEXT
