"""Simulations as people read them: what is kept, what is said of each kind of answer, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.policy.policy import Policy
from dealerkit.report.languages import Language
from dealerkit.report.simulations import SimulationReport
from dealerkit.report.simulations_answers import Answers
from dealerkit.report.simulations_kept import Kept
from dealerkit.values.numbers import add, divide, multiply
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.scenarios.reading import scenarios_of
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile
from dealerkit.whatif.seeking.bisecting import Search, search, search_all
from dealerkit.whatif.seeking.margins import margin_needed
from dealerkit.whatif.seeking.paying_off import pay_off
from dealerkit.whatif.seeking.results import BrokenEven, Sought
from dealerkit.whatif.sweeps.results import Axis, SweepPoint, Swept
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "what-if"
DAY = date(2026, 9, 30)


@cache
def policy() -> Policy:
    loaded = load([EXAMPLE / "policy"])
    assert loaded.policy is not None
    return loaded.policy


def file_of(text: str) -> ScenarioFile:
    loaded = scenarios_of({"s.yaml": text.encode()}, policy())
    assert loaded.file is not None, loaded.problems
    return loaded.file


def report(
    text: str, most: int | None = None, *, rows: bool = False, book: Path = EXAMPLE / "book"
) -> SimulationReport:
    file = file_of(text)
    bench = Workbench.open(policy(), open_book(book), DAY, file)
    assert isinstance(bench, Workbench), bench
    every = file.scenarios.values()
    return SimulationReport(
        policy=policy(),
        as_of=DAY,
        baseline=bench.baseline.totals,
        kept=tuple(Kept.of(each, bench.outcome(each), policy(), most, rows=rows) for each in every),
        budget=file.budget,
        periods=file.periods,
        most=10 if most is None else most,
        rows=rows,
    )


def page(found: SimulationReport, lang: Language = "en") -> str:
    return found.report().page(lang).text(lang)


QUARTER = "periods: 2026-07-01..2026-09-30\n"
FLAT = """
scenarios:
  lost: {book: [{id: lost, lose: [D001, D002, D003, D004]}]}
  more: {book: [{id: more, grow: 1%}]}
  same: {book: [{id: same, grow: 1%, dealers: 'dealer.class == "X"'}]}
