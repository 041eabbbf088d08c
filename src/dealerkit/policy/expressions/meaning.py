"""What an expression says, apart from how it is laid out: two that say the same have the same text here.

Spacing, brackets that change nothing, a leading ``=``, ``300_000`` for ``300000`` and ``1%`` for ``0.01`` are left
out; so are the order of conditions joined by ``and`` or ``or``, of the sides of ``==``, of the terms of a sum or a
product, and of the words of a list, and whether ``a < b`` is written ``b > a``, ``not a < b`` is written ``a >= b``,
or ``x in ["A", "B"]`` is written ``x == "A" or x == "B"``: what is missing is missing either way. Nothing is
computed: ``2 * 50`` is not ``100``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

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
from dealerkit.policy.types import Value
from dealerkit.values.numbers import canonical

_TURNED = {">": "<", ">=": "<="}
_EITHER_WAY = frozenset({"==", "!="})
_IN_ANY_ORDER = frozenset({"min", "max", "count"})
_INVERSE = {"-": "+", "/": "*"}
_DENIED = {"==": "!=", "<": ">=", "<=": ">", "in": "not in"}
_DENIED |= {denied: operator for operator, denied in _DENIED.items()}
_OTHER = {"and": "or", "or": "and"}
_EACH = {"in": ("==", "or"), "not in": ("!=", "and")}
"""How a comparison with each of several values is written one by one."""


def meaning(node: Node, names: Mapping[str, str] | None = None) -> str:
    """What a part of an expression says, in one spelling; ``names`` are those that are called otherwise by now."""
    return _Saying(names or {}).of(node)


class _Saying:
    """How names are said."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def of(self, node: Node) -> str:
        """What a part says."""
        match node:
            case Name(name=name):
                return self.names.get(name, name)
            case Literal(value=value):
                return _value(value)
            case Listing(items=items):
                return f"[{', '.join(sorted({self.of(each) for each in items}))}]"
            case Negative(operand=operand):
                return f"(- {self.of(operand)})"
            case Not(operand=operand):
                denied = _denied(operand)
                return f"(not {self.of(operand)})" if denied is None else self.of(denied)
            case Logic(operator=operator):
                return _joined(operator, self._conditions(node, operator))
            case Comparison(operator=operator, left=left, right=Listing(items=items)) if items:
                sign, word = _EACH[operator]
                return _joined(word, [_compared(sign, self.of(left), self.of(each)) for each in items])
            case Comparison(operator=operator, left=left, right=right):
                return _compared(operator, self.of(left), self.of(right))
            case Chain():
                return self._chained(node)
            case Call(function=function, arguments=arguments):
                said = [self.of(each) for each in arguments]
                return f"{function}({', '.join(sorted(said) if function in _IN_ANY_ORDER else said)})"

    def _conditions(self, node: Node, operator: str) -> list[str]:
        """The conditions that one word joins, however they are bracketed."""
        if isinstance(node, Not) and (denied := _denied(node.operand)) is not None:
            return self._conditions(denied, operator)
        if isinstance(node, Logic) and node.operator == operator:
            return [said for part in node.parts for said in self._conditions(part, operator)]
        if (
            isinstance(node, Comparison)
            and isinstance(node.right, Listing)
            and node.right.items
            and _EACH[node.operator][1] == operator
        ):
            sign = _EACH[node.operator][0]
            return [_compared(sign, self.of(node.left), self.of(each)) for each in node.right.items]
        return [self.of(node)]

    def _chained(self, node: Chain) -> str:
        """A sum or a product: its terms with their signs, in one order."""
        first = next((operator for operator, _, _ in node.rest), "+")
        sign = _INVERSE.get(first, first)
        terms = sorted(self._terms(node, sign, turned=False))
        return f"({' '.join(f'{each} {said}' for each, said in terms)})"

    def _terms(self, node: Node, sign: str, *, turned: bool) -> list[tuple[str, str]]:
        """The terms of a chain of one kind, with those of chains inside its brackets."""
        other = {"+": "-", "*": "/"}[sign]
        is_one = isinstance(node, Chain) and not {operator for operator, _, _ in node.rest} - {sign, other}
        # What divides stays together: a / (b / c) is missing where c is zero, a * c / b is not.
        if not is_one or not isinstance(node, Chain) or (turned and sign == "*"):
            return [(other if turned else sign, self.of(node))]
        found = self._terms(node.first, sign, turned=turned)
        for operator, operand, _ in node.rest:
            found += self._terms(operand, sign, turned=turned != (operator == other))
        return found


def _denied(node: Node) -> Node | None:
    """What a denied condition says without ``not``; None where it cannot do without."""
    match node:
        case Not(operand=operand):
            return operand
        case Comparison(operator=operator):
            return evolve(node, operator=_DENIED[operator])
        case Logic(operator=operator, parts=parts):
            return evolve(
                node, operator=_OTHER[operator], parts=tuple(Not(each.start, each.end, each) for each in parts)
            )
    return None


def _joined(operator: str, conditions: list[str]) -> str:
    """Conditions joined by one word, each of them once."""
    found = sorted(set(conditions))
    return found[0] if len(found) == 1 else f"({f' {operator} '.join(found)})"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | Fraction):
        return canonical(Decimal(value) if isinstance(value, int) else value)
    return value.isoformat() if isinstance(value, date) else f'"{value}"'


def _compared(operator: str, left: str, right: str) -> str:
    if operator in _TURNED:
        operator, left, right = _TURNED[operator], right, left
    elif operator in _EITHER_WAY and right < left:
        left, right = right, left
    return f"({left} {operator} {right})"
