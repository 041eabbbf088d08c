"""An order as a desk asks about it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import field, frozen

from dealerkit.problems import DealerkitError, Location


@frozen(kw_only=True)
class Order:
    """What a customer wants: ``amount`` is None where nobody said, which makes the answer undetermined.

    ``currency`` is that of the policy if empty. ``day`` is the day of the order, that of the question if None.
    Amounts are exact: a float or a text is a programming mistake, a file of orders is read by `credit check`.
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

    def __attrs_post_init__(self) -> None:
        days = (self.day, self.wanted_on)
        if self.amount is not None:
            _require_amount(self.amount)
        if days != _NO_DAYS:
            for each in days:
                if each is not None:
                    require_day(each, "an order's day")


def require_day(day: object, what: str) -> None:
    """A day that is no date would only be noticed somewhere inside, or by nobody."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise DealerkitError(f"{what} is a date, as in date(2026, 3, 31), not {day!r}")


def _require_amount(amount: object) -> None:
    if not isinstance(amount, (Decimal, int)) or not Decimal(amount).is_finite():
        raise DealerkitError(f'an order\'s amount is a finite Decimal, as in Decimal("25000.00"), not {amount!r}')


_NO_DAYS = (None, None)
