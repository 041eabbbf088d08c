"""Purchases of sub-dealers (二批): the rows of `sell_through` that say who bought, credited to the buyer.

Each sub-dealer has a card, and every purchase is entered on it. A row names the buyer by its code, by its card, or
by both; a row that names neither is a sale to a final customer and is nobody's purchase here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import compress

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book, Row
from dealerkit.book.tables.trade import SELL_THROUGH
from dealerkit.policy.facts import Fact
from dealerkit.problems import Problem, problem
from dealerkit.rebates.sources.source import Feed
from dealerkit.rebates.sources.tables import SELLER, with_columns

_TABLE = SELL_THROUGH.name


@frozen
class Cards:
    """Whose card it was on a day, from the customer file."""

    _rows: Mapping[str, tuple[Row, ...]] = field(repr=False)

    @classmethod
    def of(cls, book: Book) -> Cards:
        """The cards of a book."""
        found: dict[str, list[Row]] = {}
        for row in book.rows("customers"):
            if isinstance(card := row.get("card"), str):
                found.setdefault(card, []).append(row)
        return cls({card: tuple(rows) for card, rows in found.items()})

    def holder(self, card: str, day: date) -> str | None:
        """The customer who has the card on the day; None where nobody has, or several have."""
        holders = {str(row["customer"]) for row in self._rows.get(card, ()) if _is_valid(row, day)}
        return holders.pop() if len(holders) == 1 else None


@frozen(kw_only=True)
class BuyerSource:
    """Reports of sales, each credited to the sub-dealer who bought. Facts are those of the reports."""

    name: str = "sell-through"
    root: str = "sale"
    facts: tuple[Fact, ...] = ()
    reckons: bool = False

    def columns(self, book: Book) -> frozenset[str]:
        """The columns of the reports."""
        names = {column.name for column in book.columns(_TABLE)}
        return frozenset(names | {name for name, column in SELLER.items() if column in names})

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """The wanted columns, and those that name the buyer: one of them is enough."""
        named = tuple(name for name in ("buyer", "card") if name in self.columns(book)) or ("buyer",)
        return {_TABLE: tuple(dict.fromkeys((*(SELLER.get(name, name) for name in wanted), *named)))}

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """The purchases. DK403 a card is unknown, DK404 it is another buyer's: such rows are rejected."""
        cards = Cards.of(feed.book)
        for batch in feed.batches(_TABLE):
            buyers = [_buyer(batch, position, cards) for position in range(len(batch))]
            for position, found in enumerate(buyers):
                if isinstance(found, Problem) and not _is_later(batch, position, feed.as_of):
                    feed.reject(batch, position, found)
            keep = [isinstance(found, str) for found in buyers]
            every = with_columns(batch, SELLER).columns
            columns = {name: list(compress(cells, keep)) for name, cells in every.items()}
            columns["dealer"] = [found for found in buyers if isinstance(found, str)]
            places = {**batch.places, "dealer": batch.places.get("buyer", batch.places.get("card", 1))}
            yield evolve(batch, columns=columns, rows=list(compress(batch.rows, keep)), places=places)


def _buyer(batch: Batch, position: int, cards: Cards) -> str | Problem | None:
    """Who bought; None for a final customer; the problem where it cannot be told."""
    buyer, card = (batch.columns[name][position] if name in batch.columns else None for name in ("buyer", "card"))
    day = batch.columns["date"][position]
    if not isinstance(card, str) or not isinstance(day, date):
        return buyer if isinstance(buyer, str) else None
    holder = cards.holder(card, day)
    if holder is None:
        return problem("DK403", batch.at(position, "card"), card=card, date=day)
    if isinstance(buyer, str) and buyer != holder:
        return problem("DK404", batch.at(position, "card"), card=card, holder=holder, buyer=buyer)
    return holder


def _is_later(batch: Batch, position: int, as_of: date) -> bool:
    day = batch.columns["date"][position]
    return isinstance(day, date) and day > as_of


def _is_valid(row: Row, day: date) -> bool:
    first, last = row.get("valid_from"), row.get("valid_to")
    return (not isinstance(first, date) or first <= day) and (not isinstance(last, date) or day <= last)
