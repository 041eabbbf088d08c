"""Signals of stock and sell-through: what he bought and did not sell on.

Only months for which the dealer reported count, on both sides: a month without a report is no month without
sales. All in units.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground, days_before
from dealerkit.governance.scan.market import NOTHING_HELD, Place
from dealerkit.governance.scan.methods import NOTHING, OfShareBelow, OfStock
from dealerkit.governance.scan.purchases import month_of
from dealerkit.governance.scan.sign import Evidence, Found, Input, State, bound_of, reaches, told, unknown
from dealerkit.governance.scan.sold import NOTHING_SOLD
from dealerkit.values.exact import Number, divide, multiply, total

REPORTS, COUNT, LINES = "sell-through", "stock", "lines"
"""What these formulas read."""

_DAYS_OF_WEEK = Decimal(7)


@frozen
class Reported:
    """What a dealer sold on in the months he reported, and how many days of the window those have."""

    quantity: Number
    days: int
    months: frozenset[int]
    input: Input


def reported(ground: Ground, dealer: str) -> Reported:
    """The dealer's reports within the window."""
    first, last, days = ground.window.first, ground.window.last, ground.months
    sold = ground.sold.get(dealer, NOTHING_SOLD)
    months = sold.reported.intersection(days)
    return Reported(
        sold.between(first, last),
        sold.days_reported(first, last),
        months,
        Input(REPORTS, Decimal(len(months)), Decimal(len(days))),
    )


def sell_through(ground: Ground, dealer: str, method: OfShareBelow) -> Found:
    """Sell-through over sell-in, of the months he reported."""
    sold = reported(ground, dealer)
    lines = Input(LINES, Decimal(ground.purchases.has_quantities))
    if not sold.months or not lines.have:
        return unknown(lines, sold.input)
    days = ground.bought(dealer).days.items()
    within = (units for day, units in days if ground.window.first <= day and month_of(day) in sold.months)
    bought = total(each for units in within for each in units.values())
    if bought <= 0:
        return unknown(lines, sold.input, args=(("sold", sold.quantity), ("bought", bought)))
    value = divide(sold.quantity, bought)
    args = (("sold", sold.quantity), ("bought", bought), ("months", len(sold.months)), ("bound", method.below))
    return told(value, is_shown=value < method.below, args=args, inputs=(lines, sold.input))


def weeks_of_stock(ground: Ground, dealer: str, method: OfStock) -> Found:
    """The last count over a week's sell-through."""
    return _of_stock(
        ground, dealer, method, lambda stock, sold, days: (multiply(stock, days), multiply(sold, _DAYS_OF_WEEK))
    )


def days_of_stock(ground: Ground, dealer: str, method: OfStock) -> Found:
    """The last count over a day's sell-through."""
    return _of_stock(ground, dealer, method, lambda stock, sold, days: (multiply(stock, days), sold))


def stock_coefficient(ground: Ground, dealer: str, method: OfStock) -> Found:
    """The last count over an average month's sell-through (库存系数): the average of the months he reported."""
    months = Decimal(max(len(reported(ground, dealer).months), 1))
    return _of_stock(ground, dealer, method, lambda stock, sold, _: (multiply(stock, months), sold))


def _of_stock(
    ground: Ground, dealer: str, method: OfStock, ratio: Callable[[Number, Number, Number], tuple[Number, Number]]
) -> Found:
    """The ratio of the last counts; where a product he handles was not counted, his stock is at least so high."""
    sold = reported(ground, dealer)
    holding = ground.holdings.get(dealer, NOTHING_HELD)
    counts = holding.on(ground.as_of, days_before(ground.as_of, method.fresh))
    gaps = handled(ground, dealer) - {product for product, _ in counts} if method.uncounted != NOTHING else ()
    count = Input(COUNT, Decimal(len(counts)), Decimal(max(len(counts) + len(gaps), 1)))
    if not counts or not sold.months:
        return unknown(count, sold.input)
    stock = total(each.quantity for _, each in counts)
    evidence = Evidence.of(Place("stock", product, each.at) for product, each in counts)
    args = (
        ("stock", stock),
        ("sold", sold.quantity),
        ("days", sold.days),
        ("months", len(sold.months)),
        ("bound", bound_of(method)),
    )
    if sold.quantity <= 0:
        # Nothing sells: any stock at all lasts for ever.
        state = State.SHOWN if stock > 0 else State.UNKNOWN if gaps else State.QUIET
        return Found(state=state, args=args, inputs=(count, sold.input), evidence=evidence)
    value = divide(*ratio(stock, sold.quantity, Decimal(sold.days)))
    shown = reaches(value, method.above, method.at)
    if gaps and not shown:
        return unknown(count, sold.input, args=args)
    return told(value, is_shown=shown, args=args, inputs=(count, sold.input), evidence=evidence)


def handled(ground: Ground, dealer: str) -> frozenset[str]:
    """The products of which he may have some: bought within the window, sold on, or there at their last count."""
    holding, sold = ground.holdings.get(dealer, NOTHING_HELD), ground.sold.get(dealer, NOTHING_SOLD)
    found = {product for product, each in ground.bought(dealer).products.items() if each.quantity > 0}
    found.update(product for day, units in sold.days.items() if day >= ground.window.first for product in units)
    found.update(
        product for product in holding.counts if (last := holding.last(product, ground.as_of)) and last.quantity
    )
    return frozenset(found - {""})
