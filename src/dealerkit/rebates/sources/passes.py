"""One pass over each source that is asked for, and what became of its rows.

With takes of invoice lines alone there is one pass over them, and its cells are the answer. Where several
sources are asked, each has its own pass; a table that two of them read is read with the columns of both, and
its unusable rows are counted and listed once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book, FirstRejects, Reject
from dealerkit.book.rejects import Count
from dealerkit.measures.cells import Cells
from dealerkit.measures.currencies import in_currency
from dealerkit.measures.measuring import measure
from dealerkit.measures.question import Question
from dealerkit.measures.routed import AnyCells, RoutedCells
from dealerkit.measures.takes import LINES, Take
from dealerkit.problems import Problem, in_order
from dealerkit.rebates.sources.registry import STREAMS
from dealerkit.rebates.sources.source import Feed, Source


@frozen(eq=False)
class Spared:
    """Columns by table of which a cell that cannot be read leaves its row: see :attr:`Question.unread`.

    ``rows`` are those that not everybody asks for; ``reckoned`` those that no rule asks for that adds up rows
    reckoned from several of the table.
    """

    rows: Mapping[str, frozenset[str]] = field(factory=dict)
    reckoned: Mapping[str, frozenset[str]] = field(factory=dict)


NOTHING_SPARED = Spared()


Altered = Callable[[Batch], Batch]
"""Gives the rows of a table as they are to be read."""


def as_read(batch: Batch) -> Batch:
    """The rows as the book has them."""
    return batch


@frozen(eq=False)
class Passed:
    """What the passes found: cells, what the book lacks for them, findings of the sources, refused rows."""

    cells: AnyCells
    lacking: tuple[Problem, ...]
    rejects: FirstRejects


def questions(takes: Iterable[Take], general: Question, streams: Mapping[str, Source] = STREAMS) -> dict[str, Question]:
    """The question for each source: its takes, and the columns its rows have. Lines are asked where nothing else is."""
    grouped: dict[str, list[Take]] = {}
    for take in takes:
        grouped.setdefault(take.source, []).append(take)
    if not grouped:
        grouped[LINES] = []
    book = general.masters.book
    return {
        # Lines first: what is told of them has always been told first.
        source: evolve(general, takes=tuple(grouped[source]), columns=streams[source].columns(book))
        for source in sorted(grouped, key=lambda name: (name != LINES, name))
    }


def passed(
    book: Book,
    asked: Mapping[str, Question],
    streams: Mapping[str, Source] = STREAMS,
    spared: Spared = NOTHING_SPARED,
    sources: Collection[str] | None = None,
    altered: Altered = as_read,
) -> Passed:
    """Read every source once, and add up what its takes count.

    Of ``sources`` alone, where they are given: the tables are read all the same with the columns that all need.
    """
    # A source other than the lines may give several rows for one of a table.
    by_table = columns_by_table(book, asked, streams)
    reader = _Reader(book, by_table, FirstRejects(), set(asked) != {LINES}, spared, altered)
    lacking: list[Problem] = []
    for source, question in asked.items():
        for table, columns in streams[source].reads(question.wanted(), book).items():
            lacking += book.lacking(table, columns)
    cells = {
        source: _measured(streams[source], question, reader)
        for source, question in asked.items()
        if sources is None or source in sources
    }
    only = cells.get(LINES) if len(cells) == 1 else None
    found = in_order([*lacking, *reader.findings])
    return Passed(only if only is not None else RoutedCells(cells), found, reader.rejects)


def _measured(source: Source, question: Question, reader: _Reader) -> Cells:
    feed = Feed(
        book=reader.book,
        masters=question.masters,
        wanted=question.wanted(),
        as_of=question.as_of,
        currency=question.currency,
        stream=reader.reckoned if source.reckons else reader.rows,
        refuse=reader.refuse,
        problems=reader.findings,
    )
    rows = in_currency(source.batches(feed), reader.book, question.currency)
    return measure(rows, question, reader.refuse)


def columns_by_table(
    book: Book, asked: Mapping[str, Question], streams: Mapping[str, Source]
) -> dict[str, tuple[str, ...]]:
    """What is read of each table by any source, so that all of them meet the same usable rows."""
    found: dict[str, set[str]] = {}
    for source, question in asked.items():
        for table, columns in streams[source].reads(question.wanted(), book).items():
            found.setdefault(table, set()).update(columns)
    return {table: tuple(sorted(columns)) for table, columns in found.items()}


def rejected(book: Book, batch: Batch, position: int, why: Problem) -> Reject:
    """Count a row that was read as rejected, and list it with those that the book itself refuses."""
    written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
    reject = Reject(batch.table, why, written)
    count = book.counts.setdefault(batch.table, Count())
    count.used -= 1
    count.rejected += 1
    count.by_code[why.code] += 1
    book.rejects.take(reject)
    return reject


@frozen(eq=False)
class _Reader:
    """Reads tables for sources; the rows that cannot be used are listed with those that the book itself refuses."""

    book: Book
    columns: Mapping[str, tuple[str, ...]]
    rejects: FirstRejects
    several: bool
    spared: Spared = NOTHING_SPARED
    altered: Altered = as_read
    findings: list[Problem] = field(factory=list)
    _read: set[str] = field(factory=set, init=False)
    _refused: set[tuple[str, str, int]] = field(factory=set, init=False)

    def rows(self, table: str) -> Iterator[Batch]:
        """The usable rows of a table, for a source of which each row comes of one of them."""
        return self._batches(table, self.spared.rows)

    def reckoned(self, table: str) -> Iterator[Batch]:
        """The usable rows of a table, for a source that reckons its rows from several."""
        return self._batches(table, self.spared.reckoned)

    def _batches(self, table: str, spared: Mapping[str, frozenset[str]]) -> Iterator[Batch]:
        """What was listed on a table's first reading is not listed again."""
        book = self.book if table not in self._read else self.book.reread(FirstRejects(keep=0))
        self._read.add(table)
        return map(self.altered, book.batches(table, self.columns.get(table, ()), tuple(sorted(spared.get(table, ())))))

    def refuse(self, batch: Batch, position: int, why: Problem) -> None:
        """List a row as rejected and count it as such, once."""
        if self.several:
            row = (batch.table, batch.file, batch.rows[position])
            if row in self._refused:
                return
            self._refused.add(row)
        self.rejects.take(rejected(self.book, batch, position, why))
