"""Putting a value where an address says: into the policy of a scenario, or into the scenario itself.

An address that begins with a section of the policy becomes one more overlay. One that begins with a key of a
scenario (``book[growth].grow``, ``behaviour.forward.within``) is read there by the shape that the place has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs
from attrs import evolve

from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.records import Entry, Keyed
from dealerkit.problems import Location, Problem, nearest, problem
from dealerkit.whatif.scenarios.overlays import Edit
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile

OWN = ("book", "behaviour")
"""The keys of a scenario whose values an address may name."""


def scenario_with(
    file: ScenarioFile, policy: Policy, scenario: str | None, edits: Mapping[str, Edit]
) -> Scenario | tuple[Problem, ...]:
    """A scenario of the file, or the one in which nothing is different, with values put into it."""
    # Not the scenario's own id: what was made of the scenario itself is known by that.
    found = Scenario(id="~") if scenario is None else evolve(file.scenarios[scenario], id=f"{scenario}~")
    for address, edit in edits.items():
        made = put(found, policy, address, edit)
        if not isinstance(made, Scenario):
            return made
        found = made
    return found


def put(scenario: Scenario, policy: Policy, address: str, edit: Edit) -> Scenario | tuple[Problem, ...]:
    """The scenario with one value more, or what is wrong with it; whether a policy's address is there, ``trial`` says.

    Problems: DK255 nothing of the scenario stands at the address; those of reading the value.
    """
    path = steps(address)
    if path and path[0] not in OWN:
        return evolve(scenario, policy={**scenario.policy, address: edit})
    reading = Reading(policy.catalogue, {name: each.type for name, each in policy.parameters.items()})
    found = _with(scenario, path, address, edit, reading)
    return tuple(reading.problems) if isinstance(found, Invalid) else cast("Scenario", found)


def _with(holder: object, path: tuple[str, ...], address: str, edit: Edit, reading: Reading) -> object | Invalid:
    """A copy of a definition with the value at the rest of the address replaced."""
    step, rest = path[0], path[1:]
    if isinstance(holder, Keyed):
        if step not in holder or not rest:
            return _nothing(address, step, tuple(holder), edit.at, reading)
        inner = _with(holder[step], rest, address, edit, reading)
        return inner if isinstance(inner, Invalid) else Keyed({**holder, step: inner})
    entries = _entries(holder)
    if step not in entries:
        return _nothing(address, step, tuple(entries), edit.at, reading)
    name, spec = entries[step]
    if not rest:
        value = spec.shape.read(edit.node, reading, address)
    else:
        value = _with(getattr(holder, name), rest, address, edit, reading)
    if isinstance(value, Invalid):
        return value
    return evolve(holder, **{name: value})  # type: ignore[misc]  # a record: it has entries


def _entries(holder: object) -> dict[str, tuple[str, Entry]]:
    """The keys of a definition; none where nothing stands there."""
    if not attrs.has(type(holder)):
        return {}
    found = {}
    for each in attrs.fields(cast("type[attrs.AttrsInstance]", type(holder))):
        spec = each.metadata.get("dealerkit.entry")
        if isinstance(spec, Entry):
            found[spec.key or each.name.removesuffix("_")] = (each.name, spec)
    return found


def _nothing(address: str, step: str, known: tuple[str, ...], at: Location, reading: Reading) -> Invalid:
    place = at if at.file else None
    close = nearest(step, known)
    reading.problems.append(problem("DK255", place, value=address, step=step, nearest=close, allowed=known))
    return Invalid()
