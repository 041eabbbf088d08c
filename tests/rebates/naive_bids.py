"""Special bids unit by unit, as one would do it with a pile of slips. For whole units only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor
from typing import NamedTuple


class Bid(NamedTuple):
    """Days, how many units at most, and the price it goes down to."""

    first: date
    last: date
    limit: int
    price: int


class Claim(NamedTuple):
    """Came in, sold, under which bid, how many."""

    on: date
    sold_on: date
    bid: int
    units: int


def slips(moves: Sequence[tuple[date, int]]) -> list[date]:
    """One slip a unit that stayed sold (or bought), in order of the days; what comes back takes the last slip."""
    pile: list[date] = []
    for day, units in sorted(moves, key=lambda move: (move[0], move[1] < 0)):
        for _ in range(abs(units)):
            if units > 0:
                pile.append(day)
            elif pile:
                pile.pop()
    return pile


def answers(
    bids: Sequence[Bid],
    claims: Sequence[Claim],
    sales: Sequence[tuple[date, int]],
    boxes: Sequence[tuple[date, int, int]],
    share: int,
    spare: int,
) -> list[tuple[int, int | None]]:
    """Units and money of each claim, None where a box has no price; boxes are day, units and price, never sent back."""
    sold = slips(sales)
    bought = [(day, price) for day, units, price in sorted(boxes, key=lambda box: box[0]) for _ in range(units)]
    is_used = [False] * len(sold)
    reported, beside, given = [0] * len(bids), [0] * len(bids), [0] * len(bids)
    beside_all = 0
    found: list[tuple[int, int | None]] = []
    for claim in claims:
        bid = bids[claim.bid]
        if not (bid.first <= claim.sold_on <= bid.last and claim.sold_on <= claim.on):
            found.append((0, 0))
            continue
        places: list[tuple[int, date]] = []
        wanted = min(claim.units, bid.limit - given[claim.bid])
        for place, day in enumerate(sold):
            if len(places) < wanted and not is_used[place] and bid.first <= day <= min(bid.last, claim.on):
                is_used[place] = True
                places.append((place, day))
        reported[claim.bid] += len(places)
        allowed = floor(reported[claim.bid] * share / 100) + spare - beside[claim.bid]
        while len(places) < wanted and allowed > 0:
            through = sum(day <= claim.sold_on for day in sold)
            places.append((through + beside_all, claim.sold_on))
            beside_all += 1
            beside[claim.bid] += 1
            allowed -= 1
        given[claim.bid] += len(places)
        prices = [_price(bought, place, day) for place, day in places]
        known = [price for price in prices if price is not None]
        credit = sum(max(price - bid.price, 0) for price in known)
        paid = sum(price > bid.price for price in known)
        found.append((paid, credit) if len(known) == len(prices) else (0, None))
    return found


def _price(bought: Sequence[tuple[date, int]], place: int, day: date) -> int | None:
    there = [price for on, price in bought if on <= day]
    return there[place] if place < len(there) else None
