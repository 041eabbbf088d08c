"""When invoices are due, and when their payment terms end.

Days to pay come from the order where it agrees its own, else from the contract that is named, else from the
customer's contracts in force on the day, else from ``credit.payment_days``. The day of the invoice is day 0.
A day that the invoice states itself is when it is due; the payment term goes by the days to pay all the same.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.measures.masters import Masters
from dealerkit.values.days import add_days

PAYMENT_DAYS = "contract.payment_days"


@frozen(eq=False)
class Terms:
    """How many days there are to pay; ``otherwise`` where no contract says."""

    masters: Masters
    otherwise: int | None = None
    _known: dict[tuple[str, str, date], int | None] = field(init=False, factory=dict, repr=False)

    def days(self, customer: str, day: date, contract: str = "") -> int | None:
        """Days to pay of what is invoiced on a day; None where nothing says, or contracts disagree."""
        if not contract and not self.masters.contracts_of.get(customer):
            return self.otherwise
        asked = (customer, contract, day)
        if asked not in self._known:
            self._known[asked] = self._look_up(customer, day, contract)
        return self._known[asked]

    def _look_up(self, customer: str, day: date, contract: str) -> int | None:
        masters = self.masters
        row = masters.book.versions("contracts").at(day, contract) if contract else None
        # A number that is another customer's contract says nothing about this one.
        named = row.get("payment_days") if row is not None and row.get("customer") == customer else None
        found = named if isinstance(named, Decimal) else masters.contract_of_dealer(PAYMENT_DAYS, customer, day)
        return int(found) if isinstance(found, Decimal) else self.otherwise

    def ends(
        self, customer: str, day: date, contract: str = "", agreed: int | None = None, due_on: date | None = None
    ) -> tuple[date | None, date | None]:
        """The day an invoice is due, and the last day of its payment term; None for what nothing says."""
        days = agreed if agreed is not None else self.days(customer, day, contract)
        term_on = None if days is None else add_days(day, days)
        return (due_on if due_on is not None else term_on), term_on
