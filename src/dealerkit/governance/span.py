"""A figure that is not known to the point: between a least and a most value, both exact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import RATE_FROM_0, JsonSchema
from dealerkit.policy.shapes import NOWHERE, Shape, entry, placed, record
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.exact import Number, add, divide, subtract

_TWO = Decimal(2)
_PLAIN = cast("Shape[Number]", RATE_FROM_0)


@frozen
class Span:
    """From a least to a most value, both ends meant; ``at`` is where a policy writes it."""

    least: Number
    most: Number
    at: Location = field(default=NOWHERE, eq=False, repr=False)

    @property
    def is_point(self) -> bool:
        """Whether both ends are one value."""
        return self.least == self.most

    @property
    def middle(self) -> Number:
        """The value between both ends."""
        return divide(add(self.least, self.most), _TWO)

    @property
    def ends(self) -> tuple[Number, Number]:
        """The least and the most."""
        return self.least, self.most

    def plus(self, other: Span) -> Span:
        """The sum of two figures that have nothing to do with each other."""
        return Span(add(self.least, other.least), add(self.most, other.most))

    def less(self, other: Span) -> Span:
        """The difference of two figures that have nothing to do with each other."""
        return Span(subtract(self.least, other.most), subtract(self.most, other.least))


def point(value: Number) -> Span:
    """A figure that is known."""
    return Span(value, value)


def around(values: Iterable[Number]) -> Span:
    """From the least to the most of some values; at least one."""
    every = tuple(values)
    return Span(min(every), max(every))


@frozen(kw_only=True)
class _Written:
    """Both ends as a policy writes them."""

    rule: Rule = placed()
    least: Number = entry(_PLAIN, "the least it may be")
    most: Number = entry(_PLAIN, "the most it may be")


_WRITTEN = record(_Written)


class _SpanShape:
    """One number where it is known, or ``{least: …, most: …}``."""

    def read(self, node: Node, reading: Reading, address: str) -> Span | Invalid:
        """The span as written; whether its ends are in order is checked by the room that has it."""
        if isinstance(node, Mapping):
            found = _WRITTEN.read(node, reading, address)
            return found if isinstance(found, Invalid) else Span(found.least, found.most, node.at)
        value = _PLAIN.read(node, reading, address)
        return value if isinstance(value, Invalid) else Span(value, value, node.at)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [_PLAIN.schema(definitions), _WRITTEN.schema(definitions)]}


SPAN: Shape[Span] = _SpanShape()


def upside_down(span: Span | None, address: str) -> Iterable[Problem]:
    """DK885: a range whose least value is above its most."""
    if span is not None and span.least > span.most:
        yield problem("DK885", span.at, address=address, least=span.least, most=span.most)
