from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.book import Book
from dealerkit.rebates.offset.credits import limit_of
from dealerkit.rebates.offset.documents import Documents, documents, table_of
from tests.rebates.offsetting import policy_with


def of(rows: list[dict[str, str]], base: str = "order-net", table: str = "orders") -> Documents:
    limit = limit_of(policy_with(f"\noffset: {{share: 15%, base: {base}}}\n"))
    return documents(Book.from_tables({table: rows}), limit, "A", "CNY")


def ordered(order: str, day: str, net: str, **more: str) -> dict[str, str]:
    return {"order": order, "date": day, "customer": "A", "net_amount": net, **more}


def test_the_lines_of_an_order_are_added_up_and_orders_come_by_day():
    found = of([ordered("2", "2026-02-02", "5"), ordered("1", "2026-02-01", "1.50"), ordered("2", "2026-02-02", "6")])
    assert [(each.number, each.value, each.day) for each in found.found] == [
        ("1", Decimal("1.50"), date(2026, 2, 1)),
        ("2", Decimal(11), date(2026, 2, 2)),
    ]


def test_other_customers_orders_and_cancelled_ones_are_left_out():
    rows = [
        ordered("1", "2026-02-01", "1", status="open"),
        ordered("2", "2026-02-01", "1", status="cancelled"),
        ordered("3", "2026-02-01", "1", status="open", customer="B"),
    ]
    assert [each.number for each in of(rows).found] == ["1"]


@pytest.mark.parametrize(
    ("base", "table", "key", "amount"),
    [
        ("order-gross", "orders", "order", "gross_amount"),
        ("shipment-net", "deliveries", "delivery", "net_amount"),
        ("shipment-gross", "deliveries", "delivery", "gross_amount"),
        ("invoice-net", "invoices", "invoice", "net_amount"),
        ("invoice-gross", "invoices", "invoice", "gross_amount"),
    ],
)
def test_the_base_says_which_table_and_amount_is_read(base: str, table: str, key: str, amount: str):
    (found,) = of([{key: "7", "date": "2026-02-01", "customer": "A", amount: "113"}], base, table).found
    assert (found.number, found.value) == ("7", 113)
    assert table_of(limit_of(policy_with(f"\noffset: {{share: 15%, base: {base}}}\n"))) == table


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (ordered("1", "2026-02-01", "5", currency="USD"), "DK351"),
        (ordered("1", "2026-02-01", "5", customer="B"), "DK326"),
        ({"order": "1", "date": "2026-02-01", "customer": "A"}, "DK809"),
    ],
)
def test_what_cannot_be_paid_is_named(row: dict[str, str], code: str):
    assert [each.code for each in of([row]).problems] == [code]


def test_an_order_without_the_amount_of_the_base_is_named():
    rows = [ordered("1", "2026-02-01", "5", gross_amount="6"), ordered("2", "2026-02-01", "5")]
    assert [each.code for each in of(rows, "order-gross").problems] == ["DK353"]


def test_without_the_table_that_is_said():
    assert [each.code for each in of([], "invoice-net").problems] == ["DK802"]
