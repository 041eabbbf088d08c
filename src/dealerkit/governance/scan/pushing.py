"""Goods pushed by our own office (压货): deliveries into stock that was high already.

Before each delivery the dealer's stock is his last count, and what he bought since, less what he sold on since.
With the delivery, in weeks of his sell-through, it may reach the policy's bound: then somebody of ours pushed.
The finding names the salesperson of the lines, or else the employee responsible for the dealer; never the dealer.
Sell-through during each promotion is shown beside, so that one sees whether promotions moved anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground, days_before
from dealerkit.governance.scan.market import Place
from dealerkit.governance.scan.methods import OfPushing
from dealerkit.governance.scan.of_stock import COUNT, reported
from dealerkit.governance.scan.sign import Evidence, Found, Input, reaches, told, unknown
from dealerkit.values.exact import ZERO, Number, add, divide, exactly, multiply, subtract, total

_DAYS_OF_WEEK = Decimal(7)
_DAYS_TOLD = 5


@frozen
class Push:
    """One day's delivery into high stock: what lay there before, what came, and the weeks it then lasts."""

    day: date
    before: Number
    units: Decimal
    weeks: Number | None
    staff: tuple[str, ...]


def pushed(ground: Ground, dealer: str, method: OfPushing) -> Found:
    """Deliveries of the window after which his stock reaches the bound."""
    sold = reported(ground, dealer)
    bought = ground.bought(dealer)
    deliveries = sorted(day for day, units in bought.days.items() if units > 0 and day >= ground.window.first)
    if not deliveries:
        nothing = (("count", 0), ("deliveries", 0), ("units", ZERO), ("bound", _bound(method)))
        return told(ZERO, is_shown=False, args=nothing, inputs=(sold.input,))
    if not sold.months:
        return unknown(sold.input)
    known = 0
    found: list[Push] = []
    for day in deliveries:
        stock = stock_before(ground, dealer, day, method)
        if stock is None:
            continue
        known += 1
        units = bought.days[day]
        after = add(stock, units)
        weeks = None
        if sold.quantity > 0:
            weeks = divide(multiply(after, Decimal(sold.days)), multiply(sold.quantity, _DAYS_OF_WEEK))
        if weeks is None or reaches(weeks, method.above, method.at):
            found.append(Push(day, stock, units, weeks, _staff(ground, dealer, day)))
    counts = Input(COUNT, Decimal(known), Decimal(len(deliveries)))
    shown = len(found) >= method.least
    if not shown and len(found) + len(deliveries) - known >= method.least:
        return unknown(sold.input, counts)
    with exactly():
        units = sum((each.units for each in found), ZERO)
    args = (
        ("count", len(found)),
        ("deliveries", len(deliveries)),
        ("units", units),
        ("days", _first_days(found)),
        ("promotions", _promotions(ground, dealer)),
        ("bound", _bound(method)),
    )
    staff = tuple(sorted({name for each in found for name in each.staff}))
    return told(
        Decimal(len(found)),
        is_shown=shown,
        args=args,
        inputs=(sold.input, counts),
        evidence=_counted(ground, dealer),
        staff=staff if shown else (),
    )


def stock_before(ground: Ground, dealer: str, day: date, method: OfPushing) -> Number | None:
    """What lay with the dealer before the deliveries of a day; None where no count is fresh enough."""
    holding = ground.holdings.get(dealer)
    # A count of the very day may already hold what came that day.
    counts = () if holding is None else holding.on(day - timedelta(days=1), days_before(day, method.fresh))
    if not counts:
        return None
    since = max(each.day for _, each in counts)
    sold = ground.sell_through.get(dealer)
    with exactly():
        came = sum((units for on, units in ground.bought(dealer).days.items() if since < on < day), ZERO)
        left = sum((units for on, units in (sold.days if sold else {}).items() if since < on < day), ZERO)
    stock = add(total(each.quantity for _, each in counts), subtract(came, left))
    return max(stock, ZERO)


def _first_days(pushes: Sequence[Push]) -> tuple[str, ...]:
    days = tuple(each.day.isoformat() for each in pushes[:_DAYS_TOLD])
    return (*days, "…") if len(pushes) > _DAYS_TOLD else days


def _staff(ground: Ground, dealer: str, day: date) -> tuple[str, ...]:
    sellers = ground.bought(dealer).sellers.get(day)
    if sellers:
        return tuple(sorted(sellers))
    owner = ground.masters.dealer("dealer.owner", dealer, day)
    return (owner,) if isinstance(owner, str) else ()


def _promotions(ground: Ground, dealer: str) -> tuple[str, ...]:
    sold = ground.sell_through.get(dealer)
    found: list[str] = []
    for each in ground.promotions.get(dealer, ()):
        with exactly():
            units = sum(
                (units for on, units in (sold.days if sold else {}).items() if each.first <= on <= each.last), ZERO
            )
        found.append(f"{each.place.name}: {units:f}")
    return tuple(found)


def _counted(ground: Ground, dealer: str) -> Evidence:
    holding = ground.holdings.get(dealer)
    counts = () if holding is None else holding.on(ground.as_of, date.min)
    return Evidence.of(Place("stock", product, each.at) for product, each in counts)


def _bound(method: OfPushing) -> Number:
    return method.above if method.above is not None else method.at if method.at is not None else ZERO
