"""Trade after a contract's end: the last day on which anything was ordered or sold under it, or under none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.contracts.streams import stream

_SOURCES = (("lines", "dealer"), ("orders", "customer"))
"""The tables that show trade, and their column of who bought."""

_CANCELLED = "cancelled"


@frozen(eq=False)
class Trades:
    """The days of trade through a day: the last one by contract, and all of those that name no contract."""

    last: dict[str, date]
    loose: dict[str, frozenset[date]]

    def after(self, contract: str, customer: str, until: date, covered: frozenset[date] = frozenset()) -> date | None:
        """The last day of trade after a day: under the contract, or under none on a day that none other covers."""
        days = [day for day in self.loose.get(customer, ()) if day > until and day not in covered]
        named = self.last.get(contract)
        if named is not None and named > until:
            days.append(named)
        return max(days, default=None)


def read_trades(book: Book, as_of: date) -> Trades:
    """What was ordered and sold through the day; one pass over each table, nothing of it is held but days."""
    last: dict[str, date] = {}
    loose: dict[str, set[date]] = defaultdict(set)
    for contract, customer, day in _trades(book, as_of):
        if contract:
            last[contract] = max(day, last.get(contract, day))
        else:
            loose[customer].add(day)
    return Trades(last, {customer: frozenset(days) for customer, days in loose.items()})


def _trades(book: Book, as_of: date) -> Iterator[tuple[str, str, date]]:
    for table, who in _SOURCES:
        stated = {each.name for each in book.columns(table)}
        if not {"date", who} <= stated:
            continue
        for batch in stream(book, table):
            contracts = batch.columns.get("contract") or [None] * len(batch)
            empty = [None] * len(batch)
            units, states = batch.columns.get("quantity") or empty, batch.columns.get("status") or empty
            rows = zip(batch.columns["date"], batch.columns[who], contracts, units, states, strict=True)
            for day, customer, contract, quantity, status in rows:
                # What came back, and an order that was called off, is no trade.
                if status == _CANCELLED or (isinstance(quantity, Decimal) and quantity < 0):
                    continue
                if isinstance(day, date) and day <= as_of:
                    yield str(contract or ""), str(customer or ""), day
