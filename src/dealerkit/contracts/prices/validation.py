"""What can be known to be wrong with the rules on prices before anybody asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority import Matrix
from dealerkit.authority.signing import subject_of
from dealerkit.contracts.days import uncountable
from dealerkit.contracts.prices.rule import FACTS_OF_A_REQUEST, REFER, PriceRule
from dealerkit.contracts.prices.run import prices_of
from dealerkit.contracts.unclear import unclear
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest


def check(policy: Policy) -> Iterator[Problem]:
    """DK783: a subject that the authority matrix does not have, a referral to nobody, a second signature alone.

    DK373, DK377 a time that is no days.
    """
    rule = prices_of(policy)
    if rule is not None:
        yield from _subjects(policy, rule)
        if rule.sold is not None:
            yield from uncountable((rule.sold.request_holds,), rule.sold.rule, policy.calendar())


def _subjects(policy: Policy, rule: PriceRule) -> Iterator[Problem]:
    below = rule.below_floor
    if below.then == REFER and below.authority is None:
        yield unclear(below.rule, lacking="authority")
    for level in rule.levels.values():
        if level.second is not None and level.role is None:
            yield unclear(level.rule, lacking="role")
    known = tuple(cast("Matrix", policy.sections.get("authority", {})))
    for place, subject in ((rule.rule, rule.discount), (below.rule, below.authority if below.then == REFER else None)):
        table = None if subject is None else subject_of(policy, subject)
        if subject is not None and table is None:
            yield unclear(place, table=subject, nearest=nearest(subject, known), known=known)
        for column in () if table is None else table.columns:
            if column.name not in FACTS_OF_A_REQUEST and not column.name.startswith(("dealer.", "contract.")):
                close = nearest(column.name, FACTS_OF_A_REQUEST)
                yield unclear(place, unknown=column.name, nearest=close, known=FACTS_OF_A_REQUEST)
