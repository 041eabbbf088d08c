"""The columns of a book that positions are read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Batch, Book, Reject, Value
from dealerkit.book.rejects import Count
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import Location, Problem, problem

NEEDED = {
    "orders": ("order", "date", "customer"),
    "deliveries": ("delivery", "date", "customer"),
    "invoices": ("invoice", "date", "customer"),
    "receipts": ("receipt", "date", "customer", "amount"),
    "bills": ("bill", "date", "customer", "amount"),
}
USEFUL = {
    "orders": ("currency", "status", "contract", "wanted_on", "payment_days"),
    "deliveries": ("currency", "order", "invoice"),
    "invoices": ("currency", "due_on", "order", "contract", "kind", "instalment"),
    "receipts": ("currency", "invoice", "kind", "order", "contract", "instalment", "plan"),
    "bills": ("currency", "due_on", "invoice", "status", "settled_on"),
}
BY_AMOUNTS = frozenset({"orders", "deliveries", "invoices"})
"""Tables whose amounts are with or without value added tax."""


class Line:
    """One usable row: its day, its customer, its amount and its other cells."""

    # Plain slots: a book has many rows, and a frozen class takes three times as long to fill.
    __slots__ = ("amount", "batch", "cells", "customer", "day", "number", "position")

    def __init__(
        self,
        day: date,
        customer: str,
        amount: Decimal,
        number: str,
        cells: Sequence[Value | None],
        batch: Batch,
        position: int,
    ) -> None:
        self.day = day
        self.customer = customer
        self.amount = amount
        self.number = number
        self.cells = cells
        self.batch = batch
        self.position = position

    def at(self, column: str = "") -> Location:
        """Where a cell stands."""
        return self.batch.at(self.position, column)


@frozen(eq=False)
class Columns:
    """Reads tables in the policy's currency; a row that cannot count is rejected by name.

    DK517 the amount that is asked for is empty, DK351 no rate brings it into the currency. ``unread`` says of
    each customer which columns left a row of his, dated through the day, unknown.
    """

    book: Book
    currency: str
    amounts: str
    through: date = date.max
    problems: list[Problem] = field(factory=list)
    unread: dict[str, tuple[str, ...]] = field(factory=dict)

    def lines(self, table: str) -> Iterator[Line]:
        """The usable rows of a table; ``cells`` are those of :data:`USEFUL` after the currency."""
        amount = f"{self.amounts}_amount" if table in BY_AMOUNTS else "amount"
        needed = tuple(dict.fromkeys((*NEEDED[table], amount)))
        if not self.book.has(table):
            return
        lacking = self.book.lacking(table, needed)
        if lacking:
            self.problems.extend(lacking)
            return
        stated = {each.name for each in self.book.columns(table)}
        useful = USEFUL[table]
        wanted = (*needed, *(each for each in useful if each in stated))
        number = needed[0]
        batches: Iterable[Batch] = in_currency(self.book.batches(table, wanted), self.book, self.currency)
        for batch in batches:
            empty: Sequence[Value | None] = [None] * len(batch)
            get = batch.columns.get
            rows = zip(*(get(each, empty) for each in (number, "date", "customer", amount, *useful)), strict=True)
            for position, (named, day, customer, money, currency, *cells) in enumerate(rows):
                if not isinstance(day, date) or customer is None:
                    continue
                if not isinstance(money, Decimal):
                    why = problem("DK517", batch.at(position, amount), table=table, number=str(named), column=amount)
                elif currency is not None and currency != self.currency:
                    why = problem("DK351", batch.at(position, "currency"), currency=str(currency), policy=self.currency)
                else:
                    yield Line(day, str(customer), money, str(named or ""), cells, batch, position)
                    continue
                column = "currency" if isinstance(money, Decimal) else amount
                self.leave_unknown(str(customer), day, f"{table}.{column}")
                self.reject(batch, position, why)

    def leave_unknown(self, customer: str, day: date, column: str) -> None:
        """What a customer owes is not known: a row of his cannot be counted for what stands in a column."""
        known = self.unread.get(customer, ())
        if day <= self.through and column not in known:
            self.unread[customer] = (*known, column)

    def reject(self, batch: Batch, position: int, why: Problem) -> None:
        """Count and list a row that cannot be used."""
        written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
        count = self.book.counts.setdefault(batch.table, Count())
        count.used -= 1
        count.rejected += 1
        count.by_code[why.code] += 1
        self.book.rejects.take(Reject(batch.table, why, written))
        self.problems.append(why)
