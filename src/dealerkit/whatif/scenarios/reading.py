"""Scenario files on disk, read against the policy they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from dealerkit.policy.loading import Tree, read_tree, tree_of
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.problems import Problem, in_order
from dealerkit.whatif.scenarios.scenario import SCENARIO_FILE, ScenarioFile

_SCHEMA = "dealerkit schema --of scenarios"
"""What shows how a scenario file is written."""


@frozen
class LoadedScenarios:
    """What came of loading: the file if it is sound, every problem, the text of every file."""

    file: ScenarioFile | None
    problems: tuple[Problem, ...]
    sources: Mapping[str, str] = field(repr=False)


def load_scenarios(paths: Sequence[Path], policy: Policy) -> LoadedScenarios:
    """Read scenario files and folders of them as one, for a policy.

    Problems: those of any YAML file, and what reading finds. Whether the addresses match anything is found when
    the scenarios are put on the policy.
    """
    return _loaded(read_tree(paths, _SCHEMA), policy)


def scenarios_of(contents: Mapping[str, bytes], policy: Policy) -> LoadedScenarios:
    """Read scenario texts by file name, for a policy; touches no disk."""
    return _loaded(tree_of(contents, _SCHEMA), policy)


def _loaded(tree: Tree, policy: Policy) -> LoadedScenarios:
    if tree.root is None:
        return LoadedScenarios(None, in_order(tree.problems), tree.sources)
    reading = Reading(policy.catalogue, {name: each.type for name, each in policy.parameters.items()})
    read = SCENARIO_FILE.read(tree.root, reading, "")
    problems = in_order((*tree.problems, *reading.problems))
    file = None if isinstance(read, Invalid) or tree.broken else read
    return LoadedScenarios(file, problems, tree.sources)
