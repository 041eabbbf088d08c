"""Which thing of the new policy goes on which of the old one: by its key, by ``was:``, a band by what it pays."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.whatif.difference.parts import beside_bound, moves, was_of
from dealerkit.whatif.difference.places import Here, child


def paired(old: Mapping[str, object], new: Mapping[str, object], here: Here) -> dict[str, str]:
    """By the key in the new policy, the key of the same thing in the old one."""
    found = {key: key for key in new if key in old}
    for key, item in new.items():
        was = was_of(item, child(here.new, key))
        if key not in found and was in old and was not in new:
            found[key] = was
    # A band without an id goes by its bound: one that says the same from another bound on has moved.
    left = [key for key in old if key not in found.values() and moves(old[key], child(here.old, key))]
    for key in new:
        if key in found or not moves(new[key], child(here.new, key)):
            continue
        alike = [before for before in left if beside_bound(old[before]) == beside_bound(new[key])]
        if len(alike) == 1:
            found[key] = alike[0]
            left.remove(alike[0])
    return {key: found[key] for key in new if key in found}
