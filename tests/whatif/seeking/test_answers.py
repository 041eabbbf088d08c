"""Goals, break-even questions and sweeps over a small book, derived by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from dealerkit.problems import Problem
from dealerkit.report.messages import sentence
from dealerkit.report.simulations_sought import sought_words
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.overlays import Edit
from dealerkit.whatif.scenarios.reading import scenarios_of
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.seeking.bisecting import Found
from dealerkit.whatif.seeking.break_even import break_even
from dealerkit.whatif.seeking.margins import Side
from dealerkit.whatif.seeking.results import BrokenEven, Sought
from dealerkit.whatif.seeking.seeking import seek
from dealerkit.whatif.sweeps.results import Swept
from dealerkit.whatif.sweeps.sweeping import sweep
from tests.whatif import questions

# Three dealers in one quarter: nothing for A, 1 % for B, 2 % for C: 0 + 15.00 + 50.00 = 65.00 of 5,000.
LINES = [
    questions.line("A", "2026-02-01", 1_000 - 10),
    questions.line("B", "2026-02-01", 1_500),
    questions.line("C", "2026-02-01", 2_510),
]
BAND = "rebates.volume.bands[2000]"


def bench(text: str) -> Workbench:
    return questions.bench_of(text, LINES)


def goal(text: str) -> Sought | tuple[Problem, ...]:
    made = bench(f"goals: {{g: {text}}}")
    return seek(made, made.file.goals["g"])


class TestGoal:
    def test_the_largest_rate_that_keeps_to_the_budget(self) -> None:
        # C's 2,510 are paid at the rate: 100 less B's 15 leaves 85, which is 3.386 %: 3.38 % costs 84.838, rounded
        # 84.84, and 3.39 % 85.089, rounded 85.09.
        found = goal(f"{{value: '{BAND}.rate', values: {{from: 1%, to: 6%, step: 0.01%}}, cost: 100}}")
        assert isinstance(found, Sought)
        assert found.found is Found.BETWEEN
        assert found.answer is not None
        assert found.beyond is not None
        assert (found.label(found.answer), found.answer.cost) == ("3.38%", Decimal("99.84"))
        assert (found.label(found.beyond), found.beyond.cost) == ("3.39%", Decimal("100.09"))
        assert (found.search.count, len(found.search.looked) < 20) == (501, True)
        assert found.failed == 0

    def test_one_row_that_cannot_be_told_is_said_as_one(self) -> None:
        found = goal(f"{{value: '{BAND}.rate', values: {{from: 1%, to: 6%, step: 1%}}, cost: 100}}")
        assert isinstance(found, Sought)
        one, two = (sought_words(evolve(found, failed=rows), "en") for rows in (1, 2))
        assert one.endswith("; 1 row cannot be told and is in no cost")
        assert two.endswith("; 2 rows cannot be told and are in no cost")
        assert sought_words(evolve(found, failed=1), "zh").endswith("；有 1 行无法确定，未计入成本")

    def test_every_value_gives_the_same_answer_as_halving(self) -> None:
        text = f"{{value: '{BAND}.rate', values: {{from: 3%, to: 4%, step: 0.05%}}, cost: 100, search: SEARCH}}"
        halved, every = (goal(text.replace("SEARCH", word)) for word in ("halve", "every"))
        assert isinstance(halved, Sought)
        assert isinstance(every, Sought)
        assert halved.answer == every.answer
        assert every.search.is_exhaustive

    def test_the_lowest_threshold_that_keeps_to_the_budget(self) -> None:
        # As far as 1,500 B is paid 2 %, 30 in place of 15: 80.20. From 1,501 on it is 65.20.
        found = goal(f"{{value: '{BAND}.at', values: {{from: 1_001, to: 2_500, step: 1}}, cost: 70}}")
        assert isinstance(found, Sought)
        assert found.answer is not None
        assert found.beyond is not None
        assert (found.answer.value, found.answer.cost) == (1_501, Decimal("65.20"))
        assert (found.beyond.value, found.beyond.cost) == (1_500, Decimal("80.20"))

    def test_a_share_of_net_sales_is_compared_exactly(self) -> None:
        # Half of 5,000 is 2,500 net … 2 % of 5,000 are 100: the same answer as for 100 in money.
        found = goal(f"{{value: '{BAND}.rate', values: {{from: 1%, to: 6%, step: 0.01%}}, share_of_sales: 2%}}")
        assert isinstance(found, Sought)
        assert found.answer is not None
        assert found.label(found.answer) == "3.38%"
        assert found.answer.cost == Fraction(9984, 500_000)

    def test_a_goal_out_of_reach_is_told_with_both_ends(self) -> None:
        found = goal(f"{{value: '{BAND}.rate', values: {{from: 1%, to: 6%, step: 1%}}, cost: 10}}")
        assert isinstance(found, Sought)
        assert (found.found, found.answer) == (Found.NONE_WITHIN, None)
        assert (found.search.first.cost, found.search.last.cost) == (Decimal("40.10"), Decimal("165.60"))

    def test_a_value_with_which_the_policy_is_not_sound_is_named(self) -> None:
        found = goal(f"{{value: '{BAND}.at', values: {{from: 500, to: 2_500, step: 1}}, cost: 70}}")
        assert isinstance(found, tuple)
        last = next(each for each in found if each.code == "DK981")
        assert last.arg("values") == (f"{BAND}.at = 500",)

    def test_an_address_that_matches_nothing_is_told(self) -> None:
        found = goal("{value: 'rebates.volume.bands[3000].rate', values: {from: 0, to: 1, step: 1}, cost: 70}")
        assert isinstance(found, tuple)
        assert "DK255" in {each.code for each in found}

    def test_how_much_growth_a_budget_bears(self) -> None:
        # With 1 % growth C costs 50.70 and B 15.15; with 2 % A reaches 1,009.80 and is paid 10.10: 76.60.
        made = bench(
            "scenarios: {more: {book: [{id: growth, grow: 0%}]}}\n"
            "goals: {g: {scenario: more, value: 'book[growth].grow', values: {from: 0%, to: 10%, step: 1%}, cost: 70}}"
        )
        found = seek(made, made.file.goals["g"])
        assert isinstance(found, Sought)
        assert found.answer is not None
        assert found.beyond is not None
        assert (found.label(found.answer), found.answer.cost) == ("1%", Decimal("65.85"))
        assert (found.label(found.beyond), found.beyond.cost) == ("2%", Decimal("76.60"))


STEEPER = f"scenarios: {{steeper: {{policy: {{'{BAND}.rate': 3%}}SALES}}}}\n"


class TestBreakEven:
    """3 % in place of 2 %: C is paid 75.30 in place of 50.20, 25.10 more."""

    def test_without_a_unit_more_sold_no_margin_pays_for_it(self) -> None:
        made = bench(STEEPER.replace("SALES", "") + "break_even: {q: {of: steeper, by: margin}}")
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert found.margin is not None
        assert (found.extra_sales, found.extra_cost, found.margin.side) == (0, Decimal("25.10"), Side.NEVER)
        assert found.margin.gain(Decimal(1)) == Decimal("-25.10")
        assert found.extra_contribution is None

    def test_the_margin_that_pays_for_it_is_one_division(self) -> None:
        # 1 % more of everything: 50 more sold. C 2,535.10 × 3 % = 76.053, 76.05; B 15.15: 91.20 where 65.20 was paid.
        made = bench(
            STEEPER.replace("SALES", ", book: [{id: growth, grow: 1%}]") + "break_even: {q: {of: steeper, by: margin}}"
        )
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert found.margin is not None
        assert (found.extra_sales, found.extra_cost) == (50, Decimal("26.00"))
        assert (found.margin.side, found.margin.margin) == (Side.FROM, Decimal("0.52"))

    VOLUME = (
        "economics: {cost_of_sales: 90%}\n"
        + STEEPER.replace("SALES", "")
        + "break_even: {q: {of: steeper, by: volume, growth: {from: 0%, to: 60%, step: 1%}}}"
    )

    def test_the_volume_that_pays_for_it_is_the_first_of_every_growth(self) -> None:
        # By hand for g percent at a margin of 6 %: 3 × g earned beyond the baseline; 990, 1,500 and 2,510 grown.
        def gain(g: int) -> Decimal:
            cost = Decimal(0)
            for sales in (990, 1_500, 2_510):
                grown = Decimal(sales) * (100 + g) / 100
                rate = Decimal(3 if grown >= 2_000 else 1 if grown >= 1_000 else 0)
                cost += (grown * rate / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            return Decimal(3) * g - (cost - Decimal("65.20"))

        made = bench(self.VOLUME.replace("90%", "94%"))
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert found.volume is not None
        assert found.pays_already is False
        paying = [g for g in range(61) if gain(g) >= 0]
        assert found.volume.first is not None
        assert found.volume.holds is not None
        assert found.label(found.volume.first) == f"{paying[0]}%"
        assert found.volume.first.gain == gain(paying[0])
        assert found.label(found.volume.holds) == f"{max(g for g in range(61) if gain(g) < 0) + 1}%"
        # B reaches 2,000 at 34 % and takes the gain away again: 102 are earned, 109.27 more paid.
        assert gain(34) == Decimal("-7.27")
        assert found.volume.fails_again is not None

    def test_never_is_told_with_the_best_that_was_found(self) -> None:
        made = bench(self.VOLUME.replace("90%", "99%"))
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert found.volume is not None
        assert found.volume.never
        assert (found.label(found.volume.best), found.volume.best.gain) == ("0%", Decimal("-25.10"))

    def test_only_some_lines_may_grow(self) -> None:
        made = bench(self.VOLUME.replace("growth:", "where: line.net_amount > 2_000, growth:"))
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert found.volume is not None
        # Only C grows: 25.10 g / 100 × (10 − 3) % … each percent earns 2.51 and costs 0.753; 25.10 / 1.757 = 14.3.
        assert found.volume.first is not None
        assert found.label(found.volume.first) == "15%"

    def test_without_knowing_what_a_sale_costs_it_is_told_what_lacks(self) -> None:
        made = bench(self.VOLUME.replace("economics: {cost_of_sales: 90%}\n", ""))
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, tuple)
        assert [each.code for each in found if each.code == "DK983"] == ["DK983"]

    def test_a_price_change_is_no_sale_and_is_not_asked_by_margin(self) -> None:
        made = bench(
            STEEPER.replace("SALES", ", book: [{id: dearer, price: 1%}]") + "break_even: {q: {of: steeper, by: margin}}"
        )
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, tuple)
        assert [(each.code, each.arg("why")) for each in found] == [("DK983", "prices-change")]

    def test_by_volume_a_price_change_is_earned_whole(self) -> None:
        # 1 % dearer brings 50 on 5,000 whose goods cost 4,500 as before. C 3 % of 2,535.10 is 76.05 (76.053), B 15.15:
        # 26.00 more than 65.20. Without any growth 50 are earned and 26 paid.
        made = bench(self.VOLUME.replace("{steeper: {", "{steeper: {book: [{id: dearer, price: 1%}], "))
        found = break_even(made, made.file.break_even["q"])
        assert isinstance(found, BrokenEven)
        assert (found.extra_contribution, found.extra_cost) == (24, Decimal("26.00"))


class TestValues:
    def test_a_value_that_does_not_fit_is_told_as_it_is_written_and_where(self) -> None:
        found = goal("{value: rebates.volume.method, values: {from: 1%, to: 3%, step: 1%}, cost: 70}")
        assert isinstance(found, tuple)
        # No name of a scenario that nobody wrote: DK981 says which value it was.
        assert {each.code for each in found} == {"DK135", "DK981"}
        wrong = next(each for each in found if each.code == "DK135")
        assert wrong.arg("value") == "1%"
        assert wrong.at is not None
        assert (wrong.at.file, wrong.at.line) == ("scenarios.yaml", 1)

    def test_a_share_of_no_sales_at_all_is_told(self) -> None:
        made = questions.bench_of(
            f"goals: {{g: {{value: '{BAND}.rate', values: {{from: 1%, to: 2%, step: 1%}}, share_of_sales: 2%}}}}", []
        )
        found = seek(made, made.file.goals["g"])
        assert isinstance(found, tuple)
        assert [each.code for each in found if each.code == "DK983"] == ["DK983"]


class TestSweep:
    @pytest.mark.parametrize("policy", [questions.POLICY, questions.BUDGETED])
    @pytest.mark.parametrize("where", ["rate", "at"])
    def test_the_quick_figures_are_those_of_the_totals(self, policy: str, where: str) -> None:
        made = questions.bench_of("economics: {cost_of_sales: 90%}", LINES, policy)
        for value in ("1_400", "2_200") if where == "at" else ("1%", "4%"):
            trial = made.trial(Scenario(id="x", policy={f"{BAND}.{where}": value}))
            assert isinstance(trial, Trial)
            quick, whole = trial.figures(), trial.totals()
            assert (quick.cost, quick.failed) == (whole.cost, whole.count.failed)
            assert quick.contribution == whole.contribution
            assert quick.share_of_sales == whole.share_of_sales

    def swept(self, text: str) -> Swept | tuple[Problem, ...]:
        made = bench(text)
        return sweep(made, made.file.sweeps["s"])

    def test_every_combination_is_a_scenario_of_its_own(self) -> None:
        found = self.swept(
            "budget: 80\n"
            f"sweeps: {{s: {{grid: {{'{BAND}.rate': [2%, 4%], '{BAND}.at': {{from: 1_400, to: 3_000, step: 800}}}}}}}}"
        )
        assert isinstance(found, Swept)
        assert [axis.values for axis in found.axes] == [("2%", "4%"), ("1400", "2200", "3000")]
        # From 1,400 B and C are paid the rate on 4,010, from 2,200 C alone and B 1 %, from 3,000 both 1 %.
        assert [(each.values, each.cost) for each in found.points] == [
            (("2%", "1400"), Decimal("80.20")),
            (("2%", "2200"), Decimal("65.20")),
            (("2%", "3000"), Decimal("40.10")),
            (("4%", "1400"), Decimal("160.40")),
            (("4%", "2200"), Decimal("115.40")),
            (("4%", "3000"), Decimal("40.10")),
        ]
        assert found.cost_before == Decimal("65.20")
        assert found.difference(found.at("4%", "2200")) == Decimal("50.20")
        assert found.within == 3
        assert (found.cheapest.values, found.dearest.values) == (("2%", "3000"), ("4%", "1400"))

    def test_nothing_is_reckoned_where_one_combination_is_not_sound(self) -> None:
        found = self.swept(f"sweeps: {{s: {{grid: {{'{BAND}.at': [2_000, 500]}}}}}}")
        assert isinstance(found, tuple)
        assert next(each for each in found if each.code == "DK981").arg("values") == (f"{BAND}.at = 500",)

    def test_a_band_keeps_its_address_when_its_bound_is_swept_beside_its_rate(self) -> None:
        found = self.swept(f"sweeps: {{s: {{grid: {{'{BAND}.at': [1_400, 3_000], '{BAND}.rate': [4%]}}}}}}")
        assert isinstance(found, Swept)
        # From 1,400 B and C are paid 4 % on 4,010; from 3,000 both 1 %.
        assert [each.cost for each in found.points] == [Decimal("160.40"), Decimal("40.10")]

    def test_a_value_of_the_book_may_be_swept(self) -> None:
        found = self.swept(
            "scenarios: {more: {book: [{id: growth, grow: 0%}]}}\n"
            "sweeps: {s: {scenario: more, grid: {'book[growth].grow': [0%, 1%, 2%]}}}"
        )
        assert isinstance(found, Swept)
        assert [each.cost for each in found.points] == [Decimal("65.20"), Decimal("65.85"), Decimal("76.60")]

    def test_conditions_may_be_swept_and_find_their_lines(self) -> None:
        found = self.swept(
            "scenarios: {more: {book: [{id: growth, grow: 100%, where: line.net_amount > 0}]}}\n"
            "sweeps: {s: {scenario: more, grid: {'book[growth].where': "
            "['line.net_amount > 2_000', 'line.net_amount < 1_000']}}}"
        )
        assert isinstance(found, Swept)
        # C doubled: 100.40 + 15; A doubled: 1,980 at 1 %: 19.80 + 65.20.
        assert [each.cost for each in found.points] == [Decimal("115.40"), Decimal("85.00")]

    def test_a_key_that_the_scenario_does_not_have_is_told(self) -> None:
        found = self.swept(
            "scenarios: {more: {book: [{id: growth, grow: 0%}]}}\n"
            "sweeps: {s: {scenario: more, grid: {'book[growht].grow': [0%]}}}"
        )
        assert isinstance(found, tuple)
        assert next(each for each in found if each.code == "DK255").arg("nearest") == "growth"


LESS_THAN_NOTHING = """
scenarios: {x: {title: x}}
break_even: {q: {of: x, by: volume, growth: {from: -101%, to: 0%, step: 1%}}}
"""


class TestChecks:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("goals: {g: {scenario: x, value: a.b, values: {from: 0, to: 1, step: 1}, cost: 1}}", "DK978"),
            ("goals: {g: {value: a.b, values: {from: 2, to: 1, step: 1}, cost: 1}}", "DK979"),
            ("goals: {g: {value: a.b, values: {from: 0, to: 1, step: 0}, cost: 1}}", "DK979"),
            ("goals: {g: {value: a.b, values: [1, 2], cost: 1}}", "DK982"),
            ("goals: {g: {value: 'book[more].grow', values: {from: 0, to: 1, step: 1}, cost: 1}}", "DK984"),
            ("sweeps: {s: {grid: {behaviour.pass_on: [0%, 50%]}}}", "DK984"),
            ("sweeps: {s: {most: 5, grid: {a.b: [1, 2, 3], c.d: [1, 2]}}}", "DK980"),
            ("sweeps: {s: {grid: {a.b: {from: 1, to: 0, step: 1}}}}", "DK979"),
            ("scenarios: {x: {title: x}}\nbreak_even: {q: {of: x, by: volume}}", "DK982"),
            ("break_even: {q: {of: x, by: margin}}", "DK978"),
            (LESS_THAN_NOTHING, "DK148"),
            ("UNCERTAIN {id: u, uniform: {least: 100%, most: 90%}}", "DK975"),
            ("UNCERTAIN {id: u, triangular: {least: 90%, likely: 80%, most: 100%}}", "DK975"),
            ("UNCERTAIN {id: u, normal: {mean: 100%, deviation: 0, least: 90%, most: 110%}}", "DK975"),
            ("UNCERTAIN {id: u, lognormal: {median: 0%, deviation: 10%, least: 0%, most: 110%}}", "DK975"),
            ("UNCERTAIN {id: u, discrete: {90%: 30%, 110%: 60%}}", "DK976"),
            ("UNCERTAIN {id: u, history: {of: 2025-01-01..2025-03-31, every: quarter}}", "DK977"),
            ("UNCERTAIN {id: u, history: {of: 2025-01-01.., every: quarter}}", "DK977"),
        ],
    )
    def test_what_is_wrong_is_told_before_anything_is_reckoned(self, text: str, code: str) -> None:
        start = "scenarios: {x: {uncertainty: {seed: 1, runs: 9, volumes: ["
        if text.startswith("UNCERTAIN "):
            text = f"{start}{text.removeprefix('UNCERTAIN ')}]}}}}}}"
        policy = questions.policy_of()
        loaded = scenarios_of({"scenarios.yaml": text.encode()}, policy)
        assert loaded.file is not None, loaded.problems
        found = Workbench.open(policy, questions.book_of(LINES), questions.LAST_DAY, loaded.file)
        assert isinstance(found, tuple)
        assert [each.code for each in found] == [code]
        at = found[0].at
        assert at is not None
        assert at.file == "scenarios.yaml"


def test_steps_without_a_value_are_told_as_they_are_written() -> None:
    text = "goals: {g: {value: a.b, values: {from: 3%, to: 1%, step: 0.25%}, cost: 1}}"
    policy = questions.policy_of()
    file = scenarios_of({"scenarios.yaml": text.encode()}, policy).file
    assert file is not None
    found = Workbench.open(policy, questions.book_of(LINES), questions.LAST_DAY, file)
    assert isinstance(found, tuple)
    assert sentence(found[0], "en")[0] == "from 3% to 1% by 0.25% there is no value"
    assert sentence(found[0], "zh")[0] == "从 3% 到 1%、步长 0.25%，没有任何取值"


def test_values_keep_how_they_are_written() -> None:
    made = bench("goals: {g: {value: a, values: {from: 0%, to: 1%, step: 0.25%}, cost: 1}}")
    values = made.file.goals["g"].values
    assert [values.label(place) for place in range(len(values))] == ["0%", "0.25%", "0.5%", "0.75%", "1%"]
    assert isinstance(values.edit(1), Edit)
