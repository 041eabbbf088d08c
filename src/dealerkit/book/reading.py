"""One pass over the files of a table: pieces in, typed batches out, nothing lost on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book.batches import BATCH, Batch
from dealerkit.book.cells import cell_reader, is_filled, shown
from dealerkit.book.columns import REFUSED, ColumnReader, written
from dealerkit.book.conversions import PER_UNIT, Conversion, UnitConversion
from dealerkit.book.delimited import raw_row
from dealerkit.book.kinds import Value
from dealerkit.book.maps import ColumnMap, TableMap
from dealerkit.book.rejects import Count, Reject, RejectSink
from dealerkit.book.repeats import Fingerprints
from dealerkit.book.sources import Damage, Piece, Source
from dealerkit.problems import Arg, Location, Problem, Related, nearest, problem
from dealerkit.values.numbers import Number, divide, multiply

Columns = dict[str, Sequence["Value | None"]]


@frozen
class OpenFile:
    """One file of a table with its headings found."""

    source: Source
    heading: tuple[str, ...]
    places: Mapping[str, int]

    def has(self, column: ColumnMap) -> bool:
        """Whether the column's cells stand in this file."""
        return column.from_file and column.spelling.heading in self.places


def open_file(source: Source, table: TableMap) -> OpenFile | tuple[Problem, ...]:
    """Find the mapped headings in a file.

    DK805 a mapped heading is not there, DK806 a heading stands there twice, both only for headings that
    are read.
    """
    heading = source.heading()
    if isinstance(heading, Problem):
        return (heading,)
    row = table.layout.header_row
    places: dict[str, int] = {}
    twice: dict[str, int] = {}
    for position, name in enumerate(heading):
        if name in places:
            twice.setdefault(name, position)
        elif name:
            places[name] = position
    found: list[Problem] = []
    for column in table.columns.values():
        name = column.spelling.heading
        if not column.from_file:
            continue
        if name in twice:
            first = Location(source.file, row, places[name] + 1)
            at = Location(source.file, row, twice[name] + 1)
            related = (Related("first-defined", first),)
            found.append(problem("DK806", at, address=table.table.name, related=related, heading=name))
        elif name not in places and column.at is not None:
            close = nearest(name, places)
            found.append(
                problem("DK805", column.at, heading=name, file=source.file, nearest=close, column=column.column.name)
            )
    for rule in table.ignore:
        if ignored_place(rule.column, places, len(heading)) is None:
            close = nearest(rule.column, places)
            found.append(problem("DK823", rule.at, column=rule.column, file=source.file, nearest=close))
    return tuple(found) or OpenFile(source, heading, places)


def ignored_place(column: str, places: Mapping[str, int], width: int) -> int | None:
    """Where the column that a rule looks at stands: by its heading, or by its number from 1."""
    found = places.get(column)
    if found is None and column.isdecimal() and 0 < int(column) <= width:
        return int(column) - 1
    return found


def repeat_key(table: TableMap, files: Sequence[OpenFile]) -> tuple[str, ...]:
    """The columns that find repeated lines: those the book states, else the table's own where all are there."""
    if table.key:
        return table.key
    own = table.table.line_key
    offered = {name for name, column in table.columns.items() if any(each.has(column) for each in files)}
    return own if own and set(own) <= offered else ()


