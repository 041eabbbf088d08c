"""What collecting looks at: every customer's open items on a day, and what of them is disputed or being repaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.positions.movements import Movement
from dealerkit.credit.positions.position import OpenItem, Position
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen(kw_only=True)
class Account:
    """One customer on a day: the open items, the oldest first, and the receipts that pay none of them.

    ``disputed`` is by invoice what of it is disputed, all of it where nothing was stated.
    """

    customer: str
    items: tuple[OpenItem, ...] = ()
    unapplied: Decimal = ZERO
    disputed: Mapping[str, Decimal | None] = field(factory=dict)

    @property
    def receivables(self) -> Decimal:
        """What is invoiced and not paid, credit notes taken off."""
        owed = ZERO
        for each in self.items:
            owed = EXACT.add(owed, each.open)
        return owed

    @property
    def owed(self) -> Decimal:
        """The receivables less the receipts that pay no invoice yet."""
        return EXACT.subtract(self.receivables, self.unapplied)

    def disputed_of(self, item: OpenItem) -> Decimal:
        """What of an item is disputed: never more than is left of it."""
        if item.invoice.invoice not in self.disputed or item.open <= 0:
            return ZERO
        stated = self.disputed[item.invoice.invoice]
        return item.open if stated is None else min(item.open, stated)


@frozen
class Dispute:
    """An invoice, or an amount of it, that is disputed from a day on; ``closed`` is the day it was settled."""

    customer: str
    invoice: str
    amount: Decimal | None
    opened: date
    closed: date | None = None
    number: str = ""
    at: Location | None = field(default=None, eq=False)

    def holds_on(self, day: date) -> bool:
        """Whether it is open on a day; on the day it was settled it no longer is."""
        return self.opened <= day and (self.closed is None or day < self.closed)


@frozen(kw_only=True)
class Accounts:
    """The accounts of a book on a day."""

    day: date
    accounts: Mapping[str, Account]

    def of(self, customer: str) -> Account:
        """The customer's account; an empty one where nothing ever happened."""
        return self.accounts.get(customer) or Account(customer=customer)

    @property
    def owed(self) -> Decimal:
        """What all customers owe together."""
        whole = ZERO
        for each in self.accounts.values():
            whole = EXACT.add(whole, each.owed)
        return whole


def read_disputes(book: Book) -> tuple[Dispute, ...]:
    """The disputes of a book."""
    found = []
    for row in book.rows("disputes"):
        opened = row.get("date")
        if isinstance(opened, date):
            amount, closed = row.get("amount"), row.get("closed_on")
            found.append(
                Dispute(
                    str(row.get("customer") or ""),
                    str(row.get("invoice") or ""),
                    amount if isinstance(amount, Decimal) else None,
                    opened,
                    closed if isinstance(closed, date) else None,
                    str(row.get("dispute") or ""),
                    row.at,
                )
            )
    return tuple(found)


def accounts_on(
    movements: Sequence[Movement], days: Iterable[date], disputes: Iterable[Dispute] = ()
) -> Mapping[date, Accounts]:
    """The accounts at the end of each of some days, in one pass over movements in the order of their days."""
    wanted = sorted({*days})
    open_disputes = tuple(disputes)
    positions: dict[str, Position] = {}
    found: dict[date, Accounts] = {}
    place = 0
    for day in wanted:
        while place < len(movements) and movements[place].day <= day:
            each = movements[place]
            position = positions.get(each.customer)
            if position is None:
                position = positions[each.customer] = Position(each.customer)
            position.add(each)
            place += 1
        found[day] = Accounts(day=day, accounts=_snapshot(positions, day, open_disputes))
    return found


def account_of(position: Position, day: date, disputes: Iterable[Dispute] = ()) -> Account:
    """A position as an account."""
    disputed: dict[str, Decimal | None] = {}
    for each in disputes:
        if each.customer == position.customer and each.holds_on(day):
            before = disputed.get(each.invoice, ZERO)
            both = None if before is None or each.amount is None else EXACT.add(before, each.amount)
            disputed[each.invoice] = both
    return Account(
        customer=position.customer,
        items=tuple(position.items()),
        unapplied=position.unapplied,
        disputed=disputed,
    )


def of_no_invoice(
    at: Location | None, of: str, number: str, customer: str, invoice: str, owners: Mapping[str, str]
) -> Problem | None:
    """DK584: a dispute, or a letter, that names an invoice the customer does not have; None where he has it.

    ``owners`` are the customers of all invoices, by number.
    """
    owner = owners.get(invoice, "")
    if owner == customer:
        return None
    return problem(
        "DK584",
        at,
        severity=Severity.WARNING,
        of=of,
        number=number,
        customer=customer,
        invoice=invoice,
        other=owner,
    )


def without_due_date(customer: str, items: Sequence[OpenItem]) -> Problem:
    """DK590: debts that are neither aged nor dunned, since nobody knows when they are due."""
    return problem(
        "DK590",
        items[0].invoice.at,
        severity=Severity.WARNING,
        customer=customer,
        count=len(items),
        amount=total_of_decimals(each.open for each in items),
        invoices=tuple(each.invoice.invoice for each in items[:5]),
    )


def _snapshot(positions: Mapping[str, Position], day: date, disputes: Sequence[Dispute]) -> Mapping[str, Account]:
    by_customer: dict[str, list[Dispute]] = {}
    for each in disputes:
        by_customer.setdefault(each.customer, []).append(each)
    return {
        customer: account_of(positions[customer], day, by_customer.get(customer, ())) for customer in sorted(positions)
    }
