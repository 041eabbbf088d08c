"""What can be known to be wrong with the rules on capacity before anybody serves a store."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.contracts.capacity.run import capacity_of
from dealerkit.contracts.unclear import unclear
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem


def check(policy: Policy) -> Iterator[Problem]:
    """DK783: a range that runs backwards, a limited class of stores whose sales nobody states, nothing at all."""
    rule = capacity_of(policy)
    if rule is None:
        return
    stores = rule.stores
    if stores is not None:
        if stores.tied_up.to < stores.tied_up.from_:
            yield unclear(stores.tied_up.rule, backwards=f"{stores.tied_up.from_} > {stores.tied_up.to}")
        for each in stores.limited:
            if each not in stores.sales:
                known = tuple(stores.sales)
                yield unclear(stores.rule, unknown=each, known=known)
    if rule.stores is None and rule.fit is None and rule.fees is None:
        yield unclear(rule.rule, lacking="stores, fit, fees")
