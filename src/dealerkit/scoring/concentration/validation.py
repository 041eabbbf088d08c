"""What can be known to be wrong with rules on concentration before anything is measured."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem
from dealerkit.scoring.concentration.rule import concentration_of
from dealerkit.scoring.figures.tables import CUSTOMER
from dealerkit.scoring.population import kinds_of


def check(policy: Policy) -> Iterator[Problem]:
    """Yield what is wrong: DK722 figures of several kinds of subjects; DK723 groups of what are no customers."""
    for each in concentration_of(policy).values():
        kinds = kinds_of(policy, each)
        if len(kinds) > 1:
            yield problem("DK722", each.rule.at, address=each.rule.address, kinds=kinds)
        elif each.merge is not None and kinds != (CUSTOMER,):
            node = found(policy.root, f"{each.rule.address}.merge")
            at = each.rule.at if node is None else node.at
            yield problem("DK723", at, address=each.rule.address, kind=kinds[0])
