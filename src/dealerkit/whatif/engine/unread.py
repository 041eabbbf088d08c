"""Cells that cannot be read, where several policies ask of one book.

A row of which a policy needs a cell that cannot be read is no row for that policy, as it would be if it asked alone,
and a row like any other for those that do not ask for the column. A single take that is asked beside a policy's own
loses the row by itself. Where rows are reckoned from several others, all policies of a pass read the same columns:
what takes beside them ask is empty there where it cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.measures.question import Losers, Question
from dealerkit.measures.takes import Take
from dealerkit.rebates.sources.passes import NOTHING_SPARED, Spared


@frozen(eq=False)
class Wants:
    """What one party wants to read with the takes of its own, or one take that is asked beside."""

    columns: Mapping[str, tuple[str, ...]]
    party: int | None = None
    take: str | None = None


@frozen(eq=False)
class Unread:
    """Which columns may be unreadable without harm to everybody, and who loses a row for them."""

    spared: Spared = NOTHING_SPARED
    losers: Mapping[tuple[str, str], Losers] = field(factory=dict)


def only(asked: Mapping[str, Question], takes: Iterable[str]) -> dict[str, Question]:
    """The same questions with some of their takes; those without any are left out."""
    kept = frozenset(takes)
    found = {source: evolve(each, takes=_of(each.takes, kept)) for source, each in asked.items()}
    return {source: each for source, each in found.items() if each.takes}


def unread(book: Book, wants: Sequence[Wants]) -> Unread:
    """Who loses what."""
    rows: dict[str, frozenset[str]] = {}
    reckoned: dict[str, frozenset[str]] = {}
    found: dict[tuple[str, str], tuple[set[int], set[str]]] = {}
    for table in {table for each in wants for table in each.columns}:
        readers = [each for each in wants if table in each.columns]
        by_all = frozenset.intersection(*(frozenset(each.columns[table]) for each in readers))
        some = frozenset(column for each in readers for column in each.columns[table]) - by_all
        if not some:
            continue
        rows[table] = some
        reckoned[table] = some.difference(*(each.columns[table] for each in readers if each.party is not None))
        for each in readers:
            for column in book.needed(table, each.columns[table]):
                parties, takes = found.setdefault((table, column), (set(), set()))
                if each.party is not None:
                    parties.add(each.party)
                if each.take is not None:
                    takes.add(each.take)
    losers = {at: Losers(frozenset(parties), frozenset(takes)) for at, (parties, takes) in found.items()}
    return Unread(Spared(rows, reckoned), losers)


def _of(takes: Iterable[Take], kept: frozenset[str]) -> tuple[Take, ...]:
    return tuple(each for each in takes if each.id in kept)
