"""Orders and deliveries of one customer: what is ordered and not delivered, delivered and not invoiced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from dealerkit.credit.positions.documents import InvoiceLife, OpenOrder, OrderLife
from dealerkit.credit.positions.movements import Delivered, Ordered
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_add, _subtract = EXACT.add, EXACT.subtract


class Goods:
    """What a customer's orders and deliveries add to his position, document by document.

    ``open_orders`` is what is ordered and not delivered, ``delivered`` what is delivered and not invoiced.
    """

    __slots__ = ("_awaited", "_live", "_loose", "_numbers", "_orders", "_wanted", "delivered", "open_orders")

    def __init__(self) -> None:
        self.open_orders = self.delivered = ZERO
        self._orders: dict[str, OrderLife] = {}
        # Orders of which something is open or not invoiced.
        self._live: dict[str, OrderLife] = {}
        self._wanted: dict[date, Decimal] = {}
        # Deliveries without an order that are not invoiced, and deliveries whose invoice is still to come.
        self._loose: dict[tuple[str, str], Delivered] = {}
        self._awaited: dict[str, list[Delivered]] = {}
        self._numbers: set[tuple[str, str, str]] = set()

    def life(self, number: str) -> OrderLife | None:
        """An order through its life; None where nothing ever named it."""
        return self._orders.get(number)

    def order(self, number: str) -> OpenOrder | None:
        """An order with what is left of it; None where it was not placed."""
        life = self._orders.get(number)
        return None if life is None or life.ordered is None else OpenOrder(life.ordered, life.open)

    def orders(self) -> Iterator[OpenOrder]:
        """Orders of which something is not delivered yet, the oldest first."""
        found = [
            OpenOrder(each.ordered, left)
            for each in self._live.values()
            if each.ordered is not None and (left := each.open)
        ]
        yield from sorted(found, key=lambda each: (each.order.day, each.order.order))

    def open_orders_after(self, last: date) -> Decimal:
        """What is ordered and not delivered, of orders wanted later than ``last``."""
        return total_of_decimals(amount for day, amount in self._wanted.items() if day > last)

    def loads(self) -> int:
        """Deliveries without an order, and orders, of which something is not invoiced."""
        return len(self._loose) + sum(each.uninvoiced > 0 for each in self._live.values())

    def under(self, takes: Callable[[str], bool]) -> tuple[Decimal, Decimal]:
        """What is delivered and not invoiced, and what is open of orders, under the contracts ``takes`` takes."""
        orders = [each for each in self._live.values() if takes(each.contract)]
        loose = [each.amount for each in self._loose.values()] if self._loose and takes("") else []
        delivered = total_of_decimals((*(each.uninvoiced for each in orders), *loose))
        return delivered, total_of_decimals(each.open for each in orders)

    def place(self, movement: Ordered) -> bool:
        """Take an order; False where it is there already."""
        life = self._orders.get(movement.order)
        if life is not None and life.ordered is not None:
            return False
        self._change(movement.order, lambda each: setattr(each, "ordered", movement))
        return True

    def end(self, number: str) -> None:
        """What is left of an order will not be delivered."""
        self._change(number, lambda each: setattr(each, "ended", True))

    def withdraw(self, number: str) -> None:
        """An order is as if it had not been placed."""
        self._change(number, lambda each: setattr(each, "ordered", None))

    def prepay(self, number: str, amount: Decimal) -> None:
        """Money in advance for an order."""
        self._change(number, lambda each: setattr(each, "prepaid", _add(each.prepaid, amount)))

    def deliver(self, movement: Delivered, invoice: InvoiceLife | None) -> bool:
        """Take a delivery, with the invoice it names if that is there; False where the delivery is there already."""
        key = (movement.delivery, movement.order, movement.invoice)
        if movement.delivery:
            if key in self._numbers:
                return False
            self._numbers.add(key)
        if invoice is not None:
            self._no_longer_by_amount(invoice)
        elif movement.invoice:
            self._awaited.setdefault(movement.invoice, []).append(movement)
        if movement.order:
            linked = invoice is not None
            self._change(movement.order, lambda each: each.deliver(movement.amount, linked=linked))
        elif invoice is None and movement.amount > 0:
            self._loose[movement.delivery, movement.invoice] = movement
            self.delivered = _add(self.delivered, movement.amount)
        return True

    def bill(self, life: InvoiceLife) -> None:
        """Take an invoice: it bills the deliveries that name it, else its order by its amount."""
        movement = life.invoice
        awaited = self._awaited.pop(movement.invoice, ()) if self._awaited else ()
        for each in awaited:
            self._link(each)
        if not movement.order:
            return
        life.bills_order = not awaited and movement.amount > 0
        self._change(movement.order, lambda each: each.bill(life))

    def _change(self, number: str, change: Callable[[OrderLife], None]) -> None:
        """Change an order, and what it adds up to."""
        life = self._orders.get(number)
        if life is None:
            life = self._orders[number] = OrderLife()
        before, uninvoiced, placed = life.open, life.uninvoiced, life.ordered
        change(life)
        after, left = life.open, life.uninvoiced
        if after != before:
            more = _subtract(after, before)
            self.open_orders = _add(self.open_orders, more)
            # One that was withdrawn is no longer wanted on the day it was wanted on.
            ordered = life.ordered or placed
            day = None if ordered is None else ordered.wanted_on
            if day is not None:
                wanted = _add(self._wanted.get(day, ZERO), more)
                if wanted:
                    self._wanted[day] = wanted
                else:
                    del self._wanted[day]
        if left != uninvoiced:
            self.delivered = _add(self.delivered, _subtract(left, uninvoiced))
        if after or left:
            self._live[number] = life
        else:
            self._live.pop(number, None)

    def _no_longer_by_amount(self, life: InvoiceLife) -> None:
        """A delivery names the invoice: from now on it bills what names it, and its order no longer by amount."""
        if life.bills_order:
            life.bills_order = False
            amount = life.invoice.amount
            self._change(life.invoice.order, lambda each: setattr(each, "billed", _subtract(each.billed, amount)))

    def _link(self, delivery: Delivered) -> None:
        """The invoice that a delivery names is there: the delivery is invoiced."""
        if delivery.order:
            self._change(delivery.order, lambda each: each.link(delivery))
        elif self._loose.pop((delivery.delivery, delivery.invoice), None) is not None:
            self.delivered = _subtract(self.delivered, delivery.amount)
