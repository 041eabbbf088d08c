"""Cells that cannot be read, where several policies ask of one book.

A row of which a policy needs a cell that cannot be read is no row for that policy, as it would be if it asked alone,
and a row like any other for those that do not ask for the column. A single take that is asked beside a policy's own
loses the row by itself. Only tables whose rows are taken as they stand are read so; a row of any other that cannot
be read for one is read for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.measures.measuring import Losers, Question
from dealerkit.measures.takes import Take
from dealerkit.rebates.sources.late import LateSource
from dealerkit.rebates.sources.source import Source
from dealerkit.rebates.sources.tables import TableSource

Columns = Mapping[str, frozenset[str]]
"""Columns by table."""


@frozen(eq=False)
class Wants:
    """What one party wants to read with the takes of its own, or one take that is asked beside."""

    columns: Mapping[str, tuple[str, ...]]
    party: int | None = None
    take: str | None = None


@frozen(eq=False)
class Unread:
    """Which columns may be unreadable without harm to everybody, and who loses a row for them."""

    spared: Columns = field(factory=dict)
    losers: Mapping[tuple[str, str], Losers] = field(factory=dict)


def only(asked: Mapping[str, Question], takes: Iterable[str]) -> dict[str, Question]:
    """The same questions with some of their takes; those without any are left out."""
    kept = frozenset(takes)
    found = {source: evolve(each, takes=_of(each.takes, kept)) for source, each in asked.items()}
    return {source: each for source, each in found.items() if each.takes}


def unread(book: Book, wants: Sequence[Wants], sources: Iterable[Source]) -> Unread:
    """Who loses what; nothing is spared of tables that are not read as they stand."""
    every = tuple(sources)
    firm = {table for each in every if not _is_table(each) for table in each.reads((), book)}
    spared: dict[str, frozenset[str]] = {}
    found: dict[tuple[str, str], tuple[set[int], set[str]]] = {}
    for table in {table for each in wants for table in each.columns} - firm:
        readers = [each for each in wants if table in each.columns]
        by_all = frozenset.intersection(*(frozenset(each.columns[table]) for each in readers))
        some = frozenset(column for each in readers for column in each.columns[table]) - by_all
        if not some:
            continue
        spared[table] = some
        for each in readers:
            for column in book.needed(table, each.columns[table]):
                parties, takes = found.setdefault((table, column), (set(), set()))
                if each.party is not None:
                    parties.add(each.party)
                if each.take is not None:
                    takes.add(each.take)
    return Unread(spared, {at: Losers(frozenset(parties), frozenset(takes)) for at, (parties, takes) in found.items()})


def _of(takes: Iterable[Take], kept: frozenset[str]) -> tuple[Take, ...]:
    return tuple(each for each in takes if each.id in kept)


def _is_table(source: Source) -> bool:
    return isinstance(source.inner if isinstance(source, LateSource) else source, TableSource)
