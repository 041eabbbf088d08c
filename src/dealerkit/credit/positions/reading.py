"""A book read into movements: what moved every account, in the order of the days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.exposure import LEAVE_OUT, ExposureRule
from dealerkit.credit.positions.columns import Columns, Line
from dealerkit.credit.positions.findings import findings
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
from dealerkit.credit.positions.terms import Terms
from dealerkit.credit.positions.unread import Unread
from dealerkit.credit.section import Credit, credit_of
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.receivables.receipts import REFUND
from dealerkit.values.exact import EXACT, ZERO

_COUNTED_FROM = {
    "invoices": ("receivables",),
    "receipts": ("receivables", "deposits", "unapplied"),
    "deliveries": ("delivered",),
    "orders": ("open_orders",),
    "bills": ("bills",),
}
"""What each table is needed for."""

CANCELLED, SHIPPED = "cancelled", "shipped"
PAID, RETURNED = "paid", frozenset({"dishonoured", "returned"})

_RANKS: dict[type[Movement], int] = {
    Ordered: 0,
    Delivered: 1,
    Invoiced: 2,
    OrderEnded: 3,
    BillTaken: 4,
    Received: 5,
    BillEnded: 6,
}


@frozen(eq=False)
class Read:
    """The movements of a book through a day, and what is wrong with them.

    ``unread`` says of customers with rows that cannot be counted which columns do not say enough, from which day on.
    """

    movements: tuple[Movement, ...]
    problems: tuple[Problem, ...] = ()
    unread: Unread = field(factory=dict)


def read_movements(book: Book, policy: Policy, through: date, masters: Masters | None = None) -> Read:
    """Read what moved the accounts through a day; later rows are looked at only to know of their numbers.

    Amounts are in the policy's currency, with or without tax as ``credit.amounts`` says. Problems: those of
    :class:`Columns` and of :func:`findings`; DK513 a number stands twice, and the later row is not counted;
    DK519 a table that positions need is not there; DK520 when a bill ended is not known; DK521 lines of an
    order disagree; DK869 a refund above zero.
    """
    credit = credit_of(policy) or Credit()
    terms = Terms(masters or Masters(book, policy.catalogue), credit.payment_days)
    reader = _Reader(Columns(book, policy.header.currency, credit.amounts, through), terms)
    movements = sorted(reader.movements(), key=lambda each: (each.day, _RANKS[type(each)]))
    kept = tuple(each for each in movements if each.day <= through)
    found = findings(movements, through, frozenset(reader.cancelled), frozenset(book.tables))
    lacking = lacking_tables(book, credit.exposure)
    return Read(kept, in_order((*reader.columns.problems, *reader.problems, *lacking, *found)), reader.columns.unread)


def lacking_tables(book: Book, rule: ExposureRule) -> Iterator[Problem]:
    """DK519 for each table that a component which counts is read from, and the book has not."""
    for table, components in _COUNTED_FROM.items():
        counting = tuple(each for each in components if getattr(rule, each) != LEAVE_OUT)
        if counting and not book.has(table):
            # Without invoices nobody owes anything, and every limit of history is that of a newcomer.
            severity = Severity.WARNING if table == "invoices" else Severity.NOTE
            yield problem("DK519", None, address=rule.rule.address, severity=severity, table=table, components=counting)


class _Order:
    """The lines of one order, added up."""

    __slots__ = ("amount", "contract", "first", "payment_days", "shipped", "wanted_on")

    def __init__(self, line: Line) -> None:
        self.first = line
        self.amount = ZERO
        self.contract = ""
        self.wanted_on: date | None = None
        self.payment_days: int | None = None
        self.shipped = True

    def take(self, line: Line) -> bool:
        """Add a line; whether it agrees with the lines before it."""
        status, contract, wanted_on, payment_days = line.cells
        self.amount = EXACT.add(self.amount, line.amount)
        self.shipped = self.shipped and status == SHIPPED
        agrees = line.customer == self.first.customer and (not contract or contract == (self.contract or contract))
        self.contract = self.contract or str(contract or "")
        if isinstance(wanted_on, date) and (self.wanted_on is None or wanted_on < self.wanted_on):
            self.wanted_on = wanted_on
        if isinstance(payment_days, Decimal) and self.payment_days is None:
            self.payment_days = int(payment_days)
        return agrees


@frozen(eq=False)
class _Reader:
    """Turns rows into movements, table by table."""

    columns: Columns
    terms: Terms
    problems: list[Problem] = field(factory=list)
    cancelled: set[str] = field(factory=set)
    _orders: dict[str, _Order] = field(factory=dict)
    _last_day: dict[str, date] = field(factory=dict)
    _numbers: set[tuple[str, str]] = field(factory=set)

    def movements(self) -> Iterator[Movement]:
        """Every movement of the book, table by table."""
        yield from self._ordered()
        yield from self._delivered()
        yield from self._invoiced()
        yield from self._ended()
        yield from self._received()
        yield from self._bills()

    def _ordered(self) -> Iterator[Ordered]:
        orders = self._orders
        for line in self.columns.lines("orders"):
            if line.cells[0] == CANCELLED:
                self.cancelled.add(line.number)
                continue
            order = orders.get(line.number)
            if order is None:
                order = orders[line.number] = _Order(line)
            if not order.take(line):
                self.problems.append(
                    problem(
                        "DK521",
                        line.at("customer"),
                        severity=Severity.WARNING,
                        order=line.number,
                        customer=order.first.customer,
                        contract=order.contract,
                    )
                )
        self.cancelled.difference_update(orders)
        for number, order in orders.items():
            first = order.first
            yield Ordered(
                day=first.day,
                customer=first.customer,
                at=first.at("order"),
                order=number,
                amount=order.amount,
                wanted_on=order.wanted_on,
                contract=order.contract,
                payment_days=order.payment_days,
            )

    def _ended(self) -> Iterator[OrderEnded]:
        """Shipped orders end with their last delivery or invoice."""
        for number, order in self._orders.items():
            if order.shipped:
                first = order.first
                day = max(first.day, self._last_day.get(number, first.day))
                yield OrderEnded(day=day, customer=first.customer, at=first.at("status"), order=number)

    def _delivered(self) -> Iterator[Delivered]:
        sums: dict[tuple[str, str, str, str], tuple[Decimal, Line]] = {}
        for line in self.columns.lines("deliveries"):
            order, invoice = (str(each or "") for each in line.cells)
            key = (line.customer, line.number, order, invoice)
            before = sums.get(key)
            sums[key] = (line.amount, line) if before is None else (EXACT.add(before[0], line.amount), before[1])
            self._reached(order, line.day)
        for (customer, number, order, invoice), (amount, first) in sums.items():
            yield Delivered(
                day=first.day,
                customer=customer,
                at=first.at("delivery"),
                delivery=number,
                amount=amount,
                order=order,
                invoice=invoice,
            )

    def _invoiced(self) -> Iterator[Invoiced]:
        orders = self._orders
        for line in self.columns.lines("invoices"):
            due_on, order, contract, kind, instalment = line.cells
            named = str(order or "")
            self._reached(named, line.day)
            if self._again("invoices", line):
                continue
            ordered = orders.get(named)
            due, term = self.terms.ends(
                line.customer,
                line.day,
                str(contract or "") or ("" if ordered is None else ordered.contract),
                None if ordered is None else ordered.payment_days,
                due_on if isinstance(due_on, date) else None,
            )
            yield Invoiced(
                day=line.day,
                customer=line.customer,
                at=line.at("invoice"),
                invoice=line.number,
                amount=line.amount,
                due_on=due,
                term_on=term,
                order=named,
                contract=str(contract or ""),
                instalment=str(instalment or ""),
                kind=str(kind or ""),
            )

    def _received(self) -> Iterator[Received]:
        for line in self.columns.lines("receipts"):
            invoice, kind, order, contract, instalment, plan = (str(each or "") for each in line.cells)
            if self._again("receipts", line):
                continue
            if kind == REFUND and line.amount > 0:
                why = problem("DK869", line.at("amount"), receipt=line.number, amount=line.amount)
                self.columns.leave_unknown(line.customer, line.day, "receipts.amount")
                self.columns.reject(line.batch, line.position, why)
                continue
            yield Received(
                day=line.day,
                customer=line.customer,
                at=line.at("receipt"),
                receipt=line.number,
                amount=line.amount,
                invoice=invoice,
                order=order,
                kind=kind,
                contract=contract,
                instalment=instalment,
                plan=plan,
            )

    def _bills(self) -> Iterator[Movement]:
        for line in self.columns.lines("bills"):
            due_on, invoice, status, settled_on = line.cells
            if self._again("bills", line) or not isinstance(due_on, date):
                continue
            yield BillTaken(
                day=line.day,
                customer=line.customer,
                at=line.at("bill"),
                bill=line.number,
                amount=line.amount,
                due_on=due_on,
                invoice=str(invoice or ""),
            )
            paid = status == PAID
            if not paid and status not in RETURNED:
                continue
            if not isinstance(settled_on, date) or settled_on < line.day:
                self.problems.append(_end_unknown(line, str(status), settled_on))
                continue
            yield BillEnded(
                day=settled_on, customer=line.customer, at=line.at("settled_on"), bill=line.number, paid=paid
            )

    def _reached(self, order: str, day: date) -> None:
        """Something of an order was delivered or invoiced on a day."""
        if order:
            before = self._last_day.get(order)
            if before is None or day > before:
                self._last_day[order] = day

    def _again(self, table: str, line: Line) -> bool:
        """Whether the number stood before; then the row is rejected."""
        key = (table, line.number)
        if key not in self._numbers:
            self._numbers.add(key)
            return False
        why = problem("DK513", line.at(), document=table, number=line.number, customer=line.customer)
        self.columns.reject(line.batch, line.position, why)
        return True


def _end_unknown(line: Line, status: str, settled_on: object) -> Problem:
    return problem(
        "DK520",
        line.at("settled_on"),
        severity=Severity.WARNING,
        bill=line.number,
        status=status,
        taken_on=line.day,
        settled_on=settled_on if isinstance(settled_on, date) else "",
        unknown="" if isinstance(settled_on, date) else "day-unknown",
    )
