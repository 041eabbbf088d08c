"""One policy let loose on the past: every order asked about on its day, as a desk would have been.

Movements pass in the order of their days. An order is asked about before it counts itself and after all that
stands before it: the day before in full, and of its own day what the book's order of movements puts earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    OrderEnded,
    Received,
)
from dealerkit.credit.replay.happened import Happened, order_of
from dealerkit.credit.replay.results import Key, Verdict
from dealerkit.credit.results import Action, OrderAnswer
from dealerkit.values.periods import Period


class Desk(Protocol):
    """What a replay asks: a desk on which nothing has moved yet."""

    def decide(self, order: Order, day: date) -> OrderAnswer:
        """The answer to an order, which changes nothing."""
        ...

    def add(self, movement: Movement) -> object:
        """Take a movement into account."""
        ...


def replayed(
    desk: Desk,
    movements: Iterable[Movement],
    span: Period,
    history: Happened,
    *,
    by_invoice: bool,
    consumes: bool,
) -> Iterator[tuple[Order, Verdict]]:
    """Every order of the days with its verdict, in time order.

    ``consumes`` leaves out what follows from an order that is held back; one that cannot be told stays as it
    happened, since nobody refused it. Where invoices are the orders, a delivery that one of them bills is part
    of it and does not count before it.
    """
    left_out = LeftOut(history)
    for movement in movements:
        order = order_of(movement, span, by_invoice=by_invoice)
        if order is not None:
            verdict = verdict_of(desk.decide(order, movement.day))
            yield order, verdict
            if consumes and verdict.held_back:
                left_out.take(Key(order.customer, order.order))
        is_part = by_invoice and isinstance(movement, Delivered) and movement.delivery in history.by_delivery
        if not is_part and not left_out.holds(movement):
            desk.add(movement)


def verdict_of(answer: OrderAnswer) -> Verdict:
    """What of an answer is kept."""
    unknown: tuple[str, ...] = ()
    if answer.action is Action.UNDETERMINED:
        named = (*answer.missing, *answer.limit.missing, *(name for each in answer.failing for name in each.missing))
        unknown = named or tuple(each.code for each in answer.problems)
    return Verdict(
        action=answer.action,
        amount=answer.amount,
        failing=tuple(each.id for each in answer.failing),
        missing=tuple(dict.fromkeys(unknown)),
        limit=answer.limit.amount,
        unlimited=answer.limit.unlimited,
        exposure=None if answer.exposure is None else answer.exposure.total,
    )


class LeftOut:
    """The orders that did not ship in this world, and the documents that therefore never were."""

    __slots__ = ("_bills", "_history", "_keys")

    def __init__(self, history: Happened) -> None:
        self._history = history
        self._keys: set[Key] = set()
        self._bills: set[str] = set()

    def take(self, key: Key) -> None:
        """Leave an order out from now on."""
        self._keys.add(key)

    def holds(self, movement: Movement) -> bool:
        """Whether a movement follows from an order that was left out."""
        if not self._keys:
            return False
        match movement:
            case Ordered() | OrderEnded():
                return Key(movement.customer, movement.order) in self._keys
            case Delivered():
                return self._history.by_delivery.get(movement.delivery) in self._keys
            case Invoiced():
                return self._of_invoice(movement.invoice)
            case Received():
                own = bool(movement.order) and Key(movement.customer, movement.order) in self._keys
                return own or self._of_invoice(movement.invoice)
            case BillTaken():
                never = self._of_invoice(movement.invoice)
                if never:
                    self._bills.add(movement.bill)
                return never
            case BillEnded():
                return movement.bill in self._bills
            case _:
                return False

    def _of_invoice(self, number: str) -> bool:
        return self._history.by_invoice.get(number) in self._keys
