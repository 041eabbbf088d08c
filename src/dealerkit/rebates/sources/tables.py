"""Sources that are tables as they stand: each row of the table is one row of the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book, Value
from dealerkit.book.kinds import Table
from dealerkit.book.tables.rebates import LINES
from dealerkit.book.tables.service import INCIDENTS
from dealerkit.book.tables.trade import SELL_THROUGH
from dealerkit.measures.table_facts import facts_of
from dealerkit.policy.facts import Fact
from dealerkit.rebates.sources.source import Feed


@frozen(kw_only=True)
class TableSource:
    """Rows of one table. ``renamed`` are columns that the table calls otherwise: ``dealer`` is the payee."""

    name: str
    root: str
    table: Table
    renamed: Mapping[str, str] = field(factory=dict)
    facts: tuple[Fact, ...] = field()
    reckons: bool = False

    @facts.default
    def _columns_of_the_table(self) -> tuple[Fact, ...]:
        names = {column: name for name, column in self.renamed.items() if name != DEALER}
        return tuple(facts_of(self.root, self.table, f"{self.root} date", names))

    def columns(self, book: Book) -> frozenset[str]:
        """The columns the table has, and those that its rows call otherwise."""
        names = {column.name for column in book.columns(self.table.name)}
        return frozenset(names | {name for name, column in self.renamed.items() if column in names})

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """The wanted columns of the one table."""
        del book
        return {self.table.name: tuple(dict.fromkeys(self.renamed.get(name, name) for name in wanted))}

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """The table's rows."""
        named = {name: column for name, column in self.renamed.items() if name in feed.wanted}
        for batch in feed.batches(self.table.name):
            yield with_columns(batch, named) if named else batch


def with_columns(batch: Batch, named: Mapping[str, str]) -> Batch:
    """The batch with some of its columns under other names as well; a column that it has not is empty."""
    empty: list[Value | None] = [None] * len(batch)
    columns = {name: batch.columns.get(column, empty) for name, column in named.items()}
    places = {name: batch.places[column] for name, column in named.items() if column in batch.places}
    return evolve(batch, columns={**batch.columns, **columns}, places={**batch.places, **places})


DEALER = "dealer"
"""The column of who is credited."""

SELLER = {"seller": DEALER}
"""Who sold: of a report that is credited to the buyer, `dealer` is the buyer."""

LINE_SOURCE = TableSource(name="lines", root="line", table=LINES)
SELL_THROUGH_SOURCE = TableSource(name="sell-through", root="sale", table=SELL_THROUGH, renamed=SELLER)
INCIDENT_SOURCE = TableSource(name="incidents", root="incident", table=INCIDENTS, renamed={DEALER: "customer"})
