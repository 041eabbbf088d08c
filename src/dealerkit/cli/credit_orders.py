"""Orders for a desk: from a JSON file, JSON Lines, a table, or line by line from a pipe.

    {"order": "SO-1", "customer": "D0001", "amount": "30,000.00", "date": "2026-03-31"}

Every record has the keys of ``KEYS``; figures are taken as they are written and read by the rules of the
book. What cannot be read costs its own record and no other: it becomes a problem in its place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final

from attrs import field, frozen

from dealerkit.book.cells import CellReader, Refusal, Spelling, cell_reader
from dealerkit.book.columns import written
from dealerkit.book.delimited import DelimitedFile
from dealerkit.book.kinds import Column, Value, count, money
from dealerkit.book.maps import TableMap
from dealerkit.book.opening import SUFFIXES
from dealerkit.book.sources import Piece
from dealerkit.book.tables import TABLES
from dealerkit.cli.exact_json import JsonText, Unfit
from dealerkit.credit.order import Order
from dealerkit.problems import Location, Problem, Related, Severity, nearest, problem

PIPE: Final = Path("-")
PIPED: Final = "stdin"
"""The name that places in a pipe carry."""

_OF_TABLE = ("order", "customer", "date", "currency", "wanted_on", "contract")
_COLUMNS: Final[Mapping[str, Column]] = {
    **{name: TABLES["orders"].by_name[name] for name in _OF_TABLE},
    "amount": money("amount", "what the order comes to"),
    "payment_days": count("payment_days", "days to pay, where the order agrees other ones than the contract"),
}
KEYS: Final = ("order", "customer", "amount", "currency", "date", "wanted_on", "contract", "payment_days")
"""What a record may say."""

_JSON, _JSON_LINES, _TABLES = ".json", (".jsonl", ".ndjson"), (".csv", ".tsv", ".txt")
_LONGEST_LINE: Final = 1 << 20
_IN_A_LIST = ("[",)

Record = Order | Problem
"""One order, or why it is none."""


def read_orders(path: Path, table: TableMap, amounts: str) -> Iterator[Record]:
    """The orders of a file, one by one, each a problem where it cannot be read.

    ``table`` says how the book's own table ``orders`` is written: a CSV file may have its headings.
    ``amounts`` (gross or net) names the column of that table which is the amount. DK575 where there is no
    order to be read, DK8.. for single cells, DK812 where files of this kind are not read.
    """
    name, suffix = path.as_posix(), path.suffix.lower()
    if suffix == _JSON:
        found = _of_json(name, path.read_bytes())
    elif suffix in _JSON_LINES:
        found = _of_lines_in(path)
    elif suffix in _TABLES:
        found = _of_table(path, table, amounts)
    else:
        yield problem("DK812", Location(name, 1), suffix=suffix, known=(_JSON, *SUFFIXES))
        return
    any_ = False
    for each in found:
        any_ = True
        yield each
    if not any_:
        yield _unread(Location(name, 1), "desk-none")


def piped_orders() -> Iterator[Record]:
    """The orders of standard input, line by line as they arrive."""
    return of_lines(sys.stdin.buffer, PIPED)


def of_lines(stream: BinaryIO, name: str) -> Iterator[Record]:
    """The orders of JSON Lines; empty lines are passed over."""
    cells = _Cells({})
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        at = Location(name, number)
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST_LINE)
            yield problem("DK833", at, most=_LONGEST_LINE, heading="")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            yield _unread(at, "desk-utf-8")
            continue
        if text.strip():
            yield _of_object(JsonText(name, text.rstrip(), number), cells)


def _of_lines_in(path: Path) -> Iterator[Record]:
    with path.open("rb") as stream:
        yield from of_lines(stream, path.as_posix())


def _of_object(text: JsonText, cells: _Cells) -> Record:
    value = text.value()
    if isinstance(value, Unfit):
        return _unread(text.place(value.position), f"desk-{value.why}", found=value.found)
    at = text.place(len(text.text) - len(text.text.lstrip()))
    return cells.record(value, at) if isinstance(value, dict) else _unread(at, "desk-object")


def _of_json(name: str, raw: bytes) -> Iterator[Record]:
    """One order, or a list of them."""
    try:
        text = JsonText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield _unread(Location(name, 1), "desk-utf-8")
        return
    value = text.value()
    if not isinstance(value, list):
        yield _of_object(text, _Cells({}))
        return
    cells, starts = _Cells({}), text.starts(_IN_A_LIST)
    for each in value:
        if isinstance(each, dict):
            yield cells.record(each, text.place(next(starts)))
        else:
            yield _unread(Location(name, 1), "desk-object")


def _of_table(path: Path, table: TableMap, amounts: str) -> Iterator[Record]:
    """The rows of a CSV file, under the keys' own names or the headings of the book's table ``orders``."""
    layout = table.layout
    source = DelimitedFile(path, path.as_posix(), layout)
    heading = source.heading()
    if isinstance(heading, Problem):
        yield heading
        return
    found = _found_in(heading, table, amounts)
    top = layout.header_row
    for position, name in enumerate(heading):
        first = heading.index(name)
        if name and first < position and any(name == each.heading for each, _ in found.values()):
            related = (Related("first-defined", Location(source.file, top, first + 1)),)
            at = Location(source.file, top, position + 1)
            yield problem("DK806", at, address="orders", related=related, heading=name)
            return
    if "customer" not in found:
        yield _unread(Location(source.file, top), "desk-customer", close=nearest("customer", heading))
        return
    yield from _unknown(source.file, top, heading, {spelling.heading for spelling, _ in found.values()})
    cells = _Cells({key: spelling for key, (spelling, _) in found.items()})
    places = {key: place for key, (_, place) in found.items()}
    for piece in source.pieces(()):
        if isinstance(piece, Problem):
            yield piece
        else:
            yield from _rows(source.file, piece, cells, places)


def _rows(file: str, piece: Piece, cells: _Cells, places: Mapping[str, int]) -> Iterator[Record]:
    """The rows of a piece with those that are damaged, in the order of the file."""
    damaged = {each.row: Problem(each.code, Location(file, each.row, each.column), each.args) for each in piece.damages}
    rows = {row: i for i, row in enumerate(piece.rows)}
    for row in sorted((*rows, *damaged)):
        if row in damaged:
            yield damaged[row]
            continue
        texts = {key: written(piece.cells[place][rows[row]]) for key, place in places.items()}
        yield cells.read(texts, Location(file, row), {key: place + 1 for key, place in places.items()})


def _found_in(heading: tuple[str, ...], table: TableMap, amounts: str) -> dict[str, tuple[Spelling, int]]:
    """How each key is written in a file, and in which column it stands."""
    found: dict[str, tuple[Spelling, int]] = {}
    for key in KEYS:
        mapped = table.columns.get(f"{amounts}_amount" if key == "amount" else key)
        own = Spelling(key)
        spellings = (own, mapped.spelling) if mapped is not None and mapped.from_file else (own,)
        for spelling in spellings:
            if spelling.heading in heading:
                found[key] = spelling, heading.index(spelling.heading)
                break
    return found


def _unknown(file: str, row: int, heading: tuple[str, ...], read: set[str]) -> Iterator[Problem]:
    """DK808, a warning, for headings that are passed over."""
    for position, name in enumerate(heading, 1):
        if name and name not in read:
            close = nearest(name, set(KEYS) - read)
            at, warning = Location(file, row, position), Severity.WARNING
            yield problem("DK808", at, address="orders", severity=warning, heading=name, table="orders", nearest=close)


@frozen
class _Cells:
    """Reads records key by key; ``spellings`` are those that differ from the keys themselves."""

    spellings: Mapping[str, Spelling]
    readers: Mapping[str, CellReader] = field(init=False, repr=False, eq=False)

    @readers.default
    def _by_key(self) -> Mapping[str, CellReader]:
        return {
            key: cell_reader(_COLUMNS[key], self.spellings.get(key) or Spelling(key), filled=key == "customer")
            for key in KEYS
        }

    def record(self, value: Mapping[str, object], at: Location) -> Record:
        """The order that an object is."""
        texts: dict[str, str] = {}
        for key, cell in value.items():
            if key not in KEYS:
                return _unread(at, "desk-key", found=key, close=nearest(key, KEYS))
            if cell is None:
                continue
            if not isinstance(cell, str):
                return _unread(at, "desk-cell", found=key)
            texts[key] = cell
        return self.read(texts, at)

    def read(self, texts: Mapping[str, str], at: Location, places: Mapping[str, int] | None = None) -> Record:
        """The order that cells say, or what is wrong with the first of them that cannot be used."""
        found: dict[str, Value | None] = {}
        for key in KEYS:
            cell = self.readers[key](texts.get(key, ""))
            if isinstance(cell, Refusal):
                place = Location(at.file, at.line, places.get(key, 1)) if places else at
                return Problem(cell.code, place, cell.args, "orders")
            found[key] = cell
        return _order(found, at)


def _order(found: Mapping[str, Value | None], at: Location) -> Order:
    """The order of typed cells."""
    amount, day, wanted_on, days = (found[key] for key in ("amount", "date", "wanted_on", "payment_days"))
    return Order(
        customer=str(found["customer"]),
        amount=amount if isinstance(amount, Decimal) else None,
        order=str(found["order"] or ""),
        currency=str(found["currency"] or ""),
        day=day if isinstance(day, date) else None,
        wanted_on=wanted_on if isinstance(wanted_on, date) else None,
        contract=str(found["contract"] or ""),
        payment_days=days if isinstance(days, int) else None,
        at=at,
    )


def _unread(at: Location, expected: str, *, found: str = "", close: str = "") -> Problem:
    return problem("DK575", at, expected=expected, found=found, nearest=close)
