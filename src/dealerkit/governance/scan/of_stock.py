"""Signals of stock and sell-through: what he bought and did not sell on.

Only months for which the dealer reported count, on both sides: a month without a report is no month without
sales. All in units.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground, days_before
from dealerkit.governance.scan.market import Place, SoldThrough
from dealerkit.governance.scan.methods import OfShareBelow, OfStock
from dealerkit.governance.scan.purchases import month_of
from dealerkit.governance.scan.sign import Evidence, Found, Input, State, reaches, told, unknown
from dealerkit.values.exact import ZERO, Number, divide, exactly, multiply, total

REPORTS, COUNT, LINES = "sell-through", "stock", "lines"
"""What these formulas read."""

_DAYS_OF_WEEK = Decimal(7)
_NOTHING = SoldThrough()


@frozen
class Reported:
    """What a dealer sold on in the months he reported, and how many days of the window those have."""

    quantity: Decimal
    days: int
    months: frozenset[int]
    input: Input


def reported(ground: Ground, dealer: str) -> Reported:
    """The dealer's reports within the window."""
    sold = ground.sell_through.get(dealer, _NOTHING)
    days = ground.months
    covered = sum(count for month, count in days.items() if month in sold.months)
    return Reported(
        sold.quantity, covered, frozenset(sold.months), Input(REPORTS, Decimal(len(sold.months)), Decimal(len(days)))
    )


def sell_through(ground: Ground, dealer: str, method: OfShareBelow) -> Found:
    """Sell-through over sell-in, of the months he reported."""
    sold = reported(ground, dealer)
    lines = Input(LINES, Decimal(ground.purchases.has_quantities))
    if not sold.months or not lines.have:
        return unknown(lines, sold.input)
    with exactly():
        bought = sum(
            (
                units
                for day, units in ground.bought(dealer).days.items()
                if ground.window.first <= day and month_of(day) in sold.months
            ),
            ZERO,
        )
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
    sold = reported(ground, dealer)
    holding = ground.holdings.get(dealer)
    counts = () if holding is None else holding.on(ground.as_of, days_before(ground.as_of, method.fresh))
    products = 0 if holding is None else len(holding.counts)
    count = Input(COUNT, Decimal(len(counts)), Decimal(max(products, 1)))
    if not counts or not sold.months:
        return unknown(count, sold.input)
    stock = total(each.quantity for _, each in counts)
    evidence = Evidence.of(Place("stock", product, each.at) for product, each in counts)
    bound = method.above if method.above is not None else method.at
    args = (
        ("stock", stock),
        ("sold", sold.quantity),
        ("days", sold.days),
        ("months", len(sold.months)),
        ("bound", bound if bound is not None else ZERO),
    )
    if sold.quantity <= 0:
        # Nothing sells: any stock at all lasts for ever.
        state = State.SHOWN if stock > 0 else State.QUIET
        return Found(state=state, args=args, inputs=(count, sold.input), evidence=evidence)
    value = divide(*ratio(stock, sold.quantity, Decimal(sold.days)))
    shown = reaches(value, method.above, method.at)
    return told(value, is_shown=shown, args=args, inputs=(count, sold.input), evidence=evidence)
