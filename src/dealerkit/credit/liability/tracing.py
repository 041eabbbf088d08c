"""A bad debt traced to the shipments it comes from: the delivery, the order, the invoice, and what it was worth.

A debt that names a delivery comes from that one; one that names an invoice from the deliveries it bills, or
from the invoice itself where the book has none; one that names an order from all deliveries of the order.
Where there are several, the loss is divided over them in proportion to what they were worth.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.credit.liability.facts import NO_INVOICE, PLAIN_INVOICE
from dealerkit.credit.liability.records import BadDebt
from dealerkit.credit.positions.movements import Delivered, Invoiced, Movement, Ordered
from dealerkit.problems import Problem, problem
from dealerkit.values.exact import total_of_decimals
from dealerkit.values.rounding import CENT, Mode, Rounding
from dealerkit.values.split import split

_UP = Rounding(CENT, Mode.UP)


@frozen(kw_only=True)
class Shipment:
    """What left with one document on one day: ``amount`` is what it was worth, ``lost`` what of a debt is its own.

    ``delivery`` is empty where the invoice alone tells of it. ``ordered`` is what the whole order came to,
    None where the book does not have it.
    """

    customer: str
    day: date
    amount: Decimal
    delivery: str = ""
    order: str = ""
    invoice: str = ""
    invoice_kind: str = NO_INVOICE
    contract: str = ""
    ordered: Decimal | None = None
    lost: Decimal = Decimal(0)

    @property
    def most(self) -> Decimal:
        """The most that can be lost of it: what it was worth, to the next whole cent where a rate made it."""
        return _UP.apply(self.amount)

    @property
    def number(self) -> str:
        """The document that names it."""
        return self.delivery or self.invoice


class Documents:
    """The orders, deliveries and invoices of a book, by number."""

    __slots__ = ("_by_invoice_of", "_by_order", "_invoices_of", "deliveries", "invoices", "orders")

    def __init__(self, movements: Iterable[Movement]) -> None:
        self.orders: dict[tuple[str, str], Ordered] = {}
        self.deliveries: dict[tuple[str, str], list[Delivered]] = {}
        self.invoices: dict[tuple[str, str], Invoiced] = {}
        self._by_order: dict[tuple[str, str], set[str]] = {}
        self._by_invoice_of: dict[tuple[str, str], set[str]] = {}
        self._invoices_of: dict[tuple[str, str], list[Invoiced]] = {}
        for each in movements:
            if isinstance(each, Ordered):
                self.orders[each.customer, each.order] = each
            elif isinstance(each, Delivered):
                self.deliveries.setdefault((each.customer, each.delivery), []).append(each)
                self._by_order.setdefault((each.customer, each.order), set()).add(each.delivery)
                self._by_invoice_of.setdefault((each.customer, each.invoice), set()).add(each.delivery)
            elif isinstance(each, Invoiced):
                self.invoices[each.customer, each.invoice] = each
                if each.order and each.amount > 0:
                    self._invoices_of.setdefault((each.customer, each.order), []).append(each)

    def shipments(self, debt: BadDebt) -> tuple[Shipment, ...] | Problem:
        """Those a debt comes from, by number, with what of it is theirs.

        DK568 the book has none of what it names; DK569 it is more than all of them were worth.
        """
        found = self._named(debt)
        if not found:
            return problem(
                "DK568",
                debt.at,
                debt=debt.debt,
                customer=debt.customer,
                delivery=debt.delivery,
                invoice=debt.invoice,
                order=debt.order,
            )
        worth = total_of_decimals(each.most for each in found)
        if debt.amount > worth:
            return problem("DK569", debt.at, debt=debt.debt, amount=debt.amount, worth=worth, shipment="")
        lost = split(debt.amount, [(each.number, each.most) for each in found], CENT)
        return tuple(evolve(each, lost=lost[each.number]) for each in found)

    def of_order(self, customer: str, order: str) -> tuple[Shipment, ...]:
        """The shipments of an order, by number; its invoices where the book has no deliveries of it."""
        return tuple(self._shipped_for(customer, order))

    def _named(self, debt: BadDebt) -> list[Shipment]:
        customer = debt.customer
        if debt.delivery:
            numbers = [debt.delivery] if (customer, debt.delivery) in self.deliveries else []
        elif debt.invoice:
            numbers = self._billed(customer, debt.invoice)
            if not numbers:
                invoice = self.invoices.get((customer, debt.invoice))
                return [] if invoice is None else [self._by_invoice(invoice)]
        else:
            return self._shipped_for(customer, debt.order)
        return self._by_number(customer, numbers)

    def _shipped_for(self, customer: str, order: str) -> list[Shipment]:
        numbers = self._of_order(customer, order)
        if numbers or not order:
            return self._by_number(customer, numbers)
        return [self._by_invoice(each) for each in self._of_invoices(customer, order)]

    def _by_number(self, customer: str, numbers: list[str]) -> list[Shipment]:
        found = (self._by_delivery(self.deliveries[customer, each]) for each in numbers)
        return [each for each in found if each.amount > 0]

    def _billed(self, customer: str, invoice: str) -> list[str]:
        """The deliveries that an invoice bills: those that name it, else those of its order that name none."""
        named = self._by_invoice_of.get((customer, invoice), set())
        found = self.invoices.get((customer, invoice))
        if named or found is None or not found.order:
            return sorted(named)
        of_order = self._of_order(customer, found.order)
        return [each for each in of_order if not any(part.invoice for part in self.deliveries[customer, each])]

    def _of_order(self, customer: str, order: str) -> list[str]:
        return sorted(self._by_order.get((customer, order), ())) if order else []

    def _of_invoices(self, customer: str, order: str) -> list[Invoiced]:
        return sorted(self._invoices_of.get((customer, order), ()), key=lambda each: (each.day, each.invoice))

    def _by_delivery(self, parts: list[Delivered]) -> Shipment:
        parts = sorted(parts, key=lambda each: (each.day, each.order, each.invoice, each.amount))
        first = parts[0]
        order = next((each.order for each in parts if each.order), "")
        invoice = next((each.invoice for each in parts if each.invoice), "") or self._invoice_of(first.customer, order)
        billed = self.invoices.get((first.customer, invoice))
        ordered = self.orders.get((first.customer, order))
        return Shipment(
            customer=first.customer,
            day=first.day,
            amount=total_of_decimals(each.amount for each in parts),
            delivery=first.delivery,
            order=order,
            invoice=invoice,
            invoice_kind=_kind(billed),
            contract=(ordered.contract if ordered is not None else "") or (billed.contract if billed else ""),
            ordered=None if ordered is None else ordered.amount,
        )

    def _invoice_of(self, customer: str, order: str) -> str:
        """The first invoice of an order, for a delivery that names none."""
        found = self._of_invoices(customer, order) if order else []
        return found[0].invoice if found else ""

    def _by_invoice(self, invoice: Invoiced) -> Shipment:
        ordered = self.orders.get((invoice.customer, invoice.order))
        return Shipment(
            customer=invoice.customer,
            day=invoice.day,
            amount=invoice.amount,
            order=invoice.order,
            invoice=invoice.invoice,
            invoice_kind=_kind(invoice),
            contract=invoice.contract or (ordered.contract if ordered is not None else ""),
            ordered=None if ordered is None else ordered.amount,
        )


def _kind(invoice: Invoiced | None) -> str:
    return NO_INVOICE if invoice is None else invoice.kind or PLAIN_INVOICE
