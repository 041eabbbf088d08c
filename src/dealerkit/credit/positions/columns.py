"""The columns of a book that positions are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Batch, Book, Reject, Value
from dealerkit.book.rejects import Count
from dealerkit.credit.positions.unread import EVERYBODY
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.ranges import read_date

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
REPEATED = "DK842"
"""A row that stands a second time."""
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

    DK517 the amount that is asked for is empty, DK351 no rate brings it into the currency, DK518 a customer of whom
    the book rejects a row. ``unread`` says of each customer which columns left a row of his, dated through the day,
    unknown, and of everybody which columns a table has not.
    """

    book: Book
    currency: str
    amounts: str
    through: date = date.max
    problems: list[Problem] = field(factory=list)
    unread: dict[str, dict[str, date]] = field(factory=dict)

    def lines(self, table: str) -> Iterator[Line]:
        """The usable rows of a table; ``cells`` are those of :data:`USEFUL` after the currency."""
        amount = f"{self.amounts}_amount" if table in BY_AMOUNTS else "amount"
        needed = tuple(dict.fromkeys((*NEEDED[table], amount)))
        if not self.book.has(table):
            return
        lacking = self.book.lacking(table, needed)
        if lacking:
            self.problems.extend(lacking)
            for each in lacking:
                self.leave_unknown(EVERYBODY, date.min, each.address)
            return
        stated = {each.name for each in self.book.columns(table)}
        wanted = (*needed, *(each for each in USEFUL[table] if each in stated))
        yield from self._usable(table, wanted, amount)
        if self.book.counts[table].rejected:
            self._take_rejected(table, wanted, amount)

    def _usable(self, table: str, wanted: Sequence[str], amount: str) -> Iterator[Line]:
        useful, number = USEFUL[table], wanted[0]
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

    def _take_rejected(self, table: str, wanted: Sequence[str], amount: str) -> None:
        """Rows that the book itself rejects: whose they are, as far as they say so.

        A row without a day that can be read may be of any day. A second copy of a row changes nothing.
        """
        where = {
            (why.at.file, why.at.line): (why, column)
            for why, column in self.book.refused(table, wanted)
            if why.at is not None
        }
        if not where:
            return
        number = wanted[0]
        used: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for at, (customer, written, *cells) in self.book.as_written(table, ("customer", "date", number, amount)):
            found, row = where.get((at.file, at.line)), (customer, written, *cells)
            if found is None:
                used[cells[0]].add(row)
                continue
            why, named = found
            if not customer or (why.code == REPEATED and row in used[cells[0]]):
                continue
            column = f"{table}.{named or wanted[0]}"
            day = read_date(written) or date.min
            if day <= self.through and column not in self.unread.get(customer, {}):
                warning = Severity.WARNING
                told = problem("DK518", why.at, severity=warning, customer=customer, column=column, why=why.code)
                self.problems.append(told)
            self.leave_unknown(customer, day, column)

    def leave_unknown(self, customer: str, day: date, column: str) -> None:
        """What a customer owes is not known: a row of his cannot be counted for what stands in a column."""
        if day <= self.through:
            known = self.unread.setdefault(customer, {})
            known[column] = min(day, known.get(column, day))

    def reject(self, batch: Batch, position: int, why: Problem) -> None:
        """Count and list a row that cannot be used."""
        written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
        count = self.book.counts.setdefault(batch.table, Count())
        count.used -= 1
        count.rejected += 1
        count.by_code[why.code] += 1
        self.book.rejects.take(Reject(batch.table, why, written))
        self.problems.append(why)
