"""What may stand at each place of a policy, by its JSON Schema, and walking a policy's nodes along it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import evolve, frozen

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.scalars import JsonSchema


@frozen(eq=False)
class Places:
    """The definitions of the language."""

    definitions: Mapping[str, JsonSchema]

    def ways(self, place: JsonSchema) -> Iterator[JsonSchema]:
        """Every way in which a place may be written, references followed."""
        if "$ref" in place:
            yield from self.ways(self.definitions[str(place["$ref"]).rsplit("/", 1)[1]])
        elif "anyOf" in place:
            for way in cast("list[JsonSchema]", place["anyOf"]):
                yield from self.ways(way)
        elif "allOf" in place and "properties" not in place:
            yield from self.ways(cast("list[JsonSchema]", place["allOf"])[0])
        else:
            yield place

    def mapping_way(self, place: JsonSchema, node: MappingNode) -> JsonSchema:
        """The way of a place that is a mapping and knows the most of the node's keys."""
        ways = [way for way in self.ways(place) if way.get("type") == "object" or "properties" in way]
        known = [cast("Mapping[str, object]", way.get("properties", {})) for way in ways]
        scored = [sum(key in properties for key in node.entries) for properties in known]
        return ways[scored.index(max(scored))] if ways else {}

    def list_way(self, place: JsonSchema) -> JsonSchema:
        """What one item of a place that is a list may be."""
        for way in self.ways(place):
            if way.get("type") == "array":
                return cast("JsonSchema", way.get("items", {}))
        return place

    def of(self, place: JsonSchema, key: str) -> JsonSchema:
        """What may stand under a key of a mapping."""
        properties = cast("Mapping[str, JsonSchema]", place.get("properties", {}))
        if key in properties:
            return properties[key]
        others = place.get("additionalProperties")
        return others if isinstance(others, dict) else {}


def owner_of(place: JsonSchema) -> str:
    """The class that a definition was made from, with its module: ``clauses.Band``."""
    return ".".join(str(place.get("$comment", "")).split(".")[-2:])


def leaves(node: Node) -> Iterator[Scalar]:
    """Every value below a node, in the order written."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, MappingNode):
        for _, child in node.entries.values():
            yield from leaves(child)
    else:
        for child in node.items:
            yield from leaves(child)


def unshared(root: MappingNode) -> MappingNode:
    """The same tree with a node of its own at every place: an alias of YAML is told again wherever it stands."""
    seen: set[int] = set()

    def own(node: Node) -> Node:
        is_again = id(node) in seen
        seen.add(id(node))
        if isinstance(node, Scalar):
            return evolve(node) if is_again else node
        if isinstance(node, SequenceNode):
            return evolve(node, items=tuple(own(each) for each in node.items))
        return evolve(node, entries={key: (at, own(each)) for key, (at, each) in node.entries.items()})

    return cast("MappingNode", own(root))
