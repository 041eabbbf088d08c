"""Who may buy on credit at all: conditions on file, contract, balance and status, each with its consequence."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.credit.facts import ORDER
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import BOOLEAN, KEY, TEXT, choice
from dealerkit.policy.shapes import Shape, entry, expression, items, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION

CONSEQUENCES = ("cash-first", "block", "refer", "warn")
"""What follows where a condition is not met, the mildest last."""


@frozen(kw_only=True)
class Requirement:
    """One thing that must hold before anything is sold on credit."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    when: Expression = entry(cast("Shape[Expression]", expression(ORDER, CONDITION)), "must hold, as in dealer.filed")
    otherwise: str = entry(
        choice(*CONSEQUENCES),
        "what follows if it does not, in the words of the checks: cash before delivery, a hold (block), a referral",
        default="cash-first",
    )
    to: str | None = entry(KEY, "the role it is referred to", default=None)
    plan: bool = entry(BOOLEAN, "whether a repayment plan is asked for as well", default=False)
    if_missing: str = entry(
        choice("undetermined", "refuse"),
        "where a fact is missing: the order is undetermined, or the requirement counts as not met",
        default="undetermined",
    )


REQUIREMENTS = items(record(Requirement))
