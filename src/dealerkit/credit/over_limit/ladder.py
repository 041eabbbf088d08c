"""The ladder of releases over the limit, key by key.

Source: handbooks: a first release signed by the regional manager, the whole shipment below one third of the
limit; a last one, again below one third, due by month end, else deducted from the signer; or at any time
cash first with a repayment plan.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.credit.facts import ORDER
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, DURATION, KEY, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, named, placed, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import SHARE
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

_SHARE = cast("Shape[Number | Expression]", value(RATE_FROM_0, ORDER, SHARE))


@frozen(kw_only=True)
class Bound:
    """How large it may be, as a share of the limit."""

    rule: Rule = placed()
    below: Number | Expression | None = entry(_SHARE, "less than this share of the limit", default=None)
    up_to: Number | Expression | None = entry(_SHARE, "this share of the limit or less", default=None)


@frozen(kw_only=True)
class Unpaid:
    """What follows where a release is not paid in time."""

    rule: Rule = ruled()
    from_: str = entry(choice("signer"), "from whose income it is taken", default="signer", key="from")
    share: Number = entry(
        cast("Shape[Number]", RATE_FROM_0), "the share of what is unpaid that is taken, as at a bad debt"
    )


@frozen(kw_only=True)
class Step:
    """One step of the ladder: how often, how large, who signs, until when, and what if it is not paid."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    when: Expression | None = entry(
        cast("Shape[Expression]", expression(ORDER, CONDITION)), "must hold; always open if absent", default=None
    )
    times: int | None = entry(COUNT_FROM_1, "how often in the period; any number if absent", default=None)
    after: str | None = entry(KEY, "only once this earlier step is used up", default=None)
    shipment: Bound | None = entry(
        record(Bound, exactly_one=(("below", "up_to"),)), "how large the whole shipment may be", default=None
    )
    excess: Bound | None = entry(
        record(Bound, exactly_one=(("below", "up_to"),)), "how far it may go beyond the limit", default=None
    )
    sign: str | None = entry(KEY, "the role that signs", default=None)
    authority: str | None = entry(KEY, "or the subject of the authority matrix that says who signs", default=None)
    expires: Duration | None = entry(DURATION, "how long after it was signed it can be used", default=None)
    due: str | None = entry(choice("end-of-month", "term"), "by when the shipment is paid", default=None)
    unpaid: Unpaid | None = entry(record(Unpaid), "what follows where it is not paid by then", default=None)
    counts_as: str = entry(choice("inside-limit", "signer"), "how a bad debt under it is borne", default="inside-limit")
    cash_first: bool = entry(BOOLEAN, "true: it ships once it is paid, and nobody signs", default=False)
    plan: bool = entry(BOOLEAN, "whether a repayment plan is asked for what is over the limit", default=False)


@frozen(kw_only=True)
class Ladder:
    """What may be done over the limit, step by step; the first open step is offered, the others named."""

    rule: Rule = ruled()
    count: str = entry(
        choice("month", "quarter", "half-year", "year", "contract-year", "ever"),
        "over which period releases are counted",
        default="year",
    )
    steps: Keyed[Step] = entry(items(record(Step, not_together=(("sign", "authority"),))), "the steps, in order")


LADDER = record(Ladder)
