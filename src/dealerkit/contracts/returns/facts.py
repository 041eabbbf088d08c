"""What rules on returns may ask: ``return.*``, of one line and the purchase its units came from."""

from __future__ import annotations

from dealerkit.book.tables.goods import RETURNS
from dealerkit.measures.table_facts import facts_of
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import COUNT, DAYS, MONEY

ROOT = "return"
_DAY = "day of the request"
_ASKED = (
    *("asked", "date", "quantity", "serial", "document", "bought_on", "sold_on", "received_on", "cause", "condition"),
    *("damage", "pushed", "promotions", "salesperson"),
)
AGE, MONTHS, PRICE, AMOUNT = "return.age", "return.months_held", "return.price", "return.amount"

FACTS: tuple[Fact, ...] = (
    *(each for each in facts_of(ROOT, RETURNS, _DAY) if each.name.partition(".")[2] in _ASKED),
    Fact(AGE, DAYS, meaning="days from day zero to the day it was asked for", source="table returns", instant=_DAY),
    Fact(
        MONTHS,
        COUNT,
        meaning="whole months from the purchase to the day it was asked for",
        source="tables returns and lines",
        instant=_DAY,
    ),
    Fact(PRICE, MONEY, meaning="what one unit was bought for, without tax", source="table lines", instant=_DAY),
    Fact(AMOUNT, MONEY, meaning="what the units were bought for, without tax", source="table lines", instant=_DAY),
)

SEEN = frozenset({ROOT, "dealer", "product", "contract"})
"""What a condition on returns sees."""
