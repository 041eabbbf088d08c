"""A column's cells, read in bulk.

Reading cell by cell is right but slow. A column remembers what texts mean while they repeat (dealers,
days, quantities), and reads texts that hardly repeat (amounts, documents) with whole-column string
operations that prove them plain; only a column that is not plain is read cell by cell. The result is
that of :mod:`dealerkit.book.cells` in every case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Final

from dealerkit.book.cells import MAX_CELL, MAX_DIGITS, Cell, CellReader, Refusal, day_of
from dealerkit.book.dates import FIRST_YEAR, LAST_YEAR
from dealerkit.book.kinds import Column, Kind, Value
from dealerkit.values.exact import EXACT

Native = object
"""A cell of a source that types its own cells: a spreadsheet, Parquet, a Python caller."""


class Refused(str):
    """Stands in a column for a cell that was refused; the reason is asked for only where needed."""

    __slots__ = ()


REFUSED: Final = Refused()

_REMEMBERED: Final = 16_384
"""More different texts than this are not remembered."""
_TRIAL: Final = 8_192
"""After this many cells it is known whether a column's texts repeat."""

_OF_NUMBERS: Final = b"0123456789.-\n"
_OF_WORDS: Final = bytes(each for each in range(0x21, 0x7F) if each != ord("#")) + b"\n"
_decimal = EXACT.create_decimal
_NEGATIVE_ZERO = re.compile(r"-0+(?:\.0*)?(?:\n|\Z)").search
_LONG_NUMBER: Final = 15
_SHAPE_OF_MOMENTS: Final = bytes.maketrans(b"123456789T", b"000000000 ")
_SHAPES: Final = (b"0000-00-00 00:00:00\n", b"0000-00-00 00:00\n")


class ColumnReader:
    """Reads one column of one file; ``refused`` tells whether the last reading refused any cell."""

    __slots__ = ("_bulk", "_cells", "_known", "_one", "_seen", "_typed", "refused")

    def __init__(self, column: Column, one: CellReader, *, plain: bool) -> None:
        """``plain`` says that the column has no spellings of its own, so that texts mean themselves."""
        self._one = one
        self._known = _Known(one)
        self._bulk = _BULK.get(column.kind) if plain and not column.choices else None
        self._typed = _TYPED[column.kind]
        self._seen = 0
        # Whether texts repeat is found out; moments hardly ever do.
        self._cells = self._in_bulk if self._bulk is _plain_moments else self._remembered
        self.refused = False

    def read(self, cells: Sequence[str]) -> Sequence[Value | None]:
        """The values of text cells; REFUSED where a cell cannot be used."""
        self.refused = False
        return self._cells(cells)

    def read_typed(self, cells: Sequence[Native]) -> Sequence[Value | None]:
        """The values of cells that arrive typed; texts among them are read as texts."""
        types = set(map(type, cells))
        if types == {str}:
            return self.read(cells)  # type: ignore[arg-type]
        if types == {str, type(None)}:
            return self.read(["" if each is None else each for each in cells])  # type: ignore[misc]
        self.refused = False
        typed = self._typed
        return [self._settled(typed(each, self._one)) for each in cells]

    def why(self, cell: Native) -> Refusal | None:
        """The reason why a cell is refused; None for a cell that is not."""
        found = self._one(cell) if isinstance(cell, str) else self._typed(cell, self._one)
        return found if isinstance(found, Refusal) else None

    def _settled(self, cell: Cell) -> Value | None:
        if isinstance(cell, Refusal):
            self.refused = True
            return REFUSED
        return cell

    def _remembered(self, cells: Sequence[str]) -> Sequence[Value | None]:
        known = self._known
        found = list(map(known.__getitem__, cells))
        if known.refused:
            self.refused = True
            known.refused = False
        self._seen += len(cells)
        if len(known) > _REMEMBERED or (self._seen > _TRIAL and 2 * len(known) > self._seen and self._bulk):
            known.clear()
            self._seen = 0
            if self._bulk:
                self._cells = self._in_bulk
        return found

    def _in_bulk(self, cells: Sequence[str]) -> Sequence[Value | None]:
        if self._bulk:
            found = self._bulk(cells)
            if found is not None:
                return found
            if self._bulk is _plain_moments:
                return self._remembered(cells)
        one = self._one
        return [self._settled(one(each)) for each in cells]


class _Known(dict[str, "Value | None"]):
    """What texts mean, learnt when they are first met; refused texts are never learnt."""

    __slots__ = ("one", "refused")

    def __init__(self, one: CellReader) -> None:
        super().__init__()
        self.one = one
        self.refused = False

    def __missing__(self, text: str) -> Value | None:
        found = self.one(text)
        if isinstance(found, Refusal):
            self.refused = True
            return REFUSED
        self[text] = found
        return found


def _plain_numbers(cells: Sequence[str]) -> Sequence[Value | None] | None:
    """The numbers of a column of nothing but ``-1234.50``; None where any cell is anything else."""
    joined = "\n".join(cells)
    if not joined.isascii() or joined.encode().translate(None, _OF_NUMBERS):
        return None
    if "\n." in joined or ".\n" in joined or "-." in joined or joined[:1] == "." or joined[-1:] == ".":
        return None
    if max(map(len, cells)) > MAX_DIGITS or ("-0" in joined and _NEGATIVE_ZERO(joined)):
        return None
    try:
        return list(map(_decimal, cells))
    except ArithmeticError:
        return None


