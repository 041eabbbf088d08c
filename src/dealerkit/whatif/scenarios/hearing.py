"""Whether anything hears a scenario: values on which no rebate depends, ranges of days in which no period ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.reads import parameters_in
from dealerkit.rebates.sources.named import measures_of
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.scenarios.overlays import edit_of
from dealerkit.whatif.scenarios.scenario import Scenario

_HEARD = frozenset({"rebates", "stacking", "measures", "policy", "calendars", "facts"})
"""Sections on which what is earned may depend."""

_LABELS = frozenset({"name", "title", "revision", "timezone"})
"""Parts of the head on which it does not: names, and what hours are counted in."""


def unheard(scenario: Scenario, policy: Policy) -> Iterator[Problem]:
    """DK948 for each address, a warning: nothing of it can be seen in a comparison of rebates."""
    every = (*programmes_of(policy).values(), *measures_of(policy).values())
    parameters = frozenset[str]().union(*(parameters_in(each) for each in every))
    for overlays in (scenario.policy, *scenario.dated.values()):
        for address, value in overlays.items():
            section, *rest = steps(address)
            is_label = section == "policy" and rest[:1] != [] and rest[0] in _LABELS
            heard = section in _HEARD and not is_label
            if heard or (section == "parameters" and (not rest or rest[0] in parameters)):
                continue
            at = edit_of(value).at
            yield problem(
                "DK948",
                at if at.file else None,
                severity=Severity.WARNING,
                scenario=scenario.id,
                value=address,
            )


def ends_nowhere(scenario: Scenario, last_days: Collection[date]) -> Iterator[Problem]:
    """DK951 for each range of dated values in which none of the compared periods ends, a warning."""
    for days, overlays in scenario.dated.items():
        if any(day in days for day in last_days):
            continue
        at = next((edit_of(value).at for value in overlays.values()), scenario.rule.at)
        yield problem(
            "DK951",
            at if at.file else None,
            severity=Severity.WARNING,
            scenario=scenario.id,
            days=str(days),
            nearest=_nearest(days, last_days),
        )


def _nearest(days: DateRange, last_days: Collection[date]) -> str:
    """The last day of a compared period that lies nearest behind the range, or the last of all."""
    behind = [day for day in last_days if days.end is not None and day > days.end]
    return str(min(behind, default=max(last_days, default=""))) if last_days else ""
