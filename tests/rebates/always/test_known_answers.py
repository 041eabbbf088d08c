"""Promises with a known answer: each verdict derived by hand, each counterexample replayed by the engine."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from dealerkit.assembly.testing import results_of
from dealerkit.policy.loading import Loaded
from dealerkit.rebates.always.replay import replays
from dealerkit.rebates.always.verdicts import State
from dealerkit.rebates.programme import programmes_of
from tests.rebates.always.building import policy_of, verdict_of

_FILE = Path(__file__).parent / "known.yaml"
KNOWN: dict[str, dict[str, Any]] = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # texts only
BROKEN = [name for name, data in KNOWN.items() if data["expect"]["state"] == "broken"]


def figure(text: str) -> Fraction:
    return Fraction(Decimal(text.replace("_", "")))


@pytest.mark.parametrize("name", KNOWN)
def test_a_promise_has_the_verdict_derived_by_hand(name: str) -> None:
    data = KNOWN[name]
    verdict, expect = verdict_of(data), data["expect"]
    assert verdict.state.value == expect["state"], (verdict.reasons, verdict.counterexample)
    if "reasons" in expect:
        assert [word for word, _ in verdict.reasons] == expect["reasons"]
    found = verdict.counterexample
    for key in ("base", "amount", "allowed"):
        if key in expect:
            assert found is not None
            assert getattr(found, key) == figure(expect[key]), key
    if "tries" in expect:
        assert verdict.tries == figure(expect["tries"])
    if "as_of" in expect:
        assert found is not None
        assert found.day.isoformat() == expect["as_of"]
    for fact, value in expect.get("facts", {}).items():
        assert found is not None
        assert str(found.facts[fact]) == value


@pytest.mark.parametrize("name", BROKEN)
def test_a_counterexample_pasted_as_test_cases_passes(name: str) -> None:
    data = KNOWN[name]
    verdict = verdict_of(data)
    assert verdict.counterexample is not None
    cases = replays("case", verdict.counterexample, dict(programmes_of(policy_of(data))))
    pasted = cast("dict[str, Any]", yaml.load("\n".join(each.text for each in cases), yaml.BaseLoader))  # noqa: S506
    policy = policy_of(data, pasted)
    run = results_of(Loaded(policy, (), {}))
    assert len(run.results) == len(cases)
    assert not [problem for result in run.results for problem in result.problems]


def test_there_are_twenty_policies_and_half_of_them_are_broken() -> None:
    assert len(KNOWN) >= 20
    assert 2 * len(BROKEN) >= len(KNOWN)
    assert all(data["note"] for data in KNOWN.values())


def test_what_is_not_proved_says_how_many_cases_were_tried() -> None:
    verdict = verdict_of(KNOWN["a-rate-reckoned-from-a-score"])
    assert verdict.state is State.OPEN
    assert 0 < verdict.tries <= verdict.invariant.tries
