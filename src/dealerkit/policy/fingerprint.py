"""Fingerprints: a hash of what a definition says, not of how it is laid out.

Moved, re-indented and re-quoted text has the same fingerprint; so have ``300_000`` and ``300000``.
The order of list items counts, the order of keys does not.
"""

from __future__ import annotations

from hashlib import sha256

from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.values.numbers import canonical, read_number


def fingerprint(node: Node) -> str:
    """Twelve hexadecimal digits that change when the meaning of the node does."""
    return sha256(_canonical(node).encode()).hexdigest()[:12]


def _canonical(node: Node) -> str:
    if isinstance(node, Scalar):
        number = read_number(node.text)
        return _quoted(canonical(number) if number is not None else node.text)
    if isinstance(node, Mapping):
        inside = (f"{_quoted(key)}:{_canonical(child)}" for key, (_, child) in sorted(node.entries.items()))
        return "{" + ",".join(inside) + "}"
    return "[" + ",".join(_canonical(child) for child in node.items) + "]"


def _quoted(text: str) -> str:
    return f"{len(text)}:{text}"
