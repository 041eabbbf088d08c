"""What counts against a limit, component by component.

Source: handbooks (open receivables + delivered not invoiced + open orders − deposits and unapplied receipts);
SAP SD, static and dynamic credit check.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import DURATION, choice
from dealerkit.policy.shapes import entry, placed, record
from dealerkit.values.durations import Duration

COMPONENTS = ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied")
ADD, SUBTRACT, LEAVE_OUT = "add", "subtract", "leave-out"
_WAYS = choice(ADD, SUBTRACT, LEAVE_OUT)


@frozen(kw_only=True)
class ExposureRule:
    """Which components count against the limit: added, subtracted or left out."""

    rule: Rule = placed()
    receivables: str = entry(_WAYS, "what is invoiced and not paid", default=ADD)
    delivered: str = entry(_WAYS, "what is delivered and not invoiced", default=ADD)
    open_orders: str = entry(_WAYS, "what is ordered and not delivered", default=ADD)
    bills: str = entry(_WAYS, "bills of exchange that are held and not paid yet", default=LEAVE_OUT)
    deposits: str = entry(_WAYS, "deposits that were paid in", default=SUBTRACT)
    unapplied: str = entry(_WAYS, "receipts that pay no invoice yet", default=SUBTRACT)
    horizon: Duration | None = entry(
        DURATION,
        "open orders wanted later than this after the day do not count; a dynamic check may state its own",
        default=None,
    )


EXPOSURE = record(ExposureRule)
