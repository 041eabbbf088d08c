"""The ``contracts.capacity`` section, key by key.

    contracts:
      capacity:
        stores:
          sales: {A: 50_000}
          limited: [A]
          most: 15
          tied_up: {from: 2, to: 3}
          beyond_when: capacity.margin >= 12%
          capital: 100%
        fit: {outlets: 50%, clearly: 20%}
        fees:
          kinds: [{id: entry, causes_sales: false}, {id: promotion, causes_sales: true}]
          principal: all
          dealer: causing-sales

Source: consumer-goods operating procedures: a dealer who serves chain stores ties up two to three times one month's
sales; complementary lines over the same outlets; who is the store's contract party decides which fees are funded.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.contracts.facts import SERVICE
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import (
    AMOUNT_FROM_0,
    BOOLEAN,
    COUNT_FROM_0,
    RATE_FROM_0,
    SHARE,
    SHARE_OR_MULTIPLE,
    TEXT,
    choice,
)
from dealerkit.policy.shapes import (
    ByKey,
    Keyed,
    Shape,
    entry,
    expression,
    items,
    listing,
    named,
    placed,
    record,
    ruled,
)
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.exact import Number

ALL, CAUSING_SALES, NONE = "all", "causing-sales", "none"

_RATE_FROM_0 = cast("Shape[Number]", RATE_FROM_0)
_SHARE = cast("Shape[Number]", SHARE)
_SHARE_OR_MULTIPLE = cast("Shape[Number]", SHARE_OR_MULTIPLE)
_BY_CLASS = cast("Shape[Mapping[str, Decimal]]", ByKey(cast("Shape[object]", TEXT), AMOUNT_FROM_0))


@frozen(kw_only=True)
class Times:
    """A range of multiples."""

    rule: Rule = placed()
    from_: Number = entry(_RATE_FROM_0, "the lower end of the range")
    to: Number = entry(_RATE_FROM_0, "the upper end of the range")


@frozen(kw_only=True)
class StoreRule:
    """How many stores a dealer may serve, and what money they tie up."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    channel: str | None = entry(TEXT, "only outlets of this channel; all if absent", default=None)
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "only customers of these kinds; everybody who serves an outlet if absent", default=()
    )
    sales: Mapping[str, Decimal] = entry(
        _BY_CLASS, "what one store sells in a month, by its class, where the outlet does not state it"
    )
    limited: tuple[str, ...] = entry(listing(TEXT), "the classes of stores that are limited")
    most: int = entry(COUNT_FROM_0, "how many of them one dealer may serve")
    beyond_when: Expression | None = entry(
        expression(SERVICE, CONDITION), "when a dealer may serve more; never if absent", default=None
    )
    tied_up: Times = entry(record(Times), "the money tied up, in months' sales of all his stores")
    capital: Number | None = entry(
        _SHARE_OR_MULTIPLE,
        "the part of his stated capital that may be tied up; not looked at if absent",
        default=None,
    )


@frozen(kw_only=True)
class FitRule:
    """When a new dealer's lines go with ours (产品线匹配)."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    outlets: Number = entry(_SHARE, "from which share of our outlets on a complementary line is over the same ones")
    clearly: Number = entry(
        _SHARE_OR_MULTIPLE,
        "by how much our offer must beat a conflicting line, as a share of it",
    )


@frozen(kw_only=True)
class FeeKind:
    """A kind of fee that stores ask for."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    causes_sales: bool = entry(BOOLEAN, "whether it causes sales directly")


@frozen(kw_only=True)
class FeeRule:
    """Which fees of stores are funded, by who is the store's contract party."""

    rule: Rule = ruled()
    kinds: Keyed[FeeKind] = entry(items(record(FeeKind)), "the kinds of fees")
    principal: str = entry(choice(ALL, CAUSING_SALES, NONE), "which are funded where we are the store's contract party")
    dealer: str = entry(choice(ALL, CAUSING_SALES, NONE), "which are funded where the dealer is")


@frozen(kw_only=True)
class CapacityRule:
    """What a dealer can carry."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    stores: StoreRule | None = entry(record(StoreRule), "stores a dealer serves", default=None)
    fit: FitRule | None = entry(record(FitRule), "the lines of a new dealer", default=None)
    fees: FeeRule | None = entry(record(FeeRule), "fees that stores ask for", default=None)


CAPACITY = record(CapacityRule)
"""The shape of ``contracts.capacity``."""
