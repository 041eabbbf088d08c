"""One order of the book, asked about for its reasons.

An order that is open on the day of the question is asked about as of that day, without counting against itself.
One of which nothing is open any more is asked about as it was on its own day: after all that stands before it, and
with what the book said of that day, as in a replay.
"""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.credit.deciding import Decider
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import Delivered, Movement
from dealerkit.credit.positions.reading import Read, read_movements
from dealerkit.credit.replay.happened import are_ordered, happened, order_of
from dealerkit.credit.results import OrderAnswer
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.periods import Period


def answer_of(policy: Policy, book: Book, as_of: date, number: str) -> tuple[Order, OrderAnswer] | Problem:
    """An order of the book as it is asked about, and the answer to it with every reason.

    In a book without orders every invoice is an order of its own day. DK579: the book has no such order through
    ``as_of``.
    """
    read = read_movements(book, policy, as_of)
    by_invoice = not are_ordered(read.movements)
    asked = [order for each in read.movements if (order := _placed(each, by_invoice=by_invoice)) is not None]
    found = next((each for each in asked if each.order == number), None)
    if found is None:
        close = nearest(number, [each.order for each in asked])
        return problem("DK579", None, order=number, day=as_of, nearest=close)
    desk = OrderDesk.open(policy, book, as_of)
    waiting = [each for each in desk.open_orders() if each.order.order == number]
    if not waiting:
        return found, _on_its_day(policy, book, found, read, by_invoice=by_invoice)
    (today,) = desk.withdraw(waiting)
    return today, desk.trace(today)


def _placed(movement: Movement, *, by_invoice: bool) -> Order | None:
    """The order that a movement places."""
    return order_of(movement, Period(movement.day.isoformat(), movement.day, movement.day), by_invoice=by_invoice)


def _on_its_day(policy: Policy, book: Book, order: Order, read: Read, *, by_invoice: bool) -> OrderAnswer:
    """What a desk would have answered on the order's day, before the order counts."""
    day = order.day or date.max
    standing = Standing.at_rest(policy, book, day, read.unread)
    billed = happened(read.movements, day, by_invoice=by_invoice).by_delivery if by_invoice else {}
    for each in read.movements:
        placed = _placed(each, by_invoice=by_invoice)
        if placed is not None and (placed.customer, placed.order) == (order.customer, order.order):
            break
        if not (isinstance(each, Delivered) and each.delivery in billed):
            standing.positions.add(each)
    return Decider(standing, Limits(standing)).trace(order, day)
