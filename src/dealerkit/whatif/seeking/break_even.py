"""Break-even: the margin or the volume from which a scenario pays for itself beside the baseline.

A scenario pays for itself where what is left of its sales, after their cost and after rebate, is not less than what
is left of the baseline's.
"""

from __future__ import annotations

from itertools import count
from typing import cast

from attrs import evolve

from dealerkit.problems import Problem, in_order, problem
from dealerkit.values.exact import EXACT, Number, add, subtract
from dealerkit.whatif.engine.outcome import Totals
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench, require_question
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.seeking.asking import grown
from dealerkit.whatif.seeking.margins import margin_needed
from dealerkit.whatif.seeking.paying_off import PayOff, pay_off
from dealerkit.whatif.seeking.results import BrokenEven
from dealerkit.whatif.seeking.rules import MARGIN, BreakEven
from dealerkit.whatif.sweeps.sweeping import Tick


def break_even(bench: Workbench, question: BreakEven, tick: Tick | None = None) -> BrokenEven | tuple[Problem, ...]:
    """Answer a break-even question; ``tick`` is told how many volumes have been reckoned.

    Problems: DK983 the sales, or by volume what a sale costs, cannot be told, or by margin the scenario changes our
    prices: what that brings is earned at any margin, and is no share of what is sold.
    """
    require_question(bench, question, BreakEven, "break_even")
    scenario = bench.file.scenarios[question.of]
    made = bench.trial(scenario)
    if not isinstance(made, Trial):
        return made
    totals = made.totals()
    sales, before = totals.trade.sales, totals.trade_before.sales
    earned = _earned(totals)
    dearer = question.by == MARGIN and any(each.price for each in scenario.book.values())
    if dearer or sales is None or before is None or (earned is None and question.by != MARGIN):
        at = question.rule.at if question.rule.at.file else None
        why = "prices-change" if dearer else "trade-unknown"
        found = problem("DK983", at, address=question.rule.address, question=question.id, by=question.by, why=why)
        return in_order((*bench.problems, found))
    extra_sales, extra_cost = subtract(sales, before), EXACT.subtract(totals.cost, totals.cost_before)
    answer = BrokenEven(
        id=question.id,
        title=question.title or question.id,
        scenario=question.of,
        extra_sales=extra_sales,
        extra_cost=extra_cost,
        extra_contribution=None if earned is None else subtract(earned, extra_cost),
        in_percent=question.growth is None or question.growth.in_percent,
        failed=totals.count.failed,
    )
    if question.by == MARGIN:
        return evolve(answer, margin=margin_needed(extra_sales, extra_cost))
    return evolve(answer, volume=_by_volume(bench, question, scenario, tick))


def _by_volume(bench: Workbench, question: BreakEven, scenario: Scenario, tick: Tick | None) -> PayOff:
    assert question.growth is not None  # noqa: S101  # the check asks for it
    assert question.growth.steps is not None  # noqa: S101
    steps = question.growth.steps
    done = count(1)

    def amounts(share: Number) -> tuple[Number, Number]:
        totals = bench.totals(grown(scenario, question, share))
        if tick is not None:
            tick(next(done))
        return cast("Number", _earned(totals)), EXACT.subtract(totals.cost, totals.cost_before)

    return pay_off(len(steps), steps.value, amounts)


def _earned(totals: Totals) -> Number | None:
    """What the scenario's sales earn before rebate beyond the baseline's; None where it cannot be told."""
    contribution, before = totals.contribution, totals.contribution_before
    if contribution is None or before is None:
        return None
    return subtract(add(contribution, totals.cost), add(before, totals.cost_before))
