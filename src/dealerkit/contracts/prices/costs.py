"""Moving average cost: what one unit costs us after each purchase, exactly.

A purchase adds its quantity and its cost; the average is what the stock cost over its quantity. A sale, or what a
customer returns, moves the quantity at that average. What goes back to the supplier leaves at the cost that is
given back, or at the average where none is stated. Within a day goods come in first, then go back to suppliers,
then are sold. Once more was sold than bought the stock is below zero: the next purchase that lifts it above zero
sets the average to its own cost, and what the sales had been costed wrongly is ``variance``.

Nothing is rounded here: an average stays a fraction until it is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from dealerkit.book import Book
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.streams import stream
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.exact import ZERO, Number, add, divide, multiply, negate, subtract

_NEEDED = ("date", "product", "quantity")


@frozen(kw_only=True)
class Point:
    """A product's average from a day on; None while it is not known. ``short`` is stock below zero after it."""

    day: date
    average: Number | None
    is_short: bool = False


@frozen(eq=False)
class Card:
    """One product: its averages in the order of days, and how it stands after the last."""

    points: tuple[Point, ...]
    quantity: Number
    value: Number
    variance: Number
    short_on: date | None = None

    def at(self, day: date) -> Point | None:
        """The average that holds at the end of a day."""
        place = bisect_right(self.points, day, key=lambda point: point.day)
        return self.points[place - 1] if place else None


@frozen(eq=False)
class Costs:
    """The average costs of all products; ``keeps_last`` takes the last average where stock is below zero."""

    cards: Mapping[str, Card]
    keeps_last: bool
    problems: tuple[Problem, ...] = ()

    def of(self, product: str, day: date) -> Number | Missing:
        """What one unit costs on a day; missing where nothing was bought, a rate lacks, or too much was sold."""
        card = self.cards.get(product)
        point = None if card is None else card.at(day)
        if point is None or point.average is None:
            return Missing((f"purchases.{product}",))
        if point.is_short and not self.keeps_last:
            return Missing((f"stock.{product}",))
        return point.average


@define
class Day:
    """What moved a product on one day: what came in and its cost, what went back, what was sold net of returns."""

    bought: Number = ZERO
    cost: Number = ZERO
    returned: list[tuple[Number, Number | None]] = field(factory=list)
    sold: Number = ZERO
    is_known: bool = True


def carded(days: Mapping[date, Day]) -> Card:
    """The card of one product from what moved it, whatever order it is given in."""
    average: Number | None = None
    short_on: date | None = None
    known = True
    points: list[Point] = []
    stock: Number = ZERO
    worth: Number = ZERO
    wrong: Number = ZERO
    for day in sorted(days):
        moved = days[day]
        known = known and moved.is_known
        if moved.bought:
            stock, worth, average, wrong = _bought(moved, stock, worth, average, wrong)
        for units, cost in moved.returned:
            stock = subtract(stock, units)
            worth = subtract(worth, multiply(units, cost if cost is not None else average or ZERO))
        if moved.returned:
            average, worth, wrong = _after_return(stock, worth, average, wrong)
        stock = subtract(stock, moved.sold)
        if average is not None:
            worth = subtract(worth, multiply(moved.sold, average))
        is_short = stock < 0
        if is_short and short_on is None:
            short_on = day
        points.append(Point(day=day, average=average if known else None, is_short=is_short))
    return Card(tuple(points), stock, worth, wrong, short_on)


def _bought(
    moved: Day, stock: Number, worth: Number, average: Number | None, wrong: Number
) -> tuple[Number, Number, Number | None, Number]:
    """After goods came in: stock, its worth, the average, and what earlier sales were costed wrongly."""
    own = divide(moved.cost, moved.bought)
    after = add(stock, moved.bought)
    if stock >= 0:
        worth = add(worth, moved.cost)
        return after, worth, divide(worth, after), wrong
    last = own if average is None else average
    covered = min(moved.bought, negate(stock))
    wrong = add(wrong, multiply(covered, subtract(own, last)))
    if after > 0:
        return after, multiply(after, own), own, wrong
    return after, multiply(after, last), last, wrong


def _after_return(
    stock: Number, worth: Number, average: Number | None, wrong: Number
) -> tuple[Number | None, Number, Number]:
    """After goods went back: what an empty shelf still seems to be worth is a difference, not a cost."""
    if stock > 0:
        return divide(worth, stock), worth, wrong
    if stock == 0:
        return average, ZERO, add(wrong, worth)
    return average, multiply(stock, average or ZERO), wrong


def read_costs(book: Book, currency: str, as_of: date, negative: str, keep: str) -> Costs:
    """The cards of all products through a day; ``negative == keep`` takes the last average below zero.

    One pass over purchases and one over lines; what is held are sums by product and day. Findings: DK678 a
    purchase in a currency without a rate, from which day on the product's cost is not known; DK679 more was sold
    than was bought.
    """
    problems: list[Problem] = []
    moved: dict[str, dict[date, Day]] = defaultdict(lambda: defaultdict(Day))
    _read_purchases(book, currency, as_of, moved, problems)
    if not book.lacking("lines", _NEEDED):
        for batch in stream(book, "lines"):
            columns = batch.columns
            for day, product, quantity in zip(*(columns[name] for name in _NEEDED), strict=True):
                if isinstance(day, date) and isinstance(quantity, Decimal) and day <= as_of:
                    each = moved[str(product or "")][day]
                    each.sold = add(each.sold, quantity)
    cards = {product: carded(days) for product, days in sorted(moved.items()) if product}
    for product, card in cards.items():
        if card.short_on is not None and any(point.average is not None for point in card.points):
            on = card.short_on
            problems.append(
                problem(
                    "DK679",
                    None,
                    address="contracts.prices.cost",
                    severity=Severity.WARNING,
                    product=product,
                    on=on,
                    negative=negative,
                )
            )
    return Costs(cards, negative == keep, tuple(problems))


def _read_purchases(
    book: Book, currency: str, as_of: date, moved: dict[str, dict[date, Day]], problems: list[Problem]
) -> None:
    if book.lacking("purchases", _NEEDED):
        return
    for batch in stream(book, "purchases"):
        columns = batch.columns
        for i, (day, product, quantity, number) in enumerate(
            zip(*(columns[name] for name in (*_NEEDED, "purchase")), strict=True)
        ):
            if not isinstance(day, date) or not isinstance(quantity, Decimal) or day > as_of:
                continue
            each = moved[str(product)][day]
            cost = columns["unit_cost"][i] if "unit_cost" in columns else None
            written = str(columns["currency"][i] or "") if "currency" in columns else ""
            ours = converted(book, cost, written, currency, day) if isinstance(cost, Decimal) else None
            if isinstance(cost, Decimal) and ours is None:
                problems.append(no_rate(batch.at(i, "currency"), "purchases", str(number), written, currency, day))
            if quantity < 0:
                each.returned.append((negate(quantity), ours))
                each.is_known = each.is_known and (ours is not None or cost is None)
            elif ours is None:
                # What came in at no known cost: from here on nobody can say what a unit cost.
                each.bought = add(each.bought, quantity)
                each.is_known = False
            else:
                each.bought = add(each.bought, quantity)
                each.cost = add(each.cost, multiply(quantity, ours))
