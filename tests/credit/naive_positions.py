"""A position as the guide says it in words: everything reckoned anew from the list of movements.

No running sums, no order of arrival: what is open of an invoice is its amount less what was received for it,
what is open of an order is what was ordered less what left or was billed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

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

ZERO = Decimal(0)


@frozen
class NaivePosition:
    """The movements of one customer, each document once."""

    movements: tuple[Movement, ...]

    @classmethod
    def of(cls, movements: Sequence[Movement]) -> NaivePosition:
        """Keep the first of each document that stands twice."""
        kept, seen = [], set()
        for each in movements:
            number = _number(each)
            if number is None or number not in seen:
                kept.append(each)
                seen.add(number)
        return cls(tuple(kept))

    def _all(self, kind):
        return [each for each in self.movements if isinstance(each, kind)]

    @property
    def invoices(self) -> dict[str, Invoiced]:
        return {each.invoice: each for each in self._all(Invoiced)}

    def received_for(self, invoice: str) -> Decimal:
        """Receipts and bills that name an invoice, less the bills that came back."""
        back = {each.bill for each in self._all(BillEnded) if not each.paid}
        money = [each.amount for each in self._all(Received) if each.invoice == invoice]
        bills = [each.amount for each in self._all(BillTaken) if each.invoice == invoice and each.bill not in back]
        return sum([*money, *bills], ZERO)

    def settled(self, invoice: Invoiced) -> Decimal:
        """What that pays: never more than the invoice, never less than nothing."""
        paid = self.received_for(invoice.invoice)
        if invoice.amount > 0:
            return min(max(paid, ZERO), invoice.amount)
        return max(min(paid, ZERO), invoice.amount)

    def prepaid(self) -> dict[str, Decimal]:
        """Money in advance for an order pays the order's invoices, the oldest first, after what names them."""
        found: dict[str, Decimal] = {}
        for order in {each.order for each in self._all(Received) if each.order}:
            left = sum((each.amount for each in self._all(Received) if self._is_in_advance(each, order)), ZERO)
            mine = [each for each in self.invoices.values() if each.order == order]
            for each in sorted(mine, key=lambda each: (each.day, each.invoice)):
                pays = max(min(left, each.amount - self.settled(each)), ZERO)
                found[each.invoice] = pays
                left -= pays
        return found

    @staticmethod
    def _is_in_advance(each: Received, order: str) -> bool:
        return each.order == order and not each.invoice and each.kind != "deposit"

    def open_of(self, invoice: Invoiced) -> Decimal:
        """What is left of an invoice."""
        return invoice.amount - self.settled(invoice) - self.prepaid().get(invoice.invoice, ZERO)

    @property
    def receivables(self) -> Decimal:
        return sum((self.open_of(each) for each in self.invoices.values()), ZERO)

    @property
    def unapplied(self) -> Decimal:
        """All money that is no deposit, less what it pays."""
        back = {each.bill for each in self._all(BillEnded) if not each.paid}
        money = [each.amount for each in self._all(Received) if each.invoice or each.kind != "deposit"]
        bills = [each.amount for each in self._all(BillTaken) if each.bill not in back]
        pays = sum((self.settled(each) for each in self.invoices.values()), ZERO)
        return sum([*money, *bills], ZERO) - pays - sum(self.prepaid().values(), ZERO)

    @property
    def deposits(self) -> Decimal:
        return sum((each.amount for each in self._all(Received) if not each.invoice and each.kind == "deposit"), ZERO)

    @property
    def bills(self) -> Decimal:
        ended = {each.bill for each in self._all(BillEnded)}
        return sum((each.amount for each in self._all(BillTaken) if each.bill not in ended), ZERO)

    def _orders(self) -> set[str]:
        return {each.order for kind in (Ordered, Delivered, Invoiced) for each in self._all(kind) if each.order}

    def _sent(self, order: str, *, named: bool) -> list[Decimal]:
        """Deliveries of an order: those that name an invoice that is there, or the others."""
        mine = [each for each in self._all(Delivered) if each.order == order]
        return [each.amount for each in mine if (each.invoice in self.invoices) is named]

    def _billed(self, order: str) -> Decimal:
        """Invoices of the order that no delivery names."""
        named = {each.invoice for each in self._all(Delivered)}
        mine = [each for each in self.invoices.values() if each.order == order and each.invoice not in named]
        return sum((each.amount for each in mine if each.amount > 0), ZERO)

    def open_of_order(self, order: str) -> Decimal:
        """What is ordered and neither sent nor billed."""
        placed: list[Decimal] = [each.amount for each in self._all(Ordered) if each.order == order]
        if not placed or order in {each.order for each in self._all(OrderEnded)}:
            return ZERO
        named = sum((each for each in self._sent(order, named=True) if each > 0), ZERO)
        others = sum((each for each in self._sent(order, named=False) if each > 0), ZERO)
        return max(placed[0] - named - max(others, self._billed(order)), ZERO)

    @property
    def open_orders(self) -> Decimal:
        return sum((self.open_of_order(each) for each in self._orders()), ZERO)

    def wanted_after(self, last: date) -> Decimal:
        """Open orders wanted later than a day."""
        late = [each for each in self._all(Ordered) if each.wanted_on is not None and each.wanted_on > last]
        return sum((self.open_of_order(each.order) for each in late), ZERO)

    @property
    def delivered(self) -> Decimal:
        """What is delivered and not invoiced: with an order beyond what bills it, else delivery by delivery."""
        of_orders = [
            max(sum(self._sent(each, named=False), ZERO) - self._billed(each), ZERO) for each in self._orders()
        ]
        loose = [
            each.amount
            for each in self._all(Delivered)
            if not each.order and each.invoice not in self.invoices and each.amount > 0
        ]
        return sum([*of_orders, *loose], ZERO)

    def overdue(self, day: date, grace: int = 0) -> Decimal:
        """What was due more than so many days before."""
        late = [each for each in self.invoices.values() if each.due_on is not None and (day - each.due_on).days > grace]
        return sum((max(self.open_of(each), ZERO) for each in late), ZERO)

    def oldest(self, clock: str) -> date | None:
        """From when the clock of the oldest open item counts."""
        names = {"invoice": "day", "due": "due_on", "term": "term_on"}
        starts = [getattr(each, names[clock]) for each in self.invoices.values() if self.open_of(each) > 0]
        return min((each for each in starts if each is not None), default=None)

    def invoiced(self, first: date, last: date) -> Decimal:
        """What was invoiced between two days."""
        return sum((each.amount for each in self.invoices.values() if first <= each.day <= last), ZERO)

    def open_before(self, day: date) -> Decimal:
        """What is still open of earlier invoices."""
        return sum((self.open_of(each) for each in self.invoices.values() if each.day < day), ZERO)


def _number(movement: Movement) -> tuple[str, ...] | None:
    match movement:
        case Ordered():
            return ("orders", movement.order)
        case Delivered():
            return ("deliveries", movement.delivery, movement.order, movement.invoice)
        case Invoiced():
            return ("invoices", movement.invoice)
        case Received():
            return ("receipts", movement.receipt)
        case BillTaken():
            return ("bills", movement.bill)
        case BillEnded():
            return ("ends", movement.bill)
        case _:
            return None
