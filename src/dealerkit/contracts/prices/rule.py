"""The ``contracts.prices`` section, key by key.

    contracts:
      prices:
        levels:
          - {id: wholesale}
          - {id: key-account, role: sales-director}
        discount: discount                       # a subject of the authority matrix
        below_floor: {then: refer, authority: below-floor}
        if_no_floor: undetermined
        sold: {kinds: [sale], tolerance: 0.01, request_holds: 90 days}
        cost: {negative: last-cost}

Source: price levels with list price, floor and the role that may grant each (4S-shop and consumer-goods handbooks).
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import AMOUNT_FROM_0, DURATION, KEY, TEXT, choice
from dealerkit.policy.shapes import Keyed, entry, items, listing, named, placed, record, ruled
from dealerkit.values.durations import Duration

FACTS_OF_A_REQUEST = (
    *("discount", "discount_of_list", "amount", "quantity"),
    *("price", "level", "product", "product_group"),
)
"""What the matrix may ask of a request, beside columns of the dealer and the contract."""

REFUSE, REFER = "refuse", "refer"
UNDETERMINED, IGNORE = "undetermined", "ignore"
LAST_COST = "last-cost"


@frozen(kw_only=True)
class Level:
    """A price level, and who may grant it to a customer."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    role: str | None = entry(KEY, "the role that may grant it; anybody if absent", default=None)
    second: str | None = entry(KEY, "the role that signs as well", default=None)


@frozen(kw_only=True)
class FloorRule:
    """What holds below the floor."""

    rule: Rule = ruled()
    then: str = entry(choice(REFUSE, REFER), "refuse the price, or refer it to whom the matrix names")
    authority: str | None = entry(
        KEY, "the subject of the authority matrix that decides, where it is referred", default=None
    )


@frozen(kw_only=True)
class CostRule:
    """How the average cost moves."""

    rule: Rule = placed()
    negative: str = entry(
        choice(UNDETERMINED, LAST_COST),
        "when more was sold than bought: the cost cannot be told, or is the last average",
    )


@frozen(kw_only=True)
class SoldRule:
    """How invoiced lines are held against the price that their customer had."""

    rule: Rule = ruled()
    kinds: tuple[str, ...] = entry(
        listing(TEXT),
        "kinds of lines that are looked at, as `lines` has them, beside those without one; all if absent",
        default=(),
    )
    tolerance: Decimal = entry(
        AMOUNT_FROM_0, "what a line may lack because its amount was rounded, in the policy's currency"
    )
    request_holds: Duration = entry(DURATION, "how long after its day a granted request covers what is sold")


@frozen(kw_only=True)
class PriceRule:
    """Which prices may be granted, and on whose signature."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    levels: Keyed[Level] = entry(items(record(Level)), "the price levels beside the list price")
    discount: str = entry(KEY, "the subject of the authority matrix for prices below the one a customer has")
    below_floor: FloorRule = entry(record(FloorRule), "what holds below the floor")
    if_no_floor: str = entry(
        choice(UNDETERMINED, IGNORE), "where no floor is stated: a lower price cannot be decided, or there is no floor"
    )
    sold: SoldRule | None = entry(
        record(SoldRule),
        "invoiced lines below the price a customer had are held against approvals; none are if absent",
        default=None,
    )
    cost: CostRule | None = entry(record(CostRule), "the moving average cost; no margins if absent", default=None)


PRICES = record(PriceRule)
"""The shape of ``contracts.prices``."""
