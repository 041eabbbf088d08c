"""One check of an order, key by key: what is looked at, from which figure on it fails, and what follows.

Operators are in the policy: ``above: 100%`` fails beyond the limit, ``at: 100%`` at the limit already.
What follows may differ by dealer (``dealers``) or by any condition (``where``); the more specific rule
decides (a named dealer, then a condition, then the check's own ``then``), and among rules of one level the
strictest: an exclusion never beats a block of the same level.

Source: SAP SD automatic credit control (static, dynamic with horizon, highest value, overdue share, oldest
item, dunning level, review date, changed terms); Microsoft Dynamics 365 credit management blocking rules.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.credit.facts import ORDER
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, BOOLEAN, COUNT_FROM_0, DURATION, KEY, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, listing, named, placed, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY, SHARE
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

OFF, WARN, OVER_LIMIT, REFER, CASH_FIRST, BLOCK = "off", "warn", "over-limit", "refer", "cash-first", "block"
LEVELS = (OFF, WARN, OVER_LIMIT, REFER, CASH_FIRST, BLOCK)
"""What follows where a check fails, from the mildest; ``over-limit`` asks the ladder."""

_LEVEL = choice(*LEVELS)
_CONDITION = cast("Shape[Expression]", expression(ORDER, CONDITION))
_SHARE = cast("Shape[Number | Expression]", value(RATE_FROM_0, ORDER, SHARE))
_MONEY = cast("Shape[Decimal | Expression]", value(AMOUNT_FROM_0, ORDER, MONEY))
_DAYS = COUNT_FROM_0
_ONE_BOUND = (("above", "at"),)


@frozen(kw_only=True)
class OfLimit:
    """Exposure and order together, as a share of the limit."""

    rule: Rule = placed()
    above: Number | Expression | None = entry(_SHARE, "fails above this share of the limit", default=None)
    at: Number | Expression | None = entry(_SHARE, "fails at this share of the limit already", default=None)
    horizon: Duration | None = entry(
        DURATION, "dynamic: open orders wanted later than this after the day do not count", default=None
    )


@frozen(kw_only=True)
class OfAmount:
    """An amount of money."""

    rule: Rule = placed()
    above: Decimal | Expression | None = entry(_MONEY, "fails above this amount", default=None)
    at: Decimal | Expression | None = entry(_MONEY, "fails at this amount already", default=None)
    grace: int = entry(_DAYS, "what is overdue counts only after so many days more", default=0)


@frozen(kw_only=True)
class OfShare:
    """What is overdue, as a share of the receivables; compared without dividing."""

    rule: Rule = placed()
    above: Number | Expression | None = entry(_SHARE, "fails above this share", default=None)
    at: Number | Expression | None = entry(_SHARE, "fails at this share already", default=None)
    grace: int = entry(_DAYS, "what is overdue counts only after so many days more", default=0)


@frozen(kw_only=True)
class OfOldest:
    """The oldest open item."""

    rule: Rule = placed()
    clock: str = entry(
        choice("term", "invoice", "due"),
        "days beyond the payment term; days since the invoice; days since it was due",
        default="term",
    )
    above: int | None = entry(_DAYS, "fails after more days than this", default=None)
    at: int | None = entry(_DAYS, "fails from this day on", default=None)
    grace: int = entry(_DAYS, "so many days more are let pass", default=0)
    least: Decimal = entry(AMOUNT_FROM_0, "items below this amount are not looked at", default=Decimal(0))


@frozen(kw_only=True)
class OfCount:
    """A number of something: dunning levels, unpaid loads."""

    rule: Rule = placed()
    above: int | None = entry(_DAYS, "fails above this number", default=None)
    at: int | None = entry(_DAYS, "fails at this number already", default=None)


@frozen(kw_only=True)
class OfTerms:
    """Payment terms that are not the contract's, or were changed a short while ago."""

    rule: Rule = placed()
    longer_than_contract: bool = entry(
        BOOLEAN, "the order's own days to pay are more than the contract's", default=True
    )
    changed_within: Duration | None = entry(
        DURATION, "the contract's days to pay were changed within this time before", default=None
    )


