"""What a flow's monthly table counts: the ``statistics:`` key of a flow.

statistics:
  due: 10th of next month
  owner: administration
  by: [kind, cause, product, dealer]
  founded: case.founded
  accepted: case.satisfied
  compensation: {move: compensate, amount: amount}
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import KEY, TEXT
from dealerkit.policy.shapes import Shape, entry, expression, listing, placed, record, ruled
from dealerkit.policy.types import BOOLEAN
from dealerkit.workflow.days import BY
from dealerkit.workflow.facts import CASE

_CONDITION = cast("Shape[Expression]", expression(CASE, BOOLEAN))

DEALER = "dealer"
"""The word for the customer of a case, as one of the things cases are sorted by."""


@frozen(kw_only=True)
class CompensationRule:
    """The moves by which money goes to the customer, and where its amount stands."""

    rule: Rule = placed()
    move: tuple[str, ...] = entry(listing(KEY), "the transitions by which it is granted")
    amount: str = entry(TEXT, "the fact that says how much, as in amount for case.amount", default="amount")
    currency: str | None = entry(
        TEXT,
        "the fact that says in which currency, as in currency for case.currency, converted by the rate of the day of"
        " the move; the policy's currency if absent, or where the fact is empty",
        default=None,
    )


@frozen(kw_only=True)
class StatisticsRule:
    """What the monthly table of a flow counts."""

    rule: Rule = ruled()
    due: str | None = entry(
        BY, "by when the table of a month is due, counted from that month: `10th of next month`", default=None
    )
    owner: str | None = entry(KEY, "the role that hands it in", default=None)
    by: tuple[str, ...] = entry(
        listing(TEXT),
        "what cases are sorted by: facts of the case, as in cause for case.cause; dealer for its customer",
        default=("kind",),
    )
    clocks: tuple[str, ...] = entry(
        listing(KEY), "the clocks that the share in time is about; all of them if absent", default=()
    )
    founded: Expression | None = entry(_CONDITION, "whether a case was well founded", default=None)
    accepted: Expression | None = entry(
        _CONDITION,
        "whether the work was found in order at a spot check; a case for which this cannot be told was not checked",
        default=None,
    )
    compensation: CompensationRule | None = entry(
        record(CompensationRule), "what was paid or credited to customers", default=None
    )
