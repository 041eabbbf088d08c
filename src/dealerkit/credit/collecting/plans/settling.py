"""What settled each invoice, and when: receipts that name it, and bills of exchange while they are not returned.

It is what habits are made of. How much of an invoice is open is the position's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.positions.movements import BillEnded, BillTaken, Invoiced, Movement, Received
from dealerkit.values.exact import EXACT, ZERO


@frozen
class Part:
    """What one receipt settled of its invoice: never more than was open; below zero where it was taken back."""

    day: date
    amount: Decimal


@frozen
class Settled:
    """An invoice with the parts that settled it, in the order of their days."""

    invoice: Invoiced
    parts: tuple[Part, ...] = ()


def settled_by(movements: Iterable[Movement], day: date) -> Mapping[str, Settled]:
    """Every invoice of the day or before with what its customer settled it with by then.

    Receipts that name an order, or nothing, say nothing of a habit. A bill settles its invoice on the day it is
    taken, and no longer once it came back unpaid.
    """
    invoices: dict[str, Invoiced] = {}
    money: dict[tuple[str, str], list[Part]] = {}
    bills: dict[str, BillTaken] = {}
    for each in movements:
        if each.day > day:
            continue
        match each:
            case Invoiced():
                invoices[each.invoice] = each
            case Received() if each.invoice:
                money.setdefault((each.customer, each.invoice), []).append(Part(each.day, each.amount))
            case BillTaken() if each.invoice:
                bills[each.bill] = each
                money.setdefault((each.customer, each.invoice), []).append(Part(each.day, each.amount))
            case BillEnded() if not each.paid and each.bill in bills:
                bill = bills.pop(each.bill)
                money.setdefault((bill.customer, bill.invoice), []).append(Part(each.day, EXACT.minus(bill.amount)))
            case _:
                pass
    return {
        number: Settled(invoice, _within(invoice, money.get((invoice.customer, number), ())))
        for number, invoice in invoices.items()
    }


def _within(invoice: Invoiced, money: Sequence[Part]) -> tuple[Part, ...]:
    """The parts as far as they lie between nothing and all of the invoice."""
    low, high = (ZERO, invoice.amount) if invoice.amount > 0 else (invoice.amount, ZERO)
    total = reached = ZERO
    found: list[Part] = []
    for each in sorted(money, key=lambda part: part.day):
        total = EXACT.add(total, each.amount)
        inside = min(max(total, low), high)
        if inside != reached:
            found.append(Part(each.day, EXACT.subtract(inside, reached)))
            reached = inside
    return tuple(found)
