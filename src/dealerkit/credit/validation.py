"""What can be known to be wrong with the rules on credit before anybody orders anything."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.credit.checks.validation import check_checks
from dealerkit.credit.collecting.plans.validation import check_plan_facts
from dealerkit.credit.collecting.validation import check_collecting
from dealerkit.credit.exposure_validation import check_exposure
from dealerkit.credit.liability.validation import check_bearers
from dealerkit.credit.limits.validation import check_limits
from dealerkit.credit.misspelt import check_roles
from dealerkit.credit.over_limit.validation import check_ladder
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem


def check_credit(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``credit:``, part by part."""
    yield from check_exposure(policy)
    yield from check_limits(policy)
    yield from check_checks(policy)
    yield from check_ladder(policy)
    yield from check_plan_facts(policy)
    yield from check_roles(policy)


def check_collections(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``collections:``."""
    yield from check_collecting(policy)


def check_liability(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``liability:``."""
    yield from check_bearers(policy)
