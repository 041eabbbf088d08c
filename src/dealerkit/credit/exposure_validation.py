"""What can be wrong with the rule of exposure before any data exists."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.credit.exposure import ADD, COMPONENTS, SUBTRACT, ExposureRule
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.durations import Unit

_DEBTS = ("receivables", "delivered", "open_orders", "bills")
_MONEY = ("deposits", "unapplied")


def check_exposure(policy: Policy) -> Iterator[Problem]:
    """DK523 nothing is added; DK524 a component the wrong way round; DK373, DK377 a horizon that is no days."""
    credit = credit_of(policy)
    if credit is None:
        return
    rule = credit.exposure
    at, address = rule.rule.at, rule.rule.address
    if not any(getattr(rule, each) == ADD for each in COMPONENTS):
        yield problem("DK523", at, address=address, severity=Severity.WARNING)
    for names, wrong, right in ((_DEBTS, SUBTRACT, ADD), (_MONEY, ADD, SUBTRACT)):
        for name in names:
            if getattr(rule, name) == wrong:
                yield problem(
                    "DK524", at, address=address, severity=Severity.WARNING, component=name, way=wrong, right=right
                )
    yield from _horizon(rule, policy)


def _horizon(rule: ExposureRule, policy: Policy) -> Iterator[Problem]:
    within = rule.horizon
    if within is None:
        return
    at, address = rule.rule.at, rule.rule.address
    if within.unit.is_part_of_a_day:
        yield problem("DK377", at, address=address, within=str(within))
    elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", at, address=address, within=str(within))
