"""The register of sub-dealers: who is in it, what they bought, and what is rejected on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book, FirstRejects
from dealerkit.policy.loading import load_texts
from dealerkit.problems import Problem
from dealerkit.rebates.register import Member, Register, register
from dealerkit.rebates.run import Run
from tests.rebates.histories import HEAD, QUARTERLY, Cells

POINTS = """
rebates:
  points:
    period: quarter
    payee: buyer
    qualifying: {from: sell-through, measure: =sale.quantity * 10}
    method: retrospective
    kind: per-unit
    bands: [{at_unit: 1, pay: 0.10}]
    settle: {payout: transfer, negative: carry-forward}
"""
CUSTOMERS: list[Cells] = [
    {"customer": "D", "kind": "dealer"},
    {"customer": "S", "kind": "sub-dealer", "card": "K1", "name": "Old", "valid_to": "2026-01-31"},
    {
        "customer": "S",
        "kind": "sub-dealer",
        "card": "K1",
        "name": "New",
        "address": "1 Road",
        "phone": "010",
        "valid_from": "2026-02-01",
    },
    {"customer": "T", "kind": "sub-dealer", "card": "K2"},
    {"customer": "U", "kind": "sub-dealer"},
]


def bought(day: str, quantity: int, **more: object) -> dict[str, object]:
    return {"date": day, "dealer": "D", "product": "P", "quantity": str(quantity), "net_amount": str(quantity), **more}


def asked(
    rows: Sequence[Cells], text: str = POINTS, as_of: date = date(2026, 6, 30)
) -> tuple[Register | Problem, Book]:
    loaded = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert loaded.policy is not None, loaded.problems
    tables: Mapping[str, Sequence[Cells]] = {
        "customers": CUSTOMERS,
        "sell_through": rows,
        "lines": [{"date": "2026-01-01", "dealer": "D", "net_amount": "1"}],
    }
    book = Book.from_tables(tables, rejects=FirstRejects())
    return register(Run.open(loaded.policy, book, as_of)), book


def members(rows: Sequence[Cells], text: str = POINTS, as_of: date = date(2026, 6, 30)) -> dict[str, Member]:
    found, _ = asked(rows, text, as_of)
    assert isinstance(found, Register)
    return {each.code: each for each in found.members}


class TestRegister:
    def test_it_adds_up_what_each_bought_over_all_quarters(self):
        rows = [
            bought("2026-01-05", 3, card="K1"),
            bought("2026-05-06", 4, buyer="S"),
            bought("2026-05-05", -1, card="K1"),
        ]
        found = members(rows)["S"]
        assert (found.purchases, found.units, found.net_amount, found.points) == (3, 6, 6, 60)
        assert found.last_purchase == date(2026, 5, 6)

    def test_it_says_who_they_are_as_the_file_stands_on_the_day(self):
        found = members([bought("2026-01-05", 3, card="K1")])["S"]
        assert (found.card, found.name, found.address, found.phone) == ("K1", "New", "1 Road", "010")

    def test_who_has_a_card_or_bought_is_in_it_and_nobody_else(self):
        assert list(members([bought("2026-01-05", 3, buyer="U")])) == ["S", "T", "U"]
        assert members([bought("2026-01-05", 3, buyer="U")])["T"].purchases == 0

    def test_later_purchases_are_not_in_it_yet(self):
        rows = [bought("2026-01-05", 3, card="K1"), bought("2026-01-07", 4, card="K1")]
        found = members(rows, as_of=date(2026, 1, 6))["S"]
        assert (found.units, found.points) == (3, 30)

    def test_sales_to_final_customers_are_nobodys(self):
        found, _ = asked([bought("2026-01-05", 3)])
        assert isinstance(found, Problem)
        assert found.code == "DK409"

    def test_without_a_programme_for_buyers_there_are_no_points(self):
        found = members([bought("2026-01-05", 3, card="K1")], QUARTERLY)["S"]
        assert (found.units, found.points) == (Decimal(3), 0)

    def test_rows_that_cannot_be_used_are_rejected_once_with_or_without_a_programme(self):
        wrong = [
            bought("2026-01-05", 3, card="K9"),
            bought("2026-01-05", 3, card="K1", buyer="T"),
            bought("2026-01-05", 3, buyer="X"),
        ]
        for text in (POINTS, QUARTERLY):
            _, book = asked([*wrong, bought("2026-01-05", 3, card="K1")], text)
            assert isinstance(book.rejects, FirstRejects)
            assert dict(book.rejects.by_code) == {"DK403": 1, "DK404": 1, "DK350": 1}
            count = book.counts["sell_through"]
            assert (count.read, count.used, count.rejected) == (4, 1, 3)
