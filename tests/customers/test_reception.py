"""Receptions of a book against the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.customers.reception.run import ReceptionRun, evaluate
from dealerkit.decisions import Outcome
from tests.customers.contact_books import book_of, policy_of

TEXT = """\
customers:
  reception:
    requires: dealer.filed
    classes:
      - {id: A, where: dealer.class == "A", budget: 500, host: executive}
      - {id: B, where: dealer.class == "B", budget: 300, host: director}
    companions: [{at: 1, companions: 1}, {at: 5, companions: 2}, {above: 10, companions: 3, or_more: true}]
    gifts: {approved_by: [head], important: visit.gift >= 1000, reported_to: [general]}
    cost: sales
"""
POLICY = policy_of(TEXT)
STAFF: list[dict[str, object]] = [
    {"employee": "X", "role": "executive"},
    {"employee": "H", "role": "head"},
    {"employee": "G", "role": "general"},
]
GOOD: dict[str, object] = {
    "reception": "R1",
    "date": "2026-03-02",
    "customer": "K1",
    "guests": 4,
    "companions": 1,
    "host": "X",
    "amount": 2000,
    "borne_by": "sales",
}


def run(changed: dict[str, object], filed: str = "yes") -> ReceptionRun:
    customers: list[dict[str, object]] = [{"customer": "K1", "class": "A", "filed": filed}]
    return evaluate(
        POLICY, book_of(employees=STAFF, customers=customers, receptions=[{**GOOD, **changed}]), date(2026, 3, 31)
    )


def why(found: ReceptionRun) -> list[object]:
    return [each.arg("why") for each in found.problems]


def test_a_reception_as_the_rules_say_is_no_finding():
    assert run({}).problems == ()


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"amount": "2000.01"}, ["reception-over-budget"]),
        ({"host": "H"}, ["reception-host"]),
        ({"host": ""}, ["reception-host"]),
        ({"companions": 2}, ["reception-companions"]),
        ({"guests": 12, "companions": 2}, ["reception-companions"]),
        ({"guests": 12, "companions": 7}, []),
        ({"gift": 999, "gift_by": "H"}, []),
        ({"gift": 999, "gift_by": "X"}, ["reception-gift"]),
        ({"gift": 1000, "gift_by": "H"}, ["reception-report"]),
        ({"gift": 1000, "gift_by": "H", "reported_to": "G"}, []),
        ({"borne_by": "service"}, ["reception-cost"]),
        ({"guests": ""}, ["reception-unknown"]),
        ({"amount": "-0.01"}, ["reception-negative"]),
        ({"amount": 0}, []),
        ({"gift": -1}, ["reception-negative"]),
    ],
)
def test_each_breach_is_named(changed: dict[str, object], wanted: list[str]):
    assert why(run(changed)) == wanted


def test_for_a_customer_without_a_file_nothing_else_is_asked():
    found = run({"amount": 9999, "host": ""}, filed="no")
    assert [each.code for each in found.problems] == ["DK750"]


@given(st.integers(1, 60))
def test_companions_are_one_below_five_two_up_to_ten_and_three_above(guests: int):
    decision = run({"guests": guests}).receptions[0].decision
    assert decision.outcome is Outcome.GRANTED
    assert decision.value("companions") == (1 if guests < 5 else 2 if guests <= 10 else 3)
    assert decision.amount == Decimal(500) * guests


@pytest.mark.parametrize("column", ["amount", "companions"])
def test_what_nobody_wrote_down_is_told_and_does_not_pass(column: str):
    found = run({column: ""})
    assert why(found) == ["reception-unknown"]
    assert found.problems[0].arg("missing") == (f"receptions.{column}",)


@pytest.mark.parametrize(
    ("place", "told"), [("five-star", []), ("four-star", ["reception-place"]), ("", ["reception-unknown"])]
)
def test_each_class_has_its_place(place: str, told: list[str]):
    policy = policy_of(TEXT.replace("host: executive", "host: executive, place: five-star"))
    customers: list[dict[str, object]] = [{"customer": "K1", "class": "A", "filed": "yes"}]
    book = book_of(employees=STAFF, customers=customers, receptions=[{**GOOD, "place": place}])
    assert why(evaluate(policy, book, date(2026, 3, 31))) == told
