"""What can be known to be wrong with ``governance.exit`` before there is any dealer."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.governance.assess.validation import length
from dealerkit.governance.exit.instance import flow_of
from dealerkit.governance.exit.rule import Exit
from dealerkit.governance.section import exit_of
from dealerkit.governance.span import upside_down
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.flow import Flow, flows_of


def check(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with the room.

    DK885 a range upside down; DK888 a length that is no whole days; DK891 no such flow; DK892 a move the flow does
    not have; DK893 a move that cannot be made after those before it; DK894 an override that is none; DK895
    deliveries that grow, or none; DK896 a step or demand that nobody describes.
    """
    rules = exit_of(policy)
    if rules is None:
        return
    flow = flow_of(policy, rules)
    if flow is None:
        known = tuple(flows_of(policy))
        close = nearest(rules.flow, known)
        yield problem(
            "DK891", rules.rule.at, address=f"{rules.rule.address}.flow", flow=rules.flow, nearest=close, known=known
        )
    else:
        yield from _moves(rules, flow)
    yield from _names(rules)
    yield from _deliveries(rules)
    yield from _costs(policy, rules)


def _moves(rules: Exit, flow: Flow) -> Iterator[Problem]:
    known = tuple(flow.transitions)
    compiled = Compiled(flow)
    state = compiled.initial
    for step in rules.steps.values():
        if step.move is None:
            continue
        if step.move not in flow.transitions:
            close = nearest(step.move, known)
            yield problem(
                "DK892",
                step.rule.at,
                address=step.rule.address,
                move=step.move,
                flow=flow.id,
                nearest=close,
                known=known,
            )
            return
        move = compiled.moves[state].get(step.move)
        if move is None:
            return
        if not move.is_legal:
            yield problem(
                "DK893",
                step.rule.at,
                address=step.rule.address,
                step=step.id,
                move=step.move,
                flow=flow.id,
                state=state,
            )
            return
        state = move.target


def _names(rules: Exit) -> Iterator[Problem]:
    steps, demands = tuple(rules.steps), tuple(rules.demands or ())
    asked = [(step.rule, each, "demands", demands) for step in rules.steps.values() for each in step.demands]
    if rules.deliveries is not None:
        asked.append((rules.deliveries.rule, rules.deliveries.start, "steps", steps))
    if rules.protect is not None:
        asked.append((rules.protect.rule, rules.protect.start, "steps", steps))
    if rules.watch is not None:
        asked.append((rules.watch.rule, rules.watch.start, "steps", steps))
    for rule, name, key, known in asked:
        if name not in known:
            close = nearest(name, known)
            yield problem("DK896", rule.at, address=rule.address, name=name, key=key, nearest=close, known=known)


def _deliveries(rules: Exit) -> Iterator[Problem]:
    rule = rules.deliveries
    if rule is None:
        return
    if not rule.steps:
        yield problem("DK895", rule.rule.at, address=rule.rule.address, before="", then="", empty="steps")
    for before, then in zip(rule.steps, rule.steps[1:], strict=False):
        if then > before:
            yield problem("DK895", rule.rule.at, address=rule.rule.address, before=before, then=then, empty="")
            break
    yield from length(rule.every, rule.rule.at, f"{rule.rule.address}.every", "every")
    yield from length(rule.pays.window, rule.pays.rule.at, f"{rule.rule.address}.pays.window", "window")
    if rule.pays.usual > rule.pays.safe:
        at, address = rule.pays.rule.at, f"{rule.rule.address}.pays"
        yield problem("DK885", at, address=address, least=rule.pays.usual, most=rule.pays.safe)


def _costs(policy: Policy, rules: Exit) -> Iterator[Problem]:
    address = rules.rule.address
    if rules.stock is not None:
        yield from upside_down(rules.stock.promotion, f"{address}.stock.promotion")
        yield from upside_down(rules.stock.buy_back, f"{address}.stock.buy_back")
    if rules.transition is not None:
        yield from upside_down(rules.transition.lost, f"{address}.transition.lost")
        yield from length(rules.transition.lasts, rules.transition.rule.at, f"{address}.transition.lasts", "lasts")
    if rules.protect is not None:
        yield from length(rules.protect.alone, rules.protect.rule.at, f"{address}.protect.alone", "alone")
    if rules.watch is not None:
        yield from length(rules.watch.lasts, rules.watch.rule.at, f"{address}.watch.lasts", "lasts")
    if rules.horizon is not None:
        yield from length(rules.horizon, rules.rule.at, f"{address}.horizon", "horizon")
    for step in rules.steps.values():
        if step.repeat is not None:
            yield from length(step.repeat.every, step.repeat.rule.at, f"{step.rule.address}.repeat.every", "every")
    rule = rules.compensation
    if rule is None:
        return
    yield from upside_down(rule.taken_over, f"{address}.compensation.taken_over")
    yield from upside_down(rule.write_off, f"{address}.compensation.write_off")
    programme = programmes_of(policy).get(rule.override or "")
    accumulate = None if programme is None else programme.accumulate
    if rule.override is not None and (accumulate is None or not accumulate.weights):
        known = tuple(id for id, each in programmes_of(policy).items() if each.accumulate and each.accumulate.weights)
        close = nearest(rule.override, known)
        yield problem(
            "DK894",
            rule.rule.at,
            address=f"{address}.compensation.override",
            programme=rule.override,
            nearest=close,
            known=known,
        )
