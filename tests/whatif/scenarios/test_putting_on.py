"""A scenario is read and checked in full before anything runs, and what is wrong is told where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem
from dealerkit.rebates.joint.stacking import stackings_of
from dealerkit.rebates.programme import programmes_of
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions, put_on
from dealerkit.whatif.scenarios.overlays import Written, node_of
from dealerkit.whatif.scenarios.reading import scenarios_of
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario

POLICY = """
policy: {name: small, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
parameters:
  top: {unit: share, source: test, values: {2026-01-01: 3%}}
  unread: {unit: share, source: test, values: {2026-01-01: 3%}}
rebates:
  volume: &volume
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: =top}]
    settle: {payout: credit-note, negative: floor}
  small: *volume
  third: *volume
  kept:
    <<: *volume
    guarantee: {payout: 100, over: year}
stacking:
  two: {rule: best-of, programmes: [volume, small]}
  chain: {rule: ordered, programmes: [third, kept], reduces: {third: [kept]}}
"""


def policy() -> Policy:
    loaded = dealerkit.loads({"policy.yaml": POLICY.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


BASE = policy()
BOOK = Book.from_tables({"lines": [{"date": "2026-02-01", "dealer": "A", "product": "P", "net_amount": "2000"}]})


def written(text: str) -> list[Scenario]:
    loaded = scenarios_of({"s.yaml": text.encode()}, BASE)
    assert loaded.file is not None, loaded.problems
    return list(loaded.file.scenarios.values())


def wrong(text: str) -> Sequence[Problem]:
    (scenario,) = written(text)
    found = put_on(scenario, BASE)
    assert isinstance(found, tuple), found
    return found


def made(scenario: Scenario) -> Versions:
    found = put_on(scenario, BASE)
    assert isinstance(found, Versions), found
    return found


class TestOverlays:
    def test_an_address_that_matches_nothing_is_told_where_it_is_written(self):
        (found,) = wrong("scenarios:\n  steeper:\n    policy:\n      rebates.volume.bands[800].rate: 2%\n")
        assert found.code == "DK255"
        assert found.at is not None
        assert (found.at.file, found.at.line, found.at.column) == ("s.yaml", 4, 7)
        assert found.arg("allowed") == ("1000", "5000")

    def test_a_value_that_cannot_be_read_is_told_where_it_is_written(self):
        found = wrong("scenarios:\n  steeper:\n    policy:\n      rebates.volume.bands[1000].rate: much\n")
        assert [(each.code, each.at.line if each.at else 0) for each in found] == [("DK944", 2), ("DK133", 4)]

    def test_a_policy_that_reads_and_is_not_sound_is_refused(self):
        found = wrong('scenarios:\n  steeper:\n    policy: {"rebates.volume.bands[5000].at": 500}\n')
        assert "DK944" in {each.code for each in found}
        assert len(found) > 1

    def test_one_address_inside_another_is_refused(self):
        found = wrong(
            "scenarios:\n  both:\n    policy:\n      rebates.volume.bands[1000].rate: 2%\n"
            "      rebates.volume.bands: [{at: 1_000, rate: 1%}]\n"
        )
        assert [each.code for each in found] == ["DK941"]

    def test_another_currency_is_refused(self):
        assert {each.code for each in wrong("scenarios:\n  euro:\n    policy: {policy.currency: EUR}\n")} == {"DK946"}

    def test_every_scenario_is_checked_before_anything_is_measured(self):
        asked = written(
            "scenarios:\n  good:\n    policy: {parameters.top.values: {2026-01-01: 4%}}\n"
            "  bad:\n    policy: {rebates.nothing.kind: percent}\n"
            "  worse:\n    programmes: {remove: [nobody]}\n"
        )
        found = Workbench.open(BASE, BOOK, date(2026, 12, 31), asked)
        assert isinstance(found, tuple)
        assert [each.code for each in found] == ["DK255", "DK943"]

    def test_what_no_rebate_reads_is_a_warning(self):
        asked = written("scenarios:\n  deaf:\n    policy:\n      parameters.unread.values: {2026-01-01: 4%}\n")
        bench = Workbench.open(BASE, BOOK, date(2026, 12, 31), asked)
        assert isinstance(bench, Workbench)
        assert [(each.code, each.at.line) for each in bench.problems if each.at] == [("DK948", 4)]

    def test_the_policy_itself_is_never_changed(self):
        before = BASE.fingerprint("rebates")
        made(Scenario(id="x", policy={"rebates.volume.bands[1000].rate": "2%"}))
        assert BASE.fingerprint("rebates") == before
        assert programmes_of(BASE)["volume"].bands["1000"].rate == Decimal("0.01")


class TestDated:
    def test_a_dated_value_holds_for_periods_that_end_in_its_range(self):
        (scenario,) = written(
            'scenarios:\n  later:\n    dated: {2026-07-01..: {"rebates.volume.bands[1000].rate": 2%}}\n'
        )
        parts = made(scenario).parts
        rates = [(str(each.days), programmes_of(each.policy)["volume"].bands["1000"].rate) for each in parts]
        assert rates == [("..2026-06-30", Decimal("0.01")), ("2026-07-01..", Decimal("0.02"))]

    def test_where_ranges_overlap_the_later_written_one_holds(self):
        scenario = Scenario(
            id="two",
            dated={
                DateRange(date(2026, 4, 1), None): {"rebates.volume.bands[1000].rate": "2%"},
                DateRange(date(2026, 6, 1), date(2026, 6, 30)): {"rebates.volume.bands[1000].rate": "4%"},
            },
        )
        rates = [programmes_of(each.policy)["volume"].bands["1000"].rate for each in made(scenario).parts]
        assert rates == [Decimal("0.01"), Decimal("0.02"), Decimal("0.04"), Decimal("0.02")]

    def test_a_guarantee_over_the_year_cannot_change_within_it(self):
        found = wrong('scenarios:\n  later:\n    dated: {2026-07-01..: {"rebates.kept.guarantee.payout": 200}}\n')
        assert [(each.code, each.arg("programme")) for each in found] == [("DK947", "kept")]


class TestProgrammes:
    def test_a_programme_is_added_under_its_own_id(self):
        added: Written = {
            "period": "month",
            "qualifying": {"measure": "net_amount"},
            "method": "retrospective",
            "kind": "percent",
            "bands": [{"at": 10, "rate": "1%"}],
            "settle": {"payout": "credit-note", "negative": "floor"},
        }
        changes = ProgrammeChanges(add={"new": added})
        assert programmes_of(made(Scenario(id="x", programmes=changes)).policies[0])["new"].period.kind == "month"

    def test_adding_what_is_there_is_refused(self):
        assert "DK942" in {
            each.code for each in wrong("scenarios:\n  x:\n    programmes: {add: {volume: {period: month}}}\n")
        }

    def test_removing_what_is_not_there_is_refused_with_what_is(self):
        (found,) = wrong("scenarios:\n  x:\n    programmes: {remove: [volme]}\n")
        assert (found.code, found.arg("nearest")) == ("DK943", "volume")

    def test_a_removed_programme_leaves_its_stackings(self):
        (after,) = made(Scenario(id="x", programmes=ProgrammeChanges(remove=("small",)))).policies
        assert list(programmes_of(after)) == ["volume", "third", "kept"]
        assert list(stackings_of(after)) == ["chain"]

    def test_a_replaced_programme_keeps_its_id(self):
        text = POLICY[POLICY.index("    period: quarter") : POLICY.index("  small:")].replace("rate: 1%", "rate: 2%")
        (scenario,) = written(
            f"scenarios:\n  x:\n    programmes:\n      replace:\n        volume:\n{text.replace('    ', '          ')}"
        )
        (after,) = made(scenario).policies
        assert programmes_of(after)["volume"].bands["1000"].rate == Decimal("0.02")


class TestMadeInPython:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (Decimal("0.0250"), "0.025"),
            (Fraction(1, 3), "1/3"),
            (True, "true"),
            (date(2026, 3, 1), "2026-03-01"),
            ("2.5%", "2.5%"),
            (7, "7"),
        ],
    )
    def test_a_value_is_written_as_a_file_would_have_it(self, value: object, text: str):
        node = node_of(value)  # type: ignore[arg-type]
        assert isinstance(node, Scalar)
        assert node.text == text

    def test_a_float_is_refused(self):
        with pytest.raises(DealerkitError):
            node_of(0.1)  # type: ignore[arg-type]

    def test_two_scenarios_of_one_id_are_a_mistake(self):
        with pytest.raises(DealerkitError):
            Workbench.open(BASE, BOOK, date(2026, 12, 31), [Scenario(id="x"), Scenario(id="x")])

    def test_periods_without_a_settlement_period_are_a_warning(self):
        loaded = scenarios_of({"s.yaml": b"periods: 2026-01-01..2026-01-31\nscenarios: {x: {}}\n"}, BASE)
        assert loaded.file is not None, loaded.problems
        bench = Workbench.open(BASE, BOOK, date(2026, 12, 31), loaded.file)
        assert isinstance(bench, Workbench)
        assert "DK950" in {each.code for each in bench.problems}

    def test_dated_values_for_days_on_which_no_period_ends_are_a_warning(self):
        text = b"""scenarios:
  cut: {dated: {2026-08-15..2026-09-15: {"rebates.volume.bands[1000].rate": 2%}}}
  whole: {dated: {2026-08-15..: {"rebates.volume.bands[1000].rate": 2%}}}
