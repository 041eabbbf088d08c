"""What happened: tables, the files they stand in, and the rows that cannot be used."""

from __future__ import annotations

from dealerkit.book.batches import Batch, Row
from dealerkit.book.books import Book
from dealerkit.book.kinds import Column, Kind, Presence, Table, Value
from dealerkit.book.opening import open_book
from dealerkit.book.rejects import Count, EverySink, FirstRejects, Reject, RejectSink
from dealerkit.book.tables import TABLES
from dealerkit.book.versions import Forest, Versions

__all__ = [
    "TABLES",
    "Batch",
    "Book",
    "Column",
    "Count",
    "EverySink",
    "FirstRejects",
    "Forest",
    "Kind",
    "Presence",
    "Reject",
    "RejectSink",
    "Row",
    "Table",
    "Value",
    "Versions",
    "open_book",
]
