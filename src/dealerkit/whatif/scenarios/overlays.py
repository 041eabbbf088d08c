"""Overlays of a scenario: values of a policy by address, as written in a file or made in Python.

In a file each address keeps its place, so that what is wrong with it is told there. In Python a value is
what one would write: ``{"rebates.volume.bands[800000].rate": "2.5%"}``, a ``Decimal``, a ``date``, or a whole
definition as dictionaries and lists.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import Invalid, Reading, described
from dealerkit.policy.records import NOWHERE, Shape
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import DealerkitError, Location
from dealerkit.values.exact import canonical
from dealerkit.values.ranges import DateRange


@frozen(eq=False)
class Edit:
    """What stands at an address instead: the node, and where the address is written."""

    at: Location
    node: Node


Written = (
    str
    | int
    | Decimal
    | Fraction
    | date
    | DateRange
    | Edit
    | AbstractMapping[str, "Written"]
    | AbstractSequence["Written"]
)
"""A value of a policy: read from a file (an ``Edit``), or as one would write it."""

Overlays = AbstractMapping[str, Written]
"""Values by address."""


def edits_of(overlays: Overlays) -> dict[str, Edit]:
    """The overlays as nodes, in their order."""
    return {address: edit_of(value) for address, value in overlays.items()}


def edit_of(value: Written) -> Edit:
    """One value as a node; what was made in Python has no place."""
    return value if isinstance(value, Edit) else Edit(NOWHERE, node_of(value))


def node_of(value: Written) -> Node:
    """The node that a file with this value would give."""
    if isinstance(value, Edit):
        return value.node
    if isinstance(value, AbstractMapping):
        entries = {str(key): (_scalar(str(key)), node_of(child)) for key, child in value.items()}
        return Mapping(entries, "", 0, 1)
    if isinstance(value, AbstractSequence) and not isinstance(value, str):
        return Sequence(tuple(node_of(child) for child in value), "", 0, 1)
    return _scalar(_text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | Fraction):
        return canonical(value)
    if isinstance(value, str | int | date | DateRange):
        return str(value)
    raise DealerkitError(f"a {type(value).__name__} is no value of a policy: write a Decimal, or a text")


def _scalar(text: str) -> Scalar:
    return Scalar(text, True, "", 0, 1, max(1, len(text)))


@frozen
class OverlaysShape:
    """Addresses with their values: each is kept as it is, and read when the policy it belongs to is known.

    ``item`` describes the values to editors, where they are all of one kind.
    """

    item: Shape[object] | None = None

    def read(self, node: Node, reading: Reading, address: str) -> Overlays | Invalid:
        """The values by address."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        return {key: Edit(written.at, child) for key, (written, child) in node.entries.items()}

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place: any value under any address, or definitions of one kind."""
        inside: object = True if self.item is None else self.item.schema(definitions)
        return {"type": "object", "minProperties": 1, "additionalProperties": inside}


OVERLAYS = OverlaysShape()
