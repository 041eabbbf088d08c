"""Signals of what was bought: rhythm, one product, products left to others, places, capacity, gains and losses."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.methods import OfCapacity, OfGain, OfNeighbours, OfProducts, OfRhythm, OfShareAbove
from dealerkit.governance.scan.of_stock import LINES, reported
from dealerkit.governance.scan.purchases import month_of
from dealerkit.governance.scan.rhythm import change, is_beyond
from dealerkit.governance.scan.sign import Found, Input, reaches, told, unknown
from dealerkit.policy.types import Missing
from dealerkit.values.exact import ZERO, Number, add, divide, exactly, multiply, negate, subtract

TERRITORIES, CAPACITY, MONTHS, PRODUCTS = "lines with a territory", "capacity", "months", "products"

_ONE, _DAYS_OF_MONTH = Decimal(1), Decimal(30)


def rhythm(ground: Ground, dealer: str, method: OfRhythm) -> Found:
    """The last whole month against the whole months before it, since the dealer's first purchase."""
    last = month_of(ground.last_month)
    first = ground.purchases.firsts.get(dealer)
    begun = last if first is None else month_of(first)
    months = range(max(begun, last - method.months), last)
    asked = Input(MONTHS, Decimal(len(months)), Decimal(method.least))
    if len(months) < method.least:
        return unknown(asked)
    now, *before = [_figure(ground, dealer, month, method.of) for month in (last, *months)]
    found = change(now, before)
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
    return told(value, is_shown=shown, args=args, inputs=(asked,))


def _figure(ground: Ground, dealer: str, month: int, of: str) -> Number:
    found = ground.bought(dealer).months.get(month)
    if found is None:
        return ZERO
    return {"orders": Decimal(len(found.documents)), "amount": found.amount, "quantity": found.quantity}[of]


def single_product(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """The product he bought most of, by money, over all he bought."""
    bought = ground.bought(dealer)
    asked = Input(PRODUCTS, Decimal(bool(bought.products)))
    if not bought.products or bought.amount <= 0:
        return unknown(asked)
    product, most = max(bought.products.items(), key=lambda each: (each[1].amount, each[0]))
    value = divide(most.amount, bought.amount)
    args = (("product", product), ("part", most.amount), ("whole", bought.amount), ("bound", bound_of(method)))
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
    if mine.amount <= 0 or ground.total <= 0 or everybodys <= 0 or unclear:
        return unknown(asked)
    usual, own = divide(everybodys, ground.total), divide(his, mine.amount)
    value = divide(own, usual)
    args = (("own", own), ("usual", usual), ("bound", method.below))
    return told(value, is_shown=value < method.below, args=args, inputs=(asked,))


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
    """What was sold into territories that are not the dealer's, over all whose territory is stated.

    Where the tree does not say of some whether they are his, the answer must hold whichever they are.
    """
    own = own_territories(ground, dealer)
    bought = ground.bought(dealer)
    mine = Input("territory", Decimal(bool(own)))
    elsewhere = unclear = whole = ZERO
    foreign: list[str] = []
    with exactly():
        for territory, units in sorted(bought.territories.items()):
            whole += units
            said = [ground.is_within(territory, each) for each in own]
            if any(each is True for each in said):
                continue
            if any(isinstance(each, Missing) for each in said):
                unclear += units
            else:
                elsewhere += units
                foreign.append(territory)
        stated = Input(TERRITORIES, whole - unclear, bought.quantity)
        most = elsewhere + unclear
    if not own or whole <= 0:
        return unknown(mine, stated)
    value = divide(elsewhere, whole)
    args = (("part", elsewhere), ("whole", whole), ("territories", tuple(foreign)), ("bound", bound_of(method)))
    shown = reaches(value, method.above, method.at)
    if shown is not reaches(divide(most, whole), method.above, method.at):
        return unknown(mine, stated, args=args)
    return told(value, is_shown=shown, args=args, inputs=(mine, stated))


def own_territories(ground: Ground, dealer: str) -> tuple[str, ...]:
    """The dealer's own territory and those of his contracts in force."""
    found = [*ground.places[dealer][:1]]
    for row in ground.masters.contracts_in_force(dealer, ground.as_of):
        territory = row.get("territory")
        if isinstance(territory, str) and territory not in found:
            found.append(territory)
    return tuple(found)


def beyond_capacity(ground: Ground, dealer: str, method: OfCapacity) -> Found:
    """A month's volume over what his own outlets can sell in a month; a month is 30 days.

    Outlets without a stated capacity can only sell more: what is quiet without them is quiet with them.
    """
    outlets = ground.capacities.get(dealer, ())
    known = [each for each in outlets if each is not None]
    of_outlets = Input(CAPACITY, Decimal(len(known)), Decimal(max(len(outlets), 1)))
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
    bound = method.above if method.above is not None else method.at
    args = (
        (method.of.replace("-", "_"), monthly),
        ("capacity", capacity),
        ("count", len(known)),
        ("bound", bound if bound is not None else ZERO),
    )
    shown = reaches(value, method.above, method.at)
    if shown and len(known) < len(outlets):
        return unknown(of_outlets, read, args=args)
    return told(value, is_shown=shown, args=args, inputs=(of_outlets, read))


def neighbours_falling(ground: Ground, dealer: str, method: OfNeighbours) -> Found:
    """How many neighbours bought less than in the window before by at least the stated share."""
    asked = Input("neighbours", Decimal(bool(ground.around(dealer))))
    if not asked.have:
        return unknown(asked)
    falling: list[str] = []
    lost: Number = ZERO
    for each in ground.neighbours(dealer):
        bought = ground.bought(each)
        fall = subtract(bought.before, bought.amount)
        if bought.before > 0 and fall >= multiply(bought.before, method.fall):
            falling.append(each)
            lost = add(lost, fall)
    args = (
        ("count", len(falling)),
        ("neighbours", len(ground.neighbours(dealer))),
        ("lost", lost),
        ("names", tuple(falling)),
        ("bound", method.at),
    )
    return told(Decimal(len(falling)), is_shown=len(falling) >= method.at, args=args, inputs=(asked,))


def gains_while_total_falls(ground: Ground, dealer: str, method: OfGain) -> Found:
    """His gain against the window before, and what all others together lost."""
    asked = Input("earlier lines", Decimal(ground.total_before > 0))
    if not asked.have:
        return unknown(asked)
    mine = ground.bought(dealer)
    gain = subtract(mine.amount, mine.before)
    total = subtract(ground.total, ground.total_before)
    lost = negate(subtract(total, gain))
    args = (("gain", gain), ("lost", lost), ("total", total), ("bound", method.at))
    return told(gain, is_shown=gain >= method.at and gain > 0 and lost > gain, args=args, inputs=(asked,))


def bound_of(method: OfShareAbove) -> Number:
    """The bound, whichever way it is written."""
    return method.above if method.above is not None else method.at if method.at is not None else ZERO
