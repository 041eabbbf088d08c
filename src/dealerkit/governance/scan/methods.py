"""What a signal can look at, key by key: each method is one formula with its bound.

``above: x`` shows the signal beyond the bound, ``at: x`` at the bound already, ``below: x`` under it. Every
formula is written out in the guide; figures stand in the policy.

Source: dealer governance handbook, signs of a false big dealer (假大户), of diversion (窜货), of an
over-stretched dealer (押款押不动) and of goods pushed by the company's own office (压货). Robust statistic:
Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC, 1993): modified z-score 0.6745 · (x - median) / MAD.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, COUNT_FROM_0, COUNT_FROM_1, DURATION, KEY, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Shape, entry, expression, listing, placed, record
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.numbers import Number

PRODUCTS = frozenset({"product"})
"""What a condition on goods sees."""

RATE = cast("Shape[Number]", RATE_FROM_0)
"""A number, a share or a multiple, 0 or more."""

OF_GOODS = cast("Shape[Expression]", expression(PRODUCTS, CONDITION))

UNKNOWN, NOTHING = "unknown", "nothing"
UNCOUNTED = choice(UNKNOWN, NOTHING)
UNCOUNTED_MEANS = "what a product that he handles and nobody counted freshly means: nobody knows, or none was there"

_UPPER = (("above", "at"),)


@frozen(kw_only=True)
class OfStock:
    """What lies with the dealer, in weeks, days or months of his own sell-through."""

    rule: Rule = placed()
    above: Number | None = entry(RATE, "shown above this figure", default=None)
    at: Number | None = entry(RATE, "shown from this figure on", default=None)
    fresh: Duration = entry(
        DURATION, "a count older than this on the day says nothing", default=Duration(45, Unit.DAYS)
    )
    uncounted: str = entry(UNCOUNTED, UNCOUNTED_MEANS, default=UNKNOWN)


@frozen(kw_only=True)
class OfShareAbove:
    """A share that is a sign when it is large."""

    rule: Rule = placed()
    above: Number | None = entry(RATE, "shown above this share", default=None)
    at: Number | None = entry(RATE, "shown from this share on", default=None)


@frozen(kw_only=True)
class OfShareBelow:
    """A share that is a sign when it is small."""

    rule: Rule = placed()
    below: Number = entry(RATE, "shown below this share")


@frozen(kw_only=True)
class OfCapacity:
    """What the dealer sells, against what his own outlets can sell."""

    rule: Rule = placed()
    of: str = entry(choice("sell-in", "sell-through"), "which volume is held against the capacity", default="sell-in")
    above: Number | None = entry(RATE, "shown above this share of the capacity", default=None)
    at: Number | None = entry(RATE, "shown from this share of the capacity on", default=None)


@frozen(kw_only=True)
class OfIncidents:
    """What was found in the market or reported by others, row by row in table ``incidents``."""

    rule: Rule = placed()
    kinds: tuple[str, ...] = entry(listing(TEXT), "the kinds of incidents that count, as in diversion")
    count: str = entry(
        choice("incidents", "reporters", "quantity", "amount"),
        "what is counted: rows, customers who report, goods, money",
        default="incidents",
    )
    only: tuple[str, ...] | None = entry(
        listing(TEXT), "statuses that count, as in confirmed; all but dismissed if absent", default=None
    )
    above: Number | None = entry(RATE, "shown above this figure", default=None)
    at: Number | None = entry(RATE, "shown from this figure on", default=None)


@frozen(kw_only=True)
class OfRhythm:
    """A sudden change, up or down, of the last whole month against the whole months before it."""

    rule: Rule = placed()
    of: str = entry(choice("orders", "amount", "quantity"), "documents, money or goods of a month", default="orders")
    at: Number = entry(RATE, "shown from this modified z-score on, whichever the direction")
    months: int = entry(COUNT_FROM_1, "how many whole months before the last are compared")
    least: int = entry(COUNT_FROM_1, "with fewer months since the first sale nothing can be told")
    flat: str = entry(
        choice("shown", "quiet"),
        "where the months before do not deviate at all (their MAD is 0), any other month is shown, or is not",
        default="shown",
    )
    direction: str = entry(choice("both", "up", "down"), "which changes count", default="both")


@frozen(kw_only=True)
class OfProducts:
    """Certain products' share of his purchases, against their share of all dealers' purchases."""

    rule: Rule = placed()
    goods: Expression = entry(OF_GOODS, 'the products he should take as well, as in product.category == "hard"')
    below: Number = entry(RATE, "shown below this part of the share that all dealers have")


@frozen(kw_only=True)
class OfNeighbours:
    """How many neighbours bought less than in the window before."""

    rule: Rule = placed()
    fall: Number = entry(RATE, "a neighbour falls when he bought less by at least this share")
    at: int = entry(COUNT_FROM_1, "shown from this number of falling neighbours on")


@frozen(kw_only=True)
class OfGain:
    """He gains while the total falls."""

    rule: Rule = placed()
    at: Decimal = entry(AMOUNT_FROM_0, "shown from this gain on, where all others together lost more than he gained")


@frozen(kw_only=True)
class OfPushing:
    """Deliveries into stock that was high already: a finding against our office, never against the dealer."""

    rule: Rule = placed()
    above: Number | None = entry(RATE, "weeks of stock after the delivery beyond which it was pushed", default=None)
    at: Number | None = entry(RATE, "weeks of stock after the delivery from which on it was pushed", default=None)
    fresh: Duration = entry(
        DURATION, "a count older than this on the day of the delivery says nothing", default=Duration(45, Unit.DAYS)
    )
    uncounted: str = entry(UNCOUNTED, UNCOUNTED_MEANS, default=UNKNOWN)
    pace: Duration | None = entry(
        DURATION,
        "how long before each delivery his sell-through is looked at; in the whole window if absent",
        default=None,
    )
    least: int = entry(COUNT_FROM_1, "shown from this number of such deliveries on", default=1)
    excuses: tuple[str, ...] = entry(
        listing(KEY),
        "signals for which nothing is proposed against the dealer where we pushed, as in overstocked",
        default=(),
    )


@frozen(kw_only=True)
class OfFinds:
    """Units that he had bought, found by serial number outside his territories."""

    rule: Rule = placed()
    kinds: tuple[str, ...] | None = entry(
        listing(TEXT), "the kinds of incidents that count, as in diversion; all if absent", default=None
    )
    only: tuple[str, ...] | None = entry(
        listing(TEXT), "statuses of incidents that count, as in confirmed; all but dismissed if absent", default=None
    )
    above: Number | None = entry(RATE, "shown above this number of finds", default=None)
    at: Number | None = entry(RATE, "shown from this number of finds on", default=None)


@frozen(kw_only=True)
class OfWithholding:
    """What he owes past its due day, while he asks to give goods back."""

    rule: Rule = placed()
    asks: tuple[str, ...] = entry(listing(TEXT), "the requests that count, as in return, exchange", default=("return",))
    days: int = entry(COUNT_FROM_0, "how many days past its due day an invoice must be to count", default=0)
    above: Number | None = entry(RATE, "shown above this amount", default=None)
    at: Number | None = entry(RATE, "shown from this amount on", default=None)


OF_STOCK: Shape[OfStock] = record(OfStock, exactly_one=_UPPER)
OF_SHARE_ABOVE: Shape[OfShareAbove] = record(OfShareAbove, exactly_one=_UPPER)
OF_SHARE_BELOW: Shape[OfShareBelow] = record(OfShareBelow)
OF_CAPACITY: Shape[OfCapacity] = record(OfCapacity, exactly_one=_UPPER)
OF_INCIDENTS: Shape[OfIncidents] = record(OfIncidents, exactly_one=_UPPER)
OF_RHYTHM: Shape[OfRhythm] = record(OfRhythm)
OF_PRODUCTS: Shape[OfProducts] = record(OfProducts)
OF_NEIGHBOURS: Shape[OfNeighbours] = record(OfNeighbours)
OF_GAIN: Shape[OfGain] = record(OfGain)
OF_PUSHING: Shape[OfPushing] = record(OfPushing, exactly_one=_UPPER)
OF_FINDS: Shape[OfFinds] = record(OfFinds, exactly_one=_UPPER)
OF_WITHHOLDING: Shape[OfWithholding] = record(OfWithholding, exactly_one=_UPPER)

Method = (
    OfStock
    | OfShareAbove
    | OfShareBelow
    | OfCapacity
    | OfIncidents
    | OfRhythm
    | OfProducts
    | OfNeighbours
    | OfGain
    | OfPushing
    | OfFinds
    | OfWithholding
    | Expression
)
"""Anything a signal can look at."""
