"""Conditions of moves from one state: where two hold together, and where none does, each with a case that shows it.

Two moves are alternatives where both lead on, to different states, and nobody is asked to choose: each has a
condition. A state whose every way on has a condition leaves a gap where none of them holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from dealerkit.policy.expressions import Expression, witness
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import Value
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.values.numbers import canonical
from dealerkit.workflow.compiled import Compiled, Move
from dealerkit.workflow.flow import Clock, Flow


def check_guards(flow: Flow, catalogue: Catalogue) -> Iterator[Problem]:
    """DK636 two ways on are open at once, DK637 none is, DK638 goals that leave cases out or are never reached."""
    compiled = Compiled(flow)
    told: set[tuple[str, ...]] = set()
    for state in flow.states:
        ways = [move for move in compiled.moves_from(state) if move.target != state]
        guarded = [(move, move.guard) for move in ways if move.guard is not None]
        for (one, first), (other, second) in combinations(guarded, 2):
            key = (one.transition.id, other.transition.id)
            if one.target != other.target and key not in told and _same_people(one, other):
                case = witness((first, second), catalogue, all)
                if isinstance(case, Mapping):
                    told.add(key)
                    yield _overlap(one, other, case)
        if ways and len(guarded) == len(ways):
            case = witness([guard for _, guard in guarded], catalogue, lambda held: not any(held))
            if isinstance(case, Mapping):
                yield _gap(flow, state, case)
    for clock in compiled.clocks:
        yield from _goals(clock, catalogue)


def _same_people(one: Move, other: Move) -> bool:
    return not (one.roles and other.roles) or bool(one.roles & other.roles)


def _overlap(one: Move, other: Move, case: Mapping[str, Value]) -> Problem:
    rule = other.transition.rule
    return problem(
        "DK636",
        rule.at,
        address=rule.address,
        severity=Severity.WARNING,
        related=(Related("first-defined", one.transition.rule.at),),
        one=one.transition.id,
        other=other.transition.id,
        state=one.state,
        case=_shown(case),
    )


def _gap(flow: Flow, state: str, case: Mapping[str, Value]) -> Problem:
    rule = flow.states[state].rule
    return problem("DK637", rule.at, address=rule.address, severity=Severity.WARNING, state=state, case=_shown(case))


def _goals(clock: Clock, catalogue: Catalogue) -> Iterator[Problem]:
    """DK638: the last goal is for all other cases, and none stands behind it."""
    goals = list(clock.goals.values())
    for number, goal in enumerate(goals):
        if goal.when is None and number + 1 < len(goals):
            behind = goals[number + 1]
            rule = behind.rule
            yield problem(
                "DK638", rule.at, address=rule.address, clock=clock.id, goal=behind.id, before=goal.id, case=()
            )
            return
    conditions: list[Expression] = [goal.when for goal in goals if goal.when is not None]
    if len(conditions) == len(goals):
        case = witness(conditions, catalogue, lambda held: not any(held))
        if isinstance(case, Mapping):
            rule = clock.rule
            yield problem(
                "DK638",
                rule.at,
                address=rule.address,
                severity=Severity.WARNING,
                clock=clock.id,
                goal="",
                before="",
                case=_shown(case),
            )


def _shown(case: Mapping[str, Value]) -> tuple[str, ...]:
    """A case in words: ``case.amount = 1000``; a comparison of two facts is true or false as a whole."""
    return tuple(f"{name} = {_value(value)}" for name, value in case.items())


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return value.isoformat() if hasattr(value, "isoformat") else canonical(value)  # type: ignore[arg-type]
