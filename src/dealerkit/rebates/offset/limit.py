"""The ``offset:`` section, key by key: how much of an order earned rebate may pay, and how long it can.

Source: rebate rules of handbooks (返利冲抵比例): earned rebate and price protection may pay at most 15 %
of an order, the rest carries forward and expires. Every figure is the author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import DURATION, KEY, SHARE, STEP, choice
from dealerkit.policy.shapes import Shape, entry, listing, record, ruled, value
from dealerkit.policy.types import SHARE as SHARE_TYPE
from dealerkit.policy.types import Missing, Value
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.rounding import CENT

SECTION = "offset"
DOCUMENTS = ("order", "shipment", "invoice")
BASES = tuple(f"{document}-{amount}" for document in DOCUMENTS for amount in ("net", "gross"))
PAYOUTS = ("credit-note", "deduction", "transfer")

_NO_FACTS: frozenset[str] = frozenset()
_SHARE = cast("Shape[Number | Expression]", value(SHARE, _NO_FACTS, SHARE_TYPE))


@frozen(kw_only=True)
class OffsetExpiry:
    """Until when a credit can be used whose programme does not say so itself."""

    rule: Rule = ruled()
    after: str = entry(choice("posting"), "the day the time starts from; it is not counted itself", default="posting")
    within: Duration = entry(DURATION, "how long the credit can be used, as in 12 months")


@frozen(kw_only=True)
class OffsetLimit:
    """How much of an order may be paid with earned rebate, which rebate, and until when."""

    rule: Rule = ruled()
    share: Number | Expression = entry(_SHARE, "the most of an order that credit pays, as in 15%, or `=` a parameter")
    base: str = entry(
        choice(*BASES), "what the share is of: the order, the shipment or the invoice, net or gross", default=BASES[0]
    )
    step: Decimal | None = entry(
        STEP,
        "what is used is rounded down to it, the order that would use all rounded up; that of the policy if absent",
        default=None,
    )
    payouts: tuple[str, ...] = entry(
        listing(choice(*PAYOUTS)),
        "rebates paid in these ways can pay orders; what was transferred is with the payee already",
        default=("credit-note", "deduction"),
    )
    except_: tuple[str, ...] = entry(listing(KEY), "programmes whose rebate pays no orders", default=(), key="except")
    expires: OffsetExpiry | None = entry(
        record(OffsetExpiry), "until when a credit can be used, where its programme does not say", default=None
    )

    @property
    def document(self) -> str:
        """The document that is paid: order, shipment or invoice."""
        return self.base.partition("-")[0]

    @property
    def is_gross(self) -> bool:
        """Whether amounts with value added tax are compared and used."""
        return self.base.endswith("-gross")

    def share_at(self, parameters: Mapping[str, Value | Missing]) -> Number | Missing:
        """The share, with parameters as they stand on the document's day."""
        if not isinstance(self.share, Expression):
            return self.share
        found = self.share.evaluate(parameters)
        return cast("Number | Missing", found)

    def step_or(self, rounding: Decimal | None) -> Decimal:
        """The step of amounts: its own, the policy's, or a cent."""
        return self.step or rounding or CENT


OFFSET: Shape[OffsetLimit] = record(OffsetLimit)
"""The shape of the whole ``offset:`` section."""
