"""A change of what was measured is what comes of a book whose rows are changed, whatever the policy makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from tests.rebates.stackings import programme, stacked_policy
from tests.whatif.volumes.worlds import amounts, amounts_after, measured, scenario_of

TIERS = "[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]"
JOINT = """
stacking:
  best: {programmes: [wide, narrow], rule: best-of}
"""
POLICIES = {
    "stacked": JOINT + "rebates:\n" + programme("wide", bands=TIERS) + programme("narrow", "3%", "A"),
    "budget": "rebates:\n" + programme("shared", "2%", budget="{amount: 360}"),
    "groups": "rebates:\n" + programme("grouped", accumulate="{over: group, pay: each}", bands=TIERS),
    "growth": "rebates:\n"
    + programme("grown", bands="[{at: 105%, rate: 1%}]", against="{baseline: same-period-last-year, missing: zero}"),
    "two bases": "rebates:\n"
    + programme("bases", bands=TIERS, paying="{where: 'product.brand == \"B\"', measure: net_amount}"),
    "formula": "rebates:\n"
    + programme("margin", qualifying="{measure: =line.net_amount - line.quantity * line.cost}", bands=TIERS),
    "reported": "rebates:\n"
    + programme("reported", qualifying="{from: sell-through, measure: net_amount}", bands=TIERS),
    "collected": "rebates:\n"
    + programme("collected", qualifying="{from: collections, measure: net_amount}", bands=TIERS),
    "sold on": "rebates:\n"
    + programme("sold", kind="per-unit", qualifying="{from: psi, measure: quantity}", bands="[{at: 1, pay: 2}]"),
}
SIZED = {"quantity", "net_amount", "gross_amount", "amount"}
TABLES: Mapping[str, list[dict[str, object]]] = {
    "products": [{"product": each, "brand": each} for each in "AB"],
    "customers": [
        {"customer": "D1", "kind": "dealer", "class": "x", "group": "G"},
        {"customer": "D2", "kind": "dealer", "class": "y", "group": "G"},
        {"customer": "D3", "kind": "dealer", "class": "y"},
    ],
    "groups": [{"group": "G", "head": "D1"}],
    "lines": [
        {"document": f"F{place}", "line_no": "1", "date": day, "dealer": dealer, "product": product}
        | {"quantity": Decimal(units), "net_amount": Decimal(amount), "cost": "3"}
        for place, (day, dealer, product, units, amount) in enumerate(
            [
                ("2025-02-03", "D1", "A", 90, 3000),
                ("2025-02-03", "D2", "A", 90, 800),
                ("2026-01-20", "D1", "A", 100, 3100),
                ("2026-02-20", "D1", "B", 40, 1800),
                ("2026-02-21", "D2", "A", 30, 950),
                ("2026-03-01", "D2", "B", 30, 3000),
                ("2026-03-02", "D3", "B", 20, 4990),
                ("2026-03-09", "D3", "A", -2, -40),
            ]
        )
    ],
    "sell_through": [
        {"date": "2026-02-10", "dealer": dealer, "product": "A", "quantity": Decimal(9), "net_amount": Decimal(amount)}
        for dealer, amount in (("D1", 4900), ("D2", 980), ("D3", 7000))
    ],
    "invoices": [
        {
            "invoice": f"F{place}",
            "date": day,
            "customer": dealer,
            "net_amount": Decimal(amount),
            "gross_amount": Decimal(amount),
        }
        for place, day, dealer, amount in (
            (2, "2026-01-20", "D1", 3100),
            (3, "2026-02-20", "D1", 1800),
            (6, "2026-03-02", "D3", 4990),
        )
    ],
    "receipts": [
        {
            "receipt": "R1",
            "date": "2026-02-01",
            "customer": "D1",
            "amount": Decimal(3100),
            "invoice": "F2",
            "kind": "payment",
        },
        {
            "receipt": "R2",
            "date": "2026-03-01",
            "customer": "D1",
            "amount": Decimal(900),
            "invoice": "F3",
            "kind": "payment",
        },
        {
            "receipt": "R3",
            "date": "2026-03-31",
            "customer": "D3",
            "amount": Decimal(4990),
            "invoice": "F6",
            "kind": "payment",
        },
    ],
    "stock": [
        {"date": day, "holder": "D1", "product": "A", "quantity": Decimal(units), "kind": "good"}
        for day, units in (("2025-12-31", 20), ("2026-03-31", 60))
    ],
}
_OF = {"lines": "dealer", "sell_through": "dealer", "invoices": "customer", "receipts": "customer", "stock": "holder"}
AS_OF = date(2026, 3, 31)


def policy_named(name: str) -> Policy:
    return stacked_policy(POLICIES[name])


def book_of(times: Decimal = Decimal(1), dealers: str = "D1 D2 D3", columns: frozenset[str] | set[str] = SIZED) -> Book:
    """The book with every row of 2026 of these dealers so many times as large."""

    def larger(table: str, row: dict[str, object]) -> dict[str, object]:
        is_meant = table in _OF and row[_OF[table]] in dealers.split() and str(row["date"]) >= "2025-12-31"
        return {
            name: value * times if is_meant and name in columns and isinstance(value, Decimal) else value
            for name, value in row.items()
        }

    return Book.from_tables({table: [larger(table, row) for row in rows] for table, rows in TABLES.items()})


def as_it_is(name: str, book: Book) -> dict[tuple[str, str, str], object]:
    policy = policy_named(name)
    return amounts(measured(policy, book, scenario_of("title: as it is", policy), AS_OF))


@pytest.mark.parametrize("name", POLICIES)
class TestSettledAnew:
    def test_everything_grows(self, name: str) -> None:
        grown = amounts_after(policy_named(name), book_of(), "book: [{id: g, grow: 7.5%}]", AS_OF)
        assert grown == as_it_is(name, book_of(Decimal("1.075")))

    def test_some_dealers_shrink(self, name: str) -> None:
        text = 'book: [{id: g, grow: -40%, dealers: dealer.class == "y"}]'
        assert amounts_after(policy_named(name), book_of(), text, AS_OF) == as_it_is(
            name, book_of(Decimal("0.6"), "D2 D3")
        )


@pytest.mark.parametrize("name", [each for each in POLICIES if each not in {"formula", "reported", "sold on"}])
def test_prices_rise(name: str) -> None:
    dearer = amounts_after(policy_named(name), book_of(), "book: [{id: p, price: 7.5%}]", AS_OF)
    assert dearer == as_it_is(name, book_of(Decimal("1.075"), columns=SIZED - {"quantity"}))


def test_a_change_that_moves_nothing_would_be_seen() -> None:
    for name in POLICIES:
        assert as_it_is(name, book_of()) != as_it_is(name, book_of(Decimal("1.075")))
