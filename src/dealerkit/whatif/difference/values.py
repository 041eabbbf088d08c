"""Whether two values of a policy say the same, and how each is said in a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

import attrs

from dealerkit.decisions import Rule
from dealerkit.policy.columns import WORDS, Cell, Column
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.meaning import meaning
from dealerkit.policy.expressions.syntax import Literal
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.problems import Location
from dealerkit.values.numbers import canonical, read_rate
from dealerkit.whatif.difference.change import Value

Comparable = object
"""A value in the one form in which equal values are equal."""


def comparable(value: object) -> Comparable:
    """A value in one form: numbers by what they are, expressions by what they say, nodes without their layout."""
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | Decimal | Fraction):
        return ("number", canonical(Decimal(value) if isinstance(value, int) else value))
    if isinstance(value, Expression):
        # `=1%` is the share that `1%` is.
        tree = value.tree
        return comparable(tree.value) if isinstance(tree, Literal) else ("expression", meaning(tree))
    if isinstance(value, Scalar | MappingNode | SequenceNode):
        return ("node", node_text(value))
    if isinstance(value, frozenset | set):
        return frozenset(comparable(each) for each in value)
    if isinstance(value, tuple):
        return tuple(comparable(each) for each in value)
    if isinstance(value, Mapping):
        return frozenset((comparable(key), comparable(each)) for key, each in value.items())
    if attrs.has(type(value)):
        return (type(value).__name__, *(comparable(each) for _, each in fields_of(value)))
    return value


def same(one: object, other: object) -> bool:
    """Whether two values say the same."""
    return comparable(one) == comparable(other)


def fields_of(value: object) -> list[tuple[str, object]]:
    """What a frozen class says, field by field: neither places, nor what is reckoned from the other fields."""
    fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
    kept = (each for each in fields if each.init and (each.eq or isinstance(getattr(value, each.name), Mapping)))
    found = ((each.name, getattr(value, each.name)) for each in kept)
    return [(name, each) for name, each in found if not isinstance(each, Rule | Location)]


def cell_says(column: Column, cell: Cell) -> Comparable:
    """What a cell of a table takes: words by what they are, figures by their spans."""
    if not column.kind.ordered:
        words = column.words if column.kind is WORDS or column.words else ("false", "true")
        return frozenset(word for word in words if (place := column.place(word)) is not None and cell.holds(place))
    return tuple((comparable(low), comparable(high)) for low, high in column.searched(cell))


def node_text(node: Node) -> str:
    """A node in one spelling: keys in one order, numbers by their value."""
    if isinstance(node, Scalar):
        number = None if _is_code(node) else read_rate(node.text)
        return f"{len(node.text)}:{node.text}" if number is None else f"#{canonical(number)}"
    if isinstance(node, MappingNode):
        return "{" + ",".join(f"{key}:{node_text(child)}" for key, (_, child) in sorted(node.entries.items())) + "}"
    return "[" + ",".join(map(node_text, node.items)) + "]"


def _is_code(node: Scalar) -> bool:
    """Whether digits are a code and no number: those that begin with a zero, and in quotes those with a point.

    ``"1.10"`` is another code than ``"1.1"``; ``"900_000"`` is the number that it is without quotes.
    """
    digits = node.text.lstrip("+-")
    if not node.plain and "." in digits and not digits.endswith("%"):
        return True
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def shown(value: object, node: Node | None, *, is_share: bool) -> Value | None:
    """A value as people read it: as it was written, or what it is where nothing was."""
    if value is None and node is None:
        return None
    if isinstance(value, bool):
        return Value("true" if value else "false")
    if isinstance(value, int | Decimal | Fraction):
        number = Decimal(value) if isinstance(value, int) else value
        return Value(canonical(number), number, is_share)
    if isinstance(value, Expression):
        return Value(f"={value.text}" if node is None else written(node))
    return Value(_said(value) if node is None else written(node))


def _said(value: object) -> str:
    if isinstance(value, tuple | frozenset | set):
        return ", ".join(_said(each) for each in (value if isinstance(value, tuple) else sorted(value, key=str)))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | Fraction):
        return canonical(Decimal(value) if isinstance(value, int) else value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(each)}" for key, each in value.items())
    if isinstance(value, Expression):
        return f"={value.text}"
    if isinstance(value, Scalar | MappingNode | SequenceNode):
        return written(value)
    if isinstance(value, date | str):
        return str(value)
    if attrs.has(type(value)) and type(value).__str__ is object.__str__:
        return ", ".join(f"{name}: {_said(each)}" for name, each in fields_of(value) if each is not None and each != ())
    return str(value)


def written(node: Node) -> str:
    """A node as it was written, in one line."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, SequenceNode):
        return "[" + ", ".join(map(_inner, node.items)) + "]"
    return ", ".join(f"{key}: {_inner(child)}" for key, (_, child) in node.entries.items())


def _inner(node: Node) -> str:
    return "{" + written(node) + "}" if isinstance(node, MappingNode) else written(node)
