"""``columns.yaml``: what a book's own headings, words, dates and files mean.

encoding: gb18030
date_format: "%Y/%m/%d"
tables:
lines:
files: lines-*.csv
columns:
dealer: 客户编码
product: {heading: 品类, values: {手机: phones}}
net_amount: = quantity * unit_price
currency: {constant: CNY}
channel: {heading: 渠道, type: text}
ignore:
- {column: 1, equals: [合计, 小计]}
key: [document, line_no]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from attrs import evolve, frozen

from dealerkit.book.cells import Refusal, Spelling, cell_reader
from dealerkit.book.dates import DateFormat, date_format
from dealerkit.book.delimited import ENCODINGS, known_encoding, nearest_encoding
from dealerkit.book.formulas import RowFormula, formula
from dealerkit.book.kinds import Column, Kind, Presence, Table
from dealerkit.book.maps import ColumnMap, IgnoreRule, TableMap, by_name
from dealerkit.book.sources import Layout
from dealerkit.book.tables import TABLES
from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, parse
from dealerkit.policy.reading import INVALID, Invalid, Reading, inside
from dealerkit.policy.scalars import BOOLEAN, INTEGER, KEY, TEXT, JsonSchema, ScalarShape, at_least, words
from dealerkit.policy.shapes import Anything, ByKey, Shape, entry, listing, record, ruled
from dealerkit.problems import Problem, Severity, nearest

COLUMNS_FILE: Final = "columns.yaml"

_MONEY: Final = "money"
_TYPES: Final = (*(each.value for each in Kind), _MONEY)


def _no_encoding(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    del kind
    close = nearest_encoding(node.text)
    return reading.report("DK810", node, address, value=node.text, nearest=close, allowed=ENCODINGS)


def _no_format(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    del kind
    return reading.report("DK816", node, address, value=node.text)


def _no_delimiter(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    del kind
    return reading.report("DK817", node, address, value=node.text)


def _delimiter(text: str) -> str | None:
    plain = {"tab": "\t", "\\t": "\t"}.get(text, text)
    return plain if len(plain) == 1 and plain not in '"\r\n' and not plain.isalnum() else None


_ENCODING = ScalarShape[str]("encoding", known_encoding, _no_encoding, {"type": "string", "enum": list(ENCODINGS)})
_FORMAT = ScalarShape[DateFormat]("date format", date_format, _no_format, {"type": "string"})
_ROW = cast("Shape[int]", at_least(cast("ScalarShape[int | Invalid]", INTEGER), 1))
_ANYTHING: Shape[Node] = Anything()
_DELIMITER = ScalarShape[str]("delimiter", _delimiter, _no_delimiter, {"type": "string"})


@frozen(kw_only=True)
class _ColumnEntry:
    """One column as ``columns.yaml`` describes it."""

    rule: Rule = ruled()
    heading: str = entry(TEXT, "the heading of the column in the files", default="")
    constant: str = entry(TEXT, "one value for every row, as a cell would be written", default="")
    formula: Node | None = entry(_ANYTHING, "an expression over the other columns", default=None)
    values: Mapping[object, str] | None = entry(ByKey(TEXT, TEXT), "what the words in the files mean", default=None)
    type: str = entry(words(_TYPES), "what a column of your own holds", default="")
    unit: str = entry(TEXT, "the unit of a number of your own", default="")
    meaning: str = entry(TEXT, "what a column of your own means", default="")
    format: tuple[DateFormat, ...] = entry(listing(_FORMAT), "how dates are written in this column", default=())
    required: bool = entry(BOOLEAN, "whether an empty cell makes its row unusable", default=False)


_COLUMN = record(
    _ColumnEntry, exactly_one=(("heading", "constant", "formula"),), not_together=(("constant", "values"),)
)


@frozen(kw_only=True)
class _IgnoreEntry:
    """Rows that are no records: total lines, notes."""

    rule: Rule = ruled()
    column: str = entry(TEXT, "the heading of the column to look at, or its number from 1")
    equals: tuple[str, ...] = entry(listing(TEXT), "the words that mark such a row")


class _NameShape:
    """The name of a column, with its place."""

    def read(self, node: Node, reading: Reading, address: str) -> Scalar | Invalid:
        """The scalar that names it."""
        if isinstance(KEY.read(node, reading, address), Invalid) or not isinstance(node, Scalar):
            return INVALID
        return node

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return KEY.schema(definitions)


class _ColumnsShape:
    """Columns by name: a heading, ``= formula``, or a description."""

    def read(self, node: Node, reading: Reading, address: str) -> dict[str, tuple[Scalar, _ColumnEntry]] | Invalid:
        """Every column described, by its name; INVALID when one cannot be read."""
        if not isinstance(node, MappingNode):
            return reading.report("DK132", node, address, kind="mapping", found="text")
        found: dict[str, tuple[Scalar, _ColumnEntry]] = {}
        sound = True
        for name, (written, child) in node.entries.items():
            place = f"{address}.{name}"
            if isinstance(KEY.read(written, reading, place), Invalid):
                sound = False
                continue
            if isinstance(child, MappingNode):
                read = _COLUMN.read_named(child, reading, place, name, written.at)
            else:
                read = self._short(child, reading, place)
            if isinstance(read, Invalid):
                sound = False
            else:
                found[name] = (written, read)
        return found if sound else INVALID

    def _short(self, child: Node, reading: Reading, address: str) -> _ColumnEntry | Invalid:
        text = TEXT.read(child, reading, address)
        if isinstance(text, Invalid):
            return text
        rule = Rule(address, child.at)
        if text.lstrip().startswith("="):
            return _ColumnEntry(rule=rule, formula=child)
        return _ColumnEntry(rule=rule, heading=text.strip())

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, _COLUMN.schema(definitions)]}}


_NO_COLUMNS: Final[dict[str, tuple[Scalar, _ColumnEntry]]] = {}


@frozen(kw_only=True)
class _TableEntry:
    """One table as ``columns.yaml`` describes it."""

    rule: Rule = ruled()
    files: tuple[str, ...] = entry(
        listing(TEXT), "the files of the table: names or patterns such as lines-*.csv", default=()
    )
    encoding: str = entry(_ENCODING, "the encoding of the files", default="")
    delimiter: str = entry(_DELIMITER, "the character between cells", default="")
    header_row: int = entry(_ROW, "the row that holds the headings", default=1)
    sheet: str = entry(TEXT, "the sheet of a workbook", default="")
    date_format: tuple[DateFormat, ...] = entry(listing(_FORMAT), "how dates are written", default=())
    columns: dict[str, tuple[Scalar, _ColumnEntry]] = entry(_ColumnsShape(), "headings by column", default=_NO_COLUMNS)
    ignore: tuple[_IgnoreEntry, ...] = entry(listing(record(_IgnoreEntry)), "rows that are no records", default=())
    key: tuple[Scalar, ...] = entry(listing(_NameShape()), "the columns that find a line exported twice", default=())


_TABLE = record(_TableEntry)


class _TablesShape:
    """Tables by name."""

    def read(self, node: Node, reading: Reading, address: str) -> dict[str, _TableEntry | None] | Invalid:
        """Every table described, None for one that cannot be read; one that no book has is DK803."""
        if not isinstance(node, MappingNode):
            return reading.report("DK132", node, address, kind="mapping", found="text")
        found: dict[str, _TableEntry | None] = {}
        for name, (written, child) in node.entries.items():
            if name not in TABLES:
                reading.report(
                    "DK803",
                    written,
                    f"{address}.{name}",
                    table=name,
                    nearest=nearest(name, TABLES),
                    allowed=tuple(TABLES),
                )
                continue
            read = _TABLE.read_named(child, reading, f"{address}.{name}", name, written.at)
            found[name] = None if isinstance(read, Invalid) else read
        return found

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        table = _TABLE.schema(definitions)
        return {"type": "object", "properties": dict.fromkeys(TABLES, table), "additionalProperties": False}


@frozen(kw_only=True)
class _FileEntry:
    """How the tables of a book are written: ``columns.yaml``."""

    encoding: str = entry(_ENCODING, "the encoding of every file that states none", default="utf-8")
    delimiter: str = entry(_DELIMITER, "the character between cells in every file that states none", default=",")
    date_format: tuple[DateFormat, ...] = entry(
        listing(_FORMAT), "how dates are written where no table says otherwise", default=()
    )
    tables: dict[str, _TableEntry | None] = entry(_TablesShape(), "the tables of the book")


_FILE = record(_FileEntry)


def columns_schema() -> JsonSchema:
    """JSON Schema (draft-07) of ``columns.yaml``."""
    definitions: JsonSchema = {}
    root = _FILE.schema(definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "definitions": definitions}


@frozen
class ColumnsRead:
    """What ``columns.yaml`` says: tables by name, those it describes wrongly, and what is wrong."""

    tables: Mapping[str, TableMap]
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def read_columns(data: bytes, file: str) -> ColumnsRead:
    """Read the map of a book.

    Beside DK1 problems of any YAML file: DK803 no such table, DK804 no such column, DK810 encoding,
    DK816 date format, DK817 delimiter, DK818 a key of an unknown column, DK819 a type for a column that
    has one, DK821 a constant that cannot be read. When the file as a whole cannot be read, every table
    is broken: guessing at headings would only bury the one finding that matters.
    """
    parsed = parse(data, file, "dealerkit schema --of columns")
    reading = Reading(problems=list(parsed.problems))
    read = INVALID if parsed.root is None else _FILE.read(parsed.root, reading, "")
    if isinstance(read, Invalid):
        return ColumnsRead({}, frozenset(TABLES), tuple(reading.problems))
    tables: dict[str, TableMap] = {}
    for name, each in read.tables.items():
        before = len(reading.problems)
        mapped = _TableMaking(TABLES[name], each, read, reading).made() if each is not None else None
        if mapped is not None and all(found.severity is not Severity.ERROR for found in reading.problems[before:]):
            tables[name] = mapped
    return ColumnsRead(tables, frozenset(set(read.tables) - set(tables)), tuple(reading.problems))


class _TableMaking:
    """Makes the map of one table from its entry."""

    def __init__(self, table: Table, read: _TableEntry, file: _FileEntry, reading: Reading) -> None:
        self.table = table
        self.read = read
        self.reading = reading
        self.dates = read.date_format or file.date_format
        self.layout = Layout(
            read.encoding or file.encoding, read.delimiter or file.delimiter, read.header_row, read.sheet
        )
        self.kinds: dict[str, Column] = {}

    def made(self) -> TableMap:
        """The map; headings that already are names of columns need no entry."""
        table, read = self.table, self.read
        mapped = by_name(table)
        columns = {name: self._with_dates(each) for name, each in mapped.columns.items()}
        for name, (written, each) in read.columns.items():
            column = self._column(name, written, each)
            if column is not None:
                self.kinds[name] = column
        for name, column in self.kinds.items():
            columns[name] = self._mapped(column, read.columns[name][1])
        for word in read.key:
            if word.text not in columns:
                close = nearest(word.text, columns)
                self.reading.report("DK818", word, read.rule.address, column=word.text, nearest=close)
        key = tuple(word.text for word in read.key)
        ignore = tuple(IgnoreRule(each.column, frozenset(each.equals), each.rule.at) for each in read.ignore)
        return TableMap(table, read.files, self.layout, columns, ignore, key, stated=True, at=read.rule.at)

    def _with_dates(self, each: ColumnMap) -> ColumnMap:
        return evolve(each, spelling=evolve(each.spelling, dates=self.dates)) if self.dates else each

    def _column(self, name: str, written: Scalar, each: _ColumnEntry) -> Column | None:
        """What the column is: the table's own, or one that the book adds."""
        own = self.table.by_name.get(name)
        address = each.rule.address
        if own is not None:
            if each.type or each.unit:
                self.reading.report("DK819", each.rule.at, address, column=name, type=own.kind.value)
                return None
            presence = Presence.FILLED if each.required and own.presence is Presence.OPTIONAL else own.presence
            return evolve(own, presence=presence)
        if not each.type:
            close = nearest(name, set(self.table.by_name) - set(self.read.columns))
            self.reading.report("DK804", written, address, column=name, table=self.table.name, nearest=close)
            return None
        unit = _MONEY if each.type == _MONEY else "share" if each.type == "share" else each.unit
        kind = Kind.NUMBER if each.type == _MONEY else Kind(each.type)
        presence = Presence.FILLED if each.required else Presence.OPTIONAL
        return Column(name, kind, each.meaning, unit, presence)

    def _mapped(self, column: Column, each: _ColumnEntry) -> ColumnMap:
        at = each.rule.at
        if each.formula is not None:
            return ColumnMap(column, formula=self._formula(column, each.formula, each.rule), at=at)
        if each.constant:
            return self._constant(column, each)
        spelled = {str(word): meaning for word, meaning in each.values.items()} if each.values is not None else None
        return ColumnMap(column, Spelling(each.heading, spelled, each.format or self.dates), at=at)

    def _constant(self, column: Column, each: _ColumnEntry) -> ColumnMap:
        value = cell_reader(column, Spelling("", None, each.format or self.dates), filled=True)(each.constant)
        if isinstance(value, Refusal):
            kind = column.unit if column.unit == _MONEY else column.kind.value
            self.reading.report(
                "DK821", each.rule.at, each.rule.address, value=each.constant, column=column.name, kind=kind
            )
            return ColumnMap(column, at=each.rule.at)
        return ColumnMap(column, constant=value, at=each.rule.at)

    def _formula(self, column: Column, node: Node, rule: Rule) -> RowFormula | None:
        text = TEXT.read(node, self.reading, rule.address)
        if isinstance(text, Invalid):
            return None
        written = cast("Scalar", node)
        start = len(text) - len(text.lstrip()) + 1 if text.lstrip().startswith("=") else 0
        at = written.part(start, len(text) - start)
        computed = {name for name, (_, each) in self.read.columns.items() if each.formula is not None}
        others = {**self.table.by_name, **self.kinds}
        found = formula(text[start:], at, column, [each for name, each in others.items() if name not in computed])
        if isinstance(found, RowFormula):
            self.reading.problems.extend(inside(written, start, found.expression.warnings, rule.address))
            return found
        self.reading.problems.extend(inside(written, start, found, rule.address))
        return None
