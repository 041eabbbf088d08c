"""Places that take an expression, or a plain value that may be computed instead."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import frozen

from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import INVALID, Invalid, Reading, described, inside
from dealerkit.policy.records import Shape
from dealerkit.policy.scalars import JsonSchema
from dealerkit.policy.types import Type

T = TypeVar("T")


@frozen
class ExpressionShape:
    """An expression over the facts that its place can see, of the type the place needs."""

    scope: frozenset[str]
    type: Type

    def read(self, node: Node, reading: Reading, address: str) -> Expression | Invalid:
        """The compiled expression; a leading ``=`` is allowed and means the same."""
        if not isinstance(node, Scalar):
            return reading.report("DK132", node, address, kind="expression", found=described(node))
        if node.empty:
            return reading.report("DK147", node, address, kind="expression")
        return _compiled(node, self.scope, self.type, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"type": ["string", "boolean"]}


@frozen
class ValueShape(Generic[T]):
    """A plain value, or ``=`` and an expression that gives one."""

    plain: Shape[T]
    scope: frozenset[str]
    type: Type

    def read(self, node: Node, reading: Reading, address: str) -> T | Expression | Invalid:
        """The value as written, or the compiled expression."""
        if isinstance(node, Scalar) and node.text.startswith("="):
            return _compiled(node, self.scope, self.type, reading, address)
        return self.plain.read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [self.plain.schema(definitions), {"type": "string", "pattern": "^="}]}


def expression(scope: frozenset[str], wanted: Type) -> ExpressionShape:
    """An expression of a type over a scope."""
    return ExpressionShape(scope, wanted)


def value(plain: Shape[T], scope: frozenset[str], wanted: Type) -> ValueShape[T]:
    """A plain value or a ``=`` expression."""
    return ValueShape(plain, scope, wanted)


def _compiled(
    node: Scalar, scope: frozenset[str], wanted: Type, reading: Reading, address: str
) -> Expression | Invalid:
    skipped = 1 if node.text.startswith("=") else 0
    text = node.text[skipped:]
    at = node.part(skipped, len(text))
    result = compile_expression(text, at, reading.catalogue, scope, wanted, reading.parameters)
    if isinstance(result, Expression):
        reading.used_parameters |= result.parameters
        reading.used_facts |= result.reads
        if result.warnings:
            reading.problems.extend(inside(node, skipped, result.warnings, address))
        return result
    reading.problems.extend(inside(node, skipped, result, address))
    return INVALID
