"""What can be known to be wrong with rules on prospects before anybody registers one."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.customers.leads.run import leads_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK377 a time that is no days, DK373 working days without a calendar."""
    rules = leads_of(policy)
    if rules is None:
        return
    times = (
        (rules.rule, rules.first_contact),
        (rules.rule, rules.told),
        (rules.protection.rule, rules.protection.lasts),
    )
    for rule, within in times:
        if within.unit.is_part_of_a_day:
            yield problem("DK377", rule.at, address=rule.address, within=str(within))
        elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
            yield problem("DK373", rule.at, address=rule.address, within=str(within))
