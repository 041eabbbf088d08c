"""Earlier ids: each is claimed by one definition alone, and is nobody's id today."""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.reading import Reading


def renamed_once(items: Iterable[tuple[str, str, Node]], reading: Reading) -> bool:
    """Whether no two of these, each with its id and its address, claim one earlier id, or another's own (DK282)."""
    written = [(key, address, child.get("was")) for key, address, child in items if isinstance(child, Mapping)]
    taken = {key: key for key, _, _ in written}
    sound = True
    for key, address, was in written:
        if not isinstance(was, Scalar):
            continue
        other = taken.setdefault(was.text, key)
        if other != key or was.text == key:
            reading.report("DK282", was, address, id=key, was=was.text, other=other)
            sound = False
    return sound


def keys_renamed_once(node: Mapping, reading: Reading, address: str) -> bool:
    """The same of definitions under their names."""
    listed = ((key, f"{address}.{key}" if address else key, child) for key, (_, child) in node.entries.items())
    return renamed_once(listed, reading)
