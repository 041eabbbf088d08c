"""One customer's position: what is open today, kept up movement by movement.

A position is the one thing here that changes: an order desk asks it thousands of times between two
movements, and a movement must cost what it touches and no more. Everything it hands out is frozen. It is the
same for every order in which the same movements are added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import TypeVar, cast

from attrs import frozen

from dealerkit.credit.positions.documents import InvoiceLife, OpenItem, OpenOrder
from dealerkit.credit.positions.goods import Goods
from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    OrderEnded,
    OrderWithdrawn,
    Received,
)
from dealerkit.credit.positions.turnover import Turnover
from dealerkit.problems import DealerkitError, Problem, Severity, problem
from dealerkit.values.days import add_days
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

__all__ = ["DEPOSIT", "OpenItem", "OpenOrder", "Position", "Under"]

DEPOSIT = "deposit"
"""The kind of a receipt that is kept as security and pays nothing, unless it names an invoice."""

T = TypeVar("T")

_add, _subtract = EXACT.add, EXACT.subtract


@frozen
class Under:
    """What stands under some contracts, component by component."""

    receivables: Decimal = ZERO
    delivered: Decimal = ZERO
    open_orders: Decimal = ZERO
    bills: Decimal = ZERO


class Position:
    """What one customer owes and has ordered, as far as its movements were added.

    ``receivables`` is what is invoiced and not paid, credit notes taken off; ``delivered`` what is delivered
    and not invoiced; ``open_orders`` what is ordered and not delivered; ``bills`` what is held in bills;
    ``deposits`` and ``unapplied`` are receipts that pay no invoice; ``repaid`` are those under repayment plans.
    ``version`` grows with every movement; ``memo`` is for whoever reckons something from the position: the next
    movement empties it.
    """

    __slots__ = (
        "_bills",
        "_debts",
        "_ended",
        "_goods",
        "_invoices",
        "_numbers",
        "_open",
        "_turnover",
        "_waiting",
        "bills",
        "customer",
        "deposits",
        "memo",
        "receivables",
        "repaid",
        "unapplied",
        "version",
    )

    def __init__(self, customer: str) -> None:
        self.customer = customer
        self.version = 0
        self.memo: dict[object, object] = {}
        self.receivables = self.bills = self.deposits = self.unapplied = ZERO
        self.repaid: list[Received] = []
        self._invoices: dict[str, InvoiceLife] = {}
        self._open: dict[str, OpenItem] = {}
        self._waiting: dict[str, Decimal] = {}
        self._bills: dict[str, BillTaken] = {}
        self._ended: dict[str, BillEnded] = {}
        self._numbers: set[tuple[str, str]] = set()
        self._goods = Goods()
        # What was reckoned from invoices: an order that is placed leaves it as it is.
        self._debts: dict[object, object] = {}
        self._turnover = Turnover()

    def add(self, movement: Movement) -> Problem | None:
        """Take a movement into account.

        Not taken: DK513 a document of its number is there already. Taken, and told of: DK510 money for an
        invoice that is not there yet, DK516 the end of a bill that was not taken yet.
        """
        self.version += 1
        if self.memo:
            self.memo.clear()
        match movement:
            case Ordered():
                taken = self._goods.place(movement)
                return None if taken else self._again(movement, "orders", movement.order)
            case OrderWithdrawn():
                self._goods.withdraw(movement.order)
                return None
            case OrderEnded():
                self._goods.end(movement.order)
                return None
        if self._debts:
            self._debts.clear()
        match movement:
            case Received():
                return self._receive(movement)
            case Invoiced():
                return self._invoice(movement)
            case Delivered():
                invoice = self._invoices.get(movement.invoice) if movement.invoice else None
                taken = self._goods.deliver(movement, invoice)
                return None if taken else self._again(movement, "deliveries", movement.delivery)
            case BillTaken():
                return self._take_bill(movement)
            case BillEnded():
                return self._end_bill(movement)
            case _:
                raise DealerkitError(f"no position knows the movement {type(movement).__name__}")

    @property
    def delivered(self) -> Decimal:
        """What is delivered and not invoiced."""
        return self._goods.delivered

    @property
    def open_orders(self) -> Decimal:
        """What is ordered and not delivered."""
        return self._goods.open_orders

    @property
    def first_day(self) -> date | None:
        """The day of the first invoice; None while there is none."""
        return self._turnover.first_day

    def items(self) -> Iterator[OpenItem]:
        """Open invoices and unused credit notes, the oldest first."""
        yield from sorted(self._open.values(), key=lambda each: (each.invoice.day, each.invoice.invoice))

    def orders(self) -> Iterator[OpenOrder]:
        """Orders of which something is not delivered yet, the oldest first."""
        return self._goods.orders()

    def is_shipped(self, order: str) -> bool:
        """Whether all of an order was delivered or billed, or it was ended."""
        life = self._goods.life(order)
        return life is not None and not life.open and (life.ended or any((life.linked, life.unlinked, life.billed)))

    def open_orders_through(self, last: date) -> Decimal:
        """What is ordered and not delivered, of orders wanted by ``last`` or without a wanted day."""
        return _subtract(self.open_orders, self.open_orders_after(last))

    def open_orders_after(self, last: date) -> Decimal:
        """What is ordered and not delivered, of orders wanted later than ``last``."""
        return self._goods.open_orders_after(last)

    def overdue(self, day: date, grace: int = 0) -> Decimal:
        """What was due more than ``grace`` days before ``day`` and is open; credit notes take nothing off."""
        days, sums = self._remembered("due", self._by_due_day)
        return sums[bisect_left(days, add_days(day, -grace))]

    def oldest(self, clock: str, least: Decimal = ZERO) -> OpenItem | None:
        """The open item for which a clock (``term``, ``invoice``, ``due``) has run longest; None without any.

        Items below ``least``, credit notes and items whose clock has no start are not looked at.
        """
        return self._remembered(("oldest", clock, least), lambda: self._oldest(clock, least))

    def without_clock(self, clock: str) -> tuple[OpenItem, ...]:
        """Open items of which a clock does not say from when it counts; credit notes are not among them."""
        return self._remembered(
            ("without", clock),
            lambda: tuple(each for each in self._open.values() if each.open > 0 and each.start(clock) is None),
        )

    def invoiced(self, first: date, last: date, *, credit_notes: bool = True) -> Decimal:
        """What was invoiced from ``first`` through ``last``, both included."""
        return self._turnover.between(first, last, credit_notes=credit_notes)

    def open_before(self, day: date) -> Decimal:
        """What is still open of invoices dated before ``day``: the balance of last year, on 1 January."""
        return self._remembered(
            ("before", day),
            lambda: total_of_decimals(each.open for each in self._open.values() if each.invoice.day < day),
        )

    def open_loads(self) -> int:
        """Loads that are not paid in full: open invoices, and what is delivered and not invoiced, order by order."""
        owed = self._remembered("owed", lambda: sum(each.open > 0 for each in self._open.values()))
        return owed + self._goods.loads()

    def under(self, takes: Callable[[str], bool]) -> Under:
        """What is open of documents whose contract ``takes`` takes; ``""`` is the contract of those without."""
        items = [each.open for each in self._open.values() if takes(self.contract_of(each.invoice))]
        bills = [each.amount for each in self._bills.values() if takes(self._contract_of_bill(each))]
        delivered, ordered = self._goods.under(takes)
        return Under(total_of_decimals(items), delivered, ordered, total_of_decimals(bills))

    def contract_of(self, invoice: Invoiced) -> str:
        """The contract an invoice bills: its own, or that of its order; empty where neither says."""
        order = self._goods.life(invoice.order) if invoice.order and not invoice.contract else None
        return invoice.contract if order is None else order.contract

    def invoice(self, number: str) -> OpenItem | None:
        """An invoice with what is left of it, paid or not; None where there is none of the number."""
        life = self._invoices.get(number)
        return None if life is None else OpenItem(life.invoice, life.open)

    def order(self, number: str) -> OpenOrder | None:
        """An order with what is left of it; None where it was not placed."""
        return self._goods.order(number)

    def done(self, number: str) -> Decimal:
        """How much of an order was delivered or billed."""
        life = self._goods.life(number)
        return ZERO if life is None else life.done

    def _remembered(self, key: object, reckon: Callable[[], T]) -> T:
        found = self._debts.get(key)
        if found is None:
            found = self._debts[key] = (reckon(),)
        return cast("tuple[T]", found)[0]

    def _by_due_day(self) -> tuple[list[date], list[Decimal]]:
        """The days on which open items are due, and before each how much was due."""
        due = sorted(
            (each.invoice.due_on, each.open)
            for each in self._open.values()
            if each.open > 0 and each.invoice.due_on is not None
        )
        return [day for day, _ in due], list(accumulate((amount for _, amount in due), _add, initial=ZERO))

    def _oldest(self, clock: str, least: Decimal) -> OpenItem | None:
        found = [
            (start, each.invoice.invoice, each)
            for each in self._open.values()
            if each.open > 0 and each.open >= least and (start := each.start(clock)) is not None
        ]
        return min(found, key=lambda each: each[:2])[2] if found else None

    def _contract_of_bill(self, bill: BillTaken) -> str:
        life = self._invoices.get(bill.invoice)
        return "" if life is None else self.contract_of(life.invoice)

    def _again(self, movement: Movement, document: str, number: str) -> Problem:
        return problem("DK513", movement.at, customer=self.customer, document=document, number=number)

    def _invoice(self, movement: Invoiced) -> Problem | None:
        number = movement.invoice
        if number in self._invoices:
            return self._again(movement, "invoices", number)
        life = self._invoices[number] = InvoiceLife(movement)
        self._turnover.bill(movement.day, movement.amount)
        self._goods.bill(life)
        waiting = self._waiting.pop(number, None)
        if waiting is not None:
            life.receive(waiting)
            self.unapplied = _subtract(self.unapplied, life.settled)
        self.receivables = _add(self.receivables, life.open)
        self._show(life)
        if movement.order:
            self._share_out(movement.order)
        return None

    def _receive(self, movement: Received) -> Problem | None:
        key = ("receipts", movement.receipt)
        if movement.receipt:
            if key in self._numbers:
                return self._again(movement, "receipts", movement.receipt)
            self._numbers.add(key)
        if movement.plan:
            self.repaid.append(movement)
        amount = movement.amount
        if movement.invoice:
            return self._apply(movement, movement.invoice, amount)
        if movement.kind == DEPOSIT:
            self.deposits = _add(self.deposits, amount)
            return None
        self.unapplied = _add(self.unapplied, amount)
        if movement.order:
            self._goods.prepay(movement.order, amount)
            self._share_out(movement.order)
        return None

    def _apply(self, movement: Movement, number: str, amount: Decimal) -> Problem | None:
        """Pay an invoice; what goes beyond it, or comes before it, is a receipt that pays none."""
        life = self._invoices.get(number)
        if life is None:
            self.unapplied = _add(self.unapplied, amount)
            if not number:
                return None
            self._waiting[number] = _add(self._waiting.get(number, ZERO), amount)
            return problem(
                "DK510",
                movement.at,
                severity=Severity.WARNING,
                customer=self.customer,
                invoice=number,
                amount=amount,
                on=movement.day,
                invoiced_on="",
            )
        before, beyond = life.open, life.beyond
        life.receive(amount)
        if life.beyond != beyond:
            self.unapplied = _add(self.unapplied, _subtract(life.beyond, beyond))
        self._reckon(life, before)
        if life.invoice.order:
            self._share_out(life.invoice.order)
        return None

    def _reckon(self, life: InvoiceLife, before: Decimal) -> None:
        """What is left of an invoice has changed."""
        self.receivables = _add(self.receivables, _subtract(life.open, before))
        self._show(life)

    def _show(self, life: InvoiceLife) -> None:
        left = life.open
        if left:
            self._open[life.invoice.invoice] = OpenItem(life.invoice, left)
        else:
            self._open.pop(life.invoice.invoice, None)

    def _share_out(self, number: str) -> None:
        """Pay the invoices of an order, the oldest first, with what was paid in advance for it.

        Receipts that name an invoice come first; so the sharing out begins anew whenever one arrives.
        """
        order = self._goods.life(number)
        if order is None or not (order.prepaid or any(each.prepaid for each in order.invoices)):
            return
        left = max(order.prepaid, ZERO)
        for life in sorted(order.invoices, key=lambda each: (each.invoice.day, each.invoice.invoice)):
            room = max(_subtract(life.invoice.amount, life.settled), ZERO)
            pays = min(left, room)
            left = _subtract(left, pays)
            if pays != life.prepaid:
                before = life.open
                self.unapplied = _add(self.unapplied, _subtract(life.prepaid, pays))
                life.prepay(pays)
                self._reckon(life, before)

    def _take_bill(self, movement: BillTaken) -> Problem | None:
        if ("bills", movement.bill) in self._numbers:
            return self._again(movement, "bills", movement.bill)
        self._numbers.add(("bills", movement.bill))
        self._bills[movement.bill] = movement
        self.bills = _add(self.bills, movement.amount)
        told = self._apply(movement, movement.invoice, movement.amount)
        ended = self._ended.pop(movement.bill, None)
        if ended is not None:
            self._end_bill(ended)
        return told

    def _end_bill(self, movement: BillEnded) -> Problem | None:
        bill = self._bills.pop(movement.bill, None)
        if bill is None:
            if ("bills", movement.bill) in self._numbers:
                return self._again(movement, "bills", movement.bill)
            self._ended.setdefault(movement.bill, movement)
            return problem("DK516", movement.at, severity=Severity.WARNING, customer=self.customer, bill=movement.bill)
        self.bills = _subtract(self.bills, bill.amount)
        if not movement.paid:
            self._apply(movement, bill.invoice, EXACT.minus(bill.amount))
        return None
