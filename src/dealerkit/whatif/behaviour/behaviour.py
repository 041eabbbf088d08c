"""How dealers behave, as a scenario writes it. Nothing of it happens that is not written.

Sources of the shapes: buying forward (投机性囤货, "loading") is what a dealer does who buys in this period what he
would have bought in the next, to reach a band; pass-through (返利倒贴) is the part of a rebate that ends up in
the price he asks; own-price elasticity is the percentage by which units change for a price that is one per
cent higher.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Node
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import (
    AMOUNT_FROM_0,
    INTEGER,
    KEY,
    NUMBER,
    RATE_FROM_0,
    SHARE,
    JsonSchema,
    between,
    choice,
)
from dealerkit.policy.shapes import KeyPlaces, Shape, entry, expression, key_places, listing, placed, record
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.numbers import ZERO, Number, canonical

PERIOD, BOTH = "period", "both"

_SHARE = cast("Shape[Number]", SHARE)
_RATE = cast("Shape[Number]", RATE_FROM_0)
_NUMBER = cast("Shape[Number]", between(NUMBER, -20, 20))
_DAYS = cast("Shape[Number]", between(NUMBER, 0, 366))
_ROUNDS = between(INTEGER, 1, 100)
_DEALER = frozenset({"dealer", "contract"})


@frozen
class _Elasticity:
    """By how many per cent units change for a price one per cent higher: not above zero, which DK959 says."""

    def read(self, node: Node, reading: Reading, address: str) -> Number | Invalid:
        """The elasticity."""
        found = _NUMBER.read(node, reading, address)
        if isinstance(found, Invalid) or found <= 0:
            return found
        return reading.report("DK959", node, address, elasticity=canonical(found))

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return _NUMBER.schema(definitions)


_ELASTICITY = cast("Shape[Number]", _Elasticity())


@frozen(kw_only=True)
class Forward:
    """Dealers who buy forward: who is near the next band buys now what he would have bought in the next period."""

    rule: Rule = placed()
    places: KeyPlaces = key_places()
    within: Number = entry(_SHARE, "how far below a bound a dealer may stand to stretch to it: share of the bound")
    most: Decimal | None = entry(
        AMOUNT_FROM_0, "the most that one dealer buys forward in a period, where money is added up", default=None
    )
    most_units: Decimal | None = entry(
        AMOUNT_FROM_0, "the most that one dealer buys forward in a period, where units are added up", default=None
    )
    days_of_stock: Number | None = entry(
        _DAYS, "for how many days the forward stock may last, at the pace of the period", default=None
    )
    cost: Number = entry(
        _RATE, "what it costs the dealer to hold what he bought forward: share of it; nothing if absent", default=ZERO
    )
    weighs: str = entry(
        choice(PERIOD, BOTH),
        "what he weighs: what this period pays more, or also what the next pays less for it",
        default=PERIOD,
    )
    programmes: tuple[str, ...] = entry(
        listing(KEY), "for which programmes' bands dealers stretch; for all of them if absent", default=()
    )
    dealers: Expression | None = entry(
        expression(_DEALER, CONDITION), "who behaves so; everybody if absent", default=None
    )


@frozen(kw_only=True)
class Behaviour:
    """How dealers answer to the terms and to prices."""

    rule: Rule = placed()
    places: KeyPlaces = key_places()
    forward: Forward | None = entry(record(Forward), "who is near the next band buys forward", default=None)
    pass_on: Number | None = entry(
        _SHARE, "which share of what the rebates pay more than before goes into the dealers' prices", default=None
    )
    elasticity: Number | None = entry(
        _ELASTICITY,
        "by how many per cent units change when the price is one per cent higher; not above zero",
        default=None,
    )
    margin: Number = entry(
        _SHARE,
        "the dealers' share of the price they ask: their customers see a cut of our price only on the rest",
        default=ZERO,
    )
    rounds: int = entry(_ROUNDS, "how often units, rebates and prices answer to each other; once if absent", default=1)


BEHAVIOUR = record(Behaviour)
