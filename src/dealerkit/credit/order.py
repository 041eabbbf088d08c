"""An order as a desk asks about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.problems import Location


@frozen(kw_only=True)
class Order:
    """What a customer wants: ``amount`` is None where nobody said, which makes the answer undetermined.

    ``currency`` is that of the policy if empty. ``day`` is the day of the order, that of the question if None.
    """

    customer: str
    amount: Decimal | None
    order: str = ""
    currency: str = ""
    day: date | None = None
    wanted_on: date | None = None
    contract: str = ""
    payment_days: int | None = None
    at: Location | None = field(default=None, eq=False)
