"""One customer's position: what is open today, kept up movement by movement.

A position is the one thing here that changes: an order desk asks it thousands of times between two
movements, and a movement must cost what it touches and no more. Everything it hands out is frozen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

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
from dealerkit.problems import DealerkitError
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

DEPOSIT = "deposit"
"""The kind of a receipt that is kept as security and pays nothing."""


@frozen
class OpenItem:
    """An invoice with what is left of it; ``open`` is below zero for a credit note that is not used up."""

    invoice: Invoiced
    open: Decimal

    def days_since(self, day: date) -> int:
        """Days since the invoice; its own day is 0."""
        return (day - self.invoice.day).days

    def days_overdue(self, day: date) -> int | None:
        """Days since payment was due; 0 or less while it is not overdue, None where no day is known."""
        return None if self.invoice.due_on is None else (day - self.invoice.due_on).days

    def days_past_term(self, day: date) -> int | None:
        """Days since the payment term ended; None where no term is known."""
        return None if self.invoice.term_on is None else (day - self.invoice.term_on).days


@frozen
class OpenOrder:
    """An order with what of it is not delivered yet."""

    order: Ordered
    open: Decimal


class _Document:
    """One order through its life: what was ordered, delivered and invoiced of it."""

    __slots__ = ("delivered", "ended", "invoiced", "ordered")

    def __init__(self) -> None:
        self.ordered: Ordered | None = None
        self.delivered = ZERO
        self.invoiced = ZERO
        self.ended = False

    @property
    def open(self) -> Decimal:
        if self.ordered is None or self.ended:
            return ZERO
        left = EXACT.subtract(self.ordered.amount, max(self.delivered, self.invoiced))
        return max(left, ZERO)

    @property
    def uninvoiced(self) -> Decimal:
        return max(EXACT.subtract(self.delivered, self.invoiced), ZERO)


class Position:
    """What one customer owes and has ordered, as far as its movements were added.

    ``receivables`` is what is invoiced and not paid, credit notes taken off; ``delivered`` what is delivered
    and not invoiced; ``open_orders`` what is ordered and not delivered; ``bills`` what is held in bills;
    ``deposits`` and ``unapplied`` are receipts that pay no invoice. ``version`` grows with every movement.
    """

    __slots__ = (
        "_bills",
        "_days",
        "_invoices",
        "_loose",
        "_open",
        "_orders",
        "_paid",
        "_sums",
        "_sums_of_debts",
        "_waiting",
        "bills",
        "customer",
        "delivered",
        "deposits",
        "first_day",
        "open_orders",
        "receivables",
        "unapplied",
        "version",
    )

    def __init__(self, customer: str) -> None:
        self.customer = customer
        self.version = 0
        self.receivables = self.delivered = self.open_orders = ZERO
        self.bills = self.deposits = self.unapplied = ZERO
        self.first_day: date | None = None
        self._invoices: dict[str, Invoiced] = {}
        self._open: dict[str, OpenItem] = {}
        self._paid: dict[str, Decimal] = {}
        self._waiting: dict[str, Decimal] = {}
        self._orders: dict[str, _Document] = {}
        self._loose: dict[str, Delivered] = {}
        self._bills: dict[str, BillTaken] = {}
        self._days: list[date] = []
        self._sums: list[Decimal] = [ZERO]
        self._sums_of_debts: list[Decimal] = [ZERO]

    def add(self, movement: Movement) -> None:
        """Take a movement into account."""
        self.version += 1
        match movement:
            case Ordered():
                self._on_order(movement.order, lambda each: setattr(each, "ordered", movement))
            case OrderEnded():
                self._on_order(movement.order, lambda each: setattr(each, "ended", True))
            case Delivered():
                self._deliver(movement)
            case Invoiced():
                self._invoice(movement)
            case Received():
                self._receive(movement)
            case BillTaken():
                self._bills[movement.bill] = movement
                self.bills = EXACT.add(self.bills, movement.amount)
                self._apply(movement.invoice, movement.amount)
            case BillEnded():
                self._end_bill(movement)
            case _:
                raise DealerkitError(f"no position knows what {type(movement).__name__} does to it")

    def items(self) -> Iterator[OpenItem]:
        """The invoices and credit notes that are not settled, in the order of their days."""
        yield from sorted(self._open.values(), key=lambda each: (each.invoice.day, each.invoice.invoice))

    def orders(self) -> Iterator[OpenOrder]:
        """The orders with something left to deliver, in the order of their days."""
        found = [OpenOrder(each.ordered, each.open) for each in self._orders.values() if each.ordered and each.open]
        yield from sorted(found, key=lambda each: (each.order.day, each.order.order))

    def open_orders_through(self, last: date) -> Decimal:
        """What is ordered and not delivered, of orders wanted by ``last`` or without a wanted day."""
        return total_of_decimals(
            each.open for each in self.orders() if each.order.wanted_on is None or each.order.wanted_on <= last
        )

    def overdue(self, day: date, grace: int = 0) -> Decimal:
        """What was due more than ``grace`` days before ``day`` and is open; credit notes take nothing off."""
        return total_of_decimals(
            each.open
            for each in self._open.values()
            if each.open > 0 and (late := each.days_overdue(day)) is not None and late > grace
        )

    def invoiced(self, first: date, last: date, *, credit_notes: bool = True) -> Decimal:
        """What was invoiced from ``first`` through ``last``, both included."""
        sums = self._sums if credit_notes else self._sums_of_debts
        begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return EXACT.subtract(sums[end], sums[begin]) if end > begin else ZERO

    def open_before(self, day: date) -> Decimal:
        """What is still open of invoices dated before ``day``: the balance of last year, on 1 January."""
        return total_of_decimals(each.open for each in self._open.values() if each.invoice.day < day)

    def open_loads(self) -> int:
        """Deliveries that are not paid in full: open invoices, and deliveries that are not invoiced yet."""
        owed = sum(each.open > 0 for each in self._open.values())
        return owed + len(self._loose) + sum(each.uninvoiced > 0 for each in self._orders.values())

    def _on_order(self, number: str, change: Callable[[_Document], None]) -> None:
        """Change an order, and what it adds to the position."""
        document = self._orders.setdefault(number, _Document())
        before, uninvoiced = document.open, document.uninvoiced
        change(document)
        self.open_orders = EXACT.add(self.open_orders, EXACT.subtract(document.open, before))
        self.delivered = EXACT.add(self.delivered, EXACT.subtract(document.uninvoiced, uninvoiced))

    def _deliver(self, movement: Delivered) -> None:
        if movement.order:
            amount = movement.amount
            self._on_order(movement.order, lambda each: setattr(each, "delivered", EXACT.add(each.delivered, amount)))
        elif movement.invoice not in self._invoices:
            self._loose[movement.delivery] = movement
            self.delivered = EXACT.add(self.delivered, movement.amount)

    def _invoice(self, movement: Invoiced) -> None:
        if self.first_day is None or movement.day < self.first_day:
            self.first_day = movement.day
        self._invoices[movement.invoice] = movement
        self._bill(movement)
        if movement.order:
            amount = movement.amount
            self._on_order(movement.order, lambda each: setattr(each, "invoiced", EXACT.add(each.invoiced, amount)))
        for number in [each.delivery for each in self._loose.values() if each.invoice == movement.invoice]:
            self.delivered = EXACT.subtract(self.delivered, self._loose.pop(number).amount)
        self._open[movement.invoice] = OpenItem(movement, movement.amount)
        self.receivables = EXACT.add(self.receivables, movement.amount)
        waiting = self._waiting.pop(movement.invoice, ZERO)
        if waiting:
            self.unapplied = EXACT.subtract(self.unapplied, waiting)
            self._apply(movement.invoice, waiting)

    def _bill(self, movement: Invoiced) -> None:
        """Keep the running sums of what was invoiced; mostly the day is the last one."""
        debt = max(movement.amount, ZERO)
        place = bisect_right(self._days, movement.day)
        self._days.insert(place, movement.day)
        for sums, amount in ((self._sums, movement.amount), (self._sums_of_debts, debt)):
            sums.insert(place + 1, sums[place])
            for later in range(place + 1, len(sums)):
                sums[later] = EXACT.add(sums[later], amount)

    def _receive(self, movement: Received) -> None:
        if movement.invoice:
            self._apply(movement.invoice, movement.amount)
        elif movement.kind == DEPOSIT:
            self.deposits = EXACT.add(self.deposits, movement.amount)
        else:
            self.unapplied = EXACT.add(self.unapplied, movement.amount)

    def _apply(self, number: str, amount: Decimal) -> None:
        """Pay an invoice; what goes beyond it, or comes before it, is a receipt that pays none."""
        invoice = self._invoices.get(number)
        if invoice is None:
            if number:
                self._waiting[number] = EXACT.add(self._waiting.get(number, ZERO), amount)
            self.unapplied = EXACT.add(self.unapplied, amount)
            return
        before = self._settled(number)
        self._paid[number] = EXACT.add(self._paid.get(number, ZERO), amount)
        after = self._settled(number)
        paid = EXACT.subtract(after, before)
        self.receivables = EXACT.subtract(self.receivables, paid)
        self.unapplied = EXACT.add(self.unapplied, EXACT.subtract(amount, paid))
        left = EXACT.subtract(invoice.amount, after)
        if left:
            self._open[number] = OpenItem(invoice, left)
        else:
            self._open.pop(number, None)

    def _settled(self, number: str) -> Decimal:
        """What was paid of an invoice, as far as it lies between nothing and all of it."""
        gross, paid = self._invoices[number].amount, self._paid.get(number, ZERO)
        low, high = (ZERO, gross) if gross > 0 else (gross, ZERO)
        return min(max(paid, low), high)

    def _end_bill(self, movement: BillEnded) -> None:
        bill = self._bills.pop(movement.bill, None)
        if bill is None:
            return
        self.bills = EXACT.subtract(self.bills, bill.amount)
        if not movement.paid:
            self._apply(bill.invoice, EXACT.minus(bill.amount))
