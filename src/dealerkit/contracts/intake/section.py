"""The ``contracts.intake`` section (接单), key by key: which orders may be taken, and by whose word.

    contracts:
      intake:
        required: [customer, product, quantity, unit_price]
        channels:
          phone: {required: [contact, phone], confirm: salesperson}
          web: {read_back: true}
        dangerous: {where: product.category == "dangerous"}
        new_business: {papers: [handover, quotation], without_contract: settlement}
        route:                                        # in order; refused by one is refused
          - {id: market, role: market-manager}
          - {id: goods, by_type: {warehouse: warehouse-manager, delivery: delivery-manager}}
          - {id: general, role: general-manager}
        shortages: {warehouses: [W1], kind: good}

Source: a distributor's order procedures: only complete standard orders are processed; orders by phone are confirmed
by the salesperson, every channel is confirmed or read back; dangerous goods are declared and signed; new business only
with hand-over form and quotation, without a contract a settlement agreement; market manager, then warehouse or
delivery manager by type, then general manager, else refused; shortages go on the daily order confirmation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.contracts.intake.facts import SEEN
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import BOOLEAN, KEY, TEXT
from dealerkit.policy.shapes import ByKey, Keyed, Shape, entry, expression, items, keyed, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION

ROOM = "intake"

_FIELDS = listing(KEY)
_CONDITION = cast("Shape[Expression]", expression(SEEN, CONDITION))
_OF_PRODUCT = cast("Shape[Expression]", expression(frozenset({"product"}), CONDITION))


@frozen(kw_only=True)
class Channel:
    """How an order came in, and what makes it certain that it was understood."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    required: tuple[str, ...] = entry(_FIELDS, "what an order by this channel states beside the rest", default=())
    confirm: str | None = entry(KEY, "the role that confirms it", default=None)
    read_back: bool = entry(BOOLEAN, "whether it is read back to the customer and agreed", default=False)


@frozen(kw_only=True)
class Dangerous:
    """Dangerous goods are declared, and the declaration is signed."""

    rule: Rule = ruled()
    where: Expression | None = entry(
        _OF_PRODUCT, "which products are dangerous; only orders that say so are, if absent", default=None
    )
    role: str | None = entry(KEY, "the role that signs the declaration; anybody if absent", default=None)


@frozen(kw_only=True)
class NewBusiness:
    """A first order: with which papers, and what stands in for a contract."""

    rule: Rule = ruled()
    papers: tuple[str, ...] = entry(_FIELDS, "columns of `order_intake` that a first order fills")
    without_contract: str | None = entry(
        KEY, "the column that any order of a customer without a contract in force fills", default=None
    )


@frozen(kw_only=True)
class RouteStep:
    """One signature on the way of an order; the table ``steps`` has it under this id."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    role: str | None = entry(KEY, "the role that decides", default=None)
    by_type: Mapping[str, str] | None = entry(
        cast("Shape[Mapping[str, str]]", ByKey(cast("Shape[object]", KEY), KEY)),
        "the role by the type of order; an order of another type is refused",
        default=None,
    )
    when: Expression | None = entry(_CONDITION, "the orders it is asked about; all if absent", default=None)


@frozen(kw_only=True)
class Shortages:
    """Where goods for orders lie: what is short goes on the daily order confirmation."""

    rule: Rule = ruled()
    warehouses: tuple[str, ...] = entry(_FIELDS, "the holders whose stock is there for orders")
    kind: str = entry(KEY, "the kind of stock that is sold")


@frozen(kw_only=True)
class Intake:
    """Which orders may be taken."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    required: tuple[str, ...] = entry(
        _FIELDS, "what every order states: columns of `order_intake`, or of each of its lines in `orders`"
    )
    channels: Keyed[Channel] = entry(keyed(record(Channel)), "how orders come in; by another way none is taken")
    dangerous: Dangerous | None = entry(record(Dangerous), "dangerous goods are declared and signed", default=None)
    new_business: NewBusiness | None = entry(record(NewBusiness), "which papers a first order needs", default=None)
    route: Keyed[RouteStep] = entry(
        items(record(RouteStep, exactly_one=(("role", "by_type"),))),
        "who decides, one after the other; refused by one is refused",
        default=Keyed(),
    )
    shortages: Shortages | None = entry(record(Shortages), "where goods for orders lie", default=None)


INTAKE = record(Intake)


def intake_of(policy: Policy) -> Intake | None:
    """The policy's rules on taking orders, if it has any."""
    return cast("Intake | None", getattr(policy.sections.get("contracts"), ROOM, None))
