"""What can be wrong with the statistics of a flow before any case exists."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import MONEY, TEXT
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.workflow.flow import Flow
from dealerkit.workflow.statistics_rule import DEALER

_ROOT = "case"


def check_statistics(flow: Flow, catalogue: Catalogue) -> Iterator[Problem]:
    """DK666 a fact, clock, move or role that is not there; DK667 a payment that need not say how much."""
    rule = flow.statistics
    of_case = [each for each in catalogue if each.root == _ROOT]
    facts = tuple(each.name.removeprefix(f"{_ROOT}.") for each in of_case)
    asked: list[tuple[str, str, tuple[str, ...]]] = [("fact", each, (*facts, DEALER)) for each in rule.by]
    asked += (("clock", each, tuple(flow.clocks or {})) for each in rule.clocks)
    if rule.owner is not None and flow.roles:
        asked.append(("role", rule.owner, flow.roles))
    paid = rule.compensation
    if paid is not None:
        asked += (("transition", each, tuple(flow.transitions)) for each in paid.move)
        amounts = tuple(each.name.removeprefix(f"{_ROOT}.") for each in of_case if each.type == MONEY)
        asked.append(("amount-fact", paid.amount, amounts))
        texts = tuple(each.name.removeprefix(f"{_ROOT}.") for each in of_case if each.type == TEXT)
        asked += (("text-fact", each, texts) for each in (paid.currency,) if each is not None)
    for kind, name, known in asked:
        if name not in known:
            yield problem(
                "DK666",
                rule.rule.at,
                address=rule.rule.address,
                kind=kind,
                name=name,
                nearest=nearest(name, known),
                known=known,
            )
    for each in () if paid is None else paid.move:
        move = flow.transitions.get(each)
        if paid is not None and move is not None and paid.amount not in move.require:
            yield problem(
                "DK667",
                move.rule.at,
                address=move.rule.address,
                severity=Severity.WARNING,
                move=each,
                amount=paid.amount,
            )
