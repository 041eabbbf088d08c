"""What became of the orders of the past: shipped or not, paid in time or not, lost or not.

Documents are tied to orders as the book ties them: a delivery and an invoice name their order, or a delivery
names the invoice that bills it; a receipt names its invoice. In a book without orders an invoice is the order.
A receipt that names no invoice pays none here: nobody knows which order it was for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import BillEnded, BillTaken, Delivered, Invoiced, Movement, Ordered, Received
from dealerkit.credit.replay.results import Key, Outcome
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.periods import Period

Paid = tuple[date, Decimal]
"""Money, on the day it arrived."""


def are_ordered(movements: Iterable[Movement]) -> bool:
    """Whether any movement is an order; if none is, every invoice is taken as one."""
    return any(isinstance(each, Ordered) for each in movements)


def order_of(movement: Movement, span: Period, *, by_invoice: bool) -> Order | None:
    """The order to ask about before this movement counts; None where it is no order of these days."""
    if movement.day not in span:
        return None
    if isinstance(movement, Ordered):
        return Order(
            customer=movement.customer,
            amount=movement.amount,
            order=movement.order,
            day=movement.day,
            wanted_on=movement.wanted_on,
            contract=movement.contract,
            payment_days=movement.payment_days,
            at=movement.at,
        )
    if by_invoice and isinstance(movement, Invoiced) and movement.amount > 0:
        return Order(
            customer=movement.customer,
            amount=movement.amount,
            order=movement.invoice,
            day=movement.day,
            contract=movement.contract,
            at=movement.at,
        )
    return None


@frozen(eq=False)
class Happened:
    """The history of all orders, and which document belongs to which."""

    shipped: frozenset[Key]
    by_delivery: dict[str, Key] = field(repr=False)
    by_invoice: dict[str, Key] = field(repr=False)
    documents: frozenset[str] = field(repr=False)
    """The numbers of all deliveries and invoices, of an order or of none."""
    _invoices: dict[Key, list[Invoiced]] = field(repr=False)
    _paid: dict[str, list[Paid]] = field(repr=False)
    _as_of: date

    def outcome(self, key: Key) -> Outcome:
        """What became of the order's invoices.

        Together they are paid in full if what was received for them, each counted up to its own amount,
        comes to all that was billed less credit notes; on time if it did so by the days they were due.
        """
        invoices = self._invoices.get(key, [])
        if not invoices:
            return Outcome.NOT_INVOICED
        owed = total_of_decimals(each.amount for each in invoices)
        debts = [each for each in invoices if each.amount > 0]
        if any(_due(each) is None for each in debts):
            return Outcome.UNKNOWN
        if total_of_decimals(self._received(each, _due(each)) for each in debts) >= owed:
            return Outcome.PAID_ON_TIME
        if total_of_decimals(self._received(each, None) for each in debts) >= owed:
            return Outcome.PAID_LATE
        open_ = (each for each in debts if self._received(each, None) < each.amount)
        late = any((due := _due(each)) is not None and due < self._as_of for each in open_)
        return Outcome.UNPAID if late else Outcome.NOT_DUE

    def _received(self, invoice: Invoiced, until: date | None) -> Decimal:
        """What was received for an invoice through a day, as far as it is owed."""
        paid = self._paid.get(invoice.invoice, ())
        found = total_of_decimals(amount for day, amount in paid if until is None or day <= until)
        return min(max(found, ZERO), invoice.amount)


def happened(movements: Sequence[Movement], as_of: date, *, by_invoice: bool) -> Happened:
    """Tie documents to orders and money to documents."""
    deliveries, bills = _documents(movements, by_invoice=by_invoice)
    invoices: dict[Key, list[Invoiced]] = {}
    for each in movements:
        if isinstance(each, Invoiced) and each.invoice in bills:
            invoices.setdefault(bills[each.invoice], []).append(each)
    shipped = frozenset(deliveries.values()) | frozenset(invoices)
    numbers = frozenset(
        each.delivery if isinstance(each, Delivered) else each.invoice
        for each in movements
        if isinstance(each, Delivered | Invoiced)
    )
    return Happened(shipped, deliveries, bills, numbers, invoices, _money(movements), as_of)


def _documents(movements: Sequence[Movement], *, by_invoice: bool) -> tuple[dict[str, Key], dict[str, Key]]:
    """The order of every delivery and of every invoice, as far as the book ties them."""
    deliveries: dict[str, Key] = {}
    bills: dict[str, Key] = {}
    loose: list[Delivered] = []
    for each in movements:
        if isinstance(each, Delivered):
            if not each.order:
                loose.append(each)
                continue
            deliveries[each.delivery] = Key(each.customer, each.order)
            if each.invoice:
                bills.setdefault(each.invoice, deliveries[each.delivery])
        elif isinstance(each, Invoiced):
            if each.order:
                bills[each.invoice] = Key(each.customer, each.order)
            elif by_invoice and each.amount > 0:
                bills[each.invoice] = Key(each.customer, each.invoice)
    deliveries.update((each.delivery, bills[each.invoice]) for each in loose if each.invoice in bills)
    return deliveries, bills


def _money(movements: Sequence[Movement]) -> dict[str, list[Paid]]:
    """What was paid of every invoice, day by day; a bill that came back has paid nothing, from its first day on."""
    paid: dict[str, list[Paid]] = {}
    taken: dict[str, BillTaken] = {}
    for each in movements:
        match each:
            case Received() if each.invoice:
                paid.setdefault(each.invoice, []).append((each.day, each.amount))
            case BillTaken() if each.invoice:
                taken[each.bill] = each
                paid.setdefault(each.invoice, []).append((each.day, each.amount))
            case BillEnded(paid=False) if each.bill in taken:
                bill = taken[each.bill]
                paid[bill.invoice].append((bill.day, EXACT.minus(bill.amount)))
            case _:
                pass
    return paid


def _due(invoice: Invoiced) -> date | None:
    return invoice.due_on or invoice.term_on
