"""The ladder of releases over the limit, key by key.

    over_limit:
      count: year
      steps:
        - {id: first, times: 1, shipment: {below: 1/3}, sign: regional-manager}
        - {id: last, times: 1, after: first, shipment: {below: 1/3}, sign: sales-director, due: end-of-month,
           unpaid: {from: signer, share: 20%}, bad_debt: apart}
        - {id: money-first, cash_first: true, plan: true}

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
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, DURATION, KEY, SHARE_OR_MULTIPLE, TEXT, choice
from dealerkit.policy.scalars import SHARE as PART
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, named, placed, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import SHARE
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

END_OF_MONTH, TERM = "end-of-month", "term"
INSIDE, APART = "inside-limit", "apart"

_SHARE = cast("Shape[Number | Expression]", value(SHARE_OR_MULTIPLE, ORDER, SHARE))


@frozen(kw_only=True)
class Bound:
    """How large it may be, as a share of the limit."""

    rule: Rule = placed()
    below: Number | Expression | None = entry(_SHARE, "less than this share of the limit", default=None)
    up_to: Number | Expression | None = entry(_SHARE, "this share of the limit or less", default=None)


@frozen(kw_only=True)
class Unpaid:
    """What follows where a release is not paid in time."""

    rule: Rule = placed()
    from_: str = entry(
        choice("signer", "signers"),
        "from whose income it is taken: who signed, or both where two did",
        default="signer",
        key="from",
    )
    share: Number = entry(cast("Shape[Number]", PART), "the share of what is unpaid that is taken, as at a bad debt")


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
    second: str | None = entry(KEY, "the role that signs as well", default=None)
    authority: str | None = entry(KEY, "or the subject of the authority matrix that says who signs", default=None)
    expires: Duration | None = entry(DURATION, "how long after it was signed it can be used", default=None)
    due: str | None = entry(choice(END_OF_MONTH, TERM), "by when the shipment is paid", default=None)
    unpaid: Unpaid | None = entry(record(Unpaid), "what follows where it is not paid by then", default=None)
    bad_debt: str = entry(
        choice(INSIDE, APART),
        "how a bad debt under it is borne: as one inside the limit, or apart, by rules on what was released",
        default=INSIDE,
    )
    cash_first: bool = entry(BOOLEAN, "true: it ships once it is paid, and nobody signs", default=False)
    plan: bool = entry(BOOLEAN, "whether a repayment plan is asked for what is over the limit", default=False)


STEP = record(Step, not_together=(("sign", "authority"), ("second", "authority")))


@frozen(kw_only=True)
class Ladder:
    """What may be done over the limit, step by step; the first open step is offered, the others named."""

    rule: Rule = ruled()
    count: str = entry(
        choice("month", "quarter", "half-year", "year", "contract-year", "ever"),
        "over which period releases are counted, by the day they were signed",
        default="year",
    )
    steps: Keyed[Step] = entry(items(STEP), "the steps, in order")


LADDER = record(Ladder)
