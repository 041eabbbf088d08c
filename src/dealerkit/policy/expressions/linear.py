"""Comparisons of sums as bounds on one figure: ``2 * x + 1 > 5`` says ``x > 2``, and ``x < y`` says ``x - y < 0``.

Two comparisons about the same figure, however they are written, can then be held against each other. A part that
is no sum (a function, a product of two facts) is a figure of its own, known by its text; where its function says
between which ends it lies, these are known as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from attrs import frozen

from dealerkit.policy.expressions.syntax import Call, Chain, Comparison, Literal, Name, Negative, Node
from dealerkit.policy.types import Value
from dealerkit.values.numbers import Number, simplest

SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_MONTHS = (Fraction(1), Fraction(12))

Ends = tuple[Fraction | None, Fraction | None]
"""Between which values a figure lies, both included; None where it has no end."""
ANYTHING: Ends = (None, None)

BOUNDED = frozenset({"abs", "min", "max", "count", "month"})
"""Functions that say between which ends their value lies."""


@frozen
class Bounded:
    """A comparison as a bound on one figure; ``figure`` is empty where nothing is left to compare."""

    figure: str
    sign: str
    bound: Number
    ends: Ends = ANYTHING

    @property
    def holds(self) -> bool:
        """Whether it holds, where no figure is left."""
        return SIGNS[self.sign](Fraction(0), self.bound)

    def holds_at(self, value: Value) -> bool:
        """Whether it holds where the figure has a value."""
        return SIGNS[self.sign](value, self.bound)


_Form = tuple[dict[str, Fraction], Fraction]


def bounded(node: Node, text: str) -> Bounded | None:
    """A comparison of sums as a bound; None for what is none. ``text`` is what the parts are written in."""
    if not isinstance(node, Comparison) or node.operator not in SIGNS:
        return None
    if _no_number(node.left) or _no_number(node.right):
        return None
    ends: dict[str, Ends] = {}
    left, right = _form(node.left, text, ends), _form(node.right, text, ends)
    terms, constant = _added(left, right, Fraction(-1))
    if not terms:
        return Bounded("", node.operator, simplest(-constant))
    figures = sorted(terms)
    lead = terms[figures[0]]
    sign = _FLIPPED.get(node.operator, node.operator) if lead < 0 else node.operator
    bound = simplest(-constant / lead)
    if len(figures) == 1:
        return Bounded(figures[0], sign, bound, ends.get(figures[0], ANYTHING))
    return Bounded(" + ".join(f"{terms[each] / lead}*{each}" for each in figures), sign, bound)


def _no_number(node: Node) -> bool:
    return isinstance(node, Literal) and not isinstance(node.value, Decimal | Fraction)


def _form(node: Node, text: str, ends: dict[str, Ends]) -> _Form:
    """A part as a sum of figures and a constant."""
    match node:
        case Literal(value=value) if isinstance(value, Decimal | Fraction):
            return {}, Fraction(value)
        case Negative(operand=operand):
            return _times(_form(operand, text, ends), Fraction(-1))
        case Chain(first=first, rest=rest):
            found: _Form | None = _form(first, text, ends)
            for sign, operand, _ in rest:
                found = _joined(found, sign, _form(operand, text, ends)) if found is not None else None
            if found is not None:
                return found
    figure = node.name if isinstance(node, Name) else text[node.start : node.end]
    if isinstance(node, Call):
        ends[figure] = ends_of(node)
    return {figure: Fraction(1)}, Fraction(0)


def _joined(one: _Form, sign: str, other: _Form) -> _Form | None:
    """Two sums joined; None for a product or a ratio of figures."""
    if sign in {"+", "-"}:
        return _added(one, other, Fraction(1 if sign == "+" else -1))
    if sign == "*":
        if not other[0]:
            return _times(one, other[1])
        return _times(other, one[1]) if not one[0] else None
    return _times(one, 1 / other[1]) if not other[0] and other[1] else None


def _added(one: _Form, other: _Form, times: Fraction) -> _Form:
    terms = dict(one[0])
    for figure, factor in other[0].items():
        terms[figure] = terms.get(figure, Fraction(0)) + factor * times
    return {figure: factor for figure, factor in terms.items() if factor}, one[1] + other[1] * times


def _times(form: _Form, factor: Fraction) -> _Form:
    if not factor:
        return {}, Fraction(0)
    return {figure: each * factor for figure, each in form[0].items()}, form[1] * factor


def ends_of(node: Node) -> Ends:
    """Between which ends a part lies, as far as its functions and written numbers say."""
    match node:
        case Literal(value=value) if isinstance(value, Decimal | Fraction):
            return Fraction(value), Fraction(value)
        case Call(function="abs"):
            return Fraction(0), None
        case Call(function="month"):
            return _MONTHS
        case Call(function="count", arguments=arguments):
            return Fraction(0), Fraction(len(arguments))
        case Call(function="min" | "max" as function, arguments=arguments):
            lows, highs = zip(*map(ends_of, arguments), strict=True)
            low = [each for each in lows if each is not None]
            high = [each for each in highs if each is not None]
            if function == "min":
                return (min(low) if len(low) == len(lows) else None), (min(high) if high else None)
            return (max(low) if low else None), (max(high) if len(high) == len(highs) else None)
    return ANYTHING


def within(value: Number, ends: Ends) -> bool:
    """Whether a value lies between two ends."""
    low, high = ends
    return (low is None or value >= low) and (high is None or value <= high)
