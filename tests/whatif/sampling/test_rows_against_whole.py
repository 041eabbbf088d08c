"""Rows reckoned from their sums give what reckoning everything anew gives, on whole examples."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

import dealerkit
from dealerkit.policy.policy import Policy
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.sampling import sampled as sampling
from dealerkit.whatif.sampling.parting import Parting
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.sampling.sampled import sample
from dealerkit.whatif.scenarios.reading import scenarios_of
from tests.conftest import ROOT

EXAMPLES = {
    "handset-distributor": date(2026, 11, 15),
    "consumer-goods": date(2026, 10, 10),
    "stacking": date(2026, 12, 31),
    "groups": date(2026, 12, 31),
    "kinds": date(2026, 6, 30),
    "what-if": date(2026, 9, 30),
    "approvals": date(2026, 12, 31),
    "conduct": date(2026, 12, 31),
    "general-dealer": date(2026, 12, 31),
}

SCENARIOS = """
scenarios:
  plain:
    uncertainty:
      seed: 3
      runs: 2
      volumes: [{id: u, uniform: {least: 40%, most: 220%}, each: month}]
  parted:
    uncertainty:
      seed: 4
      runs: 2
      volumes:
        - {id: u, normal: {mean: 100%, deviation: 60%, least: 0%, most: 300%}, together: 50%}
        - {id: v, triangular: {least: 30%, likely: 100%, most: 200%}, where: line.net_amount > 1_000, each: quarter}
"""


@cache
def policy_of(example: str) -> Policy:
    loaded = dealerkit.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    return loaded.policy


def sampled(example: str, scenario: str) -> tuple[Sampled, Workbench]:
    policy = policy_of(example)
    loaded = scenarios_of({"scenarios.yaml": SCENARIOS.encode()}, policy)
    assert loaded.file is not None, loaded.problems
    book = dealerkit.open_book(Path(ROOT / "examples" / example / "book"))
    bench = Workbench.open(policy, book, EXAMPLES[example], loaded.file)
    assert isinstance(bench, Workbench), bench
    found = sample(bench, bench.file.scenarios[scenario])
    assert isinstance(found, Sampled)
    return found, bench


def reckon_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The naive way: every programme measured and decided anew, run by run."""
    monkeypatch.setattr(Parting, "rows", lambda *_: None)
    monkeypatch.setattr(sampling, "joint_programmes", lambda *_: ())


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["plain", "parted"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_both_ways_cost_the_same(example: str, scenario: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, bench = sampled(example, scenario)
    reckon_whole(monkeypatch)
    whole, _ = sampled(example, scenario)
    assert quick.costs == whole.costs
    assert quick.as_planned == whole.as_planned == bench.cost(bench.file.scenarios[scenario])
    assert quick.failed == whole.failed
    assert len(set(quick.costs)) > 1
