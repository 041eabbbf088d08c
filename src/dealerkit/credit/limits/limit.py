"""One limit of a policy, key by key: whom it is for, the method that gives it, and what bounds it.

Limits are tried in the order written; the first that holds on the day and whose ``where`` holds is the
customer's limit. *No limit* (``unlimited``) and *limit zero* (``fixed: 0``) are different things, and so is a
customer for whom no limit is written: nobody has granted him credit.

    limits:
      by-volume:
        where: dealer.class == "B"
        rolling: {days: 30}                        # what was invoiced in the 30 days before the day
        opening: {limit: 20_000, within: 30 days}  # while there is no history
        maximum: 300_000
        temporary: {most: 50%, longest: 3 months}
        step: 1_000

Source: handbooks (the value invoiced in the 30 days before the invoice date, load on load); Microsoft Dynamics
365 (limits of customers and groups, temporary increases with dates); SAP FSCM (score, horizon, validity).
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.credit.facts import ACCOUNT_ONLY
from dealerkit.decisions import Rule
from dealerkit.policy.bands import Band, banded
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import (
    AMOUNT_FROM_0,
    BOOLEAN,
    COUNT_FROM_1,
    DURATION,
    KEY,
    RANGE,
    SHARE_OR_MULTIPLE,
    STEP,
    TEXT,
    choice,
)
from dealerkit.policy.shapes import (
    Keyed,
    Shape,
    entry,
    expression,
    items,
    keyed,
    listing,
    named,
    placed,
    record,
    ruled,
    value,
)
from dealerkit.policy.tables import Table, table
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY, NUMBER, SHARE
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import DateRange

_CONDITION = cast("Shape[Expression]", expression(ACCOUNT_ONLY, CONDITION))
_MONEY = cast("Shape[Decimal | Expression]", value(AMOUNT_FROM_0, ACCOUNT_ONLY, MONEY))
_SHARE = cast("Shape[Number | Expression]", value(SHARE_OR_MULTIPLE, ACCOUNT_ONLY, SHARE))
_POINTS = cast("Shape[Expression]", expression(ACCOUNT_ONLY, NUMBER))

METHODS = ("rolling", "fixed", "granted", "average", "score", "table", "backed", "loads", "combined", "unlimited")
OF_HISTORY = ("rolling", "average")
"""Methods that give nothing while there is no invoice."""

CUSTOMER, GROUP = "customer", "group"
"""Whose a limit is."""

CONTROL = "control"
"""The kind of a group whose members are under one control."""


@frozen(kw_only=True)
class Rolling:
    """The value invoiced in the days before the day of the question, recomputed daily (滚动额度)."""

    rule: Rule = placed()
    days: int = entry(COUNT_FROM_1, "how many days before the day are added up; the day itself is not")
    share: Number | Expression = entry(_SHARE, "the share of the value that is the limit", default=Decimal(1))
    returns: str = entry(
        choice("subtract", "leave-out"), "credit notes of these days: taken off, or left out", default="subtract"
    )


@frozen(kw_only=True)
class Average:
    """A share of average sales: what was invoiced in whole months before the day, per month."""

    rule: Rule = placed()
    months: int = entry(COUNT_FROM_1, "over how many whole months before the month of the day")
    share: Number | Expression = entry(_SHARE, "the share, or multiple, of the monthly average", default=Decimal(1))
    divide_by: str = entry(
        choice("all-months", "months-traded"),
        "all months, or those since the first invoice where there are fewer",
        default="all-months",
    )


@frozen(kw_only=True)
class ScoreBand(Band):
    """From this score on, the limit is this amount."""

    limit: Decimal = entry(AMOUNT_FROM_0, "the limit from this score on")


@frozen(kw_only=True)
class Score:
    """A limit by points: a formula gives the score, the band it reaches gives the limit."""

    rule: Rule = placed()
    points: Expression = entry(_POINTS, "the score, as in 40 * account.overdue_share + 2")
    bands: Keyed[ScoreBand] = entry(banded(ScoreBand), "the limit from each score on; below the first it is zero")


@frozen(kw_only=True)
class Granted:
    """What a row of a limit table says."""

    limit: Decimal = entry(AMOUNT_FROM_0, "the limit")


@frozen(kw_only=True)
class Backed:
    """What is secured: deposits, guarantees, insurance, each with the share that counts."""

    rule: Rule = placed()
    by: tuple[str, ...] = entry(listing(KEY), "kinds of securities that count, as in deposit, guarantee, insurance")
    share: Number | Expression = entry(_SHARE, "the share, or multiple, of the secured amount", default=Decimal(1))
    cover: bool = entry(BOOLEAN, "whether only the covered share of each security counts", default=True)


@frozen(kw_only=True)
class Loads:
    """Load on load (上打下): the next delivery is released when the one before is paid."""

    rule: Rule = placed()
    open: int = entry(COUNT_FROM_1, "how many deliveries may be unpaid at a time", default=1)
    value: Decimal | Expression | None = entry(_MONEY, "the most that one load may be worth", default=None)


@frozen(kw_only=True)
class Combined:
    """The least, the greatest or the sum of other limits of the policy."""

    rule: Rule = placed()
    take: str = entry(choice("least", "greatest", "sum"), "which of them")
    of: tuple[str, ...] = entry(listing(KEY), "ids of the other limits")


@frozen(kw_only=True)
class Opening:
    """What holds for a customer without history, to whom a method of history gives nothing."""

    rule: Rule = ruled()
    limit: Decimal | Expression | None = entry(_MONEY, "the opening limit", default=None)
    cash_first: bool = entry(BOOLEAN, "cash before delivery instead of an opening limit", default=False)
    within: Duration | None = entry(
        DURATION, "for how long after the first invoice it still holds, where it is more", default=None
    )


@frozen(kw_only=True)
class Temporary:
    """How increases with an end date (table ``credit_limits``, kind temporary) count."""

    rule: Rule = ruled()
    way: str = entry(choice("add", "replace"), "added to the limit, or in its place where more", default="add")
    most: Number | None = entry(
        cast("Shape[Number]", SHARE_OR_MULTIPLE), "at most this share of the limit without it", default=None
    )
    longest: Duration | None = entry(DURATION, "the longest time one may hold", default=None)


@frozen(kw_only=True)
class Sublimit:
    """A limit within the limit: for some components, or for what stands under some contracts."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    where: Expression | None = entry(
        cast("Shape[Expression]", expression(frozenset({"contract"}), CONDITION)),
        "the contracts whose documents count; all if absent",
        default=None,
    )
    components: tuple[str, ...] = entry(
        listing(choice("receivables", "delivered", "open_orders", "bills")),
        "the components that count",
        default=("receivables", "delivered", "open_orders"),
    )
    limit: Decimal | Expression | None = entry(_MONEY, "the most they may come to", default=None)
    share: Number | Expression | None = entry(
        _SHARE, "the most they may come to, as a share of the limit", default=None
    )


