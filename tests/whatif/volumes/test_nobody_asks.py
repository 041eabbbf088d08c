"""A change that nothing of the scenario asks about any more is said not to move anything."""

from __future__ import annotations

from datetime import date

import dealerkit
from dealerkit.book import Book
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import scenarios_of

POLICY = """
policy: {name: small, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
rebates:
  volume: &volume
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
  prompt:
    <<: *volume
    factors: [{id: speed, of: period.days_to_pay, bands: [{at: 0, factor: 100%}, {above: 15, factor: 80%}]}]
stacking: {rest: {rule: sum}}
"""
BOOK = Book.from_tables(
    {
        "lines": [{"document": "F1", "line_no": "1", "date": "2026-03-01", "dealer": "A", "net_amount": "1000"}],
        "invoices": [
            {"invoice": "F1", "date": "2026-03-01", "customer": "A", "net_amount": "1000", "gross_amount": "1000"}
        ],
        "receipts": [
            {"receipt": "R1", "date": "2026-03-11", "customer": "A", "amount": "1000", "invoice": "F1"},
        ],
    }
)


def said(scenario: str) -> list[tuple[str, object]]:
    loaded = dealerkit.loads({"policy.yaml": POLICY.encode()})
    assert loaded.policy is not None, loaded.problems
    asked = scenarios_of({"s.yaml": f"scenarios: {{it: {scenario}}}".encode()}, loaded.policy)
    assert asked.file is not None, asked.problems
    bench = Workbench.open(loaded.policy, BOOK, date(2026, 6, 30), asked.file)
    assert isinstance(bench, Workbench), bench
    found = bench.outcome(asked.file.scenarios["it"]).problems
    return [(each.code, each.arg("programme")) for each in found if each.code == "DK969"]


def test_money_that_comes_later_moves_the_days_to_pay() -> None:
    assert said("{book: [{id: later, pay_later: 10 days}]}") == []


def test_without_the_programme_that_asks_for_days_to_pay_it_moves_nothing() -> None:
    assert said("{programmes: {remove: [prompt]}, book: [{id: later, pay_later: 10 days}]}") == [("DK969", "volume")]
