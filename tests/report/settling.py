"""A small policy and book for the reports of rebates: figures that can be worked out by hand."""

from __future__ import annotations

from datetime import date

from dealerkit import assembly
from dealerkit.book import Book
from dealerkit.book.columns import Native
from dealerkit.policy.policy import Policy
from dealerkit.rebates.run import Run
from dealerkit.report.places import shortest
from dealerkit.report.whys import Teller, teller_of

POLICY = """\
policy:
  name: small
  title: 小政策
  revision: "1"
  currency: CNY
  rounding: {to: 0.01, mode: half-up}
  effective: 2026-01-01..2026-12-31
parameters:
  top:
    title: 封顶
    unit: money
    source: decision of January
    values: {2026-01-01: 9_000}
rebates:
  volume:
    title: 坎级返利
    period: quarter
    eligible: dealer.status == "active"
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 2_000, rate: 2.5%}]
    factors:
      - {id: speed, title: 回款速度, of: period.days_to_pay, bands: [{at: 0, factor: 100%}, {above: 30, factor: 50%}]}
    cap: {payout: =top}
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
  units:
    title: 台数奖励
    period: quarter
    qualifying: {measure: quantity}
    method: incremental
    kind: per-unit
    bands: [{at_unit: 3, pay: 20}, {at_unit: 6, pay: 40}]
    settle: {every: quarter, payout: transfer, negative: invoice}
stacking:
  both: {rule: sum, programmes: [volume, units]}
"""

TABLES: dict[str, list[dict[str, Native]]] = {
    "customers": [
        {"customer": "A", "name": "甲公司", "kind": "dealer", "status": "active"},
        {"customer": "B", "name": "乙公司", "kind": "dealer", "status": "inactive"},
        {"customer": "C", "name": "丙公司", "kind": "dealer", "status": "active"},
    ],
    "figures": [{"subject": "A", "period": "2026-Q1", "fact": "days_to_pay", "value": "40"}],
    "lines": [
        {"date": "2026-01-10", "dealer": "A", "product": "P", "quantity": "7", "net_amount": "2001.00"},
        {"date": "2026-02-10", "dealer": "B", "product": "P", "quantity": "1", "net_amount": "1500.00"},
        {"date": "2026-03-10", "dealer": "C", "product": "P", "quantity": "2", "net_amount": "1990.00"},
        {"date": "2026-04-10", "dealer": "A", "product": "P", "quantity": "1", "net_amount": "10.00"},
    ],
    "postings": [
        {
            "id": "volume|A|2026-Q1|settlement|1",
            "kind": "settlement",
            "programme": "volume",
            "payee": "A",
            "period": "2026-Q1",
            "seq": "1",
            "net": "5.00",
            "posted_on": "2026-02-01",
        }
    ],
}

AS_OF = date(2026, 3, 31)


def policy(text: str = POLICY) -> Policy:
    """The policy, which must be sound."""
    loaded = assembly.loads({"policy/small.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def run(as_of: date = AS_OF, text: str = POLICY, **tables: list[dict[str, Native]]) -> Run:
    """The policy over the book, some of its tables replaced."""
    return Run.open(policy(text), Book.from_tables({**TABLES, **tables}), as_of)


def overpaid() -> Run:
    """A was paid 30.01 for the first quarter, 5.00 too much, and earns as much in the second by `volume`."""
    (posting,) = TABLES["postings"]
    figure = {"subject": "A", "fact": "days_to_pay", "value": "40"}
    later: dict[str, Native] = {"date": "2026-04-11", "dealer": "A", "product": "P", "net_amount": "990.00"}
    return run(
        date(2026, 6, 30),
        postings=[{**posting, "net": "30.01"}],
        figures=[{**figure, "period": "2026-Q1"}, {**figure, "period": "2026-Q2"}],
        lines=[*TABLES["lines"], {**later, "quantity": "0"}],
    )


def teller(opened: Run) -> Teller:
    """Explains its rows, with short places."""
    return teller_of(opened, shortest(["policy/small.yaml"]))
