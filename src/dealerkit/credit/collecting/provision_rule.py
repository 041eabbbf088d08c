"""What to set aside for debts that may go bad, key by key: a rate for each bucket, stated or from history.

    provision:
      - id: key-accounts
        where: dealer.class == "A"
        rates: {not-due: 0.3%, 1-30: 1.6%, 31-60: 3.6%, 61-90: 6.6%, over-90: 10.6%}
      - id: others
        flow_rate: {every: month, steps: 6, loss: over-90}

The first entry that is for a customer is his.

Source: IFRS 9, B5.5.35 (provision matrix as a practical expedient of the simplified approach) with example 12;
the flow-rate (roll-rate) method as auditors describe it for small portfolios of trade receivables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import COUNT_FROM_1, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import ByKey, Shape, entry, expression, items, named, record, ruled
from dealerkit.policy.types import BOOLEAN
from dealerkit.values.exact import ONE
from dealerkit.values.numbers import Number

_RATE = cast("Shape[Number]", SHARE)
_RATES = cast("Shape[Mapping[str, Number]]", ByKey(cast("Shape[object]", KEY), _RATE))


@frozen(kw_only=True)
class FlowRate:
    """Loss rates from history (迁徙率): which share of a bucket moved on to the next in a step, on average.

    A step should be as long as a bucket is wide: months for buckets of 30 days, years for buckets of a year.
    """

    rule: Rule = ruled()
    every: str = entry(choice("month", "quarter", "year"), "how long a step is: from end to end of it", default="month")
    steps: int = entry(COUNT_FROM_1, "over how many steps")
    loss: str = entry(KEY, "the bucket in which a debt counts as lost; it and all older ones are")
    average: str = entry(
        choice("weighted", "plain"),
        "all that moved over all that could have; or the average of the rates of the steps",
        default="weighted",
    )
    loss_share: Number = entry(_RATE, "the share of what is lost that does not come back", default=ONE)
    beside: Mapping[str, Number] | None = entry(
        _RATES, "the rates of no-due-date, and of disputed where it stands apart: no history tells them", default=None
    )


@frozen(kw_only=True)
class Provision:
    """What is set aside for some customers' debts."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rates come from", default=None)
    where: Expression | None = entry(
        cast("Shape[Expression]", expression(frozenset({"dealer", "contract"}), BOOLEAN)),
        "whom it is for; everyone if absent",
        default=None,
    )
    rates: Mapping[str, Number] | None = entry(
        _RATES, "the rate of each bucket, and of no-due-date and disputed where they stand apart", default=None
    )
    flow_rate: FlowRate | None = entry(record(FlowRate), "rates from history instead", default=None)


PROVISION = items(record(Provision, exactly_one=(("rates", "flow_rate"),)))
