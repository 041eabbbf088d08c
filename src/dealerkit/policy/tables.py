"""Decision tables: rows of conditions, each with what follows when they hold.

    compensation:
      hit: unique                                   # or first, collect
      columns: {amount: amount}                     # may be left out: the cells say it
      rows:
        - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
        - {id: manager, amount: {at: 500}, then: {role: manager}}

``unique``: exactly one row may match. ``first``: the first row that matches decides. ``collect``: all
rows that match do. What stands under ``then`` is a class of the domain that owns the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from typing import Generic, Literal, TypeVar, cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.cells import (
    cell_schema,
    column_of_words,
    declaration_schema,
    derived_column,
    read_cell,
    read_declaration,
    word_among_numbers,
)
from dealerkit.policy.columns import KINDS, WORDS, Cell, Column
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.renaming import keys_renamed_once, renamed_once
from dealerkit.policy.scalars import KEY, TEXT, JsonSchema, choice
from dealerkit.policy.shapes import Anything, Keyed, Record, Shape, entry, named, record, ruled
from dealerkit.problems import Arg, Location, Related, Severity, nearest

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Hit = Literal["unique", "first", "collect"]
HITS: tuple[Hit, ...] = ("unique", "first", "collect")

RESERVED = ("id", "title", "was", "then")
"""Keys of a row that are not columns."""


@frozen
class Row(Generic[T_co]):
    """One row: a cell per column, None where it takes anything, and what follows when all hold."""

    rule: Rule
    id: str
    cells: tuple[Cell | None, ...]
    then: T_co
    values: tuple[tuple[str, Arg], ...]
    """``then`` as a decision reports it: its keys and what was written there."""
    was: str | None = None


@frozen
class Table(Generic[T_co]):
    """A decision table as read."""

    rule: Rule
    id: str
    hit: Hit
    columns: tuple[Column, ...]
    rows: tuple[Row[T_co], ...]
    was: str | None = None

    def facts(self) -> tuple[Fact, ...]:
        """The facts that the table asks for, one a column."""
        return tuple(column.fact() for column in self.columns)


_ANY_NODE: Shape[Node] = Anything()


@frozen(kw_only=True)
class _Head:
    """A decision table: a hit policy, its columns, and rows of conditions with what follows."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the table's name for people", default=None)
    was: str | None = entry(KEY, "the table's name in an earlier revision", default=None)
    hit: str = entry(choice(*HITS), "what holds when several rows match: unique, first or collect")
    columns: Node | None = entry(_ANY_NODE, "the columns and their kinds", default=None)
    rows: Node = entry(_ANY_NODE, "the rows, each with an id, conditions by column, and then")


_HEAD = record(_Head)


