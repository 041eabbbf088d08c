"""The parts an expression consists of, each with the characters it was written in.

Chains of ``and``, of ``+`` and ``-``, of ``*`` and ``/`` are one part however long they are, so that
the depth of a tree is the depth of its brackets and not its length.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.policy.types import Type, Value


@frozen
class Name:
    """A fact or a parameter."""

    start: int
    end: int
    name: str


@frozen
class Literal:
    """A written value."""

    start: int
    end: int
    value: Value
    type: Type


@frozen
class Listing:
    """Values in brackets: ``["A", "B"]``."""

    start: int
    end: int
    items: tuple[Node, ...]


@frozen
class Negative:
    """A number with its sign turned."""

    start: int
    end: int
    operand: Node


@frozen
class Not:
    """A condition denied."""

    start: int
    end: int
    operand: Node


@frozen
class Logic:
    """Two or more conditions joined by ``and`` or by ``or``."""

    start: int
    end: int
    operator: str
    parts: tuple[Node, ...]


@frozen
class Comparison:
    """Two values compared by ``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``in`` or ``not in``."""

    start: int
    end: int
    operator: str
    left: Node
    right: Node


@frozen
class Chain:
    """Numbers joined from left to right by ``+`` and ``-``, or by ``*`` and ``/``.

    Each of ``rest`` is an operator, its operand, and where the chain up to it ends, brackets included.
    """

    start: int
    end: int
    first: Node
    rest: tuple[tuple[str, Node, int], ...]


@frozen
class Call:
    """A function with its arguments."""

    start: int
    end: int
    function: str
    arguments: tuple[Node, ...]


Node = Name | Literal | Listing | Negative | Not | Logic | Comparison | Chain | Call


def parts_of(node: Node) -> tuple[Node, ...]:
    """The parts directly below ``node``, from left to right."""
    match node:
        case Name() | Literal():
            return ()
        case Comparison(left=left, right=right):
            return (left, right)
        case Logic(parts=parts) | Listing(items=parts) | Call(arguments=parts):
            return parts
        case Chain(first=first, rest=rest):
            return (first, *(operand for _, operand, _ in rest))
        case Negative(operand=operand) | Not(operand=operand):
            return (operand,)


def names_in(node: Node) -> Iterator[str]:
    """The names of all facts and parameters that ``node`` reads, from left to right, with repetition."""
    if isinstance(node, Name):
        yield node.name
    for part in parts_of(node):
        yield from names_in(part)
