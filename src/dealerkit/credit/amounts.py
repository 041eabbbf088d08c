"""Amounts of single rows in the policy's currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.values.exact import EXACT


def in_currency_of(book: Book, amount: Decimal, written: str, wanted: str, day: date) -> Decimal | None:
    """An amount in the wanted currency, by the rate of the day, unrounded; None where the book has no rate.

    What says no currency is in the wanted one.
    """
    if not written or written == wanted:
        return amount
    row = book.versions("rates").at(day, written, wanted) if book.has("rates") else None
    rate = row.get("rate") if row is not None else None
    return EXACT.multiply(amount, rate) if isinstance(rate, Decimal) else None