@frozen(kw_only=True)
class Review:
    """By when a limit is looked at again."""

    rule: Rule = ruled()
    every: Duration = entry(DURATION, "how long after it was granted or last reviewed")


@frozen(kw_only=True)
class Limit:
    """One limit: whom it is for, by which method, within which bounds."""

    rule: Rule = ruled()
    id: str = named()
    was: str | None = entry(KEY, "its id before it was renamed", default=None)
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    effective: DateRange | None = entry(RANGE, "the days on which it holds, both ends included", default=None)
    where: Expression | None = entry(_CONDITION, "whom it is for; everyone if absent", default=None)
    for_: str = entry(
        choice(CUSTOMER, GROUP),
        "a customer's own, or shared by a group under common control",
        default=CUSTOMER,
        key="for",
    )
    group_kinds: tuple[str, ...] = entry(
        listing(TEXT), "kinds of groups that share it, where it is for a group", default=(CONTROL,)
    )
    rolling: Rolling | None = entry(record(Rolling), "the value invoiced in the days before", default=None)
    fixed: Decimal | Expression | None = entry(_MONEY, "an amount; zero lets nothing through", default=None)
    granted: bool | None = entry(BOOLEAN, "true: what the table `credit_limits` says", default=None)
    average: Average | None = entry(record(Average), "a share of average monthly sales", default=None)
    score: Score | None = entry(record(Score), "by points", default=None)
    table: Table[Granted] | None = entry(table(record(Granted)), "by a decision table", default=None)
    backed: Backed | None = entry(record(Backed), "by deposit, guarantee or insurance", default=None)
    loads: Loads | None = entry(record(Loads), "load on load", default=None)
    combined: Combined | None = entry(record(Combined), "least, greatest or sum of other limits", default=None)
    unlimited: bool | None = entry(BOOLEAN, "true: there is no limit, which is not the same as zero", default=None)
    opening: Opening | None = entry(
        record(Opening, exactly_one=(("limit", "cash_first"),)), "what a customer without history has", default=None
    )
    minimum: Decimal | Expression | None = entry(_MONEY, "at least this much", default=None)
    maximum: Decimal | Expression | None = entry(_MONEY, "at most this much", default=None)
    step: Decimal | None = entry(STEP, "rounded down to a multiple of this", default=None)
    temporary: Temporary | None = entry(record(Temporary), "how temporary increases count", default=None)
    sublimits: Keyed[Sublimit] | None = entry(
        items(record(Sublimit, exactly_one=(("limit", "share"),))), "limits within it", default=None
    )
    review: Review | None = entry(record(Review), "by when it is reviewed", default=None)
    only_in: bool = entry(BOOLEAN, "true: it is there for `combined` alone and nobody's limit", default=False)

    @property
    def method(self) -> str:
        """The key of its method."""
        return next(name for name in METHODS if getattr(self, name) is not None)


LIMITS = keyed(record(Limit, exactly_one=(METHODS,)))
