"""Amounts in other currencies, converted by the table ``rates`` at each line's date.

Nothing is rounded here, and nothing is guessed: a line whose currency has no rate for its day keeps its
currency, and whoever adds up amounts refuses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import evolve

from dealerkit.book import Batch, Book
from dealerkit.book.batches import Row
from dealerkit.book.kinds import Value
from dealerkit.book.tables import TABLES
from dealerkit.values.exact import multiply

MONEY = "money"


def in_currency(batches: Iterable[Batch], book: Book, currency: str) -> Iterable[Batch]:
    """The batches with amounts in ``currency`` where a rate brings them there; as they are without rates."""
    return _converted(batches, book, currency) if book.has("rates") else batches


def _converted(batches: Iterable[Batch], book: Book, currency: str) -> Iterator[Batch]:
    rates = book.versions("rates")
    for batch in batches:
        stated = batch.columns.get("currency")
        if stated is None or {currency, None}.issuperset(stated):
            yield batch
            continue
        days = batch.columns["date"]
        factors: dict[int, Decimal] = {}
        for position, (each, day) in enumerate(zip(stated, days, strict=True)):
            if not isinstance(day, date) or each in {currency, None}:
                continue
            rate = _rate(rates.at(day, each, currency))
            if rate is not None:
                factors[position] = rate
        yield evolve(batch, columns=dict(_columns(batch, factors, currency)))


def rate_on(book: Book, currency: str, into: str, day: date) -> Decimal | None:
    """What one unit of a currency is worth in another on a day; None where the book has no rate for it."""
    if currency == into:
        return Decimal(1)
    return _rate(book.versions("rates").at(day, currency, into)) if book.has("rates") else None


def _rate(row: Row | None) -> Decimal | None:
    rate = None if row is None else row.get("rate")
    return rate if isinstance(rate, Decimal) else None


def _columns(batch: Batch, factors: dict[int, Decimal], currency: str) -> Iterator[tuple[str, list[Value | None]]]:
    money = {each.name for each in TABLES[batch.table].columns if each.unit == MONEY}
    for name, cells in batch.columns.items():
        changed = list(cells)
        for position, rate in factors.items():
            amount = changed[position]
            if name == "currency":
                changed[position] = currency
            elif name in money and isinstance(amount, Decimal | Fraction):
                changed[position] = cast("Value", multiply(amount, rate))
        yield name, changed
