"""What can be known to be wrong with rules on key accounts before there are any."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.customers.key_accounts.run import key_accounts_of
from dealerkit.customers.touch.spans import divides
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK769 a duty that is done in no period of the calendar: every five months, every two weeks."""
    rules = key_accounts_of(policy)
    for duty in rules.duties.values() if rules is not None else ():
        if not divides(duty.every) or duty.every.unit is Unit.WORKING_DAYS:
            yield problem(
                "DK769",
                duty.rule.at,
                address=duty.rule.address,
                rule=duty.id,
                why="touch-no-period",
                name=str(duty.every),
            )
