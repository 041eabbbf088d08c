"""What a changed policy touches: the programmes whose rows must be reckoned anew.

A programme is touched where it is written otherwise, where a parameter or a named measure that it reads has other
values, where the head of the policy is another, and where it stands in one stacking with a touched one or adds up
what a touched one paid.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.policy import Policy
from dealerkit.rebates.joint.stacking import deciding_stackings
from dealerkit.rebates.programme import SECTION, Programme, programmes_of
from dealerkit.rebates.reads import parameters_in
from dealerkit.rebates.sources.named import MEASURED, measures_of

_OF_ALL = ("calendars", "facts")
"""Sections on which every programme may rest."""

_LABELS = frozenset({"name", "title", "revision"})
"""What a policy is called decides nothing."""


def touched(before: Policy, after: Policy) -> frozenset[str]:
    """The programmes of either policy whose rows may not be alike."""
    every = frozenset((*programmes_of(before), *programmes_of(after)))
    found = changed_itself(before, after)
    return found if found in (frozenset(), every) else frozenset(_dragged(before, _dragged(after, set(found))) & every)


def changed_itself(before: Policy, after: Policy) -> frozenset[str]:
    """The programmes of either policy that are others, or read other values: without those they drag along."""
    if before is after:
        return frozenset()
    old, new = programmes_of(before), programmes_of(after)
    every = frozenset((*old, *new))
    if _head_differs(before, after) or any(_differ(before.root.get(key), after.root.get(key)) for key in _OF_ALL):
        return every
    found = {id for id in every if _differ(_written(before, id), _written(after, id))}
    parameters = frozenset(_changed(before.root.get("parameters"), after.root.get("parameters")))
    measures = frozenset(_changed(before.root.get("measures"), after.root.get("measures")))
    for policy, programmes in ((before, old), (after, new)) if parameters or measures else ():
        for id, programme in programmes.items():
            if parameters & parameters_read(policy, programme) or measures & measures_read(programme):
                found.add(id)
    for stacking in _changed(before.root.get("stacking"), after.root.get("stacking")):
        for policy in (before, after):
            found.update(id for id, each in deciding_stackings(policy).items() if each.id == stacking)
    return frozenset(found) & every


def parameters_read(policy: Policy, programme: Programme) -> frozenset[str]:
    """Every parameter that a programme reads, in its terms or in what it measures."""
    known = measures_of(policy) if programme.reads else {}
    measured = (known[id] for id in measures_read(programme) if id in known)
    return programme.parameters.union(*(parameters_in(each) for each in measured))


def measures_read(programme: Programme) -> frozenset[str]:
    """The named measures that a programme reads."""
    return frozenset(name.removeprefix(MEASURED) for name in programme.reads if name.startswith(MEASURED))


def _dragged(policy: Policy, found: set[str]) -> set[str]:
    """The touched ones with those they are stacked with, and those that add up what they paid."""
    programmes, stackings = programmes_of(policy), deciding_stackings(policy)
    reached = set(found)
    while True:
        more = {
            id
            for id, programme in programmes.items()
            if id not in reached
            and (
                not reached.isdisjoint(programme.qualifying.of)
                or (id in stackings and not reached.isdisjoint(stackings[id].programmes))
            )
        }
        if not more:
            return reached
        reached |= more


def _head_differs(before: Policy, after: Policy) -> bool:
    return before.header is not after.header and _head(before) != _head(after)


def _head(policy: Policy) -> str:
    node = policy.root.get("policy")
    if not isinstance(node, MappingNode):  # pragma: no cover - a policy that could be read has a head
        return ""
    entries = {key: each for key, each in node.entries.items() if key not in _LABELS}
    return fingerprint(attrs.evolve(node, entries=entries))


def _written(policy: Policy, programme: str) -> Node | None:
    section = policy.root.get(SECTION)
    return section.get(programme) if isinstance(section, MappingNode) else None


def _differ(before: Node | None, after: Node | None) -> bool:
    """Whether two places say different things: parts that were not replaced are the very same."""
    if before is after:
        return False
    return before is None or after is None or fingerprint(before) != fingerprint(after)


def _changed(before: Node | None, after: Node | None) -> Iterable[str]:
    """The definitions of a section that are not alike."""
    if before is after:
        return ()
    old = before.entries if isinstance(before, MappingNode) else {}
    new = after.entries if isinstance(after, MappingNode) else {}
    return tuple(
        id for id in {**old, **new} if _differ(old[id][1] if id in old else None, new[id][1] if id in new else None)
    )
