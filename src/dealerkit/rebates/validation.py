"""What can be known to be wrong with the sections of rebates before anybody buys anything."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.checks import check_rebates
from dealerkit.rebates.cliffs import check_cliffs
from dealerkit.rebates.conditional_cliffs import check_conditional_cliffs
from dealerkit.rebates.dead_bands import check_dead_bands
from dealerkit.rebates.dead_factors import check_factors
from dealerkit.rebates.deadlines import check_deadlines
from dealerkit.rebates.joint.checks import check_budgets
from dealerkit.rebates.joint.group_checks import check_groups
from dealerkit.rebates.joint.paying_twice import check_paying_twice
from dealerkit.rebates.margins import check_own_margins
from dealerkit.rebates.offset.using_up import check_using_up
from dealerkit.rebates.programme import programmes_of


def check_programmes(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``rebates:``."""
    programmes = programmes_of(policy)
    effective = policy.header.effective
    yield from check_rebates(programmes, effective, policy.catalogue)
    yield from check_groups(programmes)
    yield from check_deadlines(programmes, effective, policy.calendar())
    yield from check_budgets(programmes)
    yield from check_paying_twice(policy, programmes)
    yield from check_own_margins(policy)


def advise_on_programmes(policy: Policy) -> Iterator[Problem]:
    """What may work and is hardly meant: steps that invite dumping, bands, factors and offsets that come to nothing."""
    yield from check_cliffs(policy)
    yield from check_conditional_cliffs(policy)
    yield from check_dead_bands(policy)
    yield from check_factors(policy)
    yield from check_using_up(policy)
