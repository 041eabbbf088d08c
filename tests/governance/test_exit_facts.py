"""What is known of a dealer before a step: money in the policy's currency, stock in the product's unit, or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.governance.exit.known import known_of
from dealerkit.policy.loading import load_texts

POLICY = b"policy: {name: by-hand, revision: '1', currency: CNY, effective: 2026-01-01..2026-12-31}"
LOADED = load_texts({"policy.yaml": POLICY}, SECTIONS).policy
DAY = date(2026, 6, 30)
Rows = list[dict[str, object]]


def known(name: str, **tables: Rows) -> Decimal | None:
    assert LOADED is not None
    return known_of(LOADED, Book.from_tables({"customers": [{"customer": "A"}], **tables}), "A", DAY).amount(name)


def deposit(amount: int, currency: str = "") -> dict[str, object]:
    return {
        "security": f"S{amount}",
        "customer": "A",
        "kind": "deposit",
        "amount": amount,
        "currency": currency or None,
        "from": date(2026, 1, 1),
    }


def count(unit: str | None) -> dict[str, object]:
    return {"date": date(2026, 6, 1), "holder": "A", "product": "P", "quantity": 10, "kind": "good", "unit": unit}


class TestDeposits:
    def test_another_currency_counts_by_the_rate_of_the_day(self):
        # 1,000 and 100 dollars at 7.
        rates: Rows = [{"from": "USD", "to": "CNY", "rate": 7}]
        assert known("deposit", securities=[deposit(1000), deposit(100, "USD")], rates=rates) == 1700

    def test_another_currency_without_a_rate_leaves_the_sum_unknown(self):
        assert known("deposit", securities=[deposit(1000), deposit(100, "USD")]) is None


class TestStock:
    def test_a_count_in_the_unit_of_its_product_counts(self):
        assert known("stock", stock=[count("case")], products=[{"product": "P", "unit": "case"}]) == 10

    def test_a_count_without_a_unit_is_in_that_of_its_product(self):
        assert known("stock", stock=[count(None)], products=[{"product": "P", "unit": "case"}]) == 10

    def test_a_count_in_another_unit_leaves_the_stock_unknown(self):
        assert known("stock", stock=[count("case")], products=[{"product": "P", "unit": "bottle"}]) is None
