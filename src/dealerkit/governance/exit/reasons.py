"""Why a plan is as it is: every step, demand, delivery and cost with its figures."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.decisions import Reason
from dealerkit.governance.exit.planning import Plan, Planned, State
from dealerkit.governance.exit.watching import INCIDENTS
from dealerkit.governance.span import Span
from dealerkit.problems import Arg

Args = tuple[tuple[str, Arg], ...]


def reasons_of(plan: Plan) -> tuple[Reason, ...]:
    """The steps in their order, then demands, deliveries, costs, what was seen after the end."""
    return (*_steps(plan), *_demands(plan), *_deliveries(plan), *_costs(plan), *_protected(plan), *_watched(plan))


def step_reason(planned: Planned) -> Reason:
    """Where one step stands."""
    step = planned.step
    args: Args = (
        ("step", step.title or step.id),
        ("day", planned.day or ""),
        ("papers", planned.papers),
        ("facts", planned.facts),
        ("condition", planned.condition),
        ("fields", planned.fields),
        ("signers", planned.signers or planned.unsigned),
        ("after", planned.after if planned.state is State.WAITS else ""),
    )
    return Reason(f"exit-step-{planned.state.value}", step.rule, args)


def _steps(plan: Plan) -> Iterator[Reason]:
    for each in plan.steps:
        yield step_reason(each)


def _demands(plan: Plan) -> Iterator[Reason]:
    for each in plan.demands:
        demand = each.demand
        args: Args = (("demand", demand.title or demand.id), ("least", demand.least or ""))
        if not each.lacks:
            yield Reason("exit-demand-met", demand.rule, (*args, ("day", each.met_on or ""), ("proof", each.proof)))
        else:
            yield Reason(f"exit-demand-no-{each.lacks}", demand.rule, args)


def _deliveries(plan: Plan) -> Iterator[Reason]:
    rule, stepped = plan.exit.deliveries, plan.stepped
    if rule is None:
        return
    if stepped is None:
        yield Reason("exit-no-deliveries", rule.rule, (("missing", plan.lacking),))
        return
    args: Args = (
        ("deliveries", tuple(f"{each.quantity.normalize():f}" for each in stepped.deliveries)),
        ("unit", rule.unit or ""),
        ("usual", stepped.usual),
        ("safe", stepped.safe),
        ("stuck", stepped.stuck or ""),
        *_ends("owed", stepped.last),
        ("bound", rule.end_exposure),
    )
    yield Reason("exit-deliveries-kept" if stepped.is_kept else "exit-deliveries-beyond", rule.rule, args)


def _costs(plan: Plan) -> Iterator[Reason]:
    costs, rule = plan.costs, plan.exit.rule
    for each in costs.parts:
        name: Args = (("part", each.name),)
        if each.span is None:
            yield Reason("exit-cost-missing", rule, (*name, ("missing", each.missing)))
        else:
            yield Reason("exit-cost", rule, (*name, ("how", each.how), *_ends("cost", each.span)))
    if costs.ending is not None:
        known: Args = () if costs.continuing is None else _ends("continuing", costs.continuing)
        yield Reason("exit-costs", rule, (*_ends("ending", costs.ending), *known, ("answer", costs.answer)))


def _protected(plan: Plan) -> Iterator[Reason]:
    guard = plan.protected
    if guard is None:
        return
    rule = guard.rule
    if guard.first is None or guard.last is None or guard.until is None:
        yield Reason("exit-protect-waits", rule.rule, (("step", rule.start),))
    elif guard.missing:
        yield Reason("exit-protect-missing", rule.rule, (("missing", guard.missing),))
    else:
        args: Args = (
            ("first", guard.first),
            ("last", guard.last),
            ("until", guard.until),
            ("dealers", guard.dealers),
            ("day", guard.broken_on or ""),
            ("unplaced", guard.unplaced or ""),
        )
        state = "none" if not guard.held else "kept" if guard.broken_on is None else "broken"
        yield Reason(f"exit-protect-{state}", rule.rule, args)


def _watched(plan: Plan) -> Iterator[Reason]:
    watched = plan.watched
    if watched is None:
        return
    rule = watched.rule
    if watched.first is None or watched.last is None or watched.until is None:
        yield Reason("exit-watch-waits", rule.rule, (("step", rule.start),))
        return
    if watched.missing:
        yield Reason("exit-watch-missing", rule.rule, (("missing", watched.missing),))
    if INCIDENTS in watched.missing:
        return
    span: Args = (("first", watched.first), ("last", watched.last))
    for kind in watched.kinds:
        found = watched.of(kind)
        args: Args = (
            ("kind", kind),
            ("count", len(found)),
            *span,
            ("his", sum(each.is_his for each in found)),
            ("inside", sum(each.is_inside for each in found)),
            ("which", tuple(each.incident for each in found)),
        )
        yield Reason("exit-watched", rule.rule, args)
    if not watched.kinds:
        yield Reason("exit-watched-none", rule.rule, span)
    if watched.dismissed or watched.placeless or watched.unread:
        left: Args = (
            ("dismissed", watched.dismissed or ""),
            ("placeless", watched.placeless or ""),
            ("unread", watched.unread or ""),
        )
        yield Reason("exit-watch-left", rule.rule, left)


def _ends(name: str, span: Span) -> Args:
    return ((f"{name}_least", span.least), (f"{name}_more", "" if span.is_point else span.most))
