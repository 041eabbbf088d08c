"""Trying values: a scenario with some values put where their addresses say, ready to be reckoned."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.problems import Problem, Severity, problem
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions
from dealerkit.whatif.scenarios.overlays import Edit
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.sweeps.putting import scenario_with


@frozen(eq=False)
class Sound:
    """A scenario with values put into it, and the policies that come of it: read and checked, and not yet reckoned."""

    scenario: Scenario
    versions: Versions

    def trial(self, bench: Workbench) -> Trial | tuple[Problem, ...]:
        """The scenario ready to be reckoned; nothing is read again."""
        return bench.trial(self.scenario, self.versions)


def checked(bench: Workbench, scenario: str | None, edits: Mapping[str, Edit]) -> Sound | tuple[Problem, ...]:
    """The scenario with these values, found sound; or what is wrong with it."""
    made = scenario_with(bench.file, bench.policy, scenario, edits)
    if not isinstance(made, Scenario):
        return made
    versions = bench.put(made)
    if not isinstance(versions, Versions):
        return versions
    if made.book or made.behaviour is not None:
        # What is bought and how dealers answer may fail on the book alone.
        trial = bench.trial(made, versions)
        if not isinstance(trial, Trial):
            return trial
    return Sound(made, versions)


def tried(bench: Workbench, scenario: str | None, edits: Mapping[str, Edit]) -> Trial | tuple[Problem, ...]:
    """The scenario with these values, ready to be reckoned; or what is wrong with it."""
    made = scenario_with(bench.file, bench.policy, scenario, edits)
    return bench.trial(made) if isinstance(made, Scenario) else made


def unsound(rule: Rule, what: str, values: Mapping[str, str], found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is wrong with a policy, and DK981: which values make it so.

    The scenario was made for these values and has no name that anybody wrote: ``what`` stands in its place, and
    DK944, which says of a scenario what DK981 says of values, is left out.
    """
    found = tuple(_named(each, what) for each in found if each.code != "DK944")
    codes = tuple(dict.fromkeys(each.code for each in found if each.severity is Severity.ERROR))
    named = tuple(f"{address} = {value}" for address, value in values.items())
    at = rule.at if rule.at.file else None
    return (*found, problem("DK981", at, address=rule.address, what=what, values=named, codes=codes))


def _named(found: Problem, what: str) -> Problem:
    args = tuple((name, what if name == "scenario" else value) for name, value in found.args)
    return found if args == found.args else evolve(found, args=args)
