"""What can be known to be wrong with the rules on plans before anybody agrees on one."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.credit.collecting.plans.plan_facts import BROKEN
from dealerkit.credit.collecting.plans.rules import DUE, THIS_MONTH
from dealerkit.credit.collecting.section import collections_of
from dealerkit.credit.section import credit_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.durations import Duration, Unit


def check_plans(policy: Policy) -> Iterator[Problem]:
    """DK592 a rule that can have no effect; DK373, DK377 a time that is no days."""
    rules = collections_of(policy)
    repayments = None if rules is None else rules.repayments
    forecast = None if rules is None else rules.forecast
    if repayments is not None:
        yield from _countable(policy, repayments.broken_after, repayments.rule)
        if repayments.broken_after is None and repayments.broken_at is None:
            yield _without_effect(repayments.rule, empty="repayments")
    if forecast is not None:
        yield from _countable(policy, forecast.history, forecast.rule)
        if forecast.history is not None and forecast.by == DUE and forecast.overdue == THIS_MONTH:
            yield _without_effect(forecast.rule, unused="history")


def check_plan_facts(policy: Policy) -> Iterator[Problem]:
    """DK592 a check asks whether a plan is broken, and no rule says when one is."""
    rules = collections_of(policy)
    if rules is None or rules.repayments is None:
        for rule in _asking(policy):
            yield _without_effect(rule, fact=BROKEN)


def _asking(policy: Policy) -> Iterator[Rule]:
    """The checks and requirements that ask whether a plan is broken."""
    credit = credit_of(policy)
    if credit is None:
        return
    for check in (credit.checks or {}).values():
        if check.condition is not None and BROKEN in check.condition.reads:
            yield check.rule
    for requirement in (credit.eligible or {}).values():
        if BROKEN in requirement.when.reads:
            yield requirement.rule


def _countable(policy: Policy, within: Duration | None, rule: Rule) -> Iterator[Problem]:
    if within is None:
        return
    if within.unit.is_part_of_a_day:
        yield problem("DK377", rule.at, address=rule.address, within=str(within))
    elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", rule.at, address=rule.address, within=str(within))


def _without_effect(rule: Rule, *, empty: str = "", unused: str = "", fact: str = "") -> Problem:
    return problem(
        "DK592",
        rule.at,
        address=rule.address,
        severity=Severity.ERROR if fact else Severity.WARNING,
        empty=empty,
        unused=unused,
        fact=fact,
    )
