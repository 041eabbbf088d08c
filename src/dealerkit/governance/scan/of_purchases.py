"""Signals of what was bought: rhythm, one product, products left to others, places, capacity, gains and losses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.methods import OfCapacity, OfGain, OfNeighbours, OfProducts, OfRhythm, OfShareAbove
from dealerkit.governance.scan.of_stock import LINES, reported
from dealerkit.governance.scan.purchases import month_of
from dealerkit.governance.scan.rhythm import change as changed
from dealerkit.governance.scan.rhythm import is_beyond
from dealerkit.governance.scan.sign import Found, Input, between, bound_of, reaches, told, unknown
from dealerkit.policy.types import Missing
from dealerkit.values.exact import ZERO, Number, add, as_fraction, divide, exactly, multiply, negate, subtract, total

TERRITORIES, CAPACITY, MONTHS, PRODUCTS = "lines with a territory", "capacity", "months", "products"
EARLIER, LAST, EVERYBODYS = "earlier lines", "lines of the last month", "rejected lines of others"

_DAYS_OF_MONTH = Decimal(30)


def rhythm(ground: Ground, dealer: str, method: OfRhythm) -> Found:
    """The last whole month against the whole months before it, since the month of the dealer's first purchase."""
    purchases = ground.purchases
    last = month_of(ground.last_month)
    first = purchases.firsts.get(dealer)
    begun = last if first is None else month_of(first)
    months = range(max(begun, last - method.months), last)
    asked = Input(MONTHS, Decimal(len(months)), Decimal(method.least))
    # Where nobody bought anything the book is not up to date: that is no fall of everybody.
    there = Input(LAST, Decimal(last in purchases.months))
    stated = Input(*_stated(ground, dealer, method.of, (last, *months)))
    if len(months) < method.least or not there.have or stated.share < 1:
        return unknown(asked, there, stated)
    now, *before = [_figure(ground, dealer, month, method.of) for month in (last, *months)]
    found = changed(now, before)
    up, down = found.difference > 0, found.difference < 0
    wanted = {"both": up or down, "up": up, "down": down}[method.direction]
    shown = wanted and is_beyond(found, method.at, flat_is_shown=method.flat == "shown")
    args = (
        ("month", f"{ground.last_month:%Y-%m}"),
        (method.of, now),
        ("median", found.median),
        ("deviation", found.deviation),
        ("score", "" if found.score is None else found.score),
        ("count", len(before)),
        ("bound", method.at),
    )
    value = found.difference if found.score is None else found.score
    return told(value, is_shown=shown, args=args, inputs=(asked, there, stated))


def _stated(ground: Ground, dealer: str, of: str, months: Iterable[int]) -> tuple[str, Decimal, Decimal]:
    """Whether the lines state what is compared: orders need a document on every line of a purchase."""
    purchases = ground.purchases
    if of != "orders":
        return ("amounts" if of == "amount" else "lines"), Decimal(_has(ground, of)), Decimal(1)
    known = [ground.bought(dealer).months.get(month) for month in months]
    unnamed = sum(each.unnamed for each in known if each is not None)
    named = sum(len(each.documents) for each in known if each is not None)
    if not purchases.has_documents:
        return "documents", ZERO, Decimal(1)
    return "documents", Decimal(named), Decimal(named + unnamed)


def _has(ground: Ground, of: str) -> bool:
    return ground.purchases.has_amounts if of == "amount" else ground.purchases.has_quantities


def _figure(ground: Ground, dealer: str, month: int, of: str) -> Number:
    found = ground.bought(dealer).months.get(month)
    if found is None:
        return ZERO
    return {"orders": Decimal(len(found.documents)), "amount": found.amount, "quantity": found.quantity}[of]


