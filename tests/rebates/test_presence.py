"""The days of a period that count for a payee: the programme runs, a contract is in force, the payee is a customer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.book import Book
from dealerkit.rebates.results import Row
from dealerkit.rebates.settlement import settle
from tests.report.settling import policy as policy_of

POLICY = """
policy: {{name: p, revision: "1", currency: CNY, effective: 2025-01-01..2026-12-31}}
rebates:
  p:
    {effective}
    period: quarter
    qualifying: {{measure: net_amount}}
    method: retrospective
    kind: lump-sum
    bands: [{{at: 0, pay: 90}}]
    short_period: pro-rata
    settle: {{payout: credit-note, negative: carry-forward}}
"""


def row(effective: str = "", **tables: list[dict[str, object]]) -> Row:
    """The first quarter of 2026, which has ninety days."""
    lines = [{"date": date(2026, 2, 20), "dealer": "D1", "net_amount": Decimal(1)}]
    policy = policy_of(POLICY.format(effective=f"effective: {effective}" if effective else "title: x"))
    found = settle(policy, Book.from_tables({"lines": lines, **tables}), date(2026, 3, 31)).rows
    return next(each for each in found if each.window.label == "2026-Q1" and each.payee == "D1")


def contract(start: date | None, end: date | None = None, name: str = "C1") -> dict[str, object]:
    return {"contract": name, "customer": "D1", "start": start, "end": end}


JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))
END = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("contracts", "days"),
    [
        ([contract(JAN)], 90),
        ([contract(date(2025, 1, 1), END)], 90),
        ([contract(MAR)], 31),
        ([contract(date(2025, 1, 1), date(2026, 1, 31))], 31),
        ([contract(END)], 1),
        # One after the other, side by side, with a gap of February, beginning twice.
        ([contract(JAN, date(2026, 1, 31)), contract(FEB, name="C2")], 90),
        ([contract(JAN, date(2026, 2, 28)), contract(FEB, END, "C2")], 90),
        ([contract(JAN, date(2026, 1, 31)), contract(MAR, name="C2")], 62),
        ([contract(JAN, date(2026, 1, 10)), contract(JAN, date(2026, 1, 5), "C2")], 10),
        ([contract(date(2026, 4, 1))], 0),
    ],
)
def test_days_of_contracts_count_once(contracts: list[dict[str, object]], days: int):
    assert row(contracts=contracts).entitlement == days


@pytest.mark.parametrize(
    ("opened", "closed", "days"),
    [(None, None, 90), (MAR, None, 31), (None, date(2026, 1, 31), 31), (FEB, date(2026, 2, 28), 28)],
)
def test_days_of_a_customer_count(opened: date | None, closed: date | None, days: int):
    customer: dict[str, object] = {"customer": "D1", "kind": "dealer", "opened_on": opened, "closed_on": closed}
    assert row(customers=[customer]).entitlement == days


def test_days_outside_the_programme_do_not_count():
    assert row("2026-02-15..2026-12-31").entitlement == 45


def test_what_limits_most_limits():
    customer: dict[str, object] = {"customer": "D1", "kind": "dealer", "opened_on": FEB}
    found = row("2026-01-16..2026-12-31", customers=[customer], contracts=[contract(JAN, date(2026, 2, 28))])
    assert found.entitlement == 28


def test_without_contracts_and_customers_nothing_is_cut():
    assert row().entitlement == 90


def test_no_day_at_all_is_refused_by_its_code():
    found = row(contracts=[contract(date(2026, 4, 1))])
    assert (found.decided.code, found.decided.reasons[0].args) == ("DK420", (("days", 0), ("of", 90)))


def test_last_years_base_is_cut_to_the_share_of_the_days():
    text = POLICY.format(effective="against: {baseline: same-period-last-year, missing: skip}")
    policy = policy_of(text.replace("at: 0", "at: 100%"))
    lines = [
        {"date": date(2025, 2, 20), "dealer": "D1", "net_amount": Decimal(900)},
        {"date": date(2026, 3, 20), "dealer": "D1", "net_amount": Decimal(310)},
    ]
    book = Book.from_tables({"lines": lines, "contracts": [contract(MAR)]})
    found = settle(policy, book, END).rows[-1]
    assert (found.decided.baseline, found.entitlement) == (310, 31)  # 900 x 31 / 90
