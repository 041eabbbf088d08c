"""The parts a policy was read into: which have parts of their own, what they are called, and were called before."""

from __future__ import annotations

from typing import cast

import attrs

from dealerkit.decisions import Rule
from dealerkit.policy.columns import Cell
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.records import Entry, Keyed
from dealerkit.policy.tables import Row, Table
from dealerkit.scoring.figures.figure import Reckoned
from dealerkit.whatif.difference.values import comparable, fields_of

_ENTRY = "dealerkit.entry"
_BOUNDS = frozenset({"at", "above", "at_unit", "id"})


def entries(cls: type) -> dict[str, Entry]:
    """The keys of a definition, by the fields that hold them."""
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
    return {each.name: each.metadata[_ENTRY] for each in fields if _ENTRY in each.metadata}


def has_parts(value: object) -> bool:
    """Whether a value is a definition, key by key, and not one figure."""
    if not attrs.has(type(value)) or isinstance(value, Expression | Scalar | MappingNode | SequenceNode | Cell):
        return False
    if isinstance(value, Row | Table) or entries(type(value)):
        return True
    held = (getattr(value, each.name) for each in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))))
    return any(isinstance(each, Keyed | Rule | Table) or (each is not value and is_record(each)) for each in held)


def as_read(value: object) -> object:
    """A figure with its conditions and formulas as expressions: they stay as written until its table is known."""
    if not isinstance(value, Reckoned):
        return value
    figure = value.figure
    made = {
        figure.aggregate or "formula": value.measure if figure.aggregate else value.formula,
        "by": value.subject,
        "where": value.where,
        "weight": value.weight,
    }
    read = {key: each for key, each in made.items() if isinstance(each, Expression)}
    return attrs.evolve(figure, **read)  # type: ignore[arg-type]  # as a place of the comparison, not to be reckoned


def is_record(value: object) -> bool:
    """Whether a value is a definition that states its keys."""
    return attrs.has(type(value)) and bool(entries(type(value)))


def title_of(item: object, node: Node | None) -> str:
    """What people call a thing, if it has a name."""
    title = getattr(item, "title", None)
    if isinstance(title, str) and title:
        return title
    written_as = node.get("title") if isinstance(node, MappingNode) else None
    return written_as.text if isinstance(written_as, Scalar) else ""


def was_of(item: object, node: Node | None) -> str:
    """The id that a thing says it had."""
    was = getattr(item, "was", None)
    if isinstance(was, str):
        return was
    written_as = node.get("was") if isinstance(node, MappingNode) else None
    return written_as.text if isinstance(written_as, Scalar) else ""


def moves(item: object, node: Node | None) -> bool:
    """Whether a thing is a band that goes by its bound alone."""
    if not isinstance(node, MappingNode) or "id" in node.entries:
        return False
    return bool(attrs.has(type(item)) and _BOUNDS & set(entries(type(item))))


def beside_bound(item: object) -> object:
    """What a band says beside its bound."""
    return comparable(tuple((name, value) for name, value in fields_of(item) if name not in _BOUNDS))
