"""How the files of one table are written, and which of their headings is which column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import field, frozen

from dealerkit.book.cells import Spelling
from dealerkit.book.kinds import Column, Kind, Table, Value
from dealerkit.book.sources import Layout
from dealerkit.problems import Location


class Formula(Protocol):
    """Computes a cell from the others of its row."""

    @property
    def text(self) -> str:
        """The formula as written."""
        ...

    @property
    def inputs(self) -> frozenset[str]:
        """The columns it reads."""
        ...

    def value(self, cells: Mapping[str, Value | None]) -> Value | None:
        """The value for one row; None where an input is empty or a divisor is zero."""
        ...


@frozen
class ColumnMap:
    """Where one column comes from: a heading, a constant, or a formula."""

    column: Column
    spelling: Spelling = Spelling("")
    constant: Value | None = None
    formula: Formula | None = None
    at: Location | None = None

    @property
    def from_file(self) -> bool:
        """Whether its cells stand in the file."""
        return bool(self.spelling.heading)

    @property
    def plain(self) -> bool:
        """Whether the file's words mean themselves, and moments are written as they are where nothing is stated."""
        return self.spelling.words is None and not (self.column.kind is Kind.MOMENT and self.spelling.dates)


@frozen
class IgnoreRule:
    """Rows that are no records: those whose cell in ``column`` (heading or number) is one of ``equals``."""

    column: str
    equals: frozenset[str]
    at: Location | None = None


@frozen
class TableMap:
    """One table of a book: its files, their layout, and its columns.

    ``stated`` says that the book maps the table; otherwise headings are the columns' own names.
    """

    table: Table
    files: tuple[str, ...] = ()
    layout: Layout = Layout()
    columns: Mapping[str, ColumnMap] = field(factory=dict)
    ignore: tuple[IgnoreRule, ...] = ()
    key: tuple[str, ...] = ()
    stated: bool = False
    at: Location | None = None


def by_name(table: Table, files: tuple[str, ...] = (), layout: Layout = Layout()) -> TableMap:
    """The map of a table whose headings are the names of its columns."""
    columns = {each.name: ColumnMap(each, Spelling(each.name)) for each in table.columns}
    return TableMap(table, files, layout, columns)