class TableReader:
    """Reads a table from the start: made for one pass."""

    def __init__(
        self,
        table: TableMap,
        files: Sequence[OpenFile],
        wanted: Sequence[str],
        sink: RejectSink,
        known_at: date | None,
        conversion: Conversion | None = None,
        spared: Sequence[str] = (),
    ) -> None:
        """Rows with a cell that only the ``spared`` of the wanted columns need, and that cannot be read, are kept."""
        self.table = table
        self.files = files
        self.sink = sink
        self.known_at = known_at
        self.count = Count()
        self.problems: list[Problem] = []
        self.key = repeat_key(table, files)
        self.wanted = tuple(dict.fromkeys(wanted))
        self.converted = tuple(name for name in ("quantity", *PER_UNIT) if name in self.wanted)
        is_in_units = {"product", "unit", "quantity"} <= table.columns.keys() and bool(self.converted)
        self.conversion = conversion if is_in_units else None
        self.needed = self.needed_for(self.wanted)
        firmly = self.needed_for([name for name in self.wanted if name not in spared]) if spared else self.needed
        self.spared = frozenset(self.needed).difference(firmly)
        self.seen: Fingerprints | None = None

    def needed_for(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """What must be read: what is wanted, what decides whether a row is good, what formulas and units read."""
        columns = self.table.columns
        recorded = ("recorded_at",) if self.known_at is not None and "recorded_at" in columns else ()
        filled = tuple(name for name, each in columns.items() if is_filled(each.column, self.key))
        in_units = self.conversion is not None and not {"quantity", *PER_UNIT}.isdisjoint(wanted)
        units = ("product", "unit", "date") if in_units else ()
        found = dict.fromkeys((*wanted, *self.key, *filled, *recorded, *units))
        for name in tuple(found):
            each = columns.get(name)
            if each is not None and each.formula is not None:
                found.update(dict.fromkeys(sorted(each.formula.inputs)))
        return tuple(name for name in found if name in columns)

    def batches(self) -> Iterator[Batch]:
        """Every usable row, once, in the order of the files."""
        expected = sum(each.source.expected() for each in self.files) if self.key else 0
        self.seen = Fingerprints(expected) if self.key else None
        for file in self.files:
            yield from _FilePass(self, file).batches()


class _FilePass:
    """One file being read."""

    def __init__(self, reader: TableReader, file: OpenFile) -> None:
        self.reader = reader
        self.file = file
        self.name = file.source.file
        table = reader.table
        self.readers: dict[str, tuple[int, ColumnReader]] = {}
        self.constants: dict[str, Value | None] = {}
        self.formulas: dict[str, ColumnMap] = {}
        self.filled: set[str] = set()
        self.rejected: list[Reject] = []
        self.unread: dict[int, dict[str, Problem]] = {}
        for name in reader.needed:
            each = table.columns[name]
            if is_filled(each.column, reader.key):
                self.filled.add(name)
            if each.formula is not None:
                self.formulas[name] = each
            elif file.has(each):
                one = cell_reader(each.column, each.spelling, filled=name in self.filled)
                column = ColumnReader(each.column, one, plain=each.plain)
                self.readers[name] = file.places[each.spelling.heading], column
            else:
                self.constants[name] = each.constant
        self.places = {name: place + 1 for name, (place, _) in self.readers.items()}
        self.ignore = [
            (place, rule.equals)
            for rule in table.ignore
            if (place := ignored_place(rule.column, file.places, len(file.heading))) is not None
        ]

    def batches(self) -> Iterator[Batch]:
        """The file's usable rows."""
        reader = self.reader
        wanted = reader.wanted
        rows: list[int] = []
        gathered: dict[str, list[Value | None]] = {name: [] for name in wanted}
        places = sorted({place for place, _ in self.readers.values()} | {place for place, _ in self.ignore})
        for piece in self.file.source.pieces(places):
            if isinstance(piece, Problem):
                reader.problems.append(piece)
                continue
            numbers, columns = self._usable(piece)
            if self.rejected:
                self._hand_over()
            if not numbers:
                continue
            rows.extend(numbers)
            for name in wanted:
                gathered[name].extend(columns[name] if name in columns else [None] * len(numbers))
            if len(rows) >= BATCH:
                yield self._batch(gathered, rows)
                rows = []
                gathered = {name: [] for name in wanted}
        if rows:
            yield self._batch(gathered, rows)

    def _batch(self, columns: dict[str, list[Value | None]], rows: Sequence[int]) -> Batch:
        unread, self.unread = self.unread, {}
        return Batch(self.reader.table.table.name, columns, rows, self.name, self.places, unread)

    def _hand_over(self) -> None:
        """Give the piece's rejects to the sink in the order of their rows."""
        for reject in sorted(self.rejected, key=_row):
            self.reader.sink.take(reject)
        self.rejected.clear()

    def _usable(self, piece: Piece) -> tuple[Sequence[int], Columns]:
        """The rows of a piece that pass every test, typed."""
        count = self.reader.count
        count.read += piece.read
        count.ignored += piece.blank
        for damage in piece.damages:
            self._damaged(damage)
        if self.ignore:
            piece = self._without_ignored(piece)
        if not piece.rows:
            return (), {}
        numbers = piece.rows
        columns: Columns = {}
        doubtful = False
        for name, (place, column) in self.readers.items():
            cells = piece.cells[place]
            columns[name] = column.read_typed(cells) if piece.typed else column.read(cells)  # type: ignore[arg-type]
            doubtful = doubtful or column.refused
        if doubtful:
            numbers, columns = self._without_refused(piece, columns)
        for name, value in self.constants.items():
            columns[name] = [value] * len(numbers)
        if self.formulas:
            numbers, columns = self._computed(piece, numbers, columns)
        if self.reader.known_at is not None and "recorded_at" in columns:
            numbers, columns = self._already_known(numbers, columns, self.reader.known_at)
        if self.reader.conversion is not None and any(columns["unit"]):
            numbers, columns = self._in_own_units(piece, numbers, columns, self.reader.conversion())
        if self.reader.seen is not None:
            numbers, columns = self._without_repeats(piece, numbers, columns, self.reader.seen)
        count.used += len(numbers)
        return numbers, columns

    def _without_ignored(self, piece: Piece) -> Piece:
        ignored: set[int] = set()
        for place, equals in self.ignore:
            ignored.update(i for i, cell in enumerate(piece.cells[place]) if written(cell).strip() in equals)
        if not ignored:
            return piece
        self.reader.count.ignored += len(ignored)
        keep = [i for i in range(len(piece.rows)) if i not in ignored]
        cells = [[column[i] for i in keep] if column else column for column in piece.cells]
        return Piece([piece.rows[i] for i in keep], cells, (), 0, piece.typed)

    def _without_refused(self, piece: Piece, columns: Columns) -> tuple[Sequence[int], Columns]:
        doubtful = sorted((place, name) for name, (place, column) in self.readers.items() if column.refused)
        refused: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for place, name in doubtful:
            for i, value in enumerate(columns[name]):
                if value is REFUSED:
                    refused[i].append((place, name))
        if self.reader.spared:
            self._spare(piece, columns, refused)
        for i, where in refused.items():
            if self._is_blank(piece, i):
                self.reader.count.ignored += 1
            else:
                self._reject([self._why(piece, i, place, name) for place, name in where], self._raw(piece, i))
        return _kept(piece.rows, columns, refused) if refused else (piece.rows, columns)

    def _spare(self, piece: Piece, columns: Columns, refused: dict[int, list[tuple[int, str]]]) -> None:
        """Keep rows whose unreadable cells are all in spared columns: the cells are empty, and noted."""
        spared = self.reader.spared
        for i, where in list(refused.items()):
            if spared.issuperset(name for _, name in where) and not self._is_blank(piece, i):
                self.unread[piece.rows[i]] = {name: self._why(piece, i, place, name) for place, name in where}
                del refused[i]
        for name in spared & self.readers.keys():
            if self.readers[name][1].refused:
                columns[name] = [None if value is REFUSED else value for value in columns[name]]

    def _why(self, piece: Piece, i: int, place: int, name: str) -> Problem:
        why = self.readers[name][1].why(piece.cells[place][i])
        if why is None:  # pragma: no cover - the column refused this very cell
            raise AssertionError(name)
        # A typed cell is refused before its heading is known.
        args = {"heading": self.file.heading[place], **dict(why.args)}
        return Problem(why.code, Location(self.name, piece.rows[i], place + 1), tuple(args.items()))

    def _is_blank(self, piece: Piece, i: int) -> bool:
        return not any(column and written(column[i]).strip() for column in piece.cells)

    def _raw(self, piece: Piece, i: int) -> str:
        cells = [written(column[i]) if column else "" for column in piece.cells]
        return raw_row(cells, self.reader.table.layout.delimiter)

    def _damaged(self, damage: Damage) -> None:
        at = Location(self.name, damage.row, damage.column)
        self._reject([Problem(damage.code, at, damage.args)], damage.raw)

    def _reject(self, problems: Sequence[Problem], raw: str) -> None:
        count = self.reader.count
        count.rejected += 1
        count.by_code[problems[0].code] += 1
        self.rejected.append(Reject(self.reader.table.table.name, problems[0], raw, tuple(problems[1:])))

    def _computed(self, piece: Piece, numbers: Sequence[int], columns: Columns) -> tuple[Sequence[int], Columns]:
        failed: set[int] = set()
        where = {number: i for i, number in enumerate(piece.rows)}
        for name, each in self.formulas.items():
            formula = each.formula
            if formula is None:  # pragma: no cover - only formulas are here
                continue
            inputs = [(given, columns[given]) for given in formula.inputs if given in columns]
            result: list[Value | None] = []
            for i in range(len(numbers)):
                value = formula.value({given: cells[i] for given, cells in inputs})
                result.append(value)
                if value is None and name in self.filled and i not in failed:
                    failed.add(i)
                    shown_inputs = tuple(f"{given} = {written(cells[i]) or '∅'}" for given, cells in inputs)
                    args: tuple[tuple[str, Arg], ...] = (
                        ("column", name),
                        ("formula", formula.text),
                        ("inputs", shown_inputs),
                    )
                    place = min((self.places[given] for given, _ in inputs if given in self.places), default=1)
                    raw = self._raw(piece, where[numbers[i]])
                    self._reject([Problem("DK850", Location(self.name, numbers[i], place), args)], raw)
            columns[name] = result
        return _kept(numbers, columns, failed) if failed else (numbers, columns)

    def _already_known(self, numbers: Sequence[int], columns: Columns, known_at: date) -> tuple[Sequence[int], Columns]:
        later = {i for i, day in enumerate(columns["recorded_at"]) if isinstance(day, date) and day > known_at}
        self.reader.count.later += len(later)
        return _kept(numbers, columns, later) if later else (numbers, columns)

    def _in_own_units(
        self, piece: Piece, numbers: Sequence[int], columns: Columns, conversion: UnitConversion
    ) -> tuple[Sequence[int], Columns]:
        """Quantities in each product's own unit, and what one unit is worth with them; DK852 what nothing converts."""
        days = columns.get("date") or [None] * len(numbers)
        factors: dict[int, Number] = {}
        failed: set[int] = set()
        for i, (product, unit, day) in enumerate(zip(columns["product"], columns["unit"], days, strict=True)):
            if not isinstance(product, str) or not isinstance(unit, str):
                continue
            on = day if isinstance(day, date) else None
            factor = conversion.factor(product, unit, on)
            if factor is None:
                at = Location(self.name, numbers[i], self.places.get("unit", 1))
                wanted = conversion.unit_of(product, on)
                why = problem("DK852", at, unit=unit, wanted=wanted, product=product)
                if "unit" in self.reader.spared:
                    self.unread.setdefault(numbers[i], {})["unit"] = why
                    continue
                failed.add(i)
                self._reject([why], self._raw(piece, piece.rows.index(numbers[i])))
            elif factor != 1:
                factors[i] = factor
        for name in self.reader.converted if factors else ():
            cells = list(columns[name])
            convert = multiply if name == "quantity" else divide
            for i, factor in factors.items():
                value = cells[i]
                if isinstance(value, Decimal):
                    # A fraction where no decimal is exact: what adds up amounts knows both.
                    cells[i] = cast("Decimal", convert(value, factor))
            columns[name] = cells
        return _kept(numbers, columns, failed) if failed else (numbers, columns)

    def _without_repeats(
        self, piece: Piece, numbers: Sequence[int], columns: Columns, seen: Fingerprints
    ) -> tuple[Sequence[int], Columns]:
        key = self.reader.key
        parts = [columns[name] for name in key]
        repeated = seen.repeated(map(hash, zip(*parts, strict=True)) if len(parts) > 1 else map(hash, parts[0]))
        if not repeated:
            return numbers, columns
        where = {number: i for i, number in enumerate(piece.rows)}
        place = min((self.places[name] for name in key if name in self.places), default=1)
        for i in repeated:
            shown_key = tuple(shown(written(part[i])) for part in parts)
            args: tuple[tuple[str, Arg], ...] = (("columns", key), ("key", shown_key))
            at = Location(self.name, numbers[i], place)
            self._reject([Problem("DK842", at, args)], self._raw(piece, where[numbers[i]]))
        return _kept(numbers, columns, set(repeated))


def _kept(numbers: Sequence[int], columns: Columns, dropped: Container[int]) -> tuple[Sequence[int], Columns]:
    """Rows and columns without the dropped positions."""
    keep = [i for i in range(len(numbers)) if i not in dropped]
    return [numbers[i] for i in keep], {name: [cells[i] for i in keep] for name, cells in columns.items()}


def _row(reject: Reject) -> tuple[int, int]:
    at = reject.problem.at
    return (at.line, at.column) if at else (0, 0)
