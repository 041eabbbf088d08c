"""What a behaviour cannot do is said, and nothing comes of what was not written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.whatif.behaviour.checks import check_behaviour
from dealerkit.whatif.behaviour.forward import bought_forward
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from tests.rebates.histories import QUARTERLY, line, policy_of
from tests.rebates.stackings import programme, stacked_policy
from tests.whatif.volumes.worlds import amounts_after, book_with, measured, scenario_of

POLICY = policy_of(QUARTERLY)
UNITS = policy_of(
    QUARTERLY.replace("measure: net_amount", "measure: quantity")
    .replace("kind: percent", "kind: per-unit")
    .replace("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at_unit: 1, pay: 1}, {at_unit: 101, pay: 3}]")
)
BOOK = book_with(
    [line("2026-02-01", 4900, kind="a", quantity="96"), line("2026-05-01", 3000, kind="a", quantity="60")],
    customers=[{"customer": "A", "kind": "dealer", "group": "G"}],
    groups=[{"group": "G", "head": "A"}],
)


def trial_of(text: str) -> Trial:
    scenario = scenario_of(text, POLICY)
    bench = Workbench.open(POLICY, BOOK, date(2026, 12, 31), [scenario])
    assert isinstance(bench, Workbench), bench
    trial = bench.trial(scenario)
    assert isinstance(trial, Trial), trial
    return trial


class TestNothingUnlessWritten:
    def test_a_scenario_without_behaviour_leaves_everybody_where_he_is(self) -> None:
        trial = trial_of("title: nothing")
        assert (trial.moves, trial.problems, trial.cost()) == ((), (), trial.bench.baseline.totals.cost)

    def test_an_unchanged_policy_passes_on_nothing_more(self) -> None:
        trial = trial_of("behaviour: {pass_on: 100%, elasticity: -3, rounds: 4}")
        assert (trial.moves, trial.cost()) == ((), trial.bench.baseline.totals.cost)

    def test_the_same_scenario_gives_the_same_every_time(self) -> None:
        text = "behaviour: {forward: {within: 5%, most: 500}}"
        assert trial_of(text).moves == trial_of(text).moves != ()


class TestUnits:
    def test_units_are_bought_forward_up_to_the_most_of_units(self) -> None:
        scenario = scenario_of("behaviour: {forward: {within: 5%, most_units: 5}}", UNITS)
        assert scenario.behaviour is not None
        assert scenario.behaviour.forward is not None
        found = bought_forward(measured(UNITS, BOOK, scenario).run, scenario.behaviour.forward)
        # 96 lack 5 to the 101st unit.
        assert [(each.reason.step, each.by) for each in found.moves] == [("forward-bought", 5), ("forward-missing", -5)]

    def test_a_limit_of_money_is_none_for_units(self) -> None:
        scenario = scenario_of("behaviour: {forward: {within: 5%, most: 5}}", UNITS)
        assert scenario.behaviour is not None
        assert scenario.behaviour.forward is not None
        found = bought_forward(measured(UNITS, BOOK, scenario).run, scenario.behaviour.forward)
        assert [(each.code, each.arg("why")) for each in found.problems] == [("DK972", "without-a-limit")]
        assert found.moves == ()


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"accumulate": "{over: group, pay: each}"}, "of-several-dealers"),
        ({"qualifying": "{from: sell-through, measure: net_amount}"}, "of-other-rows"),
    ],
)
def test_programmes_for_which_nobody_is_seen_to_stretch_are_named(keys: dict[str, str], why: str) -> None:
    policy = stacked_policy("rebates:\n" + programme("p", **keys))
    scenario = scenario_of("behaviour: {forward: {within: 5%, most: 500}}", policy)
    assert scenario.behaviour is not None
    assert scenario.behaviour.forward is not None
    found = bought_forward(measured(policy, BOOK, scenario).run, scenario.behaviour.forward)
    assert [(each.code, each.arg("programme"), each.arg("why")) for each in found.problems] == [("DK972", "p", why)]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("{forward: {within: 5%, most: 5, programmes: [volum]}}", "DK971", "volume"),
        ("{forward: {within: 5%}}", "DK973", "most"),
        ("{pass_on: 50%}", "DK973", "elasticity"),
        ("{elasticity: -1}", "DK973", "pass_on"),
    ],
)
def test_what_nothing_can_come_of_is_a_mistake(text: str, code: str, word: str) -> None:
    behaviour = scenario_of(f"behaviour: {text}", POLICY).behaviour
    assert behaviour is not None
    (why,) = check_behaviour(behaviour, ["volume"], prices_change=False)
    either = why.arg("either")
    named = {why.arg("nearest"), why.arg("needs"), *(either if isinstance(either, tuple) else ())}
    assert word in named
    assert why.code == code


def test_units_may_stay_the_same_in_a_shift() -> None:
    lines = [line("2026-02-01", 1000, kind="a", quantity="10"), line("2026-02-02", 3000, kind="b", quantity="5")]
    text = 'book: [{id: s, shift: 50%, from: line.kind == "a", to: line.kind == "b", keeps: quantity}]'
    # Five of ten units go: 500 are left; five units at 600 come to five: 6,000. 6,500 at 2 %.
    assert amounts_after(POLICY, book_with(lines), text) == {("volume", "A", "2026-Q1"): 130}


class TestGroupsThatPassOn:
    LINES = (line("2026-02-01", 200, "A"), line("2026-02-01", 3500, "B"))
    CUSTOMERS = tuple({"customer": each, "kind": "dealer", "group": "G"} for each in "AB")
    TEXT = "policy: {'rebates.p.bands[0].rate': 3%}\nbehaviour: {pass_on: 50%, elasticity: -1}"

    def trial(self, pay: str) -> Trial:
        policy = stacked_policy("rebates:\n" + programme("p", "1%", accumulate=f"{{over: group, pay: {pay}}}"))
        scenario = scenario_of(self.TEXT, policy)
        book = book_with(self.LINES, customers=self.CUSTOMERS, groups=[{"group": "G", "head": "A"}])
        bench = Workbench.open(policy, book, date(2026, 12, 31), [scenario])
        assert isinstance(bench, Workbench), bench
        trial = bench.trial(scenario)
        assert isinstance(trial, Trial), trial
        return trial

    def test_whoever_is_paid_for_others_passes_nothing_on_and_that_is_told(self) -> None:
        # 2 % more of 3,700 are 74; on A's own 200 they would be a price 18.5 % lower.
        trial = self.trial("head")
        assert trial.moves == ()
        assert [(each.code, each.arg("why")) for each in trial.problems] == [("DK972", "of-several-dealers")]
        assert trial.cost() == 111

    def test_where_each_is_paid_each_passes_on_his_own(self) -> None:
        # 1 % lower prices sell 1 % more: 202 and 3,535, of which 3 % are 6.06 and 106.05.
        trial = self.trial("each")
        assert [(each.dealer, each.by) for each in trial.moves] == [("A", 2), ("B", 35)]
        assert trial.cost() == Decimal("112.11")
