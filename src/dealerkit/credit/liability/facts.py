"""The facts that rules on bad debts may ask about: the loss, and the shipment it comes from as it was made.

``dealer.*``, ``contract.*`` and ``account.*`` are read on the day of the shipment as well, before it left.
"""

from __future__ import annotations

from dealerkit.credit.facts import ACCOUNT_ONLY
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, DATE, MONEY, TEXT, Type

DEBT = ACCOUNT_ONLY | {"debt"}
"""What a rule on a bad debt sees."""

INSIDE, RELEASED, UNAPPROVED = "inside", "released", "unapproved"
PARTS = (INSIDE, RELEASED, UNAPPROVED)
"""What a loss is a part of: what was inside the limit, what was released, what was shipped without approval."""

NO_INVOICE = "none"
"""The kind of invoice of a shipment that none bills."""
PLAIN_INVOICE = "invoice"
"""The kind of an invoice of which the book says none."""


def _debt(name: str, kind: Type, meaning: str, source: str, values: tuple[str, ...] = ()) -> Fact:
    return Fact(f"debt.{name}", kind, meaning=meaning, source=source, instant="day of the shipment", values=values)


_SHIPMENT = "tables deliveries and invoices"
_LIMITS = "the policy's `limits` and `exposure`"

FACTS: tuple[Fact, ...] = (
    _debt("part", TEXT, "what the loss is a part of", "limit, exposure and releases", PARTS),
    _debt("amount", MONEY, "what was lost with the whole debt", "table bad_debts"),
    _debt("inside", MONEY, "what of the shipment was inside the limit", _LIMITS),
    _debt("over", MONEY, "what of the shipment was over the limit", _LIMITS),
    _debt("shipment", MONEY, "what the whole shipment was worth", _SHIPMENT),
    _debt("limit", MONEY, "the limit that held; missing where there was none", "the policy's `limits`"),
    _debt("exposure", MONEY, "what counted against the limit before the shipment", "the policy's `exposure`"),
    _debt("released", BOOLEAN, "whether a release that stands let it through", "table releases"),
    _debt(
        "step",
        TEXT,
        "the step it was released under, or the check whose referral was answered; empty for none",
        "table releases",
    ),
    _debt("paid_before", MONEY, "what was paid for the order before it was shipped", "table receipts"),
    _debt(
        "invoice_kind",
        TEXT,
        "the kind of its invoice, `invoice` where the book says none, `none` without one",
        "table invoices",
    ),
    _debt("shipped", DATE, "the day of the shipment", _SHIPMENT),
    _debt("eligible", BOOLEAN, "whether all of `credit.eligible` held", "the policy's `eligible`"),
)
"""Every fact of bad debts."""
