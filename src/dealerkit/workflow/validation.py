"""What can be wrong with a flow before any case exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from dealerkit.authority import Matrix, Signature
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Location, Problem, Severity, nearest, problem
from dealerkit.workflow.flow import ANY_STATE, CONFLICTS, Clock, Flow, Transition, Trigger, flows_of
from dealerkit.workflow.graph import check_graph
from dealerkit.workflow.guards import check_guards
from dealerkit.workflow.shortest import check_shortest
from dealerkit.workflow.statistics_checks import check_statistics
from dealerkit.workflow.timing import check_counting, check_timing


def check_flows(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``flows:``.

    DK630 a name that is nothing of the flow's; DK631 not just one state to begin in; DK632 a state that no case
    reaches; DK633 a state with no way to an end; DK634 a role that does not take part, a subject nobody
    signs for; DK635 a clock nobody stops or starts; DK636 conditions that hold together; DK637 conditions that
    leave a gap; DK638 goals that leave cases out, or that no case reaches; DK639 a deadline that the shortest way
    cannot meet; DK640 a calendar, hours or a time zone that is not there; DK665 a clock that counts from what is no
    moment of a case; DK666 statistics by what is no fact of a case, of moves that pay no stated amount.
    """
    for flow in flows_of(policy).values():
        named = list(_names(flow))
        yield from named
        yield from _roles(flow, cast("Matrix", policy.sections.get("authority", {})))
        if any(each.severity is Severity.ERROR for each in named):
            # What follows would only say again that a name is wrong.
            continue
        yield from check_graph(flow)
        yield from check_guards(flow, policy.catalogue)
        yield from check_timing(flow, policy)
        yield from check_counting(flow, policy.catalogue)
        yield from check_statistics(flow, policy.catalogue)
        yield from check_shortest(flow, policy)


def _names(flow: Flow) -> Iterator[Problem]:
    """DK630, DK631: every name a flow mentions is one of its states, moves or clocks."""
    states, moves = tuple(flow.states), tuple(flow.transitions)
    initial = [each for each in flow.states.values() if each.initial]
    if len(initial) != 1:
        states_named = tuple(each.id for each in initial)
        yield problem("DK631", flow.rule.at, address=flow.rule.address, flow=flow.id, states=states_named)
    for move in flow.transitions.values():
        at, address = move.rule.at, move.rule.address
        yield from _unknown(move.from_, (*states, ANY_STATE), "state", at, address)
        yield from _unknown((move.to,) if move.to else (), states, "state", at, address)
        yield from _unknown(move.not_by, (*CONFLICTS, *moves), "transition", at, address)
        yield from _unknown(move.after, moves, "transition", at, address)
    for clock in (flow.clocks or {}).values():
        for trigger in _triggers(clock):
            yield from _trigger(trigger, states, moves)
        for pause in (clock.pauses or {}).values():
            yield from _unknown(pause.in_, states, "state", pause.rule.at, pause.rule.address)
    for notice in (flow.notices or {}).values():
        if notice.at is not None:
            yield from _trigger(notice.at, states, moves)
        done = (notice.done,) if notice.done else ()
        yield from _unknown(done, moves, "transition", notice.rule.at, notice.rule.address)


def _triggers(clock: Clock) -> Iterator[Trigger]:
    for trigger in (clock.start, clock.until, clock.cancel, clock.reset):
        if trigger is not None:
            yield trigger
    for pause in (clock.pauses or {}).values():
        yield from (each for each in (pause.from_, pause.until) if each is not None)


def _trigger(trigger: Trigger, states: tuple[str, ...], moves: tuple[str, ...]) -> Iterator[Problem]:
    at, address = trigger.rule.at, trigger.rule.address
    yield from _unknown(trigger.move, moves, "transition", at, address)
    yield from _unknown((*trigger.enter, *trigger.leave), states, "state", at, address)


def _unknown(named: Iterable[str], known: tuple[str, ...], kind: str, at: Location, address: str) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            close = nearest(name, known)
            yield problem("DK630", at, address=address, kind=kind, name=name, nearest=close, known=known)


def _roles(flow: Flow, matrix: Matrix) -> Iterator[Problem]:
    """DK634: where a flow lists its roles, everybody it names is one; a subject of the matrix is there.

    DK644: a clock that nobody keeps.
    """
    roles = flow.roles
    for move in flow.transitions.values():
        yield from _role(move.by, roles, move.rule.at, move.rule.address)
        if move.authority is not None and move.authority not in matrix:
            close = nearest(move.authority, matrix)
            yield problem(
                "DK634",
                move.rule.at,
                address=move.rule.address,
                role="",
                subject=move.authority,
                nearest=close,
                known=tuple(matrix),
            )
        yield from _signers(move, roles, matrix.get(move.authority or ""))
    for clock in (flow.clocks or {}).values():
        at, address = clock.rule.at, clock.rule.address
        if clock.owner is None:
            yield problem("DK644", at, address=address, severity=Severity.WARNING, clock=clock.id)
        yield from _role((clock.owner,) if clock.owner else (), roles, at, address)
        for goal in clock.goals.values():
            for each in (goal.escalate or {}).values():
                yield from _role(each.to, roles, each.rule.at, each.rule.address)
    for notice in (flow.notices or {}).values():
        yield from _role(notice.to, roles, notice.rule.at, notice.rule.address)


def _signers(move: Transition, roles: tuple[str, ...], table: Table[Signature] | None) -> Iterator[Problem]:
    """DK634: whom the matrix names takes part. DK629: it names somebody who may make the move."""
    if table is None:
        return
    named = [each for row in table.rows for each in (row.then.role, row.then.second) if each]
    signers = tuple(dict.fromkeys(named))
    yield from _role(signers, roles, move.rule.at, move.rule.address)
    if move.by and not set(move.by) & set(signers):
        yield problem("DK629", move.rule.at, address=move.rule.address, move=move.id, allowed=move.by, signers=signers)


def _role(named: Iterable[str], roles: tuple[str, ...], at: Location, address: str) -> Iterator[Problem]:
    for role in named:
        if roles and role not in roles:
            yield problem(
                "DK634", at, address=address, role=role, subject="", nearest=nearest(role, roles), known=roles
            )
