"""Keep or end over small books reckoned by hand: calendar windows, other currencies, rows that are lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.governance.assess.judging import Assessed, AssessRun
from dealerkit.governance.assess.run import evaluate
from dealerkit.governance.span import Span
from dealerkit.policy.loading import load_texts

POLICY = b"""
policy: {name: by-hand, revision: "1", currency: CNY, effective: 2023-01-01..2026-12-31}
governance:
  assess:
    window: 1 month
    costs: {goods: 70%, rebates: 0%, promotions: 0%, credit: 10%}
    thin: 5%
    loss: {margin: 10%, methods: [{id: trend, method: trend}]}
    obedience: {ignored: 2}
    delay: {every: 1 month}
    verdicts: [{id: all, verdict: watch, when: true}]
"""
LOADED = load_texts({"policy.yaml": POLICY}, SECTIONS).policy
Rows = list[dict[str, object]]
CUSTOMERS: Rows = [{"customer": "A", "territory": "east-A"}, {"customer": "B", "territory": "west-B"}]
TERRITORIES: Rows = [
    {"territory": "east"},
    {"territory": "west"},
    {"territory": "east-A", "parent": "east"},
    {"territory": "west-B", "parent": "west"},
]


def line(day: str, dealer: str, amount: int, currency: str = "CNY") -> dict[str, object]:
    return {"date": day, "dealer": dealer, "product": "P", "quantity": 1, "net_amount": amount, "currency": currency}


def run_of(as_of: date = date(2026, 3, 31), **tables: Rows) -> AssessRun:
    assert LOADED is not None
    lines: Rows = [line("2026-02-10", "B", 100), line("2026-03-10", "B", 100), line("2026-03-10", "A", 1000)]
    accounts: dict[str, Rows] = {"invoices": [], "receipts": []}
    known = {"customers": CUSTOMERS, "territories": TERRITORIES, "lines": lines, **accounts, **tables}
    return evaluate(LOADED, Book.from_tables(known), as_of)


def dealer(run: AssessRun, name: str = "A") -> Assessed:
    found = run.of(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "first", "before"),
    [
        # March has 31 days, the month before it 28, and 29 in a leap year.
        (date(2026, 3, 31), date(2026, 3, 1), date(2026, 2, 1)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2024, 1, 1)),
        (date(2026, 3, 15), date(2026, 2, 16), date(2026, 1, 16)),
    ],
)
def test_a_month_and_the_one_before_are_those_of_the_calendar(day: date, first: date, before: date):
    window = run_of(day).ground.window

    assert (window.first, window.before) == (first, before)


def test_the_last_days_of_the_month_before_last_are_not_set_against_this_one():
    # As many days before 1 March as March has would begin on 29 January.
    run = run_of(lines=[line("2026-01-30", "A", 500), line("2026-02-01", "A", 300), line("2026-03-31", "A", 200)])

    sales = run.ground.sales.dealer("A")
    assert (sales.before, sales.amount) == (300, 200)


PROMOTION: dict[str, object] = {"promotion": "M1", "customer": "A", "from": "2026-03-05", "amount": 10}


def test_promotional_money_is_brought_into_the_policys_currency():
    rates: Rows = [{"from": "USD", "to": "CNY", "rate": 7}]

    found = dealer(run_of(promotions=[{**PROMOTION, "currency": "USD"}], rates=rates))

    # 10 at 7.
    assert found.balance.inputs["promotions"] == Span(Decimal(70), Decimal(70))


@pytest.mark.parametrize("change", [{"currency": "USD"}, {"amount": None}])
def test_promotional_money_that_nobody_values_is_not_nothing(change: dict[str, object]):
    found = dealer(run_of(promotions=[{**PROMOTION, **change}]))

    assert "promotions" not in found.balance.inputs
    assert found.balance.margin is None
    assert "promotions" in found.missing


def test_a_line_that_no_rate_converts_leaves_the_margin_open_and_is_rejected():
    lines = [line("2026-02-10", "B", 100), line("2026-03-10", "B", 100), line("2026-03-10", "A", 1000)]
    run = run_of(lines=[*lines, line("2026-03-11", "A", 9, "USD")])

    assert dealer(run).balance.sales == 1000
    assert dealer(run).balance.margin is None
    assert "lines.rejected" in dealer(run).missing
    # Of B whom A is compared with, his own margin is known and the comparison is not.
    assert "goods" in dealer(run, "B").balance.inputs
    assert "shortfall" not in dealer(run, "B").balance.inputs
    count = run.ground.book.counts["lines"]
    assert (count.read, count.used, count.rejected) == (4, 3, 1)


def invoice(number: str, currency: str = "CNY", gross: object = 600) -> dict[str, object]:
    return {"invoice": number, "date": "2026-02-01", "customer": "A", "gross_amount": gross, "currency": currency}


def test_a_debt_that_no_rate_converts_leaves_credit_and_delay_open():
    known = dealer(run_of(invoices=[invoice("I1")]))
    open_one = dealer(run_of(invoices=[invoice("I1"), invoice("I2", "USD")]))

    # 600 owed over all 31 days of March: lent for 31/365 of a year; as much at February's end, so no growth.
    assert known.delay is not None
    assert (known.delay.before, known.delay.now) == (600, 600)
    assert known.balance.debt == Decimal(600 * 31) / 365 or known.balance.debt * 365 == 600 * 31
    assert "credit" not in open_one.balance.inputs
    assert open_one.delay is None


def test_a_debt_of_which_a_row_was_rejected_says_nothing_of_delay():
    found = dealer(run_of(invoices=[invoice("I1"), invoice("I2", gross="many")]))

    assert found.delay is None
    assert "invoices.rejected" in found.missing
