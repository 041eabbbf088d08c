"""The orders of a book that wait for an answer: those without a status, or with the status open."""

from __future__ import annotations

from dealerkit.book import Book
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order

OPEN = "open"


def waiting(desk: OrderDesk, book: Book) -> tuple[Order, ...]:
    """What a desk has open and the book says is not released yet, withdrawn to be asked about, by their days."""
    if not book.has("orders"):
        return ()
    numbers = {
        str(number)
        for batch in book.batches("orders", ("order", "status"))
        for number, status in zip(batch.columns["order"], batch.columns["status"], strict=True)
        if (status or OPEN) == OPEN
    }
    return desk.withdraw(each for each in desk.open_orders() if each.order.order in numbers)
