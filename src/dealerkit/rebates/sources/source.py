"""What a source is, and what it is given when it is asked for its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from attrs import frozen

from dealerkit.book import Batch, Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.facts import Fact
from dealerkit.problems import Problem


@frozen(eq=False)
class Feed:
    """What a source is asked for, and where it says what it cannot use.

    ``wanted`` are the columns of its own rows that the pass reads, ``date`` and ``dealer`` always among them.
    """

    book: Book
    masters: Masters
    wanted: tuple[str, ...]
    as_of: date
    currency: str
    stream: Callable[[str], Iterator[Batch]]
    refuse: Callable[[Batch, int, Problem], object]
    problems: list[Problem]

    def batches(self, table: str) -> Iterator[Batch]:
        """The usable rows of a table, with the columns that ``reads`` named for it.

        Rows that the reader refuses are counted and listed once, however many sources read the table.
        """
        return self.stream(table)

    def reject(self, batch: Batch, position: int, why: Problem) -> None:
        """List a row of a table that the source cannot use; it is counted as rejected, once, under ``batch.table``."""
        self.refuse(batch, position, why)

    def find(self, why: Problem) -> None:
        """Tell a finding that is not about one row, or about a row that is used all the same."""
        self.problems.append(why)


class Source(Protocol):
    """One kind of rows that a base can add up.

    ``facts`` are what a ``where`` may ask of its rows, all of them under ``root`` (``sale.outlet``); those that
    the catalogue has already (``line.*``) need not be repeated. The number columns among them are its measures.
    """

    @property
    def name(self) -> str:
        """The word under ``from``."""
        ...

    @property
    def root(self) -> str:
        """The first part of the names of its facts."""
        ...

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What may be asked of its rows, and of no other source's."""
        ...

    @property
    def reckons(self) -> bool:
        """Whether its rows are reckoned from several rows of a table each.

        Then a row of the table that is lost changes others; elsewhere it is missing by itself, and a row keeps the
        place (``Batch.rows``) of the one that it comes of.
        """
        ...

    def columns(self, book: Book) -> frozenset[str]:
        """The columns that its rows have with this book: what stands after the dot of its facts."""
        ...

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """Table by table, the columns without which its rows cannot have the wanted ones (DK802, DK809)."""
        ...

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """Its rows, each with the wanted columns; one that is lacking may be left out and is then empty.

        ``Batch.table``, ``rows``, ``file`` and ``places`` say where a row stands: under these it is listed if the
        pass cannot use it. Several rows may stand at one place. The rows need no order.
        """
        ...
