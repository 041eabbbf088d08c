"""What definitions are called: their titles by id, in each part of a policy that has any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, Sequence


def titles_of(root: MappingNode) -> Mapping[str, Mapping[str, str]]:
    """By address of the part, the titles of what stands in it by id: ``flows.complaint.states``."""
    found: dict[str, dict[str, str]] = {}
    for part, id_, title in _titles(root, ""):
        found.setdefault(part, {}).setdefault(id_, title)
    return found


def _titles(node: Node, address: str) -> Iterator[tuple[str, str, str]]:
    for id_, child in _children(node):
        title = child.get("title") if isinstance(child, MappingNode) else None
        if id_ and isinstance(title, Scalar):
            yield address, id_, title.text
        yield from _titles(child, f"{address}.{id_}" if address else id_)


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, MappingNode):
        yield from ((key, child) for key, (_, child) in node.entries.items())
    elif isinstance(node, Sequence):
        for child in node.items:
            id_ = child.get("id") if isinstance(child, MappingNode) else None
            yield id_.text if isinstance(id_, Scalar) else "", child