@frozen
class TableShape(Generic[T]):
    """The shape of one decision table whose rows lead to ``then``."""

    then: Record[T]

    def read(self, node: Node, reading: Reading, address: str) -> Table[T] | Invalid:
        """The table, or INVALID when anything in it is."""
        return self.read_named(node, reading, address, "", node.at)

    def read_named(self, node: Node, reading: Reading, address: str, name: str, at: Location) -> Table[T] | Invalid:
        """The table that stands under the key ``name``, which is written ``at``."""
        head = _HEAD.read_named(node, reading, address, name, at)
        if isinstance(head, Invalid):
            return INVALID
        written = _written_rows(head.rows, reading, f"{address}.rows")
        declared = _declared(head.columns, reading, f"{address}.columns")
        if isinstance(written, Invalid) or isinstance(declared, Invalid):
            return INVALID
        columns = _columns(written, declared, reading)
        if isinstance(columns, Invalid):
            return INVALID
        rows = [self._row(row, columns, reading) for row in written]
        named = renamed_once(((row.id, row.address, row.node) for row in written), reading)
        if not named or any(row is INVALID for row in rows):
            return INVALID
        return _covering(head, columns, tuple(cast("list[Row[T]]", rows)))

    def _row(self, written: _Written, columns: tuple[Column, ...], reading: Reading) -> Row[T] | Invalid:
        entries, address = written.node.entries, written.address
        cells: list[Cell | None] = []
        sound = True
        for column in columns:
            found = entries.get(column.name)
            cell = read_cell(column, found[1], reading, f"{address}.{column.name}") if found else None
            if isinstance(cell, Invalid):
                sound = False
            else:
                cells.append(cell)
        then = self._then(written, reading)
        was = entries["was"][1] if "was" in entries else None
        renamed = KEY.read(was, reading, address) if was else None
        if not sound or isinstance(then, Invalid) or isinstance(renamed, Invalid):
            return INVALID
        title = entries["title"][1] if "title" in entries else None
        rule = Rule(address, written.node.at, title.text if isinstance(title, Scalar) else "")
        return Row(rule, written.id, tuple(cells), then, self._figures(then), renamed)

    def _then(self, written: _Written, reading: Reading) -> T | Invalid:
        node = written.node.get("then")
        if node is None:
            return reading.report("DK131", written.node, written.address, key="then", doc="what follows from the row")
        return self.then.read_named(node, reading, f"{written.address}.then", written.id, node.at)

    def _figures(self, then: T) -> tuple[tuple[str, Arg], ...]:
        found = ((key, getattr(then, name)) for key, (name, _) in self.then.entries.items())
        return tuple((key, value) for key, value in found if value is not None)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the table."""
        row: JsonSchema = {
            "type": "object",
            "required": ["id", "then"],
            "properties": {
                "id": {"description": "the key of this row, used in addresses", "type": ["string", "integer"]},
                "title": {"description": "the row's name for people", **TEXT.schema(definitions)},
                "was": {"description": "the row's key in an earlier revision", **KEY.schema(definitions)},
                "then": {"description": "what follows from the row", "allOf": [self.then.schema(definitions)]},
            },
            "additionalProperties": cell_schema(),
        }
        columns = {"type": "object", "additionalProperties": declaration_schema(definitions)}
        entries = _HEAD.entries
        return {
            "type": "object",
            "required": list(_HEAD.required),
            "properties": {
                **{
                    key: {"description": spec.doc, **spec.shape.schema(definitions)}
                    for key, (_, spec) in entries.items()
                },
                "columns": {"description": entries["columns"][1].doc, **columns},
                "rows": {"description": entries["rows"][1].doc, "type": "array", "minItems": 1, "items": row},
            },
            "additionalProperties": False,
        }


@frozen
class TablesShape(Generic[T]):
    """The shape of a section of decision tables: ``id: table``."""

    table: TableShape[T]

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[Table[T]] | Invalid:
        """All tables by id; INVALID if one cannot be read."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        found: dict[str, Table[T]] = {}
        sound = True
        for key, (written, child) in node.entries.items():
            if isinstance(KEY.read(written, reading, address), Invalid):
                sound = False
                continue
            table = self.table.read_named(child, reading, f"{address}.{key}" if address else key, key, written.at)
            if isinstance(table, Invalid):
                sound = False
            else:
                found[key] = table
        sound = keys_renamed_once(node, reading, address) and sound
        return Keyed(found) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the section."""
        return {"type": "object", "minProperties": 1, "additionalProperties": self.table.schema(definitions)}


def table(then: Record[T]) -> TableShape[T]:
    """A decision table whose rows lead to ``then``."""
    return TableShape(then)


def tables(then: Record[T]) -> TablesShape[T]:
    """Decision tables under the author's names."""
    return TablesShape(TableShape(then))


@frozen
class _Written:
    """A row before its columns are known."""

    id: str
    node: Mapping
    address: str

    def conditions(self) -> Iterator[tuple[str, Scalar, Node]]:
        for name, (written, cell) in self.node.entries.items():
            if name not in RESERVED:
                yield name, written, cell


def _written_rows(node: Node, reading: Reading, address: str) -> list[_Written] | Invalid:
    """The rows with their ids (DK131 without one, DK141 for one used twice)."""
    if not isinstance(node, Sequence):
        return reading.report("DK132", node, address, kind="list", found=described(node))
    if not node.items:
        return reading.report("DK142", node, address)
    found: dict[str, _Written] = {}
    sound = True
    for row in node.items:
        if not isinstance(row, Mapping):
            reading.report("DK132", row, address, kind="mapping", found=described(row))
            sound = False
            continue
        written = row.get("id")
        if written is None:
            reading.report("DK131", row, address, key="id", doc="the key of this row, used in addresses")
            sound = False
            continue
        key = KEY.read(written, reading, address)
        if isinstance(key, Invalid):
            sound = False
        elif key in found:
            related = (Related("first-defined", found[key].node.at),)
            reading.report("DK141", row, address, related=related, key=key)
            sound = False
        else:
            found[key] = _Written(key, row, f"{address}[{key}]")
    return list(found.values()) if sound else INVALID


