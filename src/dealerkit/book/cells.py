"""One cell: its text read by the kind its column expects, or the reason why it cannot be.

A reader answers a value, None for an empty cell, or a :class:`Refusal`. Reading a whole column at
once, quickly, is :mod:`dealerkit.book.columns`; both obey the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from attrs import frozen

from dealerkit.book.dates import DEFAULT_DAYS, DEFAULT_MOMENTS, FIRST_YEAR, LAST_YEAR, DateFormat, date_formats
from dealerkit.book.kinds import Column, Kind, Presence, Value
from dealerkit.problems import Arg, nearest
from dealerkit.values.numbers import read_integer, read_table_number

MAX_DIGITS: Final = 40
"""Numbers written with more characters than this are refused (DK836): no amount is that long."""
MAX_CELL: Final = 32_767
"""Longer cells are refused (DK833), as every spreadsheet does."""

_MANGLED_CODE = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE).fullmatch
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)").fullmatch
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]").search
_YES: Final = frozenset({"true", "yes", "y", "1", "是", "有", "√", "对"})
_NO: Final = frozenset({"false", "no", "n", "0", "否", "无", "×", "错"})


@frozen
class Refusal:
    """Why a cell cannot be used: a code and what its message mentions."""

    code: str
    args: tuple[tuple[str, Arg], ...] = ()


Cell = Value | None | Refusal
CellReader = Callable[[str], Cell]


@frozen
class Spelling:
    """How one column is written in one file: its heading, its words, its dates."""

    heading: str
    words: Mapping[str, str] | None = None
    dates: tuple[DateFormat, ...] = ()


def cell_reader(column: Column, spelling: Spelling, *, filled: bool) -> CellReader:
    """The reader of one column's cells; ``filled`` makes an empty cell DK834."""
    dates = spelling.dates
    if column.kind is Kind.DATE:
        return _guarded(_DateReader(dates or date_formats(DEFAULT_DAYS), keep_time=False), spelling, filled=filled)
    if column.kind is Kind.MOMENT:
        return _guarded(_DateReader(dates or date_formats(DEFAULT_MOMENTS), keep_time=True), spelling, filled=filled)
    allowed = tuple(dict.fromkeys(spelling.words.values())) if spelling.words else ()
    if spelling.words or column.choices:
        words = _WordReader(spelling.words or {}, allowed or column.choices)
        of_kind = None if column.kind in {Kind.TEXT, Kind.CODE} else _READERS.get(column.kind)
        return _guarded(words if of_kind is None else _then(words, of_kind), spelling, filled=filled)
    return _guarded(_READERS[column.kind], spelling, filled=filled)


def is_filled(column: Column, key: tuple[str, ...]) -> bool:
    """Whether an empty cell of the column makes its row unusable: also where it identifies the row."""
    return column.presence is not Presence.OPTIONAL or column.name in key


def _guarded(read: CellReader, spelling: Spelling, *, filled: bool) -> CellReader:
    """``read`` after what holds for every kind: spaces, empty cells, errors of spreadsheets."""
    empty = Refusal("DK834", (("heading", spelling.heading),)) if filled else None

    def guarded(text: str) -> Cell:
        if len(text) > MAX_CELL:
            return Refusal("DK833", (("most", MAX_CELL), ("heading", spelling.heading)))
        stripped = text.strip()
        if not stripped:
            return empty
        if stripped[0] == "#" and _SPREADSHEET_ERROR(stripped):
            return Refusal("DK845", (("value", stripped), ("heading", spelling.heading)))
        found = read(stripped)
        if type(found) is Refusal:
            return Refusal(found.code, (*found.args, ("heading", spelling.heading)))
        return found

    return guarded


def _read_code(text: str) -> Cell:
    if "+" in text and _MANGLED_CODE(text):
        return Refusal("DK853", (("value", text),))
    if "\n" in text:
        # A quote that is never closed swallows the lines below it.
        return Refusal("DK851", (("found", ""), ("expected", ""), ("lines", text.count("\n") + 1)))
    return _read_text(text)


def _read_text(text: str) -> Cell:
    if not text.isascii() or "\0" in text:
        found = _UNWRITABLE(text)
        if found:
            return Refusal("DK832" if found[0] == "\0" else "DK831", (("value", shown(text)),))
    return text


def _read_number(text: str) -> Cell:
    if len(text) > MAX_DIGITS:
        return Refusal("DK836", (("value", text[:MAX_DIGITS] + "…"), ("most", MAX_DIGITS)))
    if text.endswith(("%", "％")):
        return Refusal("DK837", (("value", text),))
    found = read_table_number(text)
    return found if found is not None else Refusal("DK835", (("value", shown(text)),))


