"""Amounts of single rows in the policy's currency, at the rate of their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.measures.currencies import rate_on
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.exact import EXACT


def converted(book: Book, amount: Decimal, written: str, wanted: str, day: date) -> Decimal | None:
    """An amount in the wanted currency, unrounded; None where the book has no rate. No currency is the wanted one."""
    if not written or written == wanted:
        return amount
    rate = rate_on(book, written, wanted, day)
    return None if rate is None else EXACT.multiply(amount, rate)


def no_rate(at: Location | None, table: str, key: str, currency: str, wanted: str, day: date) -> Problem:
    """DK678: an amount is in a currency that has no rate into the policy's on its day."""
    return problem("DK678", at, address=table, table=table, key=key, currency=currency, wanted=wanted, on=day)
