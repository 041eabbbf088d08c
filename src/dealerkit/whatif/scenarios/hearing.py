"""Whether anything hears a scenario: values that it replaces and on which no rebate depends."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.reads import parameters_in
from dealerkit.rebates.sources.named import measures_of
from dealerkit.whatif.scenarios.overlays import edit_of
from dealerkit.whatif.scenarios.scenario import Scenario

_HEARD = frozenset({"rebates", "stacking", "measures", "policy", "calendars", "facts"})
"""Sections on which what is earned may depend."""


def unheard(scenario: Scenario, policy: Policy) -> Iterator[Problem]:
    """DK948 for each address, a warning: nothing of it can be seen in a comparison of rebates."""
    every = (*programmes_of(policy).values(), *measures_of(policy).values())
    parameters = frozenset[str]().union(*(parameters_in(each) for each in every))
    for overlays in (scenario.policy, *scenario.dated.values()):
        for address, value in overlays.items():
            section, *rest = steps(address)
            if section in _HEARD or (section == "parameters" and rest and rest[0] in parameters):
                continue
            at = edit_of(value).at
            yield problem(
                "DK948",
                at if at.file else None,
                severity=Severity.WARNING,
                scenario=scenario.id,
                value=address,
            )
