"""What a comparison of two policies says: one value for each thing that is another one now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from dealerkit.policy.nodes import Node
from dealerkit.policy.overlays import found as located
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import ALWAYS, DateRange


class Kind(Enum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    """It says ``was:`` and names the id it had; what else changed in it is told apart."""
    REORDERED = "reordered"
    """The same things in another order, where the order means something."""


@frozen
class Value:
    """What stands in a place: its words in one line, and the number it is, if it is one.

    ``is_share`` says that it is written with a percent sign, in the old policy or in the new one.
    """

    text: str
    number: Number | None = None
    is_share: bool = False


@frozen
class Step:
    """One step on the way to a place: the key there, and the name for people of what stands under it."""

    key: str
    title: str = ""
    is_item: bool = False
    """Whether it is one of several under a name of the author's own, or by its bound."""
    is_share: bool = False
    """Whether it is a band whose bound is written with a percent sign."""


@frozen(kw_only=True)
class Change:
    """One thing that is another one in the new policy.

    ``address`` is where it stands in the new policy, or stood in the old one where it was removed; ``was`` is where
    it stood before, if elsewhere. ``span`` are the days on which the new value holds, as far as the policy limits
    them. ``readers`` are the addresses of rules that read it, where it is a parameter.
    """

    kind: Kind
    address: str
    was: str = ""
    path: tuple[Step, ...] = field(default=(), repr=False)
    doc: str = ""
    before: Value | None = None
    after: Value | None = None
    span: DateRange = ALWAYS
    old_at: Location | None = None
    new_at: Location | None = None
    old_node: Node | None = field(default=None, eq=False, repr=False)
    new_node: Node | None = field(default=None, eq=False, repr=False)
    readers: tuple[str, ...] = ()
    ahead_of: str | None = None
    """Before which of its neighbours it was added, ``""`` at the end; None where the order means nothing."""
    whole: bool = False
    """Whether a definition with all that is in it came or went, and not one value of it."""

    @property
    def section(self) -> str:
        """The section of the policy it is in."""
        return self.path[0].key if self.path else ""

    @property
    def definition(self) -> str:
        """The address of the definition it is in: the section, and the first name of the author's own."""
        found: list[str] = []
        for step in self.path:
            found.append(step.key)
            if step.is_item:
                break
        return ".".join(found) if any(step.is_item for step in self.path) else self.section

    @property
    def title(self) -> str:
        """What people call that definition; its key if it has no other name."""
        first = next((step for step in self.path if step.is_item), None)
        return "" if first is None else first.title or first.key


@frozen(eq=False)
class Difference:
    """Everything that is said otherwise in the new policy, section by section in the order of the registry."""

    old: Policy = field(repr=False)
    new: Policy = field(repr=False)
    changes: tuple[Change, ...]
    names: Mapping[str, str] = field(factory=dict)
    """Addresses of the old policy that have another name in the new one: ``rebates.q`` is ``rebates.quarter``."""

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(each for each in self.changes if each.kind is kind)

    def by_definition(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes by the definition they are in, in order."""
        found: dict[str, list[Change]] = {}
        for each in self.changes:
            found.setdefault(each.definition, []).append(each)
        return {name: tuple(changes) for name, changes in found.items()}

    def overlays(self) -> Mapping[str, tuple[Location, Node]]:
        """Values by address that make the new policy of the old one, as far as overlays, which replace, can.

        What was added or removed goes with the nearest thing around it that both have; a section that only one of
        them has has nothing around it, and is left out.
        """
        found: dict[str, tuple[Location, Node]] = {}
        for each in self.changes:
            before, after = each.was or each.address, each.address
            while before:
                old, new = located(self.old.root, before), located(self.new.root, after)
                if old is not None and new is not None:
                    found[before] = (new.at, new)
                    break
                before, after = _around(before), _around(after)
        return {
            address: placed
            for address, placed in found.items()
            if not any(address.startswith((f"{other}.", f"{other}[")) for other in found)
        }


def _around(address: str) -> str:
    """The address of what holds this one; nothing around a section."""
    inner = max(address.rfind("."), address.rfind("["))
    if address.endswith("]"):
        inner = address.rfind("[")
    return address[:inner] if inner > 0 else ""
