"""The "Online Retail" lines as a book for credit control: real invoices, and receipts made up by a fixed rule.

An invoice is everything one customer was billed at one moment. Nobody knows when these invoices were paid, so
receipts follow from the customer's number: he pays 10 to 70 days after the invoice, one customer in twenty
never, and one invoice in seven in two parts, the second 15 days after the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from dealerkit.book import Book
from tests.real_data.naive import POUND

INVOICES = 22_034
CUSTOMERS = 4_372
CREDIT_NOTES = 3_611
END = date(2011, 12, 31)
"""Receipts after this day are not known."""


class Document(NamedTuple):
    """One invoice, or a credit note below zero; ``amount`` is in thousandths of a pound."""

    number: str
    customer: str
    day: date
    amount: int

    @property
    def pounds(self) -> Decimal:
        return Decimal(self.amount).scaleb(-3)


class Payment(NamedTuple):
    """Money for an invoice; ``amount`` is in thousandths of a pound."""

    number: str
    invoice: str
    customer: str
    day: date
    amount: int

    @property
    def pounds(self) -> Decimal:
        return Decimal(self.amount).scaleb(-3)


def documents_of(file: Path) -> tuple[Document, ...]:
    """Every invoice, numbered in the order of its moment and customer."""
    from pyarrow.parquet import read_table

    table = read_table(file)
    names = ("InvoiceDate", "CustomerID", "Quantity", "UnitPrice")
    found: dict[tuple[datetime, int], int] = {}
    for moment, customer, pieces, price in zip(*(table[name].to_pylist() for name in names), strict=True):
        if customer is not None:
            key = (moment, customer)
            found[key] = found.get(key, 0) + int(price * POUND) * pieces
    return tuple(
        Document(f"R{number:05}", str(customer), moment.date(), found[moment, customer])
        for number, (moment, customer) in enumerate(sorted(found), 1)
    )


def never_pays(customer: str) -> bool:
    """One customer in twenty."""
    return crc32(customer.encode()) % 20 == 0


def days_to_pay(customer: str) -> int:
    """10 to 70 days."""
    return 10 + crc32(customer.encode()) % 61


def payments_of(documents: Iterable[Document]) -> Iterator[Payment]:
    """What was received through the end, by the fixed rule; nothing is paid for a credit note."""
    for each in documents:
        if each.amount <= 0 or never_pays(each.customer):
            continue
        day = each.day + timedelta(days=days_to_pay(each.customer))
        first = each.amount // 2 if crc32(each.number.encode()) % 7 == 0 else each.amount
        if first and day <= END:
            yield Payment(f"{each.number}/1", each.number, each.customer, day, first)
        later = day + timedelta(days=15)
        if first < each.amount and later <= END:
            yield Payment(f"{each.number}/2", each.number, each.customer, later, each.amount - first)


def credit_book(documents: Iterable[Document]) -> Book:
    """A book of customers, invoices and receipts, in pounds."""
    kept = tuple(documents)
    return Book.from_tables(
        {
            "customers": [{"customer": each, "kind": "dealer"} for each in sorted({each.customer for each in kept})],
            "invoices": [
                {
                    "invoice": each.number,
                    "date": each.day,
                    "customer": each.customer,
                    "net_amount": each.pounds,
                    "gross_amount": each.pounds,
                    "currency": "GBP",
                }
                for each in kept
            ],
            "receipts": [
                {
                    "receipt": each.number,
                    "date": each.day,
                    "customer": each.customer,
                    "amount": each.pounds,
                    "currency": "GBP",
                    "invoice": each.invoice,
                }
                for each in payments_of(kept)
            ],
        }
    )
