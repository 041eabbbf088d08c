"""How a dealer pays: the days from invoice to money, by money, as far as his account tells.

A share of his money came within so many days (the inverse of the empirical distribution). What is open longer than
any payment ever took counts as money that does not come; younger open amounts say nothing yet and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.problems import Problem
from dealerkit.receivables.receipts import MONEY, Invoice, are_there, columns_of, read_payments
from dealerkit.values.exact import ZERO, Number, add, multiply, subtract, total


@frozen
class Open:
    """What is still open of one invoice."""

    day: date
    amount: Number


@frozen(eq=False)
class Paying:
    """One dealer's payments of a window: days and money of each, and every open amount whatever its age."""

    paid: tuple[tuple[int, Number], ...]
    unpaid: tuple[Open, ...] = field(default=())
    never: Number = ZERO
    """Open amounts of the window older than his slowest payment."""

    def within(self, share: Number) -> int | None:
        """The least days within which at least a share of his money came; None where it does not come."""
        whole = add(total(amount for _, amount in self.paid), self.never)
        wanted, come = multiply(share, whole), ZERO
        reached: Number = come
        for days, amount in self.paid:
            reached = add(reached, amount)
            if reached >= wanted:
                return days
        return None


def read_paying(book: Book, dealer: str, since: date, as_of: date) -> Paying | None:
    """One dealer's payment behaviour; None where the book cannot say what was paid of which invoice."""
    if not are_there(book):
        return None
    payments = read_payments(lambda table: book.batches(table, columns_of(table, book)), as_of, _leave_out)
    mine = [each for each in payments.invoices.values() if each.customer == dealer and each.gross > 0]
    return paying_of(mine, since, as_of)


def _leave_out(batch: Batch, position: int, why: Problem) -> None:
    """A receipt of no known invoice says nothing of days to pay; it still counts in what he owes, and is not lost."""
    del batch, position, why


def paying_of(invoices: Sequence[Invoice], since: date, as_of: date) -> Paying:
    """The behaviour that some invoices show."""
    paid: list[tuple[int, Number]] = []
    unpaid: list[Open] = []
    for invoice in invoices:
        left: Number = invoice.gross
        for part in invoice.parts:
            left = subtract(left, part.amount)
            if invoice.day >= since and part.receipt.kind in MONEY and part.amount > 0:
                paid.append((invoice.days_to_pay(part.receipt.day), part.amount))
        if left > 0:
            unpaid.append(Open(invoice.day, left))
    paid.sort()
    slowest = paid[-1][0] if paid else 0
    old = [each.amount for each in unpaid if each.day >= since and (as_of - each.day).days > slowest]
    return Paying(tuple(paid), tuple(unpaid), total(old))
