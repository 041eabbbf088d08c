"""What lay with a dealer on a day: his last count of each product, and what came and went since.

A count is of good units after business of its day. One that is older than the policy allows says nothing, and a
product that he handles without such a count is a gap: his stock is at least what was counted.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.market import NOTHING_HELD
from dealerkit.governance.scan.sold import NOTHING_SOLD
from dealerkit.rebates.sources.counts import Counted
from dealerkit.values.exact import ZERO, Number, add, subtract, total

_ONE_DAY = timedelta(days=1)


@frozen
class Lying:
    """What lay there in all, never below zero; which counts say so; products that nobody counted.

    ``is_reported`` says whether every month between a count and the day was reported: where one was not, goods may
    have been sold on of which nothing is known.
    """

    units: Number
    counts: tuple[tuple[str, Counted], ...]
    gaps: tuple[str, ...]
    is_reported: bool


def lying_on(ground: Ground, dealer: str, day: date, oldest: date) -> Lying:
    """The stock after business of a day, by counts that are not from before ``oldest``."""
    holding, sold = ground.holdings.get(dealer, NOTHING_HELD), ground.sold.get(dealer, NOTHING_SOLD)
    counts = holding.on(day, oldest)
    parts: list[Number] = []
    is_reported = True
    for product, count in counts:
        since = count.day + _ONE_DAY
        came = came_between(ground, dealer, since, day, product)
        parts.append(subtract(add(count.quantity, came), sold.between(since, day, product)))
        is_reported = is_reported and sold.is_reported(since, day)
    if counts:
        # Reports that name no product: they are taken off from the latest count on.
        parts.append(subtract(ZERO, sold.between(max(each.day for _, each in counts) + _ONE_DAY, day, "")))
    counted = {product for product, _ in counts}
    gaps = tuple(sorted(_known_by(ground, dealer, day) - counted))
    return Lying(max(total(parts), ZERO), counts, gaps, is_reported)


def came_between(ground: Ground, dealer: str, first: date, last: date, product: str | None = None) -> Decimal | Number:
    """Units he bought from one day through another, of one product or of all; returns take off."""
    days = ground.bought(dealer).days
    within = (units for day, units in days.items() if first <= day <= last)
    if product is not None:
        return total(units.get(product, ZERO) for units in within)
    return total(each for units in within for each in units.values())


def _known_by(ground: Ground, dealer: str, day: date) -> frozenset[str]:
    """The products he may have had by a day: bought before it, or there at their last count."""
    holding = ground.holdings.get(dealer, NOTHING_HELD)
    found: dict[str, Number] = {}
    for on, units in ground.bought(dealer).days.items():
        if on <= day:
            for product, each in units.items():
                found[product] = add(found.get(product, ZERO), each)
    known = {product for product, units in found.items() if units > 0 and product}
    known.update(product for product in holding.counts if (last := holding.last(product, day)) and last.quantity)
    return frozenset(known)
