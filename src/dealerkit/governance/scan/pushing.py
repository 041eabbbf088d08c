"""Goods pushed by our own office (压货): deliveries into stock that was high already.

Before each delivery the dealer's stock is his last count, and what he bought since, less what he sold on since.
With the delivery, in weeks of his sell-through, it may reach the policy's bound: then somebody of ours pushed.
The finding names the salesperson of the lines, or else the employee responsible for the dealer; never the dealer.
What came and what was sold on during each promotion is shown beside, so that one sees whether it moved anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground, days_before
from dealerkit.governance.scan.market import Place
from dealerkit.governance.scan.methods import NOTHING, OfPushing
from dealerkit.governance.scan.of_stock import COUNT, reported
from dealerkit.governance.scan.sign import Evidence, Found, Input, bound_of, reaches, told, unknown
from dealerkit.governance.scan.sold import NOTHING_SOLD
from dealerkit.governance.scan.stocks import came_between, lying_on
from dealerkit.rebates.sources.counts import Counted
from dealerkit.values.exact import ZERO, Number, add, canonical, divide, multiply, total

_ONE_DAY = timedelta(days=1)
_DAYS_OF_WEEK = Decimal(7)
_DAYS_TOLD = 5


@frozen
class Push:
    """One day's delivery into high stock: what lay there before, what came, and the weeks it then lasts."""

    day: date
    before: Number
    units: Number
    weeks: Number | None
    staff: tuple[str, ...]
    counts: tuple[tuple[str, Counted], ...]


def pushed(ground: Ground, dealer: str, method: OfPushing) -> Found:
    """Deliveries of the window after which his stock reaches the bound."""
    sold = reported(ground, dealer)
    days = {day: total(units.values()) for day, units in ground.bought(dealer).days.items()}
    deliveries = sorted(day for day, units in days.items() if units > 0 and day >= ground.window.first)
    if not deliveries:
        nothing = (("count", 0), ("deliveries", 0), ("units", ZERO), ("bound", bound_of(method)))
        return told(ZERO, is_shown=False, args=nothing, inputs=(sold.input,))
    known = 0
    found: list[Push] = []
    for day in deliveries:
        push, is_known = _delivered(ground, dealer, day, days[day], method)
        known += is_known
        found += [push] if push is not None else []
    counts = Input(COUNT, Decimal(known), Decimal(len(deliveries)))
    shown = len(found) >= method.least
    if not shown and len(found) + len(deliveries) - known >= method.least:
        return unknown(sold.input, counts)
    args = (
        ("count", len(found)),
        ("deliveries", len(deliveries)),
        ("units", total(each.units for each in found)),
        ("days", _first_days(found)),
        ("promotions", _promotions(ground, dealer)),
        ("bound", bound_of(method)),
    )
    staff = tuple(sorted({name for each in found for name in each.staff}))
    return told(
        Decimal(len(found)),
        is_shown=shown,
        args=args,
        inputs=(sold.input, counts),
        evidence=_counted(found),
        staff=staff if shown else (),
    )


def _delivered(ground: Ground, dealer: str, day: date, units: Number, method: OfPushing) -> tuple[Push | None, bool]:
    """The push that a day's delivery was, if it was one; and whether that can be told."""
    # A count of the very day may already hold what came that day.
    stock = lying_on(ground, dealer, day - _ONE_DAY, days_before(day, method.fresh))
    gaps = stock.gaps if method.uncounted != NOTHING else ()
    sold, days = _pace(ground, dealer, day, method)
    if not stock.counts or not days:
        return None, False
    after = add(stock.units, units)
    weeks = divide(multiply(after, Decimal(days)), multiply(sold, _DAYS_OF_WEEK)) if sold > 0 else None
    if weeks is not None and not reaches(weeks, method.above, method.at):
        # What nobody counted can only add to the stock.
        return None, not gaps
    if not stock.is_reported:
        # He may have sold on since the count what he did not report.
        return None, False
    return Push(day, stock.units, units, weeks, _staff(ground, dealer, day), stock.counts), True


def _pace(ground: Ground, dealer: str, day: date, method: OfPushing) -> tuple[Number, int]:
    """What he sold on, and in how many days with reports: of the window, or of a time before the delivery."""
    if method.pace is None:
        sold = reported(ground, dealer)
        return sold.quantity, sold.days
    first, last = days_before(day, method.pace), day - _ONE_DAY
    before = ground.sold.get(dealer, NOTHING_SOLD)
    return before.between(first, last), before.days_reported(first, last)


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
    """What he bought and sold on during each promotion, so that one sees whether it moved what it brought in."""
    sold = ground.sold.get(dealer, NOTHING_SOLD)
    found: list[str] = []
    for each in ground.promotions.get(dealer, ()):
        last = min(each.last, ground.as_of)
        came, left = came_between(ground, dealer, each.first, last), sold.between(each.first, last)
        found.append(f"{each.place.name}: {canonical(came)} → {canonical(left)}")
    return tuple(found)


def _counted(pushes: Sequence[Push]) -> Evidence:
    """The counts that the pushed deliveries were held against, each once."""
    places = {(each.at.file, each.at.line): (product, each) for push in pushes for product, each in push.counts}
    return Evidence.of(Place("stock", product, each.at) for product, each in places.values())
