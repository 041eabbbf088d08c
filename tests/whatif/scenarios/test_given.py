"""What a script gets wrong is told at once, as its mistake: what was given, what is wanted, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from re import escape

import pytest

import dealerkit
from dealerkit import DateRange, DealerkitError, ProgrammeChanges, Scenario, Simulation, simulate
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.report.diagnostics import worded

POLICY = b"""
policy: {name: small, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}]
    settle: {payout: credit-note, negative: floor}
"""
LOADED = dealerkit.loads({"policy.yaml": POLICY})
BOOK = Book.from_tables({"lines": [{"date": "2026-02-01", "dealer": "A", "product": "P", "net_amount": "2000"}]})
DAY = date(2026, 9, 30)
SCENARIO = Scenario(id="steeper")
RATE = "rebates.volume.bands[1000].rate"


def policy() -> Policy:
    assert LOADED.policy is not None, LOADED.problems
    return LOADED.policy


def simulated() -> Simulation:
    found = simulate(policy(), BOOK, [SCENARIO], DAY)
    assert isinstance(found, Simulation), found
    return found


class TestWhatSimulateIsGiven:
    @pytest.mark.parametrize(
        ("wrong", "given", "how"),
        [
            ({"book": Path("book")}, repr(Path("book")), "open_book(path)"),
            ({"book": "book"}, "'book'", "open_book(path)"),
            ({"policy": LOADED}, "a Loaded", ".policy of what load() gives"),
            ({"policy": None}, "None", ".policy of what load() gives"),
            ({"as_of": "2026-09-30"}, "'2026-09-30'", "datetime.date(2026, 9, 30)"),
            ({"as_of": None}, "None", "datetime.date(2026, 9, 30)"),
            ({"as_of": datetime(2026, 9, 30)}, "datetime.datetime(2026, 9, 30, 0, 0)", "datetime.date(2026, 9, 30)"),
            ({"known_at": "2026-09-30"}, "'2026-09-30'", "datetime.date(2026, 9, 30)"),
            ({"scenarios": "scenarios.yaml"}, "'scenarios.yaml'", ".file of what load_scenarios() gives"),
            ({"scenarios": SCENARIO}, "a Scenario", '[Scenario(id="steeper")]'),
        ],
    )
    def test_the_mistake_says_what_was_given_and_what_to_pass(
        self, wrong: Mapping[str, object], given: str, how: str
    ) -> None:
        right: dict[str, object] = {"policy": policy(), "book": BOOK, "scenarios": (), "as_of": DAY}
        with pytest.raises(DealerkitError, match=f"not {escape(given)}: .*{escape(how)}"):
            simulate(**{**right, **wrong})  # type: ignore[arg-type]


class TestWhatAScenarioIsMadeOf:
    @pytest.mark.parametrize(
        ("part", "value", "given", "how"),
        [
            ("id", 3, "3", 'Scenario(id="steeper"'),
            ("title", 3, "3", "title="),
            ("policy", "zz", "'zz'", "as in {"),
            ("policy", None, "None", "as in {"),
            ("policy", {1: "a"}, "1", "as in {"),
            ("programmes", "q", "'q'", "ProgrammeChanges("),
            ("programmes", {"add": {}}, "{'add': {}}", "ProgrammeChanges("),
            ("book", ["q"], "['q']", "load_scenarios("),
            ("book", {"growth": "q"}, "'q'", "load_scenarios("),
            ("book", BOOK, "a Book", "load_scenarios("),
            ("dated", "q", "'q'", "DateRange(date(2026, 7, 1), None)"),
            ("dated", {"2026": {RATE: "2%"}}, "'2026'", "DateRange(date(2026, 7, 1), None)"),
            ("dated", {DateRange(DAY, None): "zz"}, "'zz'", "DateRange(date(2026, 7, 1), None)"),
            ("behaviour", "q", "'q'", "load_scenarios("),
            ("uncertainty", "q", "'q'", "load_scenarios("),
        ],
    )
    def test_a_part_of_another_kind_is_told_where_the_scenario_is_made(
        self, part: str, value: object, given: str, how: str
    ) -> None:
        with pytest.raises(DealerkitError, match=f"not {escape(given)}: .*{escape(how)}"):
            Scenario(**{"id": "x", part: value})  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("part", "value", "given"),
        [
            ("add", "q", "'q'"),
            ("replace", ["volume"], "['volume']"),
            ("remove", "volume", "'volume'"),
            ("remove", (3,), "3"),
        ],
    )
    def test_so_are_programmes(self, part: str, value: object, given: str) -> None:
        with pytest.raises(DealerkitError, match=f"{part} of ProgrammeChanges .*not {escape(given)}: as in "):
            ProgrammeChanges(**{part: value})  # type: ignore[arg-type]

    def test_a_bad_value_made_in_python_has_no_place_in_any_file(self) -> None:
        wrong = [
            Scenario(id="value", policy={RATE: "abc"}),
            Scenario(id="programme", programmes=ProgrammeChanges(add={"extra": {"bogus": "1"}})),
        ]
        found = simulate(policy(), BOOK, wrong, DAY)
        assert isinstance(found, tuple)
        assert {"DK130", "DK131", "DK133", "DK944"} == {each.code for each in found}
        assert {each.at for each in found} == {None}
        assert worded(found).startswith("DK130 unknown key `bogus`")
        (value,) = (each for each in found if each.code == "DK133")
        assert value.address == RATE


class TestWhatAWorkbenchIsAsked:
    @pytest.mark.parametrize(
        ("ask", "where"),
        [
            (dealerkit.sample, "scenarios"),
            (dealerkit.sweep, "sweeps"),
            (dealerkit.seek, "goals"),
            (dealerkit.break_even, "break_even"),
        ],
    )
    def test_a_name_is_no_question(self, ask: Callable[..., object], where: str) -> None:
        with pytest.raises(DealerkitError, match=f"not 'rates': pass one such as bench.file.{where}.\"its-id\""):
            ask(simulated().bench, "rates")

    @pytest.mark.parametrize("ask", [dealerkit.sample, dealerkit.sweep, dealerkit.seek, dealerkit.break_even])
    def test_a_simulation_is_asked_by_its_bench(self, ask: Callable[..., object]) -> None:
        with pytest.raises(DealerkitError, match=r"not a Simulation: pass \.bench of what simulate\(\) gives"):
            ask(simulated(), SCENARIO)

    def test_the_cost_of_a_name_is_no_question_either(self) -> None:
        with pytest.raises(DealerkitError, match="a Scenario is asked for, not 'steeper'"):
            simulated().bench.cost("steeper")  # type: ignore[arg-type]