"""
        loaded = scenarios_of({"s.yaml": text}, BASE)
        assert loaded.file is not None, loaded.problems
        bench = Workbench.open(BASE, BOOK, date(2026, 12, 31), loaded.file)
        assert isinstance(bench, Workbench)
        (found,) = (each for each in bench.problems if each.code == "DK951")
        assert found.at is not None
        assert (found.at.line, dict(found.args)["scenario"], dict(found.args)["nearest"]) == (2, "cut", "2026-09-30")

    def test_periods_of_a_programme_that_the_scenario_adds_count_as_well(self):
        monthly: dict[str, Written] = {
            "period": "month",
            "qualifying": {"measure": "net_amount"},
            "method": "retrospective",
            "kind": "percent",
            "bands": [{"at": 0, "rate": "1%"}],
            "settle": {"payout": "credit-note", "negative": "floor"},
        }
        days = DateRange(date(2026, 2, 15), date(2026, 3, 15))
        scenario = Scenario(
            id="x",
            programmes=ProgrammeChanges(add={"monthly": monthly}),
            dated={days: {"rebates.volume.bands[1000].rate": "2%"}},
        )
        bench = Workbench.open(BASE, BOOK, date(2026, 12, 31), [scenario])
        assert isinstance(bench, Workbench), bench
        assert "DK951" not in {each.code for each in bench.problems}

    @pytest.mark.parametrize("asked", [None, Scenario(id="x"), {"x": Scenario(id="x")}, ["steeper"]])
    def test_what_is_no_list_of_scenarios_is_told_as_such(self, asked: object):
        with pytest.raises(DealerkitError, match="scenarios is needed"):
            Workbench.open(BASE, BOOK, date(2026, 12, 31), asked)  # type: ignore[arg-type]

    def test_what_is_wrong_with_a_scenario_is_in_the_exception(self):
        bench = Workbench.open(BASE, BOOK, date(2026, 12, 31))
        assert isinstance(bench, Workbench)
        with pytest.raises(DealerkitError, match=r"DK255 \(value=rebates.volum.method, step=volum, nearest=volume"):
            bench.cost(Scenario(id="x", policy={"rebates.volum.method": "incremental"}))
