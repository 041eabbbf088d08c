"""The order desk: a policy and a book opened once, and orders answered one after the other.

Opening reads the book. After that an answer touches what it is about: the customer's position, his limit, the
sums of his groups. Placing an order, a movement or a signed release changes one position and no more, so that
a desk may stay open all day.

A desk has a day. It moves forward, never back: what an order may do on a day was decided with what was known
on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order, require_day
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.positions.movements import Movement, Ordered, OrderWithdrawn
from dealerkit.credit.positions.position import OpenOrder
from dealerkit.credit.results import Action, LimitFound, OrderAnswer
from dealerkit.credit.section import credit_of
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, problem
from dealerkit.values.exact import EXACT

MASTERS = (
    *("customers", "contracts", "groups", "territories", "rates", "employees", "credit_limits", "securities"),
    *("dunnings", "disputes", "repayments", "balance_confirmations"),
)
"""Tables that an answer looks into: they are read when a desk is opened."""


class OrderDesk:
    """Answers orders as of its day; what it is told counts for all that comes after."""

    __slots__ = ("_decider", "_unnumbered", "day", "problems", "standing")

    def __init__(self, standing: Standing, limits: Limits, day: date, problems: tuple[Problem, ...] = ()) -> None:
        self.standing = standing
        self.day = day
        self.problems = problems
        self._decider = Decider(standing, limits)
        self._unnumbered = 0

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> OrderDesk:
        """A desk that knows what the book says through ``as_of``.

        ``known_at`` states what the book was opened with. ``problems`` are those of the book's movements. A policy
        without the section ``credit`` is a mistake of the caller: it would let everything ship.
        """
        require_day(as_of, "the day of the question")
        if credit_of(policy) is None:
            raise DealerkitError("the policy has no section credit: nothing says who may buy on credit")
        if known_at is not None and known_at != book.known_at:
            raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
        standing = Standing.open(policy, book, as_of)
        for table in MASTERS:
            if book.has(table):
                book.versions(table)
        return cls(standing, Limits(standing), as_of, tuple(standing.problems))

    def check(self, order: Order) -> OrderAnswer:
        """The answer to an order, on its own day or the desk's; nothing changes.

        An order that the desk counts as open already does not count against itself. DK577, undetermined: the
        order is dated before the desk's day.
        """
        return self._answered(order, self._decider.decide)

    def trace(self, order: Order) -> OrderAnswer:
        """The same with every reason written out."""
        return self._answered(order, self._decider.trace)

    def place(self, order: Order) -> OrderAnswer:
        """The answer to an order; if it may ship it counts as an open order from now on.

        What waits for a signature, for money or for somebody's word does not count: it is placed again when
        that is there. The desk moves to the order's day.
        """
        answer = self.check(order)
        self.accept(order, answer)
        return answer

    def accept(self, order: Order, answer: OrderAnswer) -> None:
        """An order was answered with ``answer``: the desk moves to its day, and what ships counts from now on."""
        if order.day is not None and order.day > self.day:
            self.day = order.day
        if answer.action is Action.SHIP:
            self._count(order, answer)

    def add(self, movement: Movement) -> Problem | None:
        """Take a movement into account; one of a later day moves the desk there, one of an earlier day came late.

        What is wrong with the movement comes back: it counts nevertheless, as a book's would.
        """
        self.day = max(self.day, movement.day)
        return self.standing.positions.add(movement)

    def release(self, release: Release) -> None:
        """A release was signed: its order may ship under it, and the ladder remembers it."""
        self.standing.releases.add(release)

    def advance(self, day: date) -> Problem | None:
        """Move to a later day: limits roll, items age, releases expire. DK577 for an earlier one."""
        if day < self.day:
            return problem("DK577", None, day=day, now=self.day, order="")
        self.day = day
        return None

    def withdraw(self, orders: Iterable[OpenOrder]) -> tuple[Order, ...]:
        """Orders that count as open are as if not placed yet: what to ask about, in the order of their days."""
        found = sorted(orders, key=lambda each: (each.order.day, each.order.order))
        for each in found:
            self.standing.positions.add(_withdrawn(each))
        return tuple(_asked(each) for each in found)

    def open_orders(self) -> Iterator[OpenOrder]:
        """Every order that counts as open, customer by customer."""
        for customer in tuple(self.standing.positions.customers()):
            yield from self.standing.positions.of(customer).orders()

    def _answered(self, order: Order, ask: Callable[[Order, date], OrderAnswer]) -> OrderAnswer:
        day = order.day or self.day
        if day < self.day:
            wrong = problem("DK577", order.at, day=day, now=self.day, order=order.order)
            return self._undetermined(order, wrong)
        positions = self.standing.positions
        if not order.order or order.customer not in positions:
            return ask(order, day)
        known = positions.of(order.customer).order(order.order)
        if known is None:
            return ask(order, day)
        if not known.open:
            return self._undetermined(order, problem("DK576", order.at, order=order.order, customer=order.customer))
        positions.add(_withdrawn(known))
        try:
            return ask(order, day)
        finally:
            positions.add(known.order)

    def _count(self, order: Order, answer: OrderAnswer) -> None:
        """Let an order that ships count; what was delivered of it before is not asked for again."""
        if answer.amount is None:
            return
        number = order.order
        if not number:
            self._unnumbered += 1
            number = f"#{self._unnumbered}"
        position = self.standing.positions.of(order.customer)
        counted = position.order(number)
        if counted is not None:
            self.standing.positions.add(_withdrawn(counted))
        placed = Ordered(
            day=answer.day,
            customer=order.customer,
            order=number,
            amount=EXACT.add(answer.amount, position.done(number)),
            wanted_on=order.wanted_on,
            contract=order.contract,
            payment_days=order.payment_days,
            at=order.at,
        )
        self.standing.positions.add(placed)

    def _undetermined(self, order: Order, wrong: Problem) -> OrderAnswer:
        """Nothing is said about an order that cannot be asked about, and nothing let through."""
        day = order.day or self.day
        return OrderAnswer(
            order=order.order,
            customer=order.customer,
            day=day,
            amount=order.amount,
            action=Action.UNDETERMINED,
            limit=LimitFound(subject=order.customer, day=day, amount=None),
            exposure=None,
            headroom=None,
            revision=self.standing.policy.header.revision,
            problems=(wrong,),
        )


def check_order(policy: Policy, book: Book, order: Order, as_of: date, known_at: date | None = None) -> OrderAnswer:
    """May this order ship, on whose signature, or why not: the answer with all its reasons.

    Opens a desk for one question; who has several keeps an :class:`OrderDesk`. The answer's problems are those of
    the order, and after them those of the customer's rows in the book, which a desk has under ``problems``.
    """
    desk = OrderDesk.open(policy, book, as_of, known_at)
    answer = desk.trace(order)
    of_his = tuple(each for each in desk.problems if ("customer", order.customer) in each.args)
    return evolve(answer, problems=(*answer.problems, *of_his)) if of_his else answer


def _asked(open_order: OpenOrder) -> Order:
    """What is left of an order, as a question of the desk's day."""
    placed = open_order.order
    return Order(
        customer=placed.customer,
        amount=open_order.open,
        order=placed.order,
        wanted_on=placed.wanted_on,
        contract=placed.contract,
        payment_days=placed.payment_days,
        at=placed.at,
    )


def _withdrawn(open_order: OpenOrder) -> OrderWithdrawn:
    placed = open_order.order
    return OrderWithdrawn(day=placed.day, customer=placed.customer, order=placed.order)
