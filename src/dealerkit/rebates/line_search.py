"""Finding one line of a book: by its document and number, or by the file and row it stands in.

A line that is asked about may be one that nobody can use, so every row is looked at as it is written,
and what became of it is asked of the reader afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import field, frozen

from dealerkit.book import Batch, Book, Reject
from dealerkit.book.cells import shown
from dealerkit.book.columns import written
from dealerkit.problems import Location, Problem, problem

LINES = "lines"
REPEATED = "DK842"
"""The code of a line that is there twice."""

_NAME = ("document", "line_no")
_MOST_TOLD = 20


class Fate(Enum):
    """What became of a row of the lines."""

    READ = "read"
    """It can be used: the programmes are asked about it."""
    REJECTED = "rejected"
    """It cannot be used, and its reject says why."""
    LATER = "later"
    """It is dated after the day of the question."""
    UNRECORDED = "unrecorded"
    """It was recorded after the day as of which the book is known."""
    IGNORED = "ignored"
    """A rule of the book leaves it out: a total, an empty row."""


@frozen
class LineName:
    """What a line is asked for by: ``F2602010024:2``, ``lines-2026-02.csv:154``, or a document with all its lines."""

    text: str
    before: str = field(init=False)
    after: str = field(init=False)

    @before.default
    def _before(self) -> str:
        return self.text.replace("\\", "/").rpartition(":")[0]

    @after.default
    def _after(self) -> str:
        return self.text.rpartition(":")[2]

    def is_in(self, file: str) -> bool:
        """Whether a file is meant by it, with or without the folders around it."""
        return self.before == file or self.before.endswith(f"/{file}")

    def is_at(self, at: Location) -> bool:
        """Whether this row is meant."""
        return self.after == str(at.line) and self.is_in(at.file)

    def is_called(self, document: str, line_no: str) -> bool:
        """Whether a line of this document and number is meant."""
        return bool(document) and (self.text == document or (self.before, self.after) == (document, line_no))


@frozen(eq=False)
class FoundLine:
    """One row that is meant, and what became of it; ``batch`` holds it alone where the reader could use it.

    ``first`` is the line that counts in place of one that is there twice.
    """

    at: Location
    fate: Fate
    batch: Batch | None = None
    reject: Reject | None = None
    first: Location | None = None


@frozen
class _Sought:
    """The rows that may be meant, and what to say if none is."""

    places: dict[Location, str]
    document: tuple[str, ...]
    file: str
    rows: tuple[int, int]


class _Kept:
    """Keeps the rejected rows of a few places."""

    def __init__(self, name: LineName, places: dict[Location, str]) -> None:
        self._name = name
        self._places = {_row(each) for each in places}
        self.found: dict[tuple[str, int], Reject] = {}

    def take(self, reject: Reject) -> None:
        """Keep the reject if its row is meant."""
        if _row(reject.at) in self._places or self._name.is_at(reject.at):
            self.found.setdefault(_row(reject.at), reject)


def find_lines(book: Book, name: LineName, wanted: Sequence[str]) -> tuple[FoundLine, ...] | Problem:
    """Every row that is meant, in the order of the book; DK390 where there is none.

    ``wanted`` are the columns that the programmes ask for: the reader refuses a row for these, and no others.
    """
    sought = _sought(book, name)
    own = tuple(column.name for column in book.columns(LINES) if column.name in _NAME)
    asked = (*wanted, *(each for each in own if each not in wanted))
    kept = _Kept(name, sought.places)
    used = {_row(each.at(0)): each for each in _used(book.reread(kept), name, asked, sought.places)}
    rows = sorted({*map(_row, sought.places), *used, *kept.found})
    if not rows:
        return _nothing(name, sought)
    recorded = {_row(at): day for at, day in sought.places.items()}
    return tuple(_found(book, row, used.get(row), kept.found.get(row), recorded.get(row, ""), asked) for row in rows)


def _sought(book: Book, name: LineName) -> _Sought:
    """Look through the rows as they are written."""
    places: dict[Location, str] = {}
    lines: dict[str, None] = {}
    rows: list[int] = []
    file = ""
    for at, (document, line_no, recorded) in book.as_written(LINES, (*_NAME, "recorded_at")):
        if name.is_at(at) or name.is_called(document, line_no):
            places[at] = recorded
        if name.is_in(at.file):
            file = at.file
            rows.append(at.line)
        if document and document in {name.before, name.text}:
            lines[line_no] = None
    return _Sought(places, tuple(lines), file, (min(rows, default=0), max(rows, default=0)))


def _used(book: Book, name: LineName, asked: Sequence[str], places: dict[Location, str]) -> Iterator[Batch]:
    """The rows that are meant and can be used, each as a batch of its own."""
    meant = {_row(each) for each in places}
    files = {file for file, _ in meant}
    for batch in book.batches(LINES, asked):
        documents = batch.columns.get("document", ())
        if batch.file not in files and not name.is_in(batch.file) and not {name.before, name.text} & {*documents}:
            continue
        numbers = batch.columns.get("line_no") or [None] * len(batch)
        for i, row in enumerate(batch.rows):
            called = bool(documents) and name.is_called(str(documents[i]), str(numbers[i]))
            if called or (batch.file, row) in meant:
                columns = {column: [cells[i]] for column, cells in batch.columns.items()}
                yield Batch(batch.table, columns, (row,), batch.file, batch.places)


def _found(
    book: Book, row: tuple[str, int], batch: Batch | None, reject: Reject | None, recorded: str, asked: Sequence[str]
) -> FoundLine:
    at = Location(*row)
    if batch is not None:
        return FoundLine(at, Fate.READ, batch)
    if reject is not None:
        first = _first(book, reject, asked) if reject.problem.code == REPEATED else None
        return FoundLine(at, Fate.REJECTED, reject=reject, first=first)
    is_unrecorded = book.known_at is not None and recorded > book.known_at.isoformat()
    return FoundLine(at, Fate.UNRECORDED if is_unrecorded else Fate.IGNORED)


def _first(book: Book, reject: Reject, asked: Sequence[str]) -> Location | None:
    """Where the line stands that a repeated one repeats."""
    columns, key = (reject.problem.arg(each) for each in ("columns", "key"))
    if not isinstance(columns, tuple):  # pragma: no cover - the reader always says them
        return None
    for batch in book.reread(_Kept(LineName(""), {})).batches(LINES, (*asked, *columns)):
        for i, values in enumerate(zip(*(batch.columns[each] for each in columns), strict=True)):
            if tuple(shown(written(each)) for each in values) == key:
                return batch.at(i)
    return None  # pragma: no cover - what is repeated is there


def _nothing(name: LineName, sought: _Sought) -> Problem:
    first, last = sought.rows
    told = (*sought.document[:_MOST_TOLD], *(("…",) if len(sought.document) > _MOST_TOLD else ()))
    document = name.before if sought.document else ""
    return problem(
        "DK390", None, line=name.text, file=sought.file, first=first, last=last, document=document, lines=told
    )


def _row(at: Location) -> tuple[str, int]:
    """The row of a place, whichever cell is meant."""
    return at.file, at.line
