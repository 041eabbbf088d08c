"""Small books for questions about scenarios: one programme of two bands, a few dealers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import scenarios_of

LAST_DAY = date(2026, 12, 31)

POLICY = """
policy:
  name: small
  revision: "1"
  currency: CNY
  effective: 2026-01-01..2026-12-31
  rounding: {to: 0.01, mode: half-up}
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 2_000, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""

BUDGETED = POLICY.replace("    bands:", "    budget: {amount: 30}\n    bands:")
"""The same with a pool that all share, so that everybody has a say in what each is paid."""


@cache
def policy_of(text: str = POLICY) -> Policy:
    loaded = dealerkit.loads({"policy.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def line(dealer: str, day: str, amount: str | int | Decimal, product: str = "P1") -> Mapping[str, object]:
    return {
        "dealer": dealer,
        "date": day,
        "product": product,
        "quantity": 1,
        "unit_price": str(amount),
        "net_amount": str(amount),
    }


def book_of(lines: Sequence[Mapping[str, object]]) -> Book:
    return Book.from_tables({"lines": lines})


def bench_of(scenarios: str, lines: Sequence[Mapping[str, object]], policy: str = POLICY) -> Workbench:
    """A workbench over these lines; the scenario file must be sound."""
    read = policy_of(policy)
    loaded = scenarios_of({"scenarios.yaml": scenarios.encode()}, read)
    assert loaded.file is not None, loaded.problems
    bench = Workbench.open(read, book_of(lines), LAST_DAY, loaded.file)
    assert isinstance(bench, Workbench), bench
    return bench
