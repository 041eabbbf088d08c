"""The hand-computed cases of ``cases.yaml``; each says in its note how its figures come about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dealerkit.values.exact import canonical
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from tests.rebates.histories import policy_of
from tests.whatif.volumes.worlds import book_with, scenario_of

POLICY = """
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""

CASES = yaml.load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # reads texts alone


def number(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


@cache
def trial_named(name: str) -> Trial:
    """The case's trial: reckoned once, asked three times."""
    case = next(each for each in CASES if each["name"] == name)
    lines = [
        {"date": day, "dealer": dealer, "product": "P", "net_amount": number(amount), "quantity": number(units)}
        for day, dealer, amount, units in case["lines"]
    ]
    customers = [
        {"customer": "A", "kind": "dealer", "class": "x"},
        {"customer": "B", "kind": "dealer", "class": "y"},
    ]
    extra = f"    {case['policy']}\n" if "policy" in case else ""
    policy = policy_of(POLICY + extra)
    scenario = scenario_of(str(case["scenario"]), policy)
    as_of = date.fromisoformat(str(case.get("as_of", "2026-12-31")))
    bench = Workbench.open(policy, book_with(lines, customers=customers), as_of, [scenario])
    assert isinstance(bench, Workbench), bench
    trial = bench.trial(scenario)
    assert isinstance(trial, Trial), trial
    return trial


@pytest.mark.parametrize("case", CASES, ids=[each["name"] for each in CASES])
class TestBehaviourByHand:
    def test_earns_what_the_note_derives(self, case: dict[str, Any]) -> None:
        earned = {
            f"{row.payee} {row.period}{'' if row.programme == 'volume' else f' {row.programme}'}": row.amount
            for row in trial_named(case["name"]).outcome().rows
        }
        assert earned == {key: number(amount) for key, amount in case["expect"].items()}

    def test_says_what_moved(self, case: dict[str, Any]) -> None:
        world = trial_named(case["name"]).sides[0].world
        moves = [
            f"{each.reason.step} {each.dealer} {each.period} {canonical(each.by)}"
            for each in world.moves
            if each.reason.step not in {"book-grown", "book-repriced"}
        ]
        assert moves == case["moves"]

    def test_says_what_is_left_open(self, case: dict[str, Any]) -> None:
        world = trial_named(case["name"]).sides[0].world
        assert [each.code for each in world.problems] == case.get("problems", [])
