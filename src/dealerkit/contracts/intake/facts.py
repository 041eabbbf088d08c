"""What rules on taking orders may ask: ``intake.*``, of one order as it came in."""

from __future__ import annotations

from dealerkit.book.tables.goods import ORDER_INTAKE
from dealerkit.measures.table_facts import facts_of
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import MONEY

ROOT = "intake"
AMOUNT = "intake.amount"
_WHEN = "day the order came in"

FACTS: tuple[Fact, ...] = (
    *facts_of(ROOT, ORDER_INTAKE, _WHEN),
    Fact(AMOUNT, MONEY, meaning="what the order's lines come to, without tax", source="table orders", instant=_WHEN),
)

SEEN = frozenset({ROOT, "dealer", "contract"})
"""What a condition on orders sees."""
