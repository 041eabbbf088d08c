"""A programme that would not be there: taken out of the policy and of the stackings that name it.

A stacking says what holds where several programmes pay on the same lines, so it loses the one that is gone, and is
gone itself where only one is left. Whatever else names the programme is not silently mended: it is a finding.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from dealerkit.policy.nodes import Mapping, Node, Sequence
from dealerkit.policy.overlays import item_key
from dealerkit.rebates.joint.stacking import SECTION as STACKING
from dealerkit.rebates.programme import SECTION as REBATES

_FEWEST = 2
"""A stacking is of so many programmes at least."""


def without(root: Mapping, programmes: Collection[str]) -> Mapping:
    """The tree without some programmes."""
    entries = dict(root.entries)
    for section, leave in ((REBATES, _without_definitions), (STACKING, _without_mentions)):
        node = root.get(section)
        if isinstance(node, Mapping):
            kept = leave(node, programmes)
            if kept.entries:
                entries[section] = (entries[section][0], kept)
            else:
                del entries[section]
    return evolve(root, entries=entries)


def _without_definitions(rebates: Mapping, programmes: Collection[str]) -> Mapping:
    return evolve(rebates, entries={id: each for id, each in rebates.entries.items() if id not in programmes})


def _without_mentions(stackings: Mapping, programmes: Collection[str]) -> Mapping:
    found = {}
    for id, (written, node) in stackings.entries.items():
        kept = _left(node, programmes) if isinstance(node, Mapping) else node
        if kept is not None:
            found[id] = (written, kept)
    same = all(each[1] is stackings.entries[id][1] for id, each in found.items()) and len(found) == len(
        stackings.entries
    )
    return stackings if same else evolve(stackings, entries=found)


def _left(stacking: Mapping, programmes: Collection[str]) -> Mapping | None:
    """What is left of a stacking; None where only one programme is."""
    named = stacking.get("programmes")
    if not isinstance(named, Sequence) or not any(item_key(each) in programmes for each in named.items):
        return stacking
    listed = _unnamed(named, programmes)
    if len(listed.items) < _FEWEST:
        return None
    entries = {**stacking.entries, "programmes": (stacking.entries["programmes"][0], listed)}
    reduces = stacking.get("reduces")
    if isinstance(reduces, Mapping):
        left = {
            id: (written, kept)
            for id, (written, node) in reduces.entries.items()
            if id not in programmes and (kept := _still_reduced(node, programmes)) is not None
        }
        entries["reduces"] = (entries["reduces"][0], evolve(reduces, entries=left))
        if not left:
            del entries["reduces"]
    return evolve(stacking, entries=entries)


def _still_reduced(node: Node, programmes: Collection[str]) -> Node | None:
    if isinstance(node, Sequence):
        kept = _unnamed(node, programmes)
        return kept if kept.items else None
    return None if item_key(node) in programmes else node


def _unnamed(named: Sequence, programmes: Collection[str]) -> Sequence:
    return evolve(named, items=tuple(each for each in named.items if item_key(each) not in programmes))
