"""The ``stock_rotation:`` section (库存轮换), key by key: how much may come back, of what, when, at which price.

    stock_rotation:
      quarterly:
        share: 5%
        period: quarter
        window: 30 days
        condition: [original]
        price: {from: lower}
        order: 100%
        settle: {payout: credit-note, negative: carry-forward}

Source: the stock balancing clauses of distribution agreements as they are published (a share of what was
bought in the period before, once a quarter, in original packaging, at the last purchase price or the
current one, whichever is lower, against an order of equal value).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.header import ROUNDING, RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DURATION, INTEGER, RATE, SHARE, TEXT, at_least, choice
from dealerkit.policy.shapes import Shape, entry, expression, keyed, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.rebates.clauses import WITHOUT_FACT
from dealerkit.rebates.granting.names import ROTATION
from dealerkit.rebates.granting.payment import PAYMENT, Payment
from dealerkit.rebates.places import Shorthand, WordOr
from dealerkit.values.durations import Duration
from dealerkit.values.exact import Number
from dealerkit.values.periods import Length

SECTION = ROTATION

RETURNED = frozenset({"product", "dealer", "contract"})
"""What a condition on goods sees: the product, the dealer and the contract."""

PERIODS = {
    "month": Length.MONTH,
    "quarter": Length.QUARTER,
    "half-year": Length.HALF_YEAR,
    "year": Length.YEAR,
}

_AMOUNT_FROM_0 = cast("Shape[Decimal]", at_least(AMOUNT, 0))
_TIMES = cast("Shape[int]", at_least(INTEGER, 1))
_SHARE = cast("Shape[Number]", SHARE)
_PART = cast("Shape[Number]", at_least(RATE, 0))
_WHETHER = cast("Shape[str | bool]", WordOr(WITHOUT_FACT, BOOLEAN))


@frozen(kw_only=True)
class RotationCondition:
    """Which goods of whom may come back at all."""

    rule: Rule = ruled()
    when: Expression = entry(
        expression(RETURNED, CONDITION), "what must hold for product, dealer and contract on the day of the request"
    )
    if_missing: str | bool = entry(
        _WHETHER, "what follows if a fact is missing: undetermined, refuse, true or false", default="undetermined"
    )


@frozen(kw_only=True)
class RotationPrice:
    """What is credited for a unit that comes back."""

    rule: Rule = ruled()
    from_: str = entry(
        choice("lower", "bought", "current"),
        "what was paid for it, the list price on the day of the request, or the lower of both",
    )
    if_missing: str = entry(
        choice(*WITHOUT_FACT), "if a price it needs is not known: undetermined or refuse", default="undetermined"
    )


@frozen(kw_only=True)
class RotationOrder:
    """An order that must be placed in exchange."""

    rule: Rule = ruled()
    share: Number = entry(_PART, "its net value, as a share of what is credited: 100% is an order of equal value")


@frozen(kw_only=True)
class StockRotation:
    """One scheme of stock rotation: how much of what a dealer bought may come back, and at which price."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scheme's name for people", default=None)
    where: RotationCondition | None = entry(
        Shorthand(record(RotationCondition), "when"), "which goods may come back; all if absent", default=None
    )
    share: Number = entry(_SHARE, "how much of the net purchases of the reference period may come back, in money")
    of: str = entry(
        choice("everything", "covered"),
        "whether the share is of all that was bought, or only of goods that `where` covers",
        default="everything",
    )
    period: str = entry(choice(*PERIODS), "the reference period: the last one that was over before the request")
    window: Duration | None = entry(
        DURATION,
        "how long after the reference period requests may come in; until the next one ends if absent",
        default=None,
    )
    times: int | None = entry(_TIMES, "how many requests are granted for a reference period", default=None)
    condition: tuple[str, ...] = entry(
        listing(TEXT), "in which condition goods may come back, as the column says it; in any if absent", default=()
    )
    younger_than: Duration | None = entry(
        DURATION, "units bought longer ago than this before the request stay; any age if absent", default=None
    )
    price: RotationPrice = entry(Shorthand(record(RotationPrice), "from"), "what is credited for a unit")
    order: RotationOrder | None = entry(
        Shorthand(record(RotationOrder), "share"),
        "the order that must be placed in exchange; none if absent",
        default=None,
    )
    cap: Decimal | None = entry(
        _AMOUNT_FROM_0, "the most that is credited to one dealer for a reference period", default=None
    )
    rounding: RoundingRule | None = entry(
        ROUNDING, "how the credit of a request is rounded, if not as the policy says", default=None
    )
    settle: Payment = entry(PAYMENT, "how credits are paid")


STOCK_ROTATION = keyed(record(StockRotation))
"""The shape of the whole ``stock_rotation:`` section."""


def rotation_schemes(policy: Policy) -> Mapping[str, StockRotation]:
    """The schemes of a policy; none where it has no such section."""
    return cast("Mapping[str, StockRotation]", policy.sections.get(SECTION, {}))