def _declared(node: Node | None, reading: Reading, address: str) -> dict[str, Column] | Invalid | None:
    """The declared columns by name; None where the table declares none."""
    if node is None:
        return None
    if not isinstance(node, Mapping):
        return reading.report("DK132", node, address, kind="mapping", found=described(node))
    if not node.entries:
        return reading.report("DK142", node, address)
    found: dict[str, Column] = {}
    for name, (written, child) in node.entries.items():
        if name in RESERVED:
            reading.report("DK244", written, address, key=name)
            continue
        column = read_declaration(name, child, reading, f"{address}.{name}")
        if not isinstance(column, Invalid):
            found[name] = column
    return found if len(found) == len(node.entries) else INVALID


def _columns(
    rows: list[_Written], declared: dict[str, Column] | None, reading: Reading
) -> tuple[Column, ...] | Invalid:
    """The columns of the table: as declared, or in the order in which the rows first write them."""
    used: dict[str, list[tuple[_Written, Scalar, Node]]] = {}
    for row in rows:
        for name, written, cell in row.conditions():
            used.setdefault(name, []).append((row, written, cell))
    misfits = [name for name, cells in used.items() if not _fits_the_catalogue(name, cells[0], reading)]
    if misfits:
        return INVALID
    if declared is None:
        _warn_of_strays(used, reading)
        strays = [name for name, cells in used.items() if not _of_one_kind(name, cells, reading)]
        if strays:
            return INVALID
        return tuple(derived_column(name, [cell for _, _, cell in cells]) for name, cells in used.items())
    sound = True
    for name, cells in used.items():
        if name not in declared:
            row, written, _ = cells[0]
            close = nearest(name, declared)
            reading.report("DK233", written, row.address, column=name, nearest=close, allowed=tuple(declared))
            sound = False
    columns: list[Column] = []
    for name, column in declared.items():
        if name not in used:
            reading.report("DK242", column.at, rows[0].address, severity=Severity.WARNING, column=name)
        elif column.kind is WORDS and not column.words:
            column = column_of_words(name, [cell for _, _, cell in used[name]])  # noqa: PLW2901
        columns.append(column)
    return tuple(columns) if sound else INVALID


def _warn_of_strays(used: AbstractMapping[str, list[tuple[_Written, Scalar, Node]]], reading: Reading) -> None:
    """A column that one row alone writes, named almost like another, is probably a slip (DK245)."""
    for name, cells in used.items():
        others = [other for other, rows in used.items() if len(rows) > 1]
        close = nearest(name, others) if len(cells) == 1 else ""
        if close:
            row, written, _ = cells[0]
            reading.report("DK245", written, row.address, severity=Severity.WARNING, column=name, nearest=close)


def _of_one_kind(name: str, cells: list[tuple[_Written, Scalar, Node]], reading: Reading) -> bool:
    """Whether undeclared cells agree on what they are: a word among numbers would make words of them all (DK248)."""
    stray = word_among_numbers([cell for _, _, cell in cells])
    if stray is None:
        return True
    reading.report("DK248", stray, cells[0][0].address, column=name, value=stray.text)
    return False


def _fits_the_catalogue(name: str, first: tuple[_Written, Scalar, Node], reading: Reading) -> bool:
    """Whether a column can ask for the fact of its name: one that holds a single value (DK246)."""
    fact = reading.catalogue.get(name)
    if fact is None:
        return True
    reading.used_facts.add(name)
    if fact.type.kind in _SINGLE:
        return True
    row, written, _ = first
    reading.report("DK246", written, row.address, column=name, kind=fact.type.kind)
    return False


_SINGLE = frozenset(kind.type.kind for kind in KINDS.values())


def _covering(head: _Head, columns: tuple[Column, ...], rows: tuple[Row[T], ...]) -> Table[T]:
    """The table with the usual limits of its columns reaching as far as its cells."""
    reaching = tuple(
        column.covering(cell for row in rows if (cell := row.cells[number]) is not None)
        for number, column in enumerate(columns)
    )
    return Table(head.rule, head.id, cast("Hit", head.hit), reaching, rows, head.was)