def _read_share(text: str) -> Cell:
    if len(text) > MAX_DIGITS:
        return Refusal("DK836", (("value", text[:MAX_DIGITS] + "…"), ("most", MAX_DIGITS)))
    found = read_table_number(text)
    return found if found is not None else Refusal("DK835", (("value", shown(text)),))


def _read_count(text: str) -> Cell:
    found = read_integer(text)
    if found is not None and len(text) <= MAX_DIGITS:
        return found
    amount = _read_number(text)
    if isinstance(amount, Decimal):
        # A spreadsheet may write the number 3 as 3.0.
        whole = int(amount) if amount == amount.to_integral_value() else None
        return whole if whole is not None else Refusal("DK843", (("value", text),))
    return amount


def _read_flag(text: str) -> Cell:
    lowered = text.lower()
    if lowered in _YES:
        return True
    return False if lowered in _NO else Refusal("DK844", (("value", shown(text)),))


_READERS: Mapping[Kind, CellReader] = {
    Kind.CODE: _read_code,
    Kind.TEXT: _read_text,
    Kind.NUMBER: _read_number,
    Kind.SHARE: _read_share,
    Kind.COUNT: _read_count,
    Kind.BOOLEAN: _read_flag,
}


class _WordReader:
    """Reads one of a few words, or one of their spellings in this file."""

    __slots__ = ("allowed", "words")

    def __init__(self, words: Mapping[str, str], allowed: tuple[str, ...]) -> None:
        self.words = words
        self.allowed = allowed

    def __call__(self, text: str) -> Cell:
        found = self.words.get(text)
        if found is not None:
            return found
        if text in self.allowed:
            return text
        known = (*self.words, *(each for each in self.allowed if each not in self.words))
        args = (("value", shown(text)), ("nearest", nearest(text[:80], known)), ("allowed", known[:12]))
        return Refusal("DK841", args)


def _then(words: CellReader, of_kind: CellReader) -> CellReader:
    """What a word stands for, read as what the column holds: 是 for true, 一 for 1."""

    def read(text: str) -> Cell:
        found = words(text)
        return of_kind(found) if isinstance(found, str) else found

    return read


class _DateReader:
    """Reads a day or a moment in one of the stated formats."""

    __slots__ = ("formats", "is_iso", "keep_time")

    def __init__(self, formats: tuple[DateFormat, ...], *, keep_time: bool) -> None:
        self.formats = formats
        self.keep_time = keep_time
        texts = [each.text for each in formats]
        self.is_iso = keep_time and _ISO in texts and all(each in DEFAULT_MOMENTS for each in texts)

    def __call__(self, text: str) -> Cell:
        # What logs are full of is read at once; every other moment, and what is wrong with one, takes the long way.
        if self.is_iso and _AS_ISO(text) and (moment := _iso_moment(text)) is not None:
            return moment
        plain = text if text.isascii() else text.translate(_FULL_WIDTH)
        written: list[datetime] = []
        shaped = False
        for each in self.formats:
            if len(plain) < 64 and each.match(plain):
                shaped = True
                found = each.read(plain)
                if found is not None:
                    written.append(found)
        if not written:
            formats = tuple(each.text for each in self.formats)
            if shaped:
                args = (("value", text), ("first", FIRST_YEAR), ("last", LAST_YEAR))
                return Refusal("DK840", args)
            return Refusal("DK838", (("value", shown(text)), ("formats", formats)))
        one = written[0]
        if any(other.date() != one.date() for other in written[1:]):
            dates = tuple(dict.fromkeys(each.date().isoformat() for each in written))
            return Refusal("DK839", (("value", text), ("dates", dates)))
        return one if self.keep_time else one.date()


_ISO = "%Y-%m-%d %H:%M:%S"
_AS_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}").fullmatch


def _iso_moment(text: str) -> datetime | None:
    """The moment of a text in the form of ISO; None where there is none such, or it lies outside of the years."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def shown(text: str, most: int = 60) -> str:
    """Text as a message may show it: shortened, with bytes that are no text written as hexadecimal."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    if _UNWRITABLE(short):
        return "".join(_escaped(each) if _UNWRITABLE(each) else each for each in short)
    return short


def _escaped(character: str) -> str:
    code = ord(character)
    return (
        f"\\x{code - 0xDC00:02x}" if 0xDC00 <= code <= 0xDCFF else f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    )


def day_of(value: date | datetime) -> date:
    """The day of a value that may carry a time."""
    return value.date() if isinstance(value, datetime) else value
