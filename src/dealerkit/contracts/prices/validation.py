"""What can be known to be wrong with the rules on prices before anybody asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority import Matrix
from dealerkit.authority.signing import subject_of
from dealerkit.contracts.prices.rule import REFER, PriceRule
from dealerkit.contracts.prices.run import prices_of
from dealerkit.contracts.unclear import unclear
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest


def check(policy: Policy) -> Iterator[Problem]:
    """DK783: a subject that the authority matrix does not have, or a referral to nobody."""
    rule = prices_of(policy)
    if rule is not None:
        yield from _subjects(policy, rule)


def _subjects(policy: Policy, rule: PriceRule) -> Iterator[Problem]:
    below = rule.below_floor
    if below.then == REFER and below.authority is None:
        yield unclear(below.rule, lacking="authority")
    known = tuple(cast("Matrix", policy.sections.get("authority", {})))
    for place, subject in ((rule.rule, rule.discount), (below.rule, below.authority if below.then == REFER else None)):
        if subject is not None and subject_of(policy, subject) is None:
            yield unclear(place, table=subject, nearest=nearest(subject, known), known=known)
