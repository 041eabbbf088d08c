"""What can be known to be wrong with the rules on receptions before anybody visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dealerkit.customers.reception.rules import Companions, ReceptionClass
from dealerkit.customers.reception.run import reception_of
from dealerkit.policy.bands import check_bands
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.values.exact import ONE


def check(policy: Policy) -> Iterator[Problem]:
    """DK752: a lower class may cost more, more guests have fewer companions, one guest has none; DK230 to DK232."""
    rules = reception_of(policy)
    if rules is None:
        return
    for higher, lower in pairwise(rules.classes.values()):
        if lower.budget > higher.budget:
            yield _odd(lower, higher, "reception-budget-odd")
    bands = tuple(rules.companions.values())
    yield from check_bands(bands)
    if bands and not bands[0].bound.reached(ONE):
        yield _odd(bands[0], bands[0], "reception-first-odd")
    for fewer, more in pairwise(bands):
        if more.companions < fewer.companions:
            yield _odd(more, fewer, "reception-companions-odd")


def _odd(one: ReceptionClass | Companions, other: ReceptionClass | Companions, why: str) -> Problem:
    related = (Related("first-defined", other.rule.at),) if other is not one else ()
    return problem(
        "DK752",
        one.rule.at,
        address=one.rule.address,
        severity=Severity.WARNING,
        related=related,
        id=one.id,
        other=other.id if other is not one else "",
        why=why,
    )
