"""Trying values: a scenario with some values put where their addresses say, ready to be reckoned."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.decisions import Rule
from dealerkit.problems import Problem, Severity, problem
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.overlays import Edit
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.sweeps.putting import scenario_with


def tried(bench: Workbench, scenario: str | None, edits: Mapping[str, Edit]) -> Trial | tuple[Problem, ...]:
    """The scenario with these values, ready to be reckoned; or what is wrong with it."""
    made = scenario_with(bench.file, bench.policy, scenario, edits)
    return bench.trial(made) if isinstance(made, Scenario) else made


def unsound(rule: Rule, what: str, values: Mapping[str, str], found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is wrong with a policy, and DK981: which values make it so."""
    codes = tuple(dict.fromkeys(each.code for each in found if each.severity is Severity.ERROR))
    named = tuple(f"{address} = {value}" for address, value in values.items())
    at = rule.at if rule.at.file else None
    return (*found, problem("DK981", at, address=rule.address, what=what, values=named, codes=codes))
