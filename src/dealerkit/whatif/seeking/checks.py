"""What can be known to be wrong with sweeps, goals and break-even questions before anything is reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dealerkit.decisions import Rule
from dealerkit.policy.overlays import steps
from dealerkit.problems import Location, Problem, nearest, problem
from dealerkit.whatif.scenarios.scenario import ScenarioFile
from dealerkit.whatif.seeking.rules import VOLUME, BreakEven, Goal
from dealerkit.whatif.sweeps.putting import OWN
from dealerkit.whatif.sweeps.rules import Sweep
from dealerkit.whatif.sweeps.values import Values, written


def check_questions(file: ScenarioFile) -> Iterator[Problem]:
    """DK978 a scenario that is not there, DK979 steps without a value, DK980 too many values, DK982 what lacks.

    DK984 an address of a scenario where none is named; DK148 a growth that would leave less than nothing.
    """
    known = tuple(file.scenarios)
    for sweep in file.sweeps.values():
        yield from _named(sweep.rule, sweep.id, sweep.scenario, known)
        yield from _of_no_scenario(sweep.rule, sweep.id, sweep.scenario, sweep.grid)
        yield from _of_sweep(sweep)
    for goal in file.goals.values():
        yield from _named(goal.rule, goal.id, goal.scenario, known)
        yield from _of_no_scenario(goal.rule, goal.id, goal.scenario, (goal.value,))
        yield from _of_goal(goal)
    for question in file.break_even.values():
        yield from _named(question.rule, question.id, question.of, known)
        yield from _of_question(question)


def _named(rule: Rule, id: str, scenario: str | None, known: tuple[str, ...]) -> Iterator[Problem]:
    if scenario is not None and scenario not in known:
        close = nearest(scenario, known)
        yield problem(
            "DK978", _place(rule.at), address=rule.address, id=id, scenario=scenario, nearest=close, known=known
        )


def _of_no_scenario(rule: Rule, id: str, scenario: str | None, addresses: Iterable[str]) -> Iterator[Problem]:
    """DK984: an address of a scenario where none is named."""
    for address in addresses if scenario is None else ():
        if steps(address)[:1] and steps(address)[0] in OWN:
            yield problem("DK984", _place(rule.at), address=rule.address, id=id, value=address)


def _of_sweep(sweep: Sweep) -> Iterator[Problem]:
    sound = True
    for address, values in sweep.grid.items():
        for found in _of_values(values, f"{sweep.rule.address}.grid[{address}]", sweep.rule):
            sound = False
            yield found
    if sound and sweep.count > sweep.most:
        rule = sweep.rule
        yield problem("DK980", _place(rule.at), address=rule.address, id=sweep.id, count=sweep.count, most=sweep.most)


def _of_goal(goal: Goal) -> Iterator[Problem]:
    if goal.values.steps is None:
        rule = goal.rule
        yield problem("DK982", _place(goal.values.at), address=rule.address, id=goal.id, lacks="values", by="")
    yield from _of_values(goal.values, f"{goal.rule.address}.values", goal.rule)


def _of_question(question: BreakEven) -> Iterator[Problem]:
    rule, growth = question.rule, question.growth
    if question.by == VOLUME and (growth is None or growth.steps is None):
        yield problem("DK982", _place(rule.at), address=rule.address, id=question.id, lacks="growth", by=question.by)
    if growth is not None and growth.steps is not None and growth.steps.from_ < -1:
        start = written(growth.steps.from_, in_percent=growth.in_percent)
        at = _place(growth.at) or _place(rule.at)
        address = f"{rule.address}.growth.from"
        yield problem("DK148", at, address=address, value=start, side="least", bound=Decimal(-1), rate="")
    if growth is not None:
        yield from _of_values(growth, f"{rule.address}.growth", rule)


def _of_values(values: Values, address: str, rule: Rule) -> Iterator[Problem]:
    """DK979: steps that lead nowhere, since the last value is below the first or the step is not above zero."""
    if not len(values):
        steps = values.steps
        at = _place(values.at) or _place(rule.at)
        if steps is not None:
            start, last, step = (
                written(each, in_percent=values.in_percent) for each in (steps.from_, steps.to, steps.step)
            )
            yield problem("DK979", at, address=address, start=start, last=last, step=step)


def _place(at: Location) -> Location | None:
    return at if at.file else None
