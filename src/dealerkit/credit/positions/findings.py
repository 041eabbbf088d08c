"""What is wrong with the movements of a book, read one beside another.

None of it keeps a movement from being counted; each says how it was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    Received,
)
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.values.exact import EXACT, ZERO

Money = Received | BillTaken
_WARNING = Severity.WARNING
_ABSENT = {True: "order-cancelled", False: "order-absent"}


def findings(
    movements: Iterable[Movement], through: date, cancelled: frozenset[str], tables: frozenset[str]
) -> Iterator[Problem]:
    """What does not fit together, all of it warnings.

    DK510 money before its invoice, DK511 for an invoice that nobody has, DK512 from another customer than
    the invoice's; DK522 more money than the invoice; DK514 more delivered than ordered, DK515 a delivery or
    an invoice of an order that is not there.
    """
    known = _Known()
    for each in movements:
        known.take(each)
    if "invoices" in tables:
        yield from _of_money(known, through)
    if "orders" in tables:
        yield from _of_orders(known, through, cancelled)


@frozen(eq=False)
class _Known:
    """The documents by number."""

    invoices: dict[str, Invoiced] = field(factory=dict)
    orders: dict[str, Ordered] = field(factory=dict)
    money: list[Money] = field(factory=list)
    goods: list[Delivered] = field(factory=list)
    returned: dict[str, BillEnded] = field(factory=dict)

    def take(self, movement: Movement) -> None:
        match movement:
            case Invoiced():
                self.invoices[movement.invoice] = movement
            case Ordered():
                self.orders[movement.order] = movement
            case Delivered():
                self.goods.append(movement)
            case Received() | BillTaken():
                self.money.append(movement)
            case BillEnded() if not movement.paid:
                self.returned[movement.bill] = movement


def _of_money(known: _Known, through: date) -> Iterator[Problem]:
    paid: dict[str, Decimal] = defaultdict(lambda: ZERO)
    last: dict[str, Money] = {}
    for each in known.money:
        if not each.invoice or each.day > through:
            continue
        invoice = known.invoices.get(each.invoice)
        number = _number(each)
        if invoice is None:
            yield problem(
                "DK511", each.at, severity=_WARNING, receipt=number, invoice=each.invoice, customer=each.customer
            )
        elif invoice.customer != each.customer:
            yield problem(
                "DK512",
                each.at,
                severity=_WARNING,
                related=_beside(invoice),
                receipt=number,
                customer=each.customer,
                invoice=each.invoice,
                other=invoice.customer,
            )
        else:
            if each.day < invoice.day:
                yield problem(
                    "DK510",
                    each.at,
                    severity=_WARNING,
                    related=_beside(invoice),
                    customer=each.customer,
                    invoice=each.invoice,
                    amount=each.amount,
                    on=each.day,
                    invoiced_on=invoice.day,
                )
            back = known.returned.get(each.bill) if isinstance(each, BillTaken) else None
            if back is None or back.day > through:
                paid[each.invoice] = EXACT.add(paid[each.invoice], each.amount)
                last[each.invoice] = each
    yield from _beyond(known, paid, last)


def _beyond(known: _Known, paid: dict[str, Decimal], last: dict[str, Money]) -> Iterator[Problem]:
    for number, amount in paid.items():
        gross = known.invoices[number].amount
        low, high = (ZERO, gross) if gross > 0 else (gross, ZERO)
        beyond = EXACT.subtract(amount, min(max(amount, low), high))
        if beyond:
            each = last[number]
            yield problem(
                "DK522",
                each.at,
                severity=_WARNING,
                invoice=number,
                gross=gross,
                paid=amount,
                beyond=beyond,
                receipt=_number(each),
            )


def _of_orders(known: _Known, through: date, cancelled: frozenset[str]) -> Iterator[Problem]:
    delivered: dict[str, Decimal] = defaultdict(lambda: ZERO)
    last: dict[str, Delivered] = {}
    documents: list[Delivered | Invoiced] = [*known.goods, *known.invoices.values()]
    for each in documents:
        if not each.order or each.day > through:
            continue
        order = known.orders.get(each.order)
        if order is None or order.customer != each.customer:
            yield problem(
                "DK515",
                each.at,
                severity=_WARNING,
                document=_number(each),
                order=each.order,
                customer=each.customer,
                other="" if order is None else order.customer,
                absent="" if order is not None else _ABSENT[each.order in cancelled],
            )
        elif isinstance(each, Delivered):
            delivered[each.order] = EXACT.add(delivered[each.order], each.amount)
            last[each.order] = each
    for number, amount in delivered.items():
        ordered = known.orders[number].amount
        if amount > ordered:
            yield problem(
                "DK514",
                last[number].at,
                severity=_WARNING,
                order=number,
                ordered=ordered,
                delivered=amount,
                delivery=last[number].delivery,
            )


def _number(movement: Money | Delivered | Invoiced) -> str:
    match movement:
        case Received():
            return movement.receipt
        case BillTaken():
            return movement.bill
        case Delivered():
            return movement.delivery
        case _:
            return movement.invoice


def _beside(invoice: Invoiced) -> tuple[Related, ...]:
    return () if invoice.at is None else (Related("first-defined", invoice.at),)
