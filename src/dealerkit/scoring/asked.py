"""Which figures classes and concentration ask for.

Whoever a table names is a member, so the figures that are read decide who is classed where a book has no customer
file. All rooms therefore ask for the same ones, and give the same answer each for itself or all together.
"""

from __future__ import annotations

from dealerkit.policy.policy import Policy
from dealerkit.scoring.classes.scheme import schemes_of
from dealerkit.scoring.concentration.rule import concentration_of
from dealerkit.scoring.population import reads_of
from dealerkit.scoring.scorecards.section import scorecards_of


def figures_asked(policy: Policy) -> frozenset[str] | None:
    """The facts that any rule of either room reads; None for all figures, where scorecards may compare any of them."""
    if scorecards_of(policy):
        return None
    rules = (*schemes_of(policy).values(), *concentration_of(policy).values())
    return frozenset(name for each in rules for name in reads_of(each))
