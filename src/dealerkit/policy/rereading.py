"""Reading a changed tree beside the policy it was made of: only what was replaced is read.

An overlay shares every part of the tree that it does not change, so what was read of those parts holds as it is.
The result is what :func:`read_policy` gives; a property test holds it to that.
"""

from __future__ import annotations

from attrs import evolve

from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.parameters import Parameter, Parameters
from dealerkit.policy.policy import Policy, Section, read_policy
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.shapes import Keyed, KeyedShape
from dealerkit.problems import Problem, in_order

_READ_WHOLE = ("policy", "calendars", "facts", "tests")
"""Where anything may rest on these, all is read anew."""


def reread(policy: Policy, root: Mapping) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy that a changed tree makes, with every problem of what changed; None where one is an error."""
    if list(policy.root.entries) != list(root.entries) or any(_differs(policy, root, key) for key in _READ_WHOLE):
        return read_policy(root, policy.known_sections)
    types = {name: each.type for name, each in policy.parameters.items()}
    reading = Reading(policy.catalogue, dict(types))
    parameters: Keyed[Parameter] = policy.parameters
    node = root.get("parameters")
    if node is not None and _differs(policy, root, "parameters"):
        read = Parameters().read(node, reading, "parameters")
        if isinstance(read, Invalid) or reading.parameters != types:
            return read_policy(root, policy.known_sections)
        parameters = read
    sections = dict(policy.sections)
    for section in policy.known_sections:
        changed = root.get(section.key)
        if changed is not None and _differs(policy, root, section.key):
            sections[section.key] = _section(policy, section, changed, reading)
    problems = in_order(reading.problems)
    if any(each is INVALID for each in sections.values()):
        return None, problems
    made = evolve(
        policy,
        root=root,
        parameters=parameters,
        sections=sections,
        used=policy.used | reading.used_parameters,
        read_facts=policy.read_facts | reading.used_facts,
    )
    return made, problems


def _differs(policy: Policy, root: Mapping, key: str) -> bool:
    return policy.root.get(key) is not root.get(key)


def _section(policy: Policy, section: Section, node: Node, reading: Reading) -> object:
    """What stands in a section: of definitions by key, only those that were replaced are read."""
    before, known = policy.root.get(section.key), policy.sections.get(section.key)
    if not (
        isinstance(section.shape, KeyedShape)
        and isinstance(node, Mapping)
        and isinstance(before, Mapping)
        and isinstance(known, Keyed)
    ):
        return section.shape.read(node, reading, section.key)
    changed = {key: each for key, each in node.entries.items() if before.get(key) is not each[1]}
    fresh = section.shape.read(evolve(node, entries=changed), reading, section.key) if changed else Keyed[object]()
    if isinstance(fresh, Invalid):
        return INVALID
    if not node.entries:
        return section.shape.read(node, reading, section.key)
    return Keyed({key: fresh[key] if key in changed else known[key] for key in node.entries})
