"""Turning a tree into a function of the facts, once, so that a million rows pay for no tree.

Logic is three-valued: ``false and missing`` is false, ``true or missing`` is true, any other
operation on what is missing is missing and names it. A ratio over zero is missing under its own text.
Arithmetic is exact whatever decimal context the caller has.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from dealerkit.policy.expressions.functions import FUNCTIONS, Function
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
from dealerkit.policy.types import Missing, Value
from dealerkit.values.numbers import add, divide, multiply, negate, subtract

Facts = Mapping[str, Value | Missing | None]
"""What is known, by name. A name that is absent or ``None`` is missing."""

Closure = Callable[[Facts], Value | Missing]
"""A compiled expression."""

# The check has made sure of the types that meet here; naming them again would be a second, slower check.
_Checked = Any
_Compiled = Callable[[Facts], _Checked]


class Constant:
    """A compiled part that reads nothing: its value is known while compiling."""

    __slots__ = ("value",)

    def __init__(self, value: Value | Missing) -> None:
        self.value = value

    def __call__(self, _: Facts) -> Value | Missing:
        return self.value


def closure(node: Node, text: str) -> Closure:
    """The function that computes ``node`` of ``text``; parts that read nothing are computed now."""
    match node:
        case Name(name=name):
            return _name(name)
        case Literal(value=value):
            return Constant(value)
        case Comparison(operator=sign, left=left, right=right):
            return _comparison(sign, left, right, text)
        case Logic(operator="and", parts=parts):
            return _all([closure(part, text) for part in parts])
        case Logic(parts=parts):
            return _any([closure(part, text) for part in parts])
        case Not(operand=operand):
            return _strict(operator.not_, [closure(operand, text)])
        case Chain():
            return _chain(node, text)
        case Negative(operand=operand):
            return _strict(negate, [closure(operand, text)])
        case Call(function=name, arguments=arguments):
            return _call(FUNCTIONS.get(name), [closure(argument, text) for argument in arguments])
        case Listing(items=items):
            values: _Checked = frozenset(item.value for item in items if isinstance(item, Literal))
            return Constant(values)


def joined(one: Missing, other: Missing) -> Missing:
    """What is missing when both are, each name once."""
    return one if one.facts == other.facts else Missing(tuple(dict.fromkeys(one.facts + other.facts)))


def _name(name: str) -> _Compiled:
    absent = Missing((name,))

    def read(facts: Facts) -> _Checked:
        value = facts.get(name)
        return absent if value is None else value

    return read


_COMPARE: dict[str, Callable[[_Checked, _Checked], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda value, values: value in values,
    "not in": lambda value, values: value not in values,
}


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _comparison(sign: str, left: Node, right: Node, text: str) -> _Compiled:
    holds = _COMPARE[sign]
    second = closure(right, text)
    if isinstance(second, Constant) and not isinstance(second.value, Missing):
        if isinstance(left, Name):
            return _name_with_constant(left.name, holds, second.value)
        if isinstance(left, Chain) and left.rest[-1][0] == "/" and not sign.endswith("in"):
            return _ratio_with_constant(left, sign, second.value, text)
        if isinstance(left, Call) and left.function == "count" and left.arguments:
            return _count_with_constant(left, holds, second.value, text)
    return _strict(holds, [closure(left, text), second])


def _ratio_with_constant(ratio: Chain, sign: str, constant: _Checked, text: str) -> _Compiled:
    """``a / b >= 90%`` as ``a >= 90% * b``: exact without a fraction, and much faster."""
    *before, (_, divisor, _) = ratio.rest
    dividend = _chain(Chain(ratio.start, ratio.end, ratio.first, tuple(before)), text)
    holds, turned = _COMPARE[sign], _COMPARE[_TURNED.get(sign, sign)]
    nothing = Missing((text[ratio.start : ratio.end],))

    def compare(one: _Checked, other: _Checked) -> _Checked:
        if not other:
            return nothing
        return (holds if other > 0 else turned)(one, multiply(constant, other))

    return _strict(compare, [dividend, closure(divisor, text)])


def _name_with_constant(name: str, holds: Callable[[_Checked, _Checked], bool], constant: Value) -> _Compiled:
    """Most conditions are of this form, so it is one function and not three."""
    absent = Missing((name,))

    def compare(facts: Facts) -> _Checked:
        value = facts.get(name)
        if value is None:
            return absent
        if value.__class__ is Missing:
            return value
        return holds(value, constant)

    return compare


def _all(parts: list[_Compiled]) -> _Compiled:
    if len(parts) == 2:  # noqa: PLR2004
        first, second = parts

        def both(facts: Facts) -> _Checked:
            one = first(facts)
            if one is False:
                return False
            other = second(facts)
            if one is True or other is False:
                return other
            return one if other is True else joined(one, other)

        return both

    def every(facts: Facts) -> _Checked:
        missing: Missing | None = None
        for part in parts:
            found = part(facts)
            if found is False:
                return False
            if found is not True:
                missing = found if missing is None else joined(missing, found)
        return True if missing is None else missing

    return every


def _any(parts: list[_Compiled]) -> _Compiled:
    def some(facts: Facts) -> _Checked:
        missing: Missing | None = None
        for part in parts:
            found = part(facts)
            if found is True:
                return True
            if found is not False:
                missing = found if missing is None else joined(missing, found)
        return False if missing is None else missing

    return some


def _chain(node: Chain, text: str) -> _Compiled:
    compiled = closure(node.first, text)
    for sign, operand, end in node.rest:
        compiled = _strict(_arithmetic(sign, text[node.start : end]), [compiled, closure(operand, text)])
    return compiled


def _arithmetic(sign: str, text: str) -> Callable[[_Checked, _Checked], _Checked]:
    if sign == "/":
        nothing = Missing((text,))
        return lambda one, other: divide(one, other) if other else nothing
    return {"+": add, "-": subtract, "*": multiply}[sign]


def _strict(apply: Callable[..., _Checked], arguments: list[_Compiled]) -> _Compiled:
    """``apply`` on arguments that are all known; otherwise what is missing, all of it named."""
    if all(isinstance(argument, Constant) for argument in arguments):
        return Constant(_applied(apply, [argument.value for argument in arguments if isinstance(argument, Constant)]))
    if len(arguments) == 1:
        only = arguments[0]

        def with_one(facts: Facts) -> _Checked:
            value = only(facts)
            return value if value.__class__ is Missing else apply(value)

        return with_one
    if len(arguments) == 2:  # noqa: PLR2004
        first, second = arguments
        if isinstance(second, Constant) and not isinstance(second.value, Missing):
            constant = second.value

            def with_constant(facts: Facts) -> _Checked:
                value = first(facts)
                return value if value.__class__ is Missing else apply(value, constant)

            return with_constant

        def with_two(facts: Facts) -> _Checked:
            one, other = first(facts), second(facts)
            if one.__class__ is Missing:
                return joined(one, other) if other.__class__ is Missing else one
            return other if other.__class__ is Missing else apply(one, other)

        return with_two
    return lambda facts: _applied(apply, [argument(facts) for argument in arguments])


def _applied(apply: Callable[..., _Checked], values: list[_Checked]) -> _Checked:
    missing = [value for value in values if value.__class__ is Missing]
    if not missing:
        return apply(*values)
    found = missing[0]
    for other in missing[1:]:
        found = joined(found, other)
    return found


def _call(function: Function | None, arguments: list[_Compiled]) -> _Compiled:
    if function is None or not function.counts[0] <= len(arguments) <= function.counts[1]:
        # The check refuses it: nothing will call this.
        return Constant(Missing(()))
    if function.apply is not None:
        return _strict(function.apply, arguments)
    return _FORMS[function.name](*arguments)


def _known(value: _Compiled) -> _Compiled:
    return lambda facts: value(facts).__class__ is not Missing


def _or_else(value: _Compiled, otherwise: _Compiled) -> _Compiled:
    def either(facts: Facts) -> _Checked:
        found = value(facts)
        return otherwise(facts) if found.__class__ is Missing else found

    return either


def _if(condition: _Compiled, then: _Compiled, otherwise: _Compiled) -> _Compiled:
    def choose(facts: Facts) -> _Checked:
        found = condition(facts)
        if found is True:
            return then(facts)
        return otherwise(facts) if found is False else found

    return choose


def _counting(conditions: tuple[_Compiled, ...]) -> Callable[[Facts], tuple[int, int, Missing | None]]:
    """How many surely hold, how many may hold, and what is missing of those that are not known."""

    def counted(facts: Facts) -> tuple[int, int, Missing | None]:
        sure = open_ = 0
        missing: Missing | None = None
        for condition in conditions:
            holds = condition(facts)
            if holds is True:
                sure += 1
            elif holds is not False:
                open_ += 1
                missing = holds if missing is None else joined(missing, holds)
        return sure, sure + open_, missing

    return counted


def _count(*conditions: _Compiled) -> _Compiled:
    counting = _counting(conditions)

    def count(facts: Facts) -> _Checked:
        sure, _, missing = counting(facts)
        return Decimal(sure) if missing is None else missing

    return count


def _count_with_constant(
    call: Call, holds: Callable[[_Checked, _Checked], bool], constant: Value, text: str
) -> _Compiled:
    """``count(a, b, c) >= 2`` holds once two do, whatever is not known of the third."""
    counting = _counting(tuple(closure(argument, text) for argument in call.arguments))

    def compare(facts: Facts) -> _Checked:
        sure, most, missing = counting(facts)
        found = {holds(Decimal(number), constant) for number in range(sure, most + 1)}
        return missing if missing is not None and len(found) > 1 else found.pop()

    return compare


_FORMS: dict[str, Callable[..., _Compiled]] = {
    "known": _known,
    "or_else": _or_else,
    "if": _if,
    "count": _count,
}
