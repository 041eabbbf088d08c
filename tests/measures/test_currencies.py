"""Amounts in other currencies are converted at the day's rate, or refused."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.book import Book
from dealerkit.measures.currencies import in_currency

LINES = [
    {"date": "2026-03-02", "dealer": "D1", "quantity": "2", "net_amount": "100.10", "currency": "USD"},
    {"date": "2026-04-02", "dealer": "D1", "quantity": "2", "net_amount": "100.10", "currency": "USD"},
    {"date": "2026-03-02", "dealer": "D1", "quantity": "1", "net_amount": "7", "currency": "CNY"},
    {"date": "2026-03-02", "dealer": "D1", "quantity": "1", "net_amount": "8", "currency": "EUR"},
]
RATES = [
    {"from": "USD", "to": "CNY", "rate": "7.1", "valid_to": "2026-03-31"},
    {"from": "USD", "to": "CNY", "rate": "7.2", "valid_from": "2026-04-01", "valid_to": "2026-04-30"},
    {"from": "CNY", "to": "EUR", "rate": "0.13"},
]


def converted(rates: list[dict[str, str]]) -> list[tuple[object, object, object]]:
    book = Book.from_tables({"lines": LINES, **({"rates": rates} if rates else {})})
    wanted = ("date", "quantity", "net_amount", "currency")
    found = in_currency(book.batches("lines", wanted), book, "CNY")
    return [
        (batch.columns["quantity"][i], batch.columns["net_amount"][i], batch.columns["currency"][i])
        for batch in found
        for i in range(len(batch))
    ]


def test_each_amount_takes_the_rate_of_its_day() -> None:
    assert converted(RATES)[:2] == [(Decimal(2), Decimal("710.710"), "CNY"), (Decimal(2), Decimal("720.720"), "CNY")]


def test_amounts_in_the_policys_currency_stay() -> None:
    assert converted(RATES)[2] == (Decimal(1), Decimal(7), "CNY")


def test_a_rate_is_not_turned_round() -> None:
    assert converted(RATES)[3] == (Decimal(1), Decimal(8), "EUR")


def test_without_rates_nothing_is_touched() -> None:
    assert converted([])[0] == (Decimal(2), Decimal("100.10"), "USD")