@frozen(kw_only=True)
class OfReview:
    """A date that has passed: the limit's review, or its last day."""

    rule: Rule = placed()
    grace: int = entry(_DAYS, "so many days more are let pass", default=0)


@frozen(kw_only=True)
class OfStatus:
    """The customer's status."""

    rule: Rule = placed()
    blocked: tuple[str, ...] = entry(listing(TEXT), "statuses that fail, as in frozen, closed")


@frozen(kw_only=True)
class Level:
    """What follows for some dealers instead."""

    rule: Rule = ruled()
    id: str = named()
    dealers: tuple[str, ...] | None = entry(listing(TEXT), "codes of the dealers it is for", default=None)
    where: Expression | None = entry(_CONDITION, 'whom it is for, as in dealer.class == "A"', default=None)
    then: str = entry(_LEVEL, "what follows for them; `off` excludes them from the check")
    to: str | None = entry(KEY, "the role it is referred to", default=None)


KINDS = (
    "static",
    "dynamic",
    "group",
    "sublimit",
    "order_value",
    "overdue_amount",
    "overdue_share",
    "oldest_item",
    "dunning_level",
    "open_loads",
    "terms_changed",
    "review_passed",
    "limit_expired",
    "account_status",
    "condition",
)


@frozen(kw_only=True)
class Check:
    """One check: what it looks at, and what follows where it fails."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    static: OfLimit | None = entry(
        record(OfLimit, exactly_one=_ONE_BOUND), "exposure with all open orders", default=None
    )
    dynamic: OfLimit | None = entry(
        record(OfLimit, exactly_one=_ONE_BOUND), "exposure with open orders within a horizon", default=None
    )
    group: OfLimit | None = entry(
        record(OfLimit, exactly_one=_ONE_BOUND), "the group's exposure against the group's limit", default=None
    )
    sublimit: OfLimit | None = entry(
        record(OfLimit, exactly_one=_ONE_BOUND), "every sublimit of the customer's limit", default=None
    )
    order_value: OfAmount | None = entry(record(OfAmount, exactly_one=_ONE_BOUND), "the order itself", default=None)
    overdue_amount: OfAmount | None = entry(record(OfAmount, exactly_one=_ONE_BOUND), "what is overdue", default=None)
    overdue_share: OfShare | None = entry(
        record(OfShare, exactly_one=_ONE_BOUND), "what is overdue, as a share of the receivables", default=None
    )
    oldest_item: OfOldest | None = entry(record(OfOldest, exactly_one=_ONE_BOUND), "the oldest open item", default=None)
    dunning_level: OfCount | None = entry(
        record(OfCount, exactly_one=_ONE_BOUND), "the highest dunning level reached", default=None
    )
    open_loads: OfCount | None = entry(
        record(OfCount, exactly_one=_ONE_BOUND), "deliveries not paid in full", default=None
    )
    terms_changed: OfTerms | None = entry(record(OfTerms), "payment terms that were changed", default=None)
    review_passed: OfReview | None = entry(record(OfReview), "the limit's review date has passed", default=None)
    limit_expired: OfReview | None = entry(record(OfReview), "the limit's last day has passed", default=None)
    account_status: OfStatus | None = entry(record(OfStatus), "the customer's status", default=None)
    condition: Expression | None = entry(_CONDITION, "any condition; the check fails where it holds", default=None)
    then: str = entry(_LEVEL, "what follows where it fails")
    to: str | None = entry(KEY, "the role it is referred to, as in sales-department", default=None)
    levels: Keyed[Level] | None = entry(
        items(record(Level, exactly_one=(("dealers", "where"),))), "what follows for some dealers instead", default=None
    )
    if_missing: str = entry(
        choice("undetermined", "fail", "pass"),
        "where a fact is missing: the order is undetermined, or the check counts as failed or passed",
        default="undetermined",
    )

    @property
    def kind(self) -> str:
        """The key of what it looks at."""
        return next(name for name in KINDS if getattr(self, name) is not None)


CHECKS = items(record(Check, exactly_one=(KINDS,)))
