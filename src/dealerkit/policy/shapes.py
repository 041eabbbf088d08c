"""Shapes of collections: a frozen class is the YAML, key by key.

A shape reads a node into a value, reporting every problem it meets and going on, and describes the
place as JSON Schema. One declaration therefore gives the reader, the editor's completion and the
reference page, and they cannot disagree.

    @frozen(kw_only=True)
    class Gate:
        rule: Rule = ruled()
        id: str = named()
        of: Expression = entry(expression(PAYEE, NUMBER), "the fact that must be reached")
        at: Number = entry(RATE, "the least value that opens the gate")

    GATE = record(Gate)
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from typing import Generic, TypeVar, cast

from attrs import frozen

from dealerkit.policy.computed import ExpressionShape, ValueShape, expression, value
from dealerkit.policy.nodes import Mapping, Node, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.records import (
    ID_DOC,
    NOWHERE,
    Entry,
    Keyed,
    KeyPlaces,
    Record,
    Shape,
    entry,
    is_placed,
    key_places,
    named,
    placed,
    record,
    ruled,
)
from dealerkit.policy.renaming import keys_renamed_once, renamed_once
from dealerkit.policy.scalars import KEY, JsonSchema
from dealerkit.problems import Location, Related

__all__ = [
    "NOWHERE",
    "Anything",
    "ByKey",
    "Either",
    "Entry",
    "ExpressionShape",
    "Items",
    "KeyPlaces",
    "Keyed",
    "KeyedShape",
    "Listing",
    "Record",
    "Shape",
    "ValueShape",
    "entry",
    "expression",
    "is_placed",
    "items",
    "key_places",
    "keyed",
    "listing",
    "named",
    "placed",
    "record",
    "ruled",
    "value",
]

T = TypeVar("T")


@frozen
class KeyedShape(Generic[T]):
    """A mapping whose keys are the author's names: ``id: definition``."""

    item: Record[T]
    renamed: bool = True
    """Whether earlier ids are looked at here, and not by a check of the section."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[T] | Invalid:
        """All definitions that can be read; INVALID if one cannot."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        found: dict[str, T] = {}
        sound = True
        for key, (written, child) in node.entries.items():
            if KEY.read(written, reading, address) is INVALID:
                sound = False
                continue
            value = self.item.read_named(child, reading, f"{address}.{key}" if address else key, key, written.at)
            if isinstance(value, Invalid):
                sound = False
            else:
                found[key] = value
        if self.renamed:
            sound = keys_renamed_once(node, reading, address) and sound
        return Keyed(found) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the mapping."""
        return {"type": "object", "minProperties": 1, "additionalProperties": self.item.schema(definitions)}


@frozen
class Items(Generic[T]):
    """A list of records, each with a key of its own: its ``id``, or what ``key`` makes of it."""

    item: Record[T]
    key: Callable[[Mapping], str] | None = None

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[T] | Invalid:
        """All items by key; INVALID if one cannot be read or two share a key."""
        if not isinstance(node, Sequence):
            return reading.report("DK132", node, address, kind="list", found=described(node))
        if not node.items:
            return reading.report("DK142", node, address)
        found: dict[str, T] = {}
        places: dict[str, Location] = {}
        sound = True
        for child in node.items:
            if not isinstance(child, Mapping):
                reading.report("DK132", child, address, kind="mapping", found=described(child))
                sound = False
                continue
            key = self._key(child, reading, address)
            if key is None:
                sound = False
                key = "?"
            elif key in places:
                related = (Related("first-defined", places[key]),)
                reading.report("DK141", child, address, related=related, key=key)
                sound = False
            places.setdefault(key, child.at)
            value = self.item.read_named(child, reading, f"{address}[{key}]", key, child.at)
            if isinstance(value, Invalid):
                sound = False
            else:
                found[key] = value
        if sound:
            listed = [(key, f"{address}[{key}]", child) for key, child in zip(found, node.items, strict=True)]
            sound = renamed_once(listed, reading)
        return Keyed(found) if sound else INVALID

    def _key(self, child: Mapping, reading: Reading, address: str) -> str | None:
        written = child.get("id")
        if written is not None:
            key = KEY.read(written, reading, address)
            return None if isinstance(key, Invalid) else key
        if self.key is not None:
            return self.key(child)
        reading.report("DK131", child, address, key="id", doc=ID_DOC)
        return None

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the list."""
        return {"type": "array", "minItems": 1, "items": self.item.schema(definitions)}


@frozen
class Listing(Generic[T]):
    """A list of plain values; one value may stand without brackets."""

    item: Shape[T]

    def read(self, node: Node, reading: Reading, address: str) -> tuple[T, ...] | Invalid:
        """The values in order; INVALID if one cannot be read."""
        nodes = node.items if isinstance(node, Sequence) else (node,)
        read = [self.item.read(each, reading, address) for each in nodes]
        if any(each is INVALID for each in read):
            return INVALID
        return tuple(cast("list[T]", read))

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the list."""
        item = self.item.schema(definitions)
        return {"anyOf": [item, {"type": "array", "items": item}]}


@frozen
class ByKey(Generic[T]):
    """A mapping from keys of one shape to values of another: dates to rates, names to words."""

    key: Shape[object]
    item: Shape[T]

    def read(self, node: Node, reading: Reading, address: str) -> AbstractMapping[object, T] | Invalid:
        """The values by key as read; INVALID if one cannot be."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        found: dict[object, T] = {}
        sound = True
        for text, (written, child) in node.entries.items():
            key = self.key.read(written, reading, address)
            value = self.item.read(child, reading, f"{address}[{text}]")
            if key is INVALID or isinstance(value, Invalid):
                sound = False
            else:
                found[key] = value
        return found if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the mapping."""
        return {"type": "object", "additionalProperties": self.item.schema(definitions)}


@frozen
class Either(Generic[T]):
    """One shape for a single word or number, another for a mapping."""

    scalar: Shape[T]
    mapping: Shape[T]

    def read(self, node: Node, reading: Reading, address: str) -> T | Invalid:
        """The value by the shape that the node has."""
        return (self.mapping if isinstance(node, Mapping) else self.scalar).read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [self.scalar.schema(definitions), self.mapping.schema(definitions)]}


class Anything:
    """Any node, kept as it is: the place reads it later, when it knows what it is about."""

    def read(self, node: Node, reading: Reading, address: str) -> Node | Invalid:
        """The node itself."""
        del reading, address
        return node

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place: everything is allowed."""
        del definitions
        return {}


def keyed(item: Record[T]) -> KeyedShape[T]:
    """Definitions under the author's names."""
    return KeyedShape(item)


def items(item: Record[T], key: Callable[[Mapping], str] | None = None) -> Items[T]:
    """A list of records with keys; ``key`` makes one from the node where no ``id`` is written."""
    return Items(item, key)


def listing(item: Shape[T]) -> Listing[T]:
    """A list of plain values."""
    return Listing(item)
