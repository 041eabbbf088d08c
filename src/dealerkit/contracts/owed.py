"""What customers owe by invoice on a day: gross amounts, what receipts paid of them, and what is open.

Amounts are in the policy's currency, at the rate of the invoice's day. A receipt in another currency than its
invoice pays nothing of it here; the receivables say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.problems import Problem
from dealerkit.receivables.receipts import Receipt, applied
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_INVOICES = ("invoice", "date", "customer", "gross_amount")
_OF_INVOICES = ("currency", "due_on", "order", "contract", "instalment", "kind")
_RECEIPTS = ("receipt", "date", "customer", "amount")
_OF_RECEIPTS = ("currency", "invoice", "kind", "order", "contract", "instalment")


@frozen(kw_only=True)
class Owed:
    """One invoice, below zero for a credit note, and what was paid of it by the day."""

    invoice: str
    customer: str
    day: date
    gross: Decimal
    paid: Decimal
    due_on: date | None = None
    order: str = ""
    contract: str = ""
    instalment: str = ""
    kind: str = ""

    @property
    def open(self) -> Decimal:
        """What is not paid of it."""
        return EXACT.subtract(self.gross, self.paid)

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been paid before the day, and something of it is open."""
        return self.due_on is not None and self.due_on < day and self.open > 0


@frozen(kw_only=True)
class Money:
    """One receipt that names no invoice: a deposit, money for a contract, money on account."""

    receipt: str
    customer: str
    day: date
    amount: Decimal
    kind: str = ""
    contract: str = ""
    instalment: str = ""


@frozen(eq=False)
class Ledger:
    """Every invoice and every receipt without one, through a day. ``is_there`` says whether a book has invoices."""

    invoices: tuple[Owed, ...]
    money: tuple[Money, ...]
    is_there: bool
    problems: tuple[Problem, ...] = ()

    def owed_by(self, customer: str) -> tuple[Owed, ...]:
        """The invoices of one customer."""
        return tuple(each for each in self.invoices if each.customer == customer)


def read_ledger(book: Book, currency: str, as_of: date) -> Ledger:
    """Invoices with what was paid of them. Findings: DK678 an amount has no rate on its day and is left out."""
    problems: list[Problem] = []
    paid: dict[str, list[Receipt]] = defaultdict(list)
    loose: list[Money] = []
    for cells in _rows(book, "receipts", _RECEIPTS, _OF_RECEIPTS, as_of):
        number, day, customer, amount = cells["receipt"], cells["date"], cells["customer"], cells["amount"]
        assert isinstance(day, date)  # noqa: S101 - the rows are those of a day
        assert isinstance(amount, Decimal)  # noqa: S101 - rows without one are skipped
        written = str(cells["currency"] or "")
        if cells["invoice"]:
            receipt = Receipt(str(number), day, amount, str(cells["invoice"]), str(cells["kind"] or ""), written)
            paid[receipt.invoice].append(receipt)
            continue
        found = converted(book, amount, written, currency, day)
        if found is None:
            problems.append(no_rate(None, "receipts", str(number), written, currency, day))
            continue
        loose.append(
            Money(
                receipt=str(number),
                customer=str(customer),
                day=day,
                amount=found,
                kind=str(cells["kind"] or ""),
                contract=str(cells["contract"] or ""),
                instalment=str(cells["instalment"] or ""),
            )
        )
    invoices: list[Owed] = []
    for cells in _rows(book, "invoices", _INVOICES, _OF_INVOICES, as_of):
        number, day, gross = str(cells["invoice"]), cells["date"], cells["gross_amount"]
        assert isinstance(day, date)  # noqa: S101 - the rows are those of a day
        assert isinstance(gross, Decimal)  # noqa: S101 - rows without one are skipped
        written = str(cells["currency"] or "")
        same = [each for each in paid.get(number, ()) if (each.currency or written) == (written or each.currency)]
        part = total_of_decimals(each.amount for each in applied(gross, same))
        ours, settled = converted(book, gross, written, currency, day), converted(book, part, written, currency, day)
        if ours is None or settled is None:
            problems.append(no_rate(None, "invoices", number, written, currency, day))
            continue
        due = cells["due_on"]
        invoices.append(
            Owed(
                invoice=number,
                customer=str(cells["customer"]),
                day=day,
                gross=ours,
                paid=settled,
                due_on=due if isinstance(due, date) else None,
                order=str(cells["order"] or ""),
                contract=str(cells["contract"] or ""),
                instalment=str(cells["instalment"] or ""),
                kind=str(cells["kind"] or ""),
            )
        )
    invoices.sort(key=lambda each: (each.day, each.invoice))
    is_there = not book.lacking("invoices", _INVOICES)
    return Ledger(tuple(invoices), tuple(loose), is_there, tuple(problems))


def open_of(invoices: tuple[Owed, ...]) -> Decimal:
    """What is open of invoices together."""
    return total_of_decimals(each.open for each in invoices) if invoices else ZERO


def _rows(
    book: Book, table: str, needed: tuple[str, ...], useful: tuple[str, ...], as_of: date
) -> Iterator[dict[str, object]]:
    """The rows of a table through a day, with the columns that are needed; nothing where one of them is not there."""
    if book.lacking(table, needed):
        return
    stated = {each.name for each in book.columns(table)}
    wanted = (*needed, *(name for name in useful if name in stated))
    for batch in book.batches(table, wanted):
        for i in range(len(batch)):
            cells: dict[str, object] = {name: batch.columns[name][i] for name in wanted}
            day = cells["date"]
            if isinstance(day, date) and day <= as_of and all(cells[name] is not None for name in needed):
                yield {**dict.fromkeys(useful), **cells}