def single_product(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """The product he bought most of, by money, over all products of which he bought more than he gave back."""
    kept = {product: each.amount for product, each in ground.bought(dealer).products.items() if each.amount > 0}
    asked = Input(PRODUCTS, Decimal(bool(kept)))
    if not kept:
        return unknown(asked)
    product, most = min(kept.items(), key=lambda each: (-each[1], each[0]))
    with exactly():
        whole = sum(kept.values(), ZERO)
    value = divide(most, whole)
    args = (("product", product), ("part", most), ("whole", whole), ("bound", bound_of(method)))
    return told(value, is_shown=reaches(value, method.above, method.at), args=args, inputs=(asked,))


def refused_products(ground: Ground, dealer: str, method: OfProducts) -> Found:
    """The share certain products have of his purchases, over the share they have of everybody's."""
    meant, unclear = _meant(ground, method)
    mine = ground.bought(dealer)
    asked = Input(
        PRODUCTS, Decimal(len(ground.purchases.products) - unclear), Decimal(max(len(ground.purchases.products), 1))
    )
    with exactly():
        his = sum((each.amount for product, each in mine.products.items() if product in meant), ZERO)
        everybodys = sum((each.amount for product, each in ground.purchases.products.items() if product in meant), ZERO)
    whole = ground.purchases.amount
    if mine.amount <= 0 or whole <= 0 or everybodys <= 0 or unclear:
        return unknown(asked)
    usual, own = divide(everybodys, whole), divide(his, mine.amount)
    value = divide(own, usual)
    args = (("own", own), ("usual", usual), ("bound", method.below))
    return told(value, is_shown=value < method.below, args=args, inputs=(asked, of_everybody(ground)))


def of_everybody(ground: Ground) -> Input:
    """How many of the window's lines of all dealers could be read."""
    lines = ground.purchases.lines
    return Input(EVERYBODYS, Decimal(lines), Decimal(lines + ground.lines_unread))


def _meant(ground: Ground, method: OfProducts) -> tuple[frozenset[str], int]:
    found: set[str] = set()
    unclear = 0
    for product in ground.purchases.products:
        facts = {name: ground.masters.product(name, product, ground.as_of) for name in method.goods.reads}
        said = method.goods.evaluate(facts)
        if isinstance(said, Missing):
            unclear += 1
        elif said is True:
            found.add(product)
    return frozenset(found), unclear


def delivered_elsewhere(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """What was sold into territories that were not the dealer's on those days, over all he bought.

    Where the lines name no territory, or the tree does not say whether it was his, the answer must hold whichever it
    was.
    """
    bought = ground.bought(dealer)
    elsewhere = unclear = stated = ZERO
    foreign: list[str] = []
    has_own = False
    with exactly():
        for (day, territory), units in sorted(bought.territories.items()):
            stated += units
            own = ground.own_territories(dealer, day)
            has_own = has_own or bool(own)
            said = [ground.is_within(territory, each, day) for each in own]
            if any(each is True for each in said):
                continue
            if not own or any(isinstance(each, Missing) for each in said):
                unclear += abs(units)
            else:
                elsewhere += units
                foreign.append(territory)
        unstated = abs(bought.quantity - stated)
        known = Input(TERRITORIES, stated - unclear, stated + unstated)
    mine = Input("territory", Decimal(has_own or bool(ground.own_territories(dealer, ground.as_of))))
    if not mine.have or bought.quantity <= 0 or not bought.territories:
        return unknown(mine, known)
    least = divide(elsewhere, bought.quantity)
    most = divide(add(elsewhere, add(unclear, unstated)), bought.quantity)
    args = (
        ("part", elsewhere),
        ("whole", bought.quantity),
        ("territories", tuple(dict.fromkeys(foreign))),
        ("bound", bound_of(method)),
    )
    return between(least, most, method, args=args, inputs=(mine, known))


def beyond_capacity(ground: Ground, dealer: str, method: OfCapacity) -> Found:
    """A month's volume over what his own outlets can sell in a month; a month is 30 days.

    Outlets without a stated capacity can only sell more: what is quiet without them is quiet with them.
    """
    outlets = ground.capacities.get(dealer, ())
    known = [each for each in outlets if each is not None]
    of_outlets = Input(CAPACITY, Decimal(len(known)), Decimal(max(len(outlets), 1)))
    volume: Number
    if method.of == "sell-in":
        volume, days = ground.bought(dealer).quantity, ground.window.days
        read = Input(LINES, Decimal(ground.purchases.has_quantities))
    else:
        sold = reported(ground, dealer)
        volume, days, read = sold.quantity, sold.days, sold.input
    with exactly():
        capacity = sum(known, ZERO)
    if not read.have or not days or capacity <= 0:
        return unknown(of_outlets, read)
    value = divide(multiply(volume, _DAYS_OF_MONTH), multiply(capacity, Decimal(days)))
    monthly = divide(multiply(volume, _DAYS_OF_MONTH), Decimal(days))
    args = (
        (method.of.replace("-", "_"), monthly),
        ("capacity", capacity),
        ("count", len(known)),
        ("bound", bound_of(method)),
    )
    shown = reaches(value, method.above, method.at)
    if shown and len(known) < len(outlets):
        return unknown(of_outlets, read, args=args)
    return told(value, is_shown=shown, args=args, inputs=(of_outlets, read))


def neighbours_falling(ground: Ground, dealer: str, method: OfNeighbours) -> Found:
    """How many neighbours bought less than in the window before by at least the stated share.

    Dealers of whom nobody knows where they are may be neighbours too, and one with rejected lines may have fallen.
    """
    neighbours = ground.neighbours(dealer)
    asked = Input("neighbours", Decimal(bool(ground.around(dealer))))
    before = Input(EARLIER, Decimal(ground.covers_before and ground.purchases.has_amounts))
    if not asked.have or not ground.purchases.has_amounts:
        return unknown(asked, before)
    falls = {each: _fall(ground, each, method) for each in neighbours}
    falling = [each for each, fall in falls.items() if fall is not None and not ground.unread("lines", each)]
    falls_elsewhere = ground.unplaced_falls
    others = len(falls_elsewhere) - bisect_left(falls_elsewhere, as_fraction(method.fall))
    unclear = others + sum(bool(ground.unread("lines", each)) for each in neighbours)
    lost = total(fall for each in falling if (fall := falls[each]) is not None)
    placed = Input("territories of others", Decimal(len(neighbours)), Decimal(len(neighbours) + unclear))
    args = (
        ("count", len(falling)),
        ("neighbours", len(neighbours)),
        ("lost", lost),
        ("names", tuple(falling)),
        ("bound", method.at),
    )
    shown = len(falling) >= method.at
    if not shown and (len(falling) + unclear >= method.at or not before.have):
        return unknown(asked, before, placed, args=args)
    return told(Decimal(len(falling)), is_shown=shown, args=args, inputs=(asked, before, placed))


def _fall(ground: Ground, dealer: str, method: OfNeighbours) -> Number | None:
    """How much less a dealer bought than in the window before; None where that is no fall."""
    bought = ground.bought(dealer)
    fall = subtract(bought.before, bought.amount)
    is_fall = bought.before > 0 and fall > 0 and fall >= multiply(bought.before, method.fall)
    return fall if is_fall else None


def gains_while_total_falls(ground: Ground, dealer: str, method: OfGain) -> Found:
    """His gain against the window before, and what all others together lost."""
    purchases = ground.purchases
    asked = Input(EARLIER, Decimal(ground.covers_before and purchases.before > 0))
    if not asked.have:
        return unknown(asked)
    mine = ground.bought(dealer)
    gain = subtract(mine.amount, mine.before)
    change = subtract(purchases.amount, purchases.before)
    lost = negate(subtract(change, gain))
    args = (("gain", gain), ("lost", lost), ("total", change), ("bound", method.at))
    shown = gain >= method.at and gain > 0 and lost > gain
    return told(gain, is_shown=shown, args=args, inputs=(asked, of_everybody(ground)))
