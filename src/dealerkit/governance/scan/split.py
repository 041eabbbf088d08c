"""What became of the goods a dealer bought: sold on, put into stock, or nobody knows where.

    unexplained = sell-in - sell-through - (closing stock - opening stock)

What is unexplained may have left for other territories (窜货), or was sold and not reported. It is a range, never a
point where something is missing: in a month without a report nothing was sold at least, and at most as much a day as
in the months with reports; without an opening count he had nothing at least, and nobody knows how much at most, so
that only the lower end is known; without a closing count nothing is.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground, days_before
from dealerkit.governance.scan.of_stock import reported
from dealerkit.governance.scan.stocks import lying_on
from dealerkit.governance.scan.trust import REJECTED, UNITS, unread_of
from dealerkit.values.exact import ZERO, Number, add, divide, multiply, subtract


@frozen(kw_only=True)
class Split:
    """Units of the window; ``at_least`` and ``at_most`` are the ends of what is unexplained, None where unknown."""

    bought: Decimal
    sold: Number
    opening: Number | None
    closing: Number | None
    at_least: Number | None
    at_most: Number | None
    missing: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def split_of(ground: Ground, dealer: str) -> Split | None:
    """The split of one dealer's volume; None where neither sell-through nor stock is known at all."""
    window = ground.window
    opening = _stock(ground, dealer, window.first - timedelta(days=1))
    closing = _stock(ground, dealer, window.last)
    sold = reported(ground, dealer)
    if closing is None and not sold.months:
        return None
    bought = ground.bought(dealer).quantity
    missing: list[str] = []
    most_sold: Number | None = sold.quantity
    unreported = ground.window.days - sold.days
    if unreported:
        missing.append("sell-through")
        most_sold = None
        if sold.days:
            daily = divide(sold.quantity, Decimal(sold.days))
            most_sold = add(sold.quantity, multiply(daily, Decimal(unreported)))
    missing += ["opening stock"] if opening is None else []
    missing += ["closing stock"] if closing is None else []
    missing += [REJECTED] if unread_of(ground, dealer, ("lines", "sell_through", "stock")) else []
    missing += [UNITS] if len(ground.units(dealer)) > 1 else []
    at_least = at_most = None
    if closing is not None and REJECTED not in missing and UNITS not in missing:
        # Unexplained is largest where he began with most; without a count of that, nobody can say how much that is.
        if opening is not None:
            at_most = subtract(subtract(bought, sold.quantity), subtract(closing, opening))
        if most_sold is not None:
            at_least = subtract(subtract(bought, most_sold), subtract(closing, opening or ZERO))
    return Split(
        bought=bought,
        sold=sold.quantity,
        opening=opening,
        closing=closing,
        at_least=at_least,
        at_most=at_most,
        missing=tuple(missing),
    )


def _stock(ground: Ground, dealer: str, day: date) -> Number | None:
    """The stock at an end of the window; None where a product was not counted freshly or sales since are not known."""
    found = lying_on(ground, dealer, day, days_before(day, ground.scan.fresh))
    return found.units if found.counts and not found.gaps and found.is_reported else None
