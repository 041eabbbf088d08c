"""How long a payee took to pay the invoices of a period: ``period.days_to_pay`` from receipts.

Every part of an invoice stood open for the days from the invoice to its receipt; what is still unpaid has
stood open until today. The average is weighted with the amounts: the days for which the average unit of
money was owed. Credit that settles a part of an invoice ends its days like money does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.receivables.receipts import Invoice, Payments
from dealerkit.values.exact import ZERO, Number, add, divide, multiply, subtract, total


@frozen(eq=False)
class PayingDays:
    """The invoices of a book by customer, each with its open money-days."""

    payments: Payments
    as_of: date
    currency: str
    _by_customer: dict[str, list[tuple[date, Number, Number]]] = field(init=False, repr=False)

    @_by_customer.default
    def _invoices_in_order(self) -> dict[str, list[tuple[date, Number, Number]]]:
        found: dict[str, list[tuple[date, Number, Number]]] = defaultdict(list)
        for invoice in self.payments.invoices.values():
            if invoice.gross > 0 and invoice.currency in {"", self.currency}:
                found[invoice.customer].append((invoice.day, invoice.gross, open_days(invoice, self.as_of)))
        return {customer: sorted(mine, key=lambda each: each[0]) for customer, mine in found.items()}

    def of(self, payee: str, first: date, last: date) -> Number | None:
        """The average over the payee's invoices of these days; None where there are none.

        Credit notes are no invoices here, nor are invoices in another currency.
        """
        mine: Sequence[tuple[date, Number, Number]] = self._by_customer.get(payee, ())
        chosen = mine[
            bisect_left(mine, first, key=lambda each: each[0]) : bisect_right(mine, last, key=lambda each: each[0])
        ]
        amount = total(gross for _, gross, _ in chosen)
        return divide(total(days for _, _, days in chosen), amount) if amount else None


def open_days(invoice: Invoice, as_of: date) -> Number:
    """The invoice's amount times the days it stood open: each paid part until its receipt, the rest until today."""
    found: Number = ZERO
    paid: Number = ZERO
    for part in invoice.parts:
        found = add(found, multiply(part.amount, Decimal(invoice.days_to_pay(part.receipt.day))))
        paid = add(paid, part.amount)
    return add(found, multiply(subtract(invoice.gross, paid), Decimal(invoice.days_to_pay(as_of))))
