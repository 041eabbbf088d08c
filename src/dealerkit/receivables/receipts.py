"""Receipts applied to invoices: how much of each invoice was paid, when, and by what.

Receipts of an invoice are taken in the order of their days. What goes beyond the invoice is no part of
it, and a later refund of it takes nothing back from the lines; a refund beyond what was paid takes
back what was paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book, Value
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

RECEIPTS = "receipts"
INVOICES = "invoices"
MONEY = frozenset({"", "payment", "deposit", "refund"})
"""Kinds of receipts that are money; one without a kind is a payment."""

REFUND = "refund"

OFFSET = "rebate offset"
"""The kind of a receipt that settles an invoice with credit, and brings no money."""

Refuse = Callable[[Batch, int, Problem], None]
"""Takes a receipt that cannot be applied: its batch, its position there, and why."""

Stream = Callable[[str], Iterator[Batch]]
"""The rows of a table by its name."""

_NEEDED = {
    RECEIPTS: ("receipt", "date", "amount", "invoice"),
    INVOICES: ("invoice", "date", "customer", "gross_amount"),
}
_USEFUL = {
    RECEIPTS: ("currency", "kind", "recorded_at"),
    INVOICES: ("net_amount", "currency", "due_on"),
}


@frozen
class Receipt:
    """One receipt that names an invoice; a refund is below zero."""

    number: str
    day: date
    amount: Decimal
    invoice: str
    kind: str = ""
    currency: str = ""
    recorded_at: date | None = field(default=None, eq=False)
    at: Location | None = field(default=None, eq=False)


@frozen
class Part:
    """What one receipt paid of its invoice: its amount, less what goes beyond the invoice."""

    receipt: Receipt
    amount: Decimal


@frozen
class Invoice:
    """One invoice with what was paid of it; a credit note is below zero, and so are receipts applied to it."""

    number: str
    day: date
    gross: Decimal
    net: Decimal | None = None
    currency: str = ""
    due_on: date | None = None
    customer: str = ""
    at: Location | None = field(default=None, eq=False)
    parts: tuple[Part, ...] = ()

    def days_to_pay(self, day: date) -> int:
        """From the day of the invoice, which is not counted, to the day of the money; 0 for money in advance."""
        return max((day - self.day).days, 0)

    def days_late(self, day: date) -> int | None:
        """From the day payment was due; below zero for money that came early, None where no day is stated."""
        return None if self.due_on is None else (day - self.due_on).days


@frozen(eq=False)
class Payments:
    """Every invoice of a book with what was paid of it through a day."""

    invoices: Mapping[str, Invoice]
    problems: tuple[Problem, ...] = ()


def columns_of(table: str, book: Book) -> tuple[str, ...]:
    """The columns of receipts or invoices that are read: what is needed, and what there is of the rest."""
    stated = {each.name for each in book.columns(table)}
    return (*_NEEDED[table], *(name for name in _USEFUL[table] if name in stated))


def are_there(book: Book) -> bool:
    """Whether the book can say at all what was paid of which invoice."""
    return not any(book.lacking(table, needed) for table, needed in _NEEDED.items())


def read_payments(stream: Stream, as_of: date, refuse: Refuse) -> Payments:
    """Apply receipts to invoices, both through a day; ``stream`` gives the columns of :func:`columns_of`.

    Refused receipts: DK410 its invoice is not there, DK412 it names none, DK413 it is in another
    currency than its invoice, DK869 a refund above zero. Findings: DK411 receipts beyond an invoice.
    """
    invoices = {each.number: each for each in _invoices(stream(INVOICES), as_of)}
    by_invoice: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in _receipts(stream(RECEIPTS), as_of, invoices, refuse):
        by_invoice[receipt.invoice].append(receipt)
    problems: list[Problem] = []
    for number, receipts in by_invoice.items():
        invoice = invoices[number]
        problems += _beyond(invoice, receipts)
        invoices[number] = evolve(invoice, parts=applied(invoice.gross, receipts))
    return Payments(invoices, tuple(problems))


def applied(gross: Decimal, receipts: Iterable[Receipt]) -> tuple[Part, ...]:
    """What each receipt pays of an invoice, in the order of their days; in all never more than the invoice."""
    parts: list[Part] = []
    paid = within = ZERO
    for receipt in sorted(receipts, key=lambda each: (each.day, each.number)):
        paid = EXACT.add(paid, receipt.amount)
        reached = _between(paid, gross)
        parts.append(Part(receipt, EXACT.subtract(reached, within)))
        within = reached
    return tuple(parts)


def _between(paid: Decimal, gross: Decimal) -> Decimal:
    """What was paid, as far as it lies between nothing and the whole invoice."""
    low, high = (ZERO, gross) if gross > 0 else (gross, ZERO)
    return low if paid < low else min(paid, high)


def _beyond(invoice: Invoice, receipts: Sequence[Receipt]) -> Iterator[Problem]:
    """DK411: in the end more, or less than nothing, was received for the invoice."""
    paid = total_of_decimals(each.amount for each in receipts)
    beyond = EXACT.subtract(paid, _between(paid, invoice.gross))
    if beyond:
        last = max(receipts, key=lambda each: (each.day, each.number))
        yield problem(
            "DK411",
            last.at,
            severity=Severity.WARNING,
            invoice=invoice.number,
            gross=invoice.gross,
            paid=paid,
            beyond=beyond,
            receipt=last.number,
        )


def _invoices(batches: Iterable[Batch], as_of: date) -> Iterator[Invoice]:
    columns = (*_NEEDED[INVOICES], *_USEFUL[INVOICES])
    for batch in batches:
        rows = zip(*(_cells(batch, column) for column in columns), strict=True)
        for i, (number, day, customer, gross, net, currency, due) in enumerate(rows):
            if isinstance(day, date) and isinstance(gross, Decimal) and day <= as_of:
                yield Invoice(
                    str(number or ""),
                    day,
                    gross,
                    cast("Decimal | None", net),
                    str(currency or ""),
                    cast("date | None", due),
                    str(customer or ""),
                    batch.at(i, "invoice"),
                )


def _receipts(
    batches: Iterable[Batch], as_of: date, invoices: Mapping[str, Invoice], refuse: Refuse
) -> Iterator[Receipt]:
    """The receipts that can be applied; the others are refused with the reason."""
    columns = (*_NEEDED[RECEIPTS], *_USEFUL[RECEIPTS])
    for batch in batches:
        rows = zip(*(_cells(batch, column) for column in columns), strict=True)
        for i, (number, day, amount, invoice, currency, kind, recorded) in enumerate(rows):
            if not isinstance(day, date) or not isinstance(amount, Decimal) or day > as_of:
                continue
            receipt = Receipt(
                str(number or ""),
                day,
                amount,
                str(invoice or ""),
                str(kind or ""),
                str(currency or ""),
                cast("date | None", recorded),
                batch.at(i, "receipt"),
            )
            why = _unusable(receipt, batch, i, invoices)
            if why is None:
                yield receipt
            else:
                refuse(batch, i, why)


def _cells(batch: Batch, column: str) -> Sequence[Value | None]:
    """A column's cells; a table without the column has only empty ones."""
    return batch.columns.get(column) or [None] * len(batch)


def _unusable(receipt: Receipt, batch: Batch, i: int, invoices: Mapping[str, Invoice]) -> Problem | None:
    if not receipt.invoice:
        return problem("DK412", batch.at(i, "invoice"), receipt=receipt.number, amount=receipt.amount)
    invoice = invoices.get(receipt.invoice)
    if invoice is None:
        return problem("DK410", batch.at(i, "invoice"), receipt=receipt.number, invoice=receipt.invoice)
    if receipt.currency and invoice.currency and receipt.currency != invoice.currency:
        return problem(
            "DK413",
            batch.at(i, "currency"),
            receipt=receipt.number,
            currency=receipt.currency,
            invoice=receipt.invoice,
            other=invoice.currency,
        )
    # On a credit note money moves the other way: there a payment is below zero and a refund above.
    if receipt.kind == REFUND and receipt.amount > 0 and invoice.gross > 0:
        return problem("DK869", batch.at(i, "amount"), receipt=receipt.number, amount=receipt.amount)
    return None