"""


class TestWhatIsKept:
    def test_of_what_is_not_shown_nothing_stays(self):
        lost = report(QUARTER + FLAT, most=1).kept[0]
        assert (len(lost.losers), lost.rows) == (1, ())
        # The totals know of all four.
        assert lost.totals.losers == 4

    def test_groups_add_up_to_the_totals(self):
        for kept in report(QUARTER + FLAT).kept:
            more = sum((each.after for each in kept.groups), Decimal(0)) - sum(
                (each.before for each in kept.groups), Decimal(0)
            )
            assert more == kept.totals.difference
            assert sum(each.dealers for each in kept.groups) == 6

    def test_who_gets_nothing_has_no_part_and_nobody_s_part_is_untold(self):
        lost = report(QUARTER + FLAT).kept[0]
        # D005 and D006 earn nothing, the others are gone.
        assert lost.top_share is None
        assert lost.top_share_before is not None


class TestPage:
    def test_a_scenario_that_changes_nothing_says_so(self):
        shown = page(report(QUARTER + "scenarios: {same: {title: as before, book: [{id: x, grow: 0%}]}}\n"))
        assert "as before: 81,100.00, as much as it is" in shown
        assert "as before: nobody wins or loses money." in shown

    def test_without_economics_and_budget_nothing_is_said_of_them(self):
        found = report(QUARTER + FLAT)
        assert "contribution" not in page(found)
        assert "budget" not in page(found)

    def test_more_scenarios_than_fit_are_counted(self):
        assert "1 more in full with `--only NAME`" in page(report(QUARTER + FLAT))
        whole = report(QUARTER + FLAT).report().paper("en").text("en")
        assert "more in full" not in whole

    def test_of_very_many_scenarios_a_screen_lists_the_first(self):
        many = "".join(f"  s{place}: {{book: [{{id: x, grow: {place}%}}]}}\n" for place in range(30))
        found = report(QUARTER + "scenarios:\n" + many, most=0)
        shown = page(found)
        assert "6 more scenarios with `--format csv`" in shown
        assert "\ns29 " not in shown
        assert len(found.report().tables("en")[0].rows) == 30
        # Nothing of them stays but what is shown.
        assert all(not each.winners and not each.rows and not each.moves for each in found.kept)

    def test_without_periods_all_that_have_begun_are_compared(self):
        assert "All settlement periods that have begun." in page(report(FLAT))

    def test_what_cannot_be_told_is_named_with_the_missing_fact(self, tmp_path: Path):
        for each in (EXAMPLE / "book").iterdir():
            text = each.read_text("utf-8")
            (tmp_path / each.name).write_text(text.replace("dealer,active,B\nD005", "dealer,active,\nD005"), "utf-8")
        classed = "scenarios: {s: {policy: {rebates.volume-quarter.eligible: 'dealer.class != \"X\"'}}}\n"
        found = report(QUARTER + classed, book=tmp_path)
        count = found.kept[0].totals.count
        assert (count.unchanged, count.failed) == (8, 1)
        assert "1 row cannot be told" in page(found)
        assert "dealer.class" in page(found).partition("what cannot be told")[2]
        assert "1 行无法确定" in page(found, "zh")

    def test_every_row_is_a_table_of_its_own_where_asked_for(self):
        found = report(QUARTER + FLAT, rows=True).report().tables("en")
        rows = next(each for each in found if each.name == "simulation_rows")
        assert len(rows.rows) == 3 * 9
        assert rows.columns[0].name == "scenario"


class TestWhatIsNoMoney:
    def test_goods_that_are_given_more_are_told_beside_the_cost(self):
        kinds = ROOT / "examples" / "kinds"
        loaded = load([kinds / "policy"])
        assert loaded.policy is not None
        scenario = Scenario(id="x", policy={"rebates.water.bands[unit 100].pay": "3"})
        bench = Workbench.open(loaded.policy, open_book(kinds / "book"), date(2026, 12, 31), [scenario])
        assert isinstance(bench, Workbench), bench
        kept = Kept.of(scenario, bench.outcome(scenario), loaded.policy, None)
        found = SimulationReport(
            policy=loaded.policy, as_of=date(2026, 12, 31), baseline=bench.baseline.totals, kept=(kept,)
        )
        # 640 cases are six full hundreds: 18 free ones instead of 12.
        assert "as much as it is; 6 × WATER more are given" in page(found)
        assert "多给货品 WATER 6 件" in page(found, "zh")
        (row,) = (line for line in page(found).splitlines() if line.startswith("water "))
        assert row.split()[2:5] == ["12", "18", "6"], "units have no cents"

    def test_money_that_comes_later_moves_no_sum(self):
        found = report(QUARTER + "scenarios: {s: {book: [{id: x, pay_later: 10 days}]}}\n")
        moved = page(found).partition("what moved")[2]
        assert moved.splitlines()[3].split() == ["D001", "9", "receipts", "10", "days", "later"]
        exact = next(each for each in found.report().tables("en") if each.name == "simulation_moves")
        places = [each.name for each in exact.columns]
        assert exact.rows[0][places.index("before")] is None


class TestWords:
    @pytest.mark.parametrize(
        ("written", "en", "zh"),
        [
            ("grow: -5%", "x: sales shrink by 5%", "x：销量下降 5%"),
            ("price: -3%, where: 'within(product, \"phones\")'", "x: our prices fall by 3%, where", "我方价格下调 3%"),
            ("lose: [D001, D002]", "x: lost: D001, D002", "x：流失：D001, D002"),
            (
                "add: N1, like: D001, times: 100%",
                "x: a new dealer N1 buys 100% of what D001 buys",
                "新经销商 N1 按 D001 的 100% 进货",
            ),
            ("pay_later: 10 days", "x: money comes 10 days later", "回款晚 10 天"),
            ("grow: 5%, dealers: 'dealer.class == \"A\"'", "sales grow by 5%, of dealers with", "经销商 dealer.class"),
        ],
    )
    def test_a_change_to_the_book_is_said(self, written: str, en: str, zh: str):
        (kept,) = report(QUARTER + f"scenarios: {{s: {{book: [{{id: x, {written}}}]}}}}\n").kept
        assert en in kept.said["en"][0]
        assert zh in kept.said["zh"][0]

    def test_how_dealers_behave_is_said(self):
        behaviour = "forward: {within: 5%, days_of_stock: 10}, pass_on: 50%, elasticity: -1.5"
        (kept,) = report(QUARTER + f"scenarios: {{s: {{behaviour: {{{behaviour}}}}}}}\n").kept
        assert kept.said["en"] == (
            "dealers up to 5% below a bound buy forward what is missing, stock of 10 days at most",
            "dealers pass on 50% of what they earn more",
            "one per cent on the price makes -1.5 per cent on the units",
        )

    def test_programmes_and_dated_values_are_said(self):
        text = (
            "scenarios:\n  s:\n    dated:\n      2026-07-01..:\n"
            "        rebates.volume-quarter.bands[800000].rate: 2.5%\n"
            "    programmes: {remove: [accessories-quarter]}\n"
        )
        (kept,) = report(QUARTER + text).kept
        assert kept.said["en"] == (
            "rebates.volume-quarter.bands[800000].rate: 2% → 2.5%, for periods that end in 2026-07-01..",
            "programme removed: accessories-quarter",
        )


def sought(found: Search, *, of_share: bool = False) -> str:
    goal = Sought(id="g", title="goal", scenario="", address="a", search=found, of_share=of_share)
    return _said("goals", Answers(sought=(goal,)), "g")


def even(**found: object) -> str:
    question = BrokenEven(
        id="q",
        title="even",
        scenario="s",
        extra_sales=Decimal(0),
        extra_cost=Decimal(0),
        **found,  # type: ignore[arg-type]
    )
    return _said("break_even", Answers(even=(question,)), "q")


def _said(part: str, answers: Answers, id: str) -> str:
    told = cast("dict[str, dict[str, dict[str, str]]]", answers.document("en"))[part][id]["said"]
    block = "".join(each.text("en") for each in answers.blocks("en", is_whole=False))
    assert told in block
    chinese = "".join(each.text("zh") for each in answers.blocks("zh", is_whole=False))
    assert chinese != block
    return told


def rising(count: int, goal: int, factor: int = 10) -> Search:
    """Values 0, 1, 2 … that cost ten times themselves."""
    return search_all(count, Decimal, lambda value: multiply(value, Decimal(factor)), Decimal(goal))


class TestGoals:
    def test_a_goal_that_is_met_exactly(self):
        assert sought(rising(5, 20)) == "a = 2 meets 20.00 exactly"

    def test_a_goal_between_two_values_names_both(self):
        assert sought(rising(5, 25)) == "a = 2 costs 20.00 and keeps to 25.00; the next, 3, costs 30.00"

    def test_a_goal_that_nothing_passes(self):
        assert sought(rising(3, 99)) == "all values looked at keep to 99.00: 0 costs 0.00, 2 costs 20.00"

    def test_a_goal_that_nothing_reaches(self):
        found = search_all(2, Decimal, lambda value: add(value, Decimal(5)), Decimal(1))
        assert sought(found) == "no value looked at keeps to 1.00: 0 costs 5.00, 1 costs 6.00"

    def test_a_share_is_told_as_one(self):
        found = search_all(3, Decimal, lambda value: divide(value, Decimal(100)), Decimal("0.015"))
        assert sought(found, of_share=True) == "a = 1 costs 1% and keeps to 1.5%; the next, 2, costs 2%"

    def test_a_cost_that_turns_is_told_with_a_witness_and_the_neighbours_that_were_found(self):
        costs = [0, 30, 10, 40]
        found = search(4, Decimal, lambda value: Decimal(costs[int(value)]), Decimal(20), 2)
        assert sought(found) == (
            "the cost turns, so there may be several answers: 0 costs 0.00, 1 costs 30.00, 2 costs 10.00; "
            "seen to pass 20.00 between 0 (0.00) and 1 (30.00), 2 (10.00) and 1 (30.00), 2 (10.00) and 3 (40.00); "
            "write `search: every` for all of them"
        )

    def test_looking_at_every_value_tells_every_place_where_the_goal_is_passed(self):
        costs = [0, 30, 10, 40]
        found = search_all(4, Decimal, lambda value: Decimal(costs[int(value)]), Decimal(20))
        assert sought(found) == (
            "a = 2 costs 10.00 and keeps to 20.00; the next, 1, costs 30.00; the cost turns and also passes 20.00 "
            "between 0 (0.00) and 1 (30.00), 2 (10.00) and 3 (40.00)"
        )


class TestBreakEven:
    @pytest.mark.parametrize(
        ("sales", "cost", "said"),
        [
            (1000, 100, "from a margin of 10% on: 1,000.00 more sales cost 100.00 more in rebates"),
            (-1000, -100, "up to a margin of 10%: 1,000.00 fewer sales save 100.00 in rebates"),
            (1000, -5, "pays for itself at any margin"),
            (100, 500, "at no margin: sales change by 100.00, rebates cost 500.00 more"),
        ],
    )
    def test_a_margin_is_told_with_what_it_rests_on(self, sales: int, cost: int, said: str):
        assert even(margin=margin_needed(Decimal(sales), Decimal(cost))) == said

    def test_a_volume_is_told_with_what_is_left(self):
        found = pay_off(5, lambda place: Decimal(place) / 100, lambda g: (g * 1000, Decimal(15)))
        assert even(volume=found).startswith("from 2% more volume on: 20.00 earned, 15.00 of rebates, 5.00 left")

    def test_a_volume_that_never_pays_names_the_nearest(self):
        found = pay_off(5, lambda place: Decimal(place) / 100, lambda g: (g * 1000, Decimal(90)))
        assert even(volume=found) == "at no volume looked at; nearest is 4%: 50.00 short"


def swept(*axes: Axis, budget: int | None = None) -> Swept:
    """Costs are 10, 20, 30 … over the points."""
    points: list[tuple[str, ...]] = [()]
    for axis in axes:
        points = [(*known, value) for known in points for value in axis.values]
    return Swept(
        id="w",
        title="sweep",
        scenario="",
        axes=axes,
        points=tuple(SweepPoint(each, Decimal(10 * place), failed=1) for place, each in enumerate(points, 1)),
        cost_before=Decimal(15),
        budget=None if budget is None else Decimal(budget),
    )


class TestSweeps:
    def blocks(self, found: Swept, *, whole: bool = False) -> str:
        answers = Answers(currency="CNY", swept=(found,))
        return "".join(each.text("en") for each in answers.blocks("en", is_whole=whole))

    def test_one_axis_of_numbers_is_a_line(self):
        shown = self.blocks(swept(Axis("a.rate", ("1%", "2%"))))
        assert "    1%  10.00  ████████████████████\n" in shown

    def test_one_axis_of_words_is_bars(self):
        shown = self.blocks(swept(Axis("a.method", ("retrospective", "incremental"))))
        assert "  incremental    20.00  ████" in shown

    def test_two_axes_are_a_grid_and_a_table(self):
        shown = self.blocks(swept(Axis("a", ("1", "2")), Axis("b", ("3", "4")), budget=25))
        assert "  1  10.00  20.00\n" in shown
        assert "beyond" in shown

    def test_three_axes_are_a_table_alone(self):
        shown = self.blocks(swept(Axis("a", ("1", "2")), Axis("b", ("3",)), Axis("c", ("4",))))
        assert "█" not in shown
        assert "Sweep sweep" in shown

    def test_what_does_not_fit_a_screen_is_counted(self):
        many = swept(Axis("a", tuple(map(str, range(10)))), Axis("b", ("1", "2", "3")))
        assert "6 more points" in self.blocks(many)
        assert "more points" not in self.blocks(many, whole=True)


class TestUncertainty:
    def test_dealers_without_a_past_are_named(self):
        drawn = Sampled(
            scenario="s",
            seed=1,
            costs=(Decimal(1), Decimal(3)),
            as_planned=Decimal(2),
            percentiles=(Decimal("0.5"),),
            without_history=("D1", "D2"),
        )
        answers = Answers(names={"s": "first"}, currency="CNY", sampled=(drawn,))
        shown = "".join(each.text("en") for each in answers.blocks("en", is_whole=False))
        assert "first: no past of their own, so their volumes stay as they are: D1, D2." in shown
        assert "over the budget" not in shown
