"""What can be known to be wrong with the rules on territories before anybody is granted one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dealerkit.contracts.days import uncountable
from dealerkit.contracts.section import contracts_of
from dealerkit.contracts.unclear import unclear
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest


def check(policy: Policy) -> Iterator[Problem]:
    """DK783 more dealers for less dependence, a kind without rules; DK373, DK377 a time that is no days."""
    section = contracts_of(policy)
    rule = None if section is None else section.territory
    if section is None or rule is None:
        return
    kinds = tuple(section.kinds or ())
    for kind in rule.kinds if kinds else ():
        if kind not in kinds:
            close = nearest(kind, kinds)
            yield unclear(rule.rule, unknown=kind, nearest=close, known=kinds)
    if rule.splits is None:
        return
    yield from uncountable((rule.splits.over,), rule.splits.rule, policy.calendar())
    steps = sorted(rule.splits.steps.values(), key=lambda each: each.dealers)
    for fewer, more in pairwise(steps):
        if more.at < fewer.at or more.dealers == fewer.dealers:
            yield unclear(more.rule, backwards=f"{fewer.id}, {more.id}")
