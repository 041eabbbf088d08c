"""The ``customers.reception:`` section, key by key.

    reception:
      requires: dealer.filed
      classes:
        - {id: A, where: dealer.class == "A", budget: 500, host: executive, place: hotel}
        - {id: B, where: dealer.class == "B", budget: 300, host: director}
      companions: [{at: 1, companions: 1}, {at: 5, companions: 2}, {above: 10, companions: 3, or_more: true}]
      gifts: {approved_by: [department-head], important: visit.gift >= 1000, reported_to: [general-manager]}
      cost: sales

Source: a company's reception rule for classes A to D; no entertaining without a customer file.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.customers.contact_facts import VISITOR
from dealerkit.decisions import Rule
from dealerkit.policy.bands import Band, banded
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, BOOLEAN, COUNT_FROM_0, KEY, TEXT
from dealerkit.policy.shapes import Keyed, entry, expression, items, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION

_HOLDS = expression(VISITOR, CONDITION)


@frozen(kw_only=True)
class ReceptionClass:
    """One class of visitors."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the class's name for people", default=None)
    where: Expression = entry(_HOLDS, "which visitors it takes; the first class that does decides")
    budget: Decimal = entry(AMOUNT_FROM_0, "what one guest may cost, gifts apart")
    host: str = entry(KEY, "the role that receives them")
    place: str | None = entry(TEXT, "where they are received", default=None)


@frozen(kw_only=True)
class Companions(Band):
    """How many of us come along from a number of guests on."""

    companions: int = entry(COUNT_FROM_0, "how many of us come along")
    or_more: bool = entry(BOOLEAN, "whether there may be more of us", default=False)


@frozen(kw_only=True)
class Gifts:
    """Who approves gifts, and which are reported."""

    rule: Rule = ruled()
    approved_by: tuple[str, ...] = entry(listing(KEY), "the roles that may approve a gift")
    important: Expression | None = entry(_HOLDS, "which gifts are reported; none if absent", default=None)
    reported_to: tuple[str, ...] = entry(listing(KEY), "the roles to which an important gift is reported", default=())


@frozen(kw_only=True)
class Reception:
    """What a visit may cost, who hosts it, and how many of us come along."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    requires: Expression | None = entry(
        _HOLDS, "what must hold before anything is spent, such as a complete file; nothing if absent", default=None
    )
    classes: Keyed[ReceptionClass] = entry(items(record(ReceptionClass)), "the classes of visitors, the highest first")
    companions: Keyed[Companions] = entry(banded(Companions), "how many of us come along, by the number of guests")
    gifts: Gifts | None = entry(record(Gifts), "who approves gifts; none are allowed if absent", default=None)
    cost: str | None = entry(KEY, "the department that bears the cost; nothing is said of it if absent", default=None)


RECEPTION = record(Reception)
