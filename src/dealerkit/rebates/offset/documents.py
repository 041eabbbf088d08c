"""The orders, shipments or invoices that credit may pay a part of, as the book's tables have them.

Which table and which amount is read follows from the base of the offset limit: ``order-net`` adds up
``net_amount`` of ``orders``, ``invoice-gross`` the ``gross_amount`` of ``invoices``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.problems import Problem, problem
from dealerkit.rebates.offset.limit import OffsetLimit
from dealerkit.rebates.offset.offsets import Document
from dealerkit.values.exact import EXACT, ZERO

_TABLES: Mapping[str, tuple[str, str]] = {
    "order": ("orders", "order"),
    "shipment": ("deliveries", "delivery"),
    "invoice": ("invoices", "invoice"),
}
_STATUS, _CANCELLED = "status", "cancelled"


@frozen
class Documents:
    """One payee's documents in the order of their days, and what stands against reading them."""

    found: tuple[Document, ...]
    problems: tuple[Problem, ...]


def table_of(limit: OffsetLimit) -> str:
    """The table whose documents credit may pay."""
    return _TABLES[limit.document][0]


def key_of(limit: OffsetLimit) -> str:
    """The column that holds a document's number."""
    return _TABLES[limit.document][1]


def amount_column(limit: OffsetLimit) -> str:
    """The column of which the limit is a share."""
    return "gross_amount" if limit.is_gross else "net_amount"


def documents(book: Book, limit: OffsetLimit, payee: str, currency: str) -> Documents:
    """The payee's documents that are not cancelled, each with the sum of its lines.

    DK802 and DK809 no such table or column; DK351 another currency; DK353 a line without the amount;
    DK326 none of the documents is the payee's.
    """
    table, key = _TABLES[limit.document]
    amount = amount_column(limit)
    lacking = book.lacking(table, (amount,))
    if lacking:
        return Documents((), lacking)
    values: dict[str, Decimal] = {}
    days: dict[str, date] = {}
    problems: list[Problem] = []
    status = (_STATUS,) if any(each.name == _STATUS for each in book.columns(table)) else ()
    for batch in book.batches(table, (key, "date", "customer", amount, "currency", *status)):
        cells = batch.columns
        for i, customer in enumerate(cells["customer"]):
            if customer != payee or (status and cells[_STATUS][i] == _CANCELLED):
                continue
            number, value = str(cells[key][i]), cells[amount][i]
            stated = cells["currency"][i]
            if stated is not None and stated != currency:
                at = batch.at(i, "currency")
                problems.append(problem("DK351", at, currency=str(stated), policy=currency))
            elif not isinstance(value, Decimal):
                problems.append(problem("DK353", batch.at(i, amount), programme="offset", measure=amount))
            else:
                values[number] = EXACT.add(values.get(number, ZERO), value)
                day = cells["date"][i]
                if isinstance(day, date):
                    days[number] = min(day, days.get(number, day))
    if not values and not problems:
        problems.append(problem("DK326", None, dealer=payee, table=table))
    found = [Document(payee, value, number, days.get(number)) for number, value in values.items()]
    found.sort(key=lambda each: (each.day or date.min, each.number))
    return Documents(tuple(found), tuple(problems))