def _plain_codes(cells: Sequence[str]) -> Sequence[Value | None] | None:
    """The codes of a column of ordinary filled cells; None where any cell is anything else."""
    joined = "\n".join(cells)
    if "E+" in joined or "e+" in joined or joined.count("\n") >= len(cells):
        return None
    return _plain_texts(cells, joined)


def _plain_texts(cells: Sequence[str], joined: str = "") -> Sequence[Value | None] | None:
    """The texts of a column of ordinary filled cells; None where any cell is anything else."""
    joined = joined or "\n".join(cells)
    if joined.isascii() and not joined.encode().translate(None, _OF_WORDS):
        # No spaces at all: an empty cell can only show as two line ends in a row.
        if "\n\n" in joined or not joined or joined[0] == "\n" or joined[-1] == "\n":
            return None
        return cells if len(joined) <= MAX_CELL or max(map(len, cells)) <= MAX_CELL else None
    stripped = list(map(str.strip, cells))
    if "" in stripped or "\0" in joined or "#" in joined or max(map(len, cells)) > MAX_CELL:
        return None
    try:
        joined.encode()
    except UnicodeEncodeError:
        return None
    return stripped


def _plain_moments(cells: Sequence[str]) -> Sequence[Value | None] | None:
    """The moments of a column of nothing but ``2026-01-31 08:30:00``, or without seconds; None where it is not."""
    joined = "\n".join(cells)
    if not joined.isascii():
        return None
    shape = joined.encode().translate(_SHAPE_OF_MOMENTS)
    if not any(shape == (each * len(cells))[:-1] for each in _SHAPES):
        return None
    try:
        moments = list(map(datetime.fromisoformat, cells))
    except ValueError:
        return None
    return moments if moments and min(moments).year >= FIRST_YEAR and max(moments).year <= LAST_YEAR else None


_BULK: Mapping[Kind, Callable[[Sequence[str]], Sequence[Value | None] | None]] = {
    Kind.NUMBER: _plain_numbers,
    Kind.SHARE: _plain_numbers,
    Kind.CODE: _plain_codes,
    Kind.TEXT: _plain_texts,
    Kind.MOMENT: _plain_moments,
}


def written(value: Native) -> str:
    """A typed cell as the text its owner sees: 123 not 123.0, 0.1 not 0.1000000000000000055."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Tables of other programs write "nothing here" as a float that is not a number.
        return "" if isnan(value) else _shortest(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _shortest(value: float) -> str:
    """The shortest digits that mean this number, at most 15 of them, as spreadsheets show."""
    text = repr(value)
    if len(text) > _LONG_NUMBER + 1:
        text = format(value, f".{_LONG_NUMBER}g")
    if text.endswith(".0"):
        return text[:-2]
    # "inf" passes as it is: the column's reader refuses it as it does any word.
    return format(Decimal(text), "f") if "e" in text and text[-1].isdigit() else text


def _typed_code(value: Native, one: CellReader) -> Cell:
    if isinstance(value, float) and abs(value) >= 10**_LONG_NUMBER:
        return Refusal("DK846", (("value", format(value, ".0f")), ("most", _LONG_NUMBER)))
    return one(written(value))


def _typed_text(value: Native, one: CellReader) -> Cell:
    return one(written(value))


def _typed_number(value: Native, one: CellReader) -> Cell:
    if isinstance(value, bool | date):
        return Refusal("DK835", (("value", written(value)),))
    if (
        type(value) is Decimal
        and value.is_finite()
        and -30 < value.adjusted() < 30
        and len(value.as_tuple().digits) < MAX_DIGITS
    ):
        return value
    if isinstance(value, int) and -(10**30) < value < 10**30:
        return Decimal(value)
    return one(written(value))


def _typed_count(value: Native, one: CellReader) -> Cell:
    if isinstance(value, bool | date):
        return Refusal("DK843", (("value", written(value)),))
    return value if type(value) is int else one(written(value))


def _typed_day(value: Native, one: CellReader) -> Cell:
    if isinstance(value, date):
        found = day_of(value)
        return found if 1900 <= found.year < 3000 else _no_day(value)
    return one(written(value))


def _typed_moment(value: Native, one: CellReader) -> Cell:
    if isinstance(value, datetime):
        return value if 1900 <= value.year < 3000 else _no_day(value)
    if isinstance(value, date):
        return _typed_moment(datetime(value.year, value.month, value.day), one)
    return one(written(value))


def _no_day(value: date) -> Refusal:
    return Refusal("DK840", (("value", value.isoformat()), ("first", 1900), ("last", 2999)))


def _typed_flag(value: Native, one: CellReader) -> Cell:
    return value if isinstance(value, bool) else one(written(value))


_TYPED: Mapping[Kind, Callable[[Native, CellReader], Cell]] = {
    Kind.CODE: _typed_code,
    Kind.TEXT: _typed_text,
    Kind.NUMBER: _typed_number,
    Kind.SHARE: _typed_number,
    Kind.COUNT: _typed_count,
    Kind.DATE: _typed_day,
    Kind.MOMENT: _typed_moment,
    Kind.BOOLEAN: _typed_flag,
}
