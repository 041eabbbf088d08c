"""Seeking a goal: a value is put into the scenario, the whole is reckoned, and what it costs chooses the next."""

from __future__ import annotations

from attrs import define, field

from dealerkit.problems import Problem, in_order, problem
from dealerkit.values.exact import Number
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench, require_question
from dealerkit.whatif.seeking.bisecting import Search, search, search_all
from dealerkit.whatif.seeking.results import Sought
from dealerkit.whatif.seeking.rules import EVERY, Goal
from dealerkit.whatif.sweeps.sweeping import Tick
from dealerkit.whatif.sweeps.trying import tried, unsound
from dealerkit.whatif.sweeps.values import written


class _Stopped(Exception):
    """A value cannot be reckoned."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


@define(eq=False)
class _Costs:
    """The cost of each value that is asked for."""

    bench: Workbench
    goal: Goal
    tick: Tick | None = None
    failed: dict[Number, int] = field(factory=dict)

    def of(self, value: Number) -> Number:
        """What all rebates cost with this value, or which share of net sales that is."""
        goal = self.goal
        made = tried(self.bench, goal.scenario, {goal.value: goal.values.edit_of(value)})
        label = written(value, in_percent=goal.values.in_percent)
        if not isinstance(made, Trial):
            raise _Stopped(unsound(goal.rule, goal.id, {goal.value: label}, made))
        figures = made.figures()
        self.failed[value] = figures.failed
        if self.tick is not None:
            self.tick(len(self.failed))
        if goal.share_of_sales is None:
            return figures.cost
        share = figures.share_of_sales
        if share is None:
            at = goal.rule.at if goal.rule.at.file else None
            by, why = "share_of_sales", "trade-unknown"
            found = problem("DK983", at, address=goal.rule.address, question=goal.id, by=by, why=why)
            raise _Stopped((*self.bench.problems, found))
        return share


def seek(bench: Workbench, goal: Goal, tick: Tick | None = None) -> Sought | tuple[Problem, ...]:
    """Find the value that meets a goal; ``tick`` is told how many values have been reckoned.

    Problems: DK255 the address matches nothing; those of the policy that a value makes, with DK981, which names it;
    DK983 a share of sales that are nothing or cannot be told.
    """
    require_question(bench, goal, Goal, "goals")
    costs = _Costs(bench, goal, tick)
    try:
        found = _searched(goal, costs)
    except _Stopped as stopped:
        return in_order(stopped.problems)
    within = found.within or found.first
    return Sought(
        id=goal.id,
        title=goal.title or goal.id,
        scenario=goal.scenario or "",
        address=goal.value,
        search=found,
        of_share=goal.share_of_sales is not None,
        in_percent=goal.values.in_percent,
        failed=costs.failed[within.value],
    )


def _searched(goal: Goal, costs: _Costs) -> Search:
    steps = goal.values.steps
    assert steps is not None  # noqa: S101  # the check asks for from, to and step
    wanted = goal.cost if goal.cost is not None else goal.share_of_sales
    assert wanted is not None  # noqa: S101  # one of the two is written
    if goal.search == EVERY:
        return search_all(len(steps), steps.value, costs.of, wanted)
    return search(len(steps), steps.value, costs.of, wanted, goal.probes)
