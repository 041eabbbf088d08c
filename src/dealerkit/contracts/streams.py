"""The long tables that the rooms of contracts read, always with the same columns.

Each room passes over them by itself. A row that cannot be used is listed on the first pass for the same columns
only; so all of them ask for the same ones, and nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dealerkit.book import Batch, Book
from dealerkit.problems import Problem

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "lines": (
        *("date", "dealer", "product", "quantity", "net_amount", "gross_amount", "currency"),
        *("contract", "order", "document", "line_no", "kind", "unit"),
    ),
    "orders": (
        *("order", "date", "customer", "net_amount", "gross_amount", "currency"),
        *("status", "contract"),
    ),
    "deliveries": ("date", "customer", "order", "net_amount", "gross_amount", "currency"),
    "invoices": (
        *("invoice", "date", "customer", "gross_amount", "currency"),
        *("due_on", "order", "contract", "instalment", "kind"),
    ),
    "receipts": (
        *("receipt", "date", "customer", "amount", "currency"),
        *("invoice", "kind", "order", "contract", "instalment"),
    ),
    "stock": ("date", "holder", "product", "quantity", "kind"),
    "purchases": ("purchase", "date", "product", "quantity", "unit_cost", "currency"),
}


def stream(book: Book, table: str) -> Iterator[Batch]:
    """The usable rows of a table in batches, with those of its columns here that the book fills."""
    stated = {each.name for each in book.columns(table)}
    return book.batches(table, tuple(name for name in _COLUMNS[table] if name in stated))


def unreadable(request: Book, tables: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong with a request that is a book of its own: its problems, and each row that cannot be used."""
    rows = (
        each
        for table in tables
        for each, _ in request.refused(table, tuple(column.name for column in request.columns(table)))
    )
    return tuple(dict.fromkeys((*request.problems, *rows)))
