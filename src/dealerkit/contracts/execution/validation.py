"""What can be known to be wrong with the rules on how contracts are followed."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.contracts.days import uncountable
from dealerkit.contracts.execution.run import execution_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem


def check(policy: Policy) -> Iterator[Problem]:
    """DK373, DK377 a time that is no days."""
    rule = execution_of(policy)
    if rule is None:
        return
    calendar = policy.calendar()
    if rule.services is not None:
        yield from uncountable((rule.services.due, rule.services.bill_within), rule.services.rule, calendar)
    if rule.low_stock is not None:
        yield from uncountable((rule.low_stock.over,), rule.low_stock.rule, calendar)
