"""What moves an account: orders, deliveries, invoices, receipts, bills, each on its day.

A position is the fold of its movements; a book is read into them once, in the order of their days, and an
order desk adds to them as they happen. Amounts are in the policy's currency, and with or without value
added tax as its ``credit.amounts`` says.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.problems import Location


@frozen(kw_only=True)
class Movement:
    """Something that happened on an account on a day."""

    day: date
    customer: str
    at: Location | None = field(default=None, eq=False)


@frozen(kw_only=True)
class Ordered(Movement):
    """An order was placed: the sum of its lines."""

    order: str
    amount: Decimal
    wanted_on: date | None = None
    contract: str = ""
    payment_days: int | None = None


@frozen(kw_only=True)
class OrderEnded(Movement):
    """What is left of an order will not be delivered: it was cancelled, or shipped short and closed."""

    order: str


@frozen(kw_only=True)
class OrderWithdrawn(Movement):
    """An order is as if it had not been placed yet: it waits to be asked about; placing it again counts it."""

    order: str


@frozen(kw_only=True)
class Delivered(Movement):
    """Goods left the warehouse. ``invoice`` is the one that bills them, empty while there is none."""

    delivery: str
    amount: Decimal
    order: str = ""
    invoice: str = ""


@frozen(kw_only=True)
class Invoiced(Movement):
    """A customer was billed; a credit note is below zero.

    ``due_on`` is the day payment is due and ``term_on`` the last day of the payment term, counted from the
    invoice; either is None where nothing says.
    """

    invoice: str
    amount: Decimal
    due_on: date | None = None
    term_on: date | None = None
    order: str = ""
    contract: str = ""
    instalment: str = ""
    kind: str = ""


@frozen(kw_only=True)
class Received(Movement):
    """Money arrived, or credit that settles like money; a refund is below zero."""

    receipt: str
    amount: Decimal
    invoice: str = ""
    order: str = ""
    kind: str = ""
    contract: str = ""
    instalment: str = ""
    plan: str = ""


@frozen(kw_only=True)
class BillTaken(Movement):
    """A bill of exchange was taken in payment: it pays its invoice, and may still be dishonoured."""

    bill: str
    amount: Decimal
    due_on: date
    invoice: str = ""


@frozen(kw_only=True)
class BillEnded(Movement):
    """A bill was paid, or came back: then what it paid is owed again."""

    bill: str
    paid: bool
