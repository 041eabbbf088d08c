"""Where cases can come to, and whether they can end: the flow as a graph, whatever its conditions say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.problems import Problem, Severity, problem
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.flow import Clock, Flow, Trigger


def check_graph(flow: Flow) -> Iterator[Problem]:
    """DK632 a state no case reaches, DK633 one with no way to an end, DK635 a clock that never starts or stops."""
    compiled = Compiled(flow)
    ways = {state: {move.target for move in compiled.moves_from(state)} for state in flow.states}
    reached = _reached({compiled.initial}, ways)
    back: dict[str, set[str]] = {state: set() for state in flow.states}
    for state, targets in ways.items():
        for target in targets:
            back[target].add(state)
    ending = _reached(set(compiled.final), back)
    for name, each in flow.states.items():
        at, address = each.rule.at, each.rule.address
        if name not in reached:
            yield problem("DK632", at, address=address, severity=Severity.WARNING, state=name, initial=compiled.initial)
        elif name not in ending:
            goes_on = tuple(sorted(ways[name] - {name}))
            yield problem("DK633", at, address=address, state=name, leads_to=goes_on)
    for clock in compiled.clocks:
        yield from _clock(clock, compiled, reached)


def _clock(clock: Clock, compiled: Compiled, reached: set[str]) -> Iterator[Problem]:
    """DK635: nothing that a case can do starts the clock, or stops it."""
    for which, trigger in (("start", clock.start), ("until", clock.until)):
        if trigger is not None and not _can_be_met(trigger, compiled, reached):
            yield problem("DK635", clock.rule.at, address=clock.rule.address, clock=clock.id, which=which)


def _can_be_met(trigger: Trigger, compiled: Compiled, reached: set[str]) -> bool:
    return any(
        trigger.is_met(state, move.target, move.transition.id)
        for state in reached
        for move in compiled.moves_from(state)
    )


def _reached(begin: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    found = set(begin)
    waiting = list(begin)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
