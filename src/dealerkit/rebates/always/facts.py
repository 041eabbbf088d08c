"""Facts: every value of a name that can make a difference to the conditions that read it.

A name that is only compared with figures has few values that differ: each figure, one between neighbours, one below
and one above; a text each written one and another; and that it is missing. Conditions of any other kind are *open*:
what they answer is taken to be possible either way, which is safe for a proof and no witness for a counterexample.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.syntax import (
    Call,
    Comparison,
    Listing,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    names_in,
)
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import BOOLEAN, Missing, Value
from dealerkit.values.numbers import ONE, add, divide, negate, subtract

Facts = Mapping[str, Value | Missing]
Written = dict[str, set[Value]]
"""By name the values it is compared with."""

_TWO = Decimal(2)
_MOST_PLACES = 4
"""Places in a tree that one name may be asked for: every set of them is a case."""


def written_in(expression: Expression, parameters: Facts, found: Written) -> bool:
    """Add what an expression compares each fact with; False where it asks for facts in any other way."""
    reads = _condition if expression.type == BOOLEAN else _figure
    return reads(expression.tree, parameters, found)


def _condition(node: Node, parameters: Facts, found: Written) -> bool:
    match node:
        case Logic(parts=parts):
            return all(_condition(each, parameters, found) for each in parts)
        case Not(operand=operand):
            return _condition(operand, parameters, found)
        case Name(name=name):
            if name not in parameters:
                found.setdefault(name, set()).add(True)
            return True
        case Comparison(operator=sign, left=left, right=right):
            if sign.endswith("in") and isinstance(right, Name):
                return False
            return _compared(left, right, parameters, found) or _compared(right, left, parameters, found)
        case Call(function="within", arguments=(Name(name=name), ids)):
            values = _constant(ids, parameters)
            if values is None:
                return False
            places = values if isinstance(values, frozenset) else frozenset({str(values)})
            known = found.setdefault(name, set())
            known.update((str(each),) for each in places)
            return len(known) <= _MOST_PLACES
        case Call(function="known", arguments=(Name(name=name),)):
            found.setdefault(name, set())
            return True
        case _:
            return _is_fixed(node, parameters)


def _figure(node: Node, parameters: Facts, found: Written) -> bool:
    """A figure that depends on conditions alone."""
    match node:
        case Call(function="if", arguments=(condition, one, other)):
            return (
                _condition(condition, parameters, found)
                and _figure(one, parameters, found)
                and _figure(other, parameters, found)
            )
    return _is_fixed(node, parameters)


def _compared(one: Node, other: Node, parameters: Facts, found: Written) -> bool:
    """One side a fact, the other a figure; or figures on both sides."""
    value = _constant(other, parameters)
    if value is None:
        return _is_fixed(one, parameters) and _is_fixed(other, parameters)
    if isinstance(one, Call) and one.function == "or_else" and _is_fixed(one.arguments[1], parameters):
        one = one.arguments[0]
    if isinstance(one, Name) and one.name not in parameters:
        found.setdefault(one.name, set()).update(value if isinstance(value, frozenset) else (value,))
        return True
    return _is_fixed(one, parameters)


def _is_fixed(node: Node, parameters: Facts) -> bool:
    """Whether nothing but parameters is read."""
    return all(name in parameters for name in names_in(node))


def _constant(node: Node, parameters: Facts) -> Value | None:
    """The value of a part that reads no fact, where it is a plain one."""
    match node:
        case Literal(value=value):
            return value
        case Name(name=name):
            known = parameters.get(name)
            return None if known is None or isinstance(known, Missing) else known
        case Negative(operand=operand):
            number = _constant(operand, parameters)
            return negate(number) if isinstance(number, (Decimal, Fraction)) else None
        case Listing(items=items):
            values = [_constant(each, parameters) for each in items]
            return None if None in values else frozenset(values)  # type: ignore[arg-type]
    return None


def values_of(name: str, written: Iterable[Value], catalogue: Catalogue) -> tuple[Value | Missing, ...]:
    """One value for every way in which a fact can stand to what it is compared with, the likeliest first."""
    return (*dict.fromkeys(_values(name, tuple(written), catalogue)), Missing((name,)))


def _values(name: str, written: tuple[Value, ...], catalogue: Catalogue) -> Iterator[Value]:
    numbers = sorted(each for each in written if isinstance(each, (Decimal, Fraction)))
    days = sorted(each for each in written if isinstance(each, date))
    texts = sorted(each for each in written if isinstance(each, str))
    places = sorted(each for each in written if isinstance(each, tuple))
    if numbers:
        yield from numbers
        for low, high in pairwise(numbers):
            yield divide(add(low, high), _TWO)
        yield add(numbers[-1], ONE)
        yield subtract(numbers[0], ONE)
    elif days:
        for day in days:
            yield from (day, day + timedelta(days=1), day - timedelta(days=1))
    elif texts:
        fact = catalogue.get(name)
        known = fact.values if fact else ()
        yield from texts
        yield from known or ("other" if "other" not in texts else "".join(texts) + "?",)
    elif places:
        for size in range(1, len(places) + 1):
            for each in combinations(places, size):
                yield tuple(place for (place,) in each)
        yield ("elsewhere",)
    else:
        yield from (True, False)
