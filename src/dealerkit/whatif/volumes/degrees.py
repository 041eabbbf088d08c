"""How what is added up follows when lines change their size or their price.

A line that grows by a tenth has a tenth more units and a tenth more money, at the same price. So units
follow the size, money follows size and price, a price follows the price alone, and a count of lines
follows neither. A formula follows by its parts: of ``quantity * product.unit_cost`` the units do. Where
parts follow differently it is no plain multiple of what it was, and nothing is known: ``net_amount - 100``
of size and price, ``net_amount - quantity * product.unit_cost`` of the price alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from dealerkit.book.kinds import Column, Kind
from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.syntax import (
    Call,
    Chain,
    Comparison,
    Listing,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
)


class Degree(NamedTuple):
    """How often the size and the price are factors of a figure: units are (1, 0), money (1, 1), a price (0, 1).

    None where it is no plain multiple of the one or the other.
    """

    size: int | None
    price: int | None


FIXED = Degree(0, 0)
UNITS = Degree(1, 0)
MONEY = Degree(1, 1)
PRICE = Degree(0, 1)
UNKNOWN = Degree(None, None)

_OF_ONE_UNIT = frozenset({"unit_price"})
_SAME = frozenset({"min", "max", "abs", "or_else"})
"""Functions that give a part of theirs: they follow as their parts do, where all follow alike."""

_STAYS = frozenset({"tax_rate", "list_price", "cost", "date", "days", "days_to_pay", "days_late", "paid_by"})
"""Columns that say something of the goods or of the payment, not of how much was bought."""


def degree_of_column(name: str, columns: Mapping[str, Column]) -> Degree:
    """How a column of a line follows; one the book does not describe follows as units do."""
    if name == COUNT or name in _STAYS:
        return FIXED
    if name in _OF_ONE_UNIT:
        return PRICE
    known = columns.get(name)
    if known is None:
        return UNITS
    if known.kind is not Kind.NUMBER:
        return FIXED
    return MONEY if known.unit == "money" else UNITS


def degree_of(measure: str | Expression, columns: Mapping[str, Column], root: str = "line") -> Degree:
    """How a measure follows."""
    if isinstance(measure, str):
        return degree_of_column(measure, columns)
    return _of(measure.tree, columns, root)


def sized(condition: Expression, columns: Mapping[str, Column], root: str = "line") -> tuple[str, ...]:
    """The facts by which a condition takes a line for its size or its price: these no change moves."""
    return tuple(
        sorted(
            name
            for name in condition.reads
            if name.startswith(f"{root}.") and degree_of_column(name.partition(".")[2], columns) != FIXED
        )
    )


def _of(node: Node, columns: Mapping[str, Column], root: str) -> Degree:
    match node:
        case Name(name=name):
            first, _, column = name.partition(".")
            return degree_of_column(column, columns) if first == root and column else FIXED
        case Literal() | Listing():
            return FIXED
        case Negative(operand=operand):
            return _of(operand, columns, root)
        case Chain(first=first_part, rest=rest):
            return _of_chain(first_part, rest, columns, root)
        case Call(function=function, arguments=arguments):
            return _of_call(function, arguments, columns, root)
        case Not() | Logic() | Comparison():
            return FIXED if _is_steady(node, columns, root) else UNKNOWN


def _of_chain(first: Node, rest: Iterable[tuple[str, Node, int]], columns: Mapping[str, Column], root: str) -> Degree:
    found = _of(first, columns, root)
    for sign, operand, _ in rest:
        if sign in "+-":
            found = found if _is_nothing(operand) else _alike([found, _of(operand, columns, root)])
        else:
            found = _multiplied(found, _of(operand, columns, root), 1 if sign == "*" else -1)
    return found


def _multiplied(one: Degree, other: Degree, times: int) -> Degree:
    sizes, prices = (one.size, other.size), (one.price, other.price)
    return Degree(
        None if sizes[0] is None or sizes[1] is None else sizes[0] + times * sizes[1],
        None if prices[0] is None or prices[1] is None else prices[0] + times * prices[1],
    )


def _alike(degrees: Iterable[Degree]) -> Degree:
    """What several parts that are added or chosen from follow together: only what all of them follow alike."""
    found = tuple(degrees)
    sizes, prices = {each.size for each in found}, {each.price for each in found}
    return Degree(sizes.pop() if len(sizes) == 1 else None, prices.pop() if len(prices) == 1 else None)


def _of_call(function: str, arguments: tuple[Node, ...], columns: Mapping[str, Column], root: str) -> Degree:
    """A function of what follows nothing follows nothing; of the others only those that give one of their parts."""
    if all(_is_steady(each, columns, root) for each in arguments):
        return FIXED
    if function == "if":
        steady, arguments = _is_steady(arguments[0], columns, root), arguments[1:]
    else:
        steady = function in _SAME
    return _alike(_of(each, columns, root) for each in arguments if not _is_nothing(each)) if steady else UNKNOWN


def _is_nothing(node: Node) -> bool:
    """Whether a part is a written zero: it is zero however large the lines are."""
    return isinstance(node, Literal) and isinstance(node.value, Decimal | Fraction) and not node.value


def _is_steady(node: Node, columns: Mapping[str, Column], root: str) -> bool:
    """Whether a condition reads nothing that follows."""
    match node:
        case Not(operand=operand):
            return _is_steady(operand, columns, root)
        case Logic(parts=parts):
            return all(_is_steady(each, columns, root) for each in parts)
        case Comparison(left=left, right=right):
            return _of(left, columns, root) == FIXED == _of(right, columns, root)
    return _of(node, columns, root) == FIXED
