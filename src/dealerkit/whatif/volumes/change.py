"""Changes to the book, as a scenario writes them: a list in order, each with a name of its own.

What a change says holds for the lines that its ``where:`` takes, of the dealers that its ``dealers:``
takes, on the days of its ``during:``; without them for all lines, all dealers and the days that the
scenarios compare. Every change looks at the lines of the book as it is, and is applied to what the
changes before it left.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import DURATION, RANGE, RATE, SHARE, SHARE_OR_MULTIPLE, TEXT, JsonSchema, between, choice
from dealerkit.policy.shapes import (
    Keyed,
    KeyPlaces,
    Shape,
    entry,
    expression,
    items,
    key_places,
    listing,
    named,
    placed,
    record,
)
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.problems import Location
from dealerkit.rebates.sources.registry import ROW
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import ONE, Number
from dealerkit.values.ranges import DateRange

ALL = "all"
"""The word under ``lose:`` for every dealer whom ``dealers:`` takes."""

KINDS = ("grow", "price", "shift", "lose", "add", "pay_later")
"""What a change may be; it is exactly one of these."""

KEPT = ("net_amount", "quantity")
"""What stays the same in all where sales are shifted from one kind of goods to another."""

_DEALER = frozenset({"dealer", "contract"})
_RATE = cast("Shape[Number]", between(RATE, -1, 10))
_SHARE = cast("Shape[Number]", SHARE)
_TIMES = cast("Shape[Number]", SHARE_OR_MULTIPLE)


@frozen
class _Growth:
    """By which share something grows. A bare 5 is refused: it would be 500 %, which is written 500%."""

    def read(self, node: Node, reading: Reading, address: str) -> Number | Invalid:
        """The share, if it is one."""
        found = _RATE.read(node, reading, address)
        if isinstance(found, Invalid) or not isinstance(node, Scalar) or "%" in node.text or found <= 1:
            return found
        return reading.report("DK148", node, address, value=node.text, side="most", bound=ONE, rate="15%")

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return _RATE.schema(definitions)


_GROWTH = cast("Shape[Number]", _Growth())


@frozen(kw_only=True)
class Change:
    """One change to the book: sales grow or shrink, dearer or cheaper, shifted, later paid, a dealer lost or added."""

    rule: Rule = placed()
    places: KeyPlaces = key_places()
    id: str = named()
    title: str | None = entry(TEXT, "the change's name for people", default=None)
    grow: Number | None = entry(
        _GROWTH, "by which share sales grow: units and amounts alike; below zero they shrink", default=None
    )
    price: Number | None = entry(
        _GROWTH, "by which share our prices rise: amounts move, units do not; below zero they fall", default=None
    )
    shift: Number | None = entry(
        _SHARE, "which share of what each dealer buys of `from` he buys of `to` instead", default=None
    )
    lose: tuple[str, ...] | None = entry(
        listing(TEXT), "the dealers who buy nothing any more; `all` for every one whom `dealers` takes", default=None
    )
    add: str | None = entry(TEXT, "the code of a new dealer, who buys as the dealer under `like` does", default=None)
    pay_later: Duration | None = entry(DURATION, "by how many days money comes later than it came", default=None)
    where: Expression | None = entry(
        expression(ROW, CONDITION), "which lines change; all lines if absent", default=None
    )
    dealers: Expression | None = entry(
        expression(_DEALER, CONDITION), "whose lines change; every dealer's if absent", default=None
    )
    during: DateRange | None = entry(
        RANGE, "on which days; the days that the scenarios compare if absent", default=None
    )
    from_: Expression | None = entry(expression(ROW, CONDITION), "the lines from which sales are shifted", default=None)
    to: Expression | None = entry(expression(ROW, CONDITION), "the lines to which sales are shifted", default=None)
    keeps: str | None = entry(
        choice(*KEPT), "what stays the same in all when sales are shifted: the amount or the units", default=None
    )
    like: str | None = entry(TEXT, "the dealer whose lines, contract and facts the new one has", default=None)
    times: Number | None = entry(_TIMES, "how much of the other's sales the new dealer has", default=None)

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        return next(each for each in KINDS if getattr(self, each) is not None)

    def key_at(self, key: str) -> Location:
        """Where a key is written; the change itself where it is not."""
        return self.places[key].key if key in self.places else self.rule.at

    def item_at(self, key: str, number: int) -> Location:
        """Where an item of a list is written; the change where it was made in Python."""
        return self.places[key].item(number) if key in self.places else self.rule.at

    def value_at(self, key: str) -> Location:
        """Where the value of a key is written; the change itself where the key is not."""
        return self.places[key].value if key in self.places else self.rule.at

    def days(self, compared: DateRange) -> DateRange:
        """On which days it holds."""
        return compared if self.during is None else self.during

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """Every condition that the lines it changes, gives or takes must meet or may meet."""
        return tuple(each for each in (self.where, self.dealers, self.from_, self.to) if each is not None)


CHANGE = record(Change, exactly_one=(KINDS,))
BOOK = items(CHANGE)
Changes = Keyed[Change]
