"""The places that are compared: where they stand in both policies, and what is written there."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from dealerkit.policy.bands import SIDES
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.overlays import item_key
from dealerkit.policy.records import Entry
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.difference.change import Step


@frozen
class Here:
    """A place that is compared: its address before and after, its nodes there, and the way to it."""

    was: str
    address: str
    old: Node | None
    new: Node | None
    path: tuple[Step, ...]
    doc: str = ""
    effective: tuple[DateRange, DateRange] = (ALWAYS, ALWAYS)
    """The days on which what is here holds, in the old policy and in the new one."""

    def under(self, key: str, doc: str = "") -> Here:
        """The value under a key of this place."""
        return evolve(
            self,
            was=f"{self.was}.{key}",
            address=f"{self.address}.{key}",
            old=child(self.old, key),
            new=child(self.new, key),
            path=(*self.path, Step(key)),
            doc=doc,
        )

    def item(self, old: str, new: str, title: str) -> Here:
        """One of several things in this place, by the keys it has."""
        return evolve(
            self,
            was=joined(self.was, old, self.old),
            address=joined(self.address, new, self.new),
            old=child(self.old, old),
            new=child(self.new, new),
            path=(
                *self.path,
                Step(new, title, is_item=True, is_share=_by_share(child(self.new, new) or child(self.old, old))),
            ),
        )


def _by_share(node: Node | None) -> bool:
    """Whether a thing is a band that begins at a share: of a target, of the period before."""
    bounds = [node.get(side) for side in SIDES] if isinstance(node, MappingNode) else []
    return any(isinstance(each, Scalar) and "%" in each.text for each in bounds)


def under_key(here: Here, key: str, spec: Entry | None) -> Here:
    """Where the value under a key stands: in the place itself where a single value stands for all of it."""
    doc = spec.doc if spec else ""
    if isinstance(here.old, Scalar) and isinstance(here.new, Scalar):
        return evolve(here, doc=doc)
    if spec is None and child(here.old, key) is None and child(here.new, key) is None:
        return here
    return here.under(key, doc)


def is_list(here: Here) -> bool:
    """Whether what is here is written as a list, in one policy or the other: a mapping has no order."""
    return isinstance(here.old, SequenceNode) or isinstance(here.new, SequenceNode)


def child(node: Node | None, key: str) -> Node | None:
    """What is written under a key, or as the item of this key."""
    if isinstance(node, MappingNode):
        return node.get(key)
    if isinstance(node, SequenceNode):
        return next((each for each in node.items if item_key(each) == key), None)
    return None


def joined(address: str, key: str, node: Node | None) -> str:
    """The address of a part: in brackets where it is an item of a list."""
    return f"{address}[{key}]" if isinstance(node, SequenceNode) else f"{address}.{key}"


def leaves(here: Here, old: object, new: object) -> Iterator[Node]:
    """The nodes in which a percent sign says that a figure is a share."""
    for value, node in ((old, here.old), (new, here.new)):
        if node is None or not isinstance(value, Number):
            continue
        if isinstance(node, MappingNode):
            yield from (child for _, child in node.entries.values())
        else:
            yield node
