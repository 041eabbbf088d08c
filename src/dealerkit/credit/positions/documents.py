"""The documents of a position: invoices and orders through their lives, and what is open of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.positions.movements import Delivered, Invoiced, Ordered
from dealerkit.values.exact import EXACT, ZERO

_add, _subtract = EXACT.add, EXACT.subtract


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

    def days(self, clock: str, day: date) -> int | None:
        """Days by a clock: ``invoice``, ``due`` or ``term``."""
        if clock == "invoice":
            return self.days_since(day)
        return self.days_overdue(day) if clock == "due" else self.days_past_term(day)

    def start(self, clock: str) -> date | None:
        """The day from which a clock counts."""
        found = self.invoice
        return found.day if clock == "invoice" else (found.due_on if clock == "due" else found.term_on)


@frozen
class OpenOrder:
    """An order with what of it is not delivered yet."""

    order: Ordered
    open: Decimal


class InvoiceLife:
    """One invoice: what was paid by receipts that name it, and by money paid in advance for its order.

    ``settled`` is what the receipts pay, as far as it lies between nothing and all of it; ``beyond`` what of
    them pays nothing; ``open`` what is left.
    """

    __slots__ = ("beyond", "bills_order", "invoice", "open", "paid", "prepaid", "settled")

    def __init__(self, invoice: Invoiced) -> None:
        self.invoice = invoice
        self.paid = self.prepaid = self.settled = self.beyond = ZERO
        self.open = invoice.amount
        # Whether it bills its order by its amount: it does while no delivery names it.
        self.bills_order = False

    def receive(self, amount: Decimal) -> None:
        """Take money that names it; below zero it went back."""
        gross = self.invoice.amount
        self.paid = paid = _add(self.paid, amount)
        low, high = (ZERO, gross) if gross > 0 else (gross, ZERO)
        self.settled = low if paid < low else min(paid, high)
        self.beyond = _subtract(paid, self.settled)
        self._reckon()

    def prepay(self, amount: Decimal) -> None:
        """So much of what was paid in advance for its order pays it."""
        self.prepaid = amount
        self._reckon()

    def _reckon(self) -> None:
        left = _subtract(self.invoice.amount, self.settled)
        self.open = _subtract(left, self.prepaid) if self.prepaid else left


class OrderLife:
    """One order: what was ordered, delivered, billed and paid in advance.

    A delivery that names an invoice is invoiced once that invoice is there, whatever its amount; one that
    names none is as far as invoices of the order, which no delivery names, have billed it.
    """

    __slots__ = ("billed", "ended", "invoices", "linked", "ordered", "prepaid", "returned", "unlinked")

    def __init__(self) -> None:
        self.ordered: Ordered | None = None
        self.ended = False
        self.linked = ZERO
        """What was delivered and is billed by the invoice that the delivery names."""
        self.unlinked = ZERO
        """What else was delivered."""
        self.returned = ZERO
        """What came back and no credit note that is named has credited, below zero."""
        self.billed = ZERO
        """Invoices of the order that no delivery names; credit notes are not among them."""
        self.prepaid = ZERO
        self.invoices: list[InvoiceLife] = []

    @property
    def open(self) -> Decimal:
        """What is ordered and neither delivered nor billed; goods that came back do not open it again."""
        if self.ordered is None or self.ended:
            return ZERO
        return max(_subtract(self.ordered.amount, self.done), ZERO)

    @property
    def done(self) -> Decimal:
        """What is delivered or billed, as far as it lessens what is open."""
        return _add(self.linked, max(self.unlinked, self.billed))

    @property
    def uninvoiced(self) -> Decimal:
        """What is delivered and not billed."""
        return max(_subtract(_add(self.unlinked, self.returned), self.billed), ZERO)

    @property
    def contract(self) -> str:
        """The contract it was placed under."""
        return "" if self.ordered is None else self.ordered.contract

    def deliver(self, amount: Decimal, *, linked: bool) -> None:
        """Take a delivery; one below zero came back."""
        if amount < 0:
            self.returned = self.returned if linked else _add(self.returned, amount)
        elif linked:
            self.linked = _add(self.linked, amount)
        else:
            self.unlinked = _add(self.unlinked, amount)

    def link(self, delivery: Delivered) -> None:
        """The invoice that an earlier delivery names is there."""
        if delivery.amount < 0:
            self.returned = _subtract(self.returned, delivery.amount)
        else:
            self.unlinked = _subtract(self.unlinked, delivery.amount)
            self.linked = _add(self.linked, delivery.amount)

    def bill(self, life: InvoiceLife) -> None:
        """Take an invoice that names it."""
        self.invoices.append(life)
        if life.bills_order:
            self.billed = _add(self.billed, life.invoice.amount)
