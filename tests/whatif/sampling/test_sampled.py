"""Runs: every one is what the volumes it draws would have cost, added up by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.problems import DealerkitError
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.sampling.sampled import sample
from dealerkit.whatif.scenarios.reading import scenarios_of
from tests.whatif import questions
from tests.whatif.sampling import naive_draws

SLOT = (1 << 32) // 4_096
HALF = 1 << 31


def scenario(volumes: str, runs: int = 8, seed: int = 7, more: str = "") -> str:
    return f"""
{more}
scenarios:
  x:
    uncertainty:
      seed: {seed}
      runs: {runs}
      volumes:
        - {volumes}
"""


def sampled(scenarios: str, lines: Sequence[Mapping[str, object]], policy: str = questions.POLICY) -> Sampled:
    bench = questions.bench_of(scenarios, lines, policy)
    found = sample(bench, bench.file.scenarios["x"])
    assert isinstance(found, Sampled), found
    return found


@cache
def draws(seed: int, id: str, dealer: str, period: str, run: int) -> tuple[int, int]:
    return naive_draws.words(seed, id, dealer, period, run)


def coin(seed: int, id: str, dealer: str, period: str, run: int, *, together: int = 0) -> Decimal:
    """Half or double, heads or tails; ``together`` in percent."""
    own, decides = draws(seed, id, dealer, period, run)
    if decides * 100 < together << 32:
        own, _ = draws(seed, id, "", period, run)
    return Decimal("0.5") if own < HALF else Decimal(2)


def rebate(sales: Decimal) -> Decimal:
    rate = 2 if sales >= 2_000 else 1 if sales >= 1_000 else 0
    return (sales * rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


COIN = "{id: coin, discrete: {50%: 50%, 200%: 50%}}"
LINES = [questions.line("A", "2026-02-01", "1500.50"), questions.line("B", "2026-02-02", 900)]


class TestOneFactor:
    def test_each_run_costs_what_its_volumes_cost(self) -> None:
        found = sampled(scenario(COIN), LINES)
        assert found.costs == tuple(
            rebate(Decimal("1500.50") * coin(7, "coin", "A", "", run)) + rebate(900 * coin(7, "coin", "B", "", run))
            for run in range(8)
        )
        # 2 % of 3,001 and nothing for 450: runs with one of each are among the first eight.
        assert Decimal("60.02") in found.costs

    def test_a_run_more_leaves_the_others_as_they_were(self) -> None:
        many = sampled(scenario(COIN, runs=300), LINES)
        assert many.costs[:8] == sampled(scenario(COIN), LINES).costs
        assert many.runs == 300
        run = 299
        assert many.costs[run] == rebate(Decimal("1500.50") * coin(7, "coin", "A", "", run)) + rebate(
            900 * coin(7, "coin", "B", "", run)
        )

    def test_a_dealer_more_changes_nothing_of_the_others(self) -> None:
        # C never reaches a band, whatever he draws.
        more = [*LINES, questions.line("C", "2026-02-03", 100)]
        found = sampled(scenario(COIN), more)
        assert found.costs == sampled(scenario(COIN), LINES).costs
        assert found.varied == 3

    def test_another_seed_gives_other_runs(self) -> None:
        assert sampled(scenario(COIN, runs=64, seed=8), LINES).costs != sampled(scenario(COIN, runs=64), LINES).costs

    def test_as_planned_is_the_scenario_without_draws(self) -> None:
        # 1 % of 1,500.50 is 15.005, half up 15.01; 900 reaches no band.
        assert sampled(scenario(COIN), LINES).as_planned == Decimal("15.01")


class TestTogether:
    def test_dealers_that_go_together_have_one_draw(self) -> None:
        twins = [questions.line("A", "2026-02-01", 1_000), questions.line("B", "2026-02-02", 1_000)]
        found = sampled(scenario("{id: coin, discrete: {50%: 50%, 200%: 50%}, together: 100%}", runs=40), twins)
        # Both double (40 each) or both half (nothing): never one of each.
        assert set(found.costs) == {Decimal(0), Decimal(80)}

    def test_a_dealer_goes_with_the_others_as_often_as_the_share_says(self) -> None:
        found = sampled(scenario("{id: coin, discrete: {50%: 50%, 200%: 50%}, together: 40%}", runs=24), LINES)
        assert found.costs == tuple(
            rebate(Decimal("1500.50") * coin(7, "coin", "A", "", run, together=40))
            + rebate(900 * coin(7, "coin", "B", "", run, together=40))
            for run in range(24)
        )


class TestPeriodsAndLines:
    def test_each_quarter_has_its_own_draw(self) -> None:
        lines = [questions.line("A", "2026-02-01", 1_000), questions.line("A", "2026-05-01", 1_000)]
        found = sampled(scenario("{id: coin, discrete: {50%: 50%, 200%: 50%}, each: quarter}"), lines)
        assert found.costs == tuple(
            rebate(1_000 * coin(7, "coin", "A", "2026-Q1", run)) + rebate(1_000 * coin(7, "coin", "A", "2026-Q2", run))
            for run in range(8)
        )

    def test_each_month_has_its_own_draw_within_one_settlement(self) -> None:
        lines = [questions.line("A", "2026-01-31", 700), questions.line("A", "2026-02-01", 800)]
        found = sampled(scenario("{id: coin, discrete: {50%: 50%, 200%: 50%}, each: month}", runs=16), lines)
        assert found.costs == tuple(
            rebate(700 * coin(7, "coin", "A", "2026-01", run) + 800 * coin(7, "coin", "A", "2026-02", run))
            for run in range(16)
        )

    def test_only_the_lines_it_is_about_vary(self) -> None:
        lines = [questions.line("A", "2026-02-01", 700, "P1"), questions.line("A", "2026-02-01", 800, "P2")]
        found = sampled(scenario('{id: coin, discrete: {50%: 50%, 200%: 50%}, where: line.product == "P2"}'), lines)
        assert found.costs == tuple(rebate(700 + 800 * coin(7, "coin", "A", "", run)) for run in range(8))

    def test_only_the_days_it_is_about_vary(self) -> None:
        lines = [questions.line("A", "2026-02-28", 700), questions.line("A", "2026-03-01", 800)]
        found = sampled(scenario("{id: coin, discrete: {50%: 50%, 200%: 50%}, during: 2026-03-01..}"), lines)
        assert found.costs == tuple(rebate(700 + 800 * coin(7, "coin", "A", "", run)) for run in range(8))

    def test_factors_on_the_same_lines_are_multiplied(self) -> None:
        found = sampled(
            scenario(f"{COIN}\n        - {{id: other, discrete: {{50%: 50%, 200%: 50%}}, together: 100%}}", runs=16),
            LINES,
        )
        assert found.costs == tuple(
            sum(
                rebate(sales * coin(7, "coin", dealer, "", run) * coin(7, "other", "", "", run))
                for dealer, sales in (("A", Decimal("1500.50")), ("B", Decimal(900)))
            )
            for run in range(16)
        )


class TestHistory:
    PAST = (
        questions.line("A", "2025-02-01", 100),
        questions.line("A", "2025-05-01", 300),
        questions.line("A", "2025-08-01", 200),
        questions.line("A", "2025-11-01", 200),
        questions.line("A", "2026-02-01", 1_000),
    )
    OWN = "{id: own, history: {of: 2025-01-01..2025-12-31, every: quarter}}"

    def test_a_run_has_the_swing_of_one_of_his_quarters(self) -> None:
        # The mean of 100, 300, 200 and 200 is 200: factors 0.5, 1.5, 1 and 1 of 1,000.
        found = sampled(scenario(self.OWN, runs=16), self.PAST)
        swings = [Decimal("0.5"), Decimal("1.5"), Decimal(1), Decimal(1)]
        assert found.costs == tuple(
            rebate(1_000 * swings[draws(7, "own", "A", "", run)[0] * 4 >> 32]) for run in range(16)
        )
        assert set(found.costs) == {Decimal(0), Decimal(10), Decimal(15)}

    def test_a_dealer_without_a_past_keeps_his_volume_and_is_named(self) -> None:
        found = sampled(scenario(self.OWN), [*self.PAST, questions.line("N", "2026-02-01", 1_000)])
        assert found.without_history == ("N",)
        assert min(found.costs) == 10

    def test_his_past_begins_with_his_first_purchase(self) -> None:
        late = [questions.line("A", "2025-08-01", 100), questions.line("A", "2025-11-01", 300), self.PAST[-1]]
        # Two quarters, 100 and 300, with a mean of 200: half or one and a half times, never nothing.
        assert set(sampled(scenario(self.OWN, runs=16), late).costs) == {Decimal(0), Decimal(15)}


class TestWritten:
    @pytest.mark.parametrize(
        "written", ["{id: u}", "{id: u, uniform: {least: 90%, most: 110%}, discrete: {100%: 100%}}"]
    )
    def test_an_uncertainty_is_distributed_in_one_way_and_in_no_other(self, written: str) -> None:
        loaded = scenarios_of({"scenarios.yaml": scenario(written).encode()}, questions.policy_of())
        assert loaded.file is None
        assert [each.code for each in loaded.problems] == ["DK151"]


class TestReturns:
    def test_what_came_back_is_multiplied_like_what_was_bought(self) -> None:
        lines = [questions.line("A", "2026-02-01", 3_000), questions.line("A", "2026-03-01", -1_200)]
        found = sampled(scenario(COIN), lines)
        # 1,800 net: half is 900 and reaches no band, the double 3,600 earns 2 %.
        assert found.costs == tuple(72 if coin(7, "coin", "A", "", run) == 2 else 0 for run in range(8))

    def test_a_period_of_the_past_in_which_more_came_back_than_was_bought_is_drawn_as_it_was(self) -> None:
        past = [questions.line("A", "2025-02-01", 300), questions.line("A", "2025-05-01", -100)]
        now = [questions.line("A", "2026-02-01", 1_000)]
        found = sampled(scenario("{id: own, history: {of: 2025-01-01..2025-06-30, every: quarter}}"), [*past, *now])
        # The mean of 300 and -100 is 100: three times 1,000 earns 60, one time less than nothing earns nothing.
        assert set(found.costs) == {Decimal(0), Decimal(60)}


class TestProgrammesWithOthers:
    def test_a_budget_that_all_share_is_shared_out_in_every_run(self) -> None:
        lines = [questions.line("A", "2026-02-01", 1_000), questions.line("B", "2026-02-01", 1_000)]
        found = sampled(scenario(COIN, runs=16), lines, questions.BUDGETED)
        # 40 for each that doubles; together never more than 30.
        assert found.costs == tuple(
            min(Decimal(30), sum((rebate(1_000 * coin(7, "coin", dealer, "", run)) for dealer in "AB"), Decimal(0)))
            for run in range(16)
        )


class TestUnits:
    def test_units_that_are_counted_stay_whole(self) -> None:
        per_unit = questions.POLICY.replace("measure: net_amount", "measure: quantity").replace(
            "kind: percent\n    bands: [{at: 1_000, rate: 1%}, {at: 2_000, rate: 2%}]",
            "kind: per-unit\n    bands: [{at_unit: 8, pay: 2}]",
        )
        lines = [questions.line("A", "2026-02-01", 1)] * 15
        found = sampled(scenario(COIN, runs=16), lines, per_unit)
        # 7.5 units are 7: one short of the eighth. 30 units are paid 2 each.
        assert found.costs == tuple(60 if coin(7, "coin", "A", "", run) == 2 else 0 for run in range(16))
        assert found.failed == 0


class TestTold:
    def test_the_budget_is_broken_in_n_of_n_runs(self) -> None:
        found = sampled(scenario(COIN, runs=100, more="budget: 60"), LINES)
        # Only 3,001 of A costs more than 60 (60.02); B adds 18 or nothing.
        heads = sum(coin(7, "coin", "A", "", run) == 2 for run in range(100))
        assert found.over_budget == heads
        assert found.chance_over_budget == Decimal(heads) / 100

    def test_percentiles_are_costs_of_runs_by_nearest_rank(self) -> None:
        found = sampled(scenario(COIN, runs=100), LINES)
        ordered = sorted(found.costs)
        assert found.told[0] == (Decimal("0.05"), ordered[4])
        assert found.told[2] == (Decimal("0.5"), ordered[49])
        assert found.percentile(Decimal(1)) == found.most == ordered[-1]
        assert found.mean == sum(found.costs) / 100

    def test_bars_hold_every_run_once(self) -> None:
        found = sampled(scenario(COIN, runs=100), LINES)
        bars = found.bars(7)
        assert sum(bar.count for bar in bars) == 100
        assert (bars[0].least, bars[-1].most) == (found.least, found.most)

    def test_a_scenario_without_uncertainty_is_the_callers_mistake(self) -> None:
        bench = questions.bench_of("scenarios: {x: {title: nothing}}", LINES)
        with pytest.raises(DealerkitError):
            sample(bench, bench.file.scenarios["x"])


NAMES = st.sampled_from(["A", "B", "C", "D"])


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(NAMES, st.integers(1, 9), st.integers(100, 2_500)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_the_lines_nor_of_the_dealers_changes_anything(
    drawn: list[tuple[str, int, int]], random: object
) -> None:
    lines = [questions.line(dealer, f"2026-0{month}-11", amount) for dealer, month, amount in drawn]
    uneven = "{id: u, triangular: {least: 50%, likely: 90%, most: 180%}, together: 30%, each: month}"
    one = sampled(scenario(uneven), lines)
    random.shuffle(lines)  # type: ignore[attr-defined]
    assert sampled(scenario(uneven), lines).costs == one.costs


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(NAMES, st.integers(1, 9), st.integers(1, 250_000)), min_size=1, max_size=8))
def test_rows_reckoned_from_their_sums_cost_what_the_whole_reckoning_gives(drawn: list[tuple[str, int, int]]) -> None:
    lines = [questions.line(dealer, f"2026-0{month}-11", Decimal(cents) / 100) for dealer, month, cents in drawn]
    wide = "{id: u, uniform: {least: 10%, most: 300%}, each: month}"
    # A budget that nobody reaches makes every row depend on the others, and changes no amount.
    boundless = questions.BUDGETED.replace("amount: 30", "amount: 1_000_000")
    assert sampled(scenario(wide), lines).costs == sampled(scenario(wide), lines, boundless).costs
