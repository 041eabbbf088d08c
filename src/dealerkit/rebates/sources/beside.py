"""What programmes ask of receipts and counts of stock beside the rows they add up.

Read only where a programme asks for it: how long a payee took to pay (``period.days_to_pay``), what it has in
stock and sold on (``period.stock_days`` …).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from attrs import frozen

from dealerkit.book import Batch, Book, FirstRejects, Reject
from dealerkit.book.rejects import Count
from dealerkit.problems import Problem
from dealerkit.rebates.sources.counts import STOCK, read_counts, read_purchases
from dealerkit.rebates.sources.cover import NAMES, Stocks
from dealerkit.rebates.sources.paying_days import PayingDays
from dealerkit.rebates.sources.psi import without_opening
from dealerkit.receivables.receipts import are_there, columns_of, read_payments

DAYS_TO_PAY = "period.days_to_pay"
_COUNTED = ("date", "holder", "product", "quantity")
_BOUGHT = ("date", "dealer", "product", "quantity")


@frozen(eq=False)
class Beside:
    """What was read, each None where nothing asks for it or the book has no such tables."""

    stocks: Stocks | None = None
    paying_days: PayingDays | None = None
    problems: tuple[Problem, ...] = ()

    def of(self, asked: Collection[str]) -> Beside:
        """What was read, for one who asks these facts alone; what was found on reading was told."""
        stocks = None if NAMES.isdisjoint(asked) else self.stocks
        return Beside(stocks, self.paying_days if DAYS_TO_PAY in asked else None)


def read_beside(
    book: Book, as_of: date, currency: str, asked: Collection[str], passes: Collection[str], rejects: FirstRejects
) -> Beside:
    """Read what the facts ``asked`` need; ``passes`` are the sources that tell of their tables' rows themselves.

    DK802 or DK809 where a table or column is lacking for stock, DK416 and DK417 as in ``psi``; of receipts what
    :func:`read_payments` says.
    """
    problems: list[Problem] = []
    stocks, paying_days = None, None
    if not NAMES.isdisjoint(asked):
        lacking = (*book.lacking(STOCK, _COUNTED), *book.lacking("lines", _BOUGHT))
        # Whoever records the figures themselves needs no counts.
        problems += () if _are_recorded(book) else lacking
        if not lacking:
            told = any(name.startswith("psi") for name in passes)
            stocks, found = _stocks(book, as_of, _Reading(book, rejects, quiet=told))
            problems += () if told else found
    if DAYS_TO_PAY in asked and are_there(book):
        told = any(name.startswith("collections") for name in passes)
        reading = _Reading(book, rejects, quiet=told)
        payments = read_payments(reading.stream(lambda table: columns_of(table, book)), as_of, reading.refuse)
        problems += () if told else payments.problems
        paying_days = PayingDays(payments, as_of, currency)
    return Beside(stocks, paying_days, tuple(problems))


def _stocks(book: Book, as_of: date, reading: _Reading) -> tuple[Stocks, tuple[Problem, ...]]:
    useful = {"kind", "recorded_at"} & {each.name for each in book.columns(STOCK)}
    stream = reading.stream(lambda _: (*_COUNTED, *sorted(useful)))
    counts = read_counts(stream(STOCK), as_of, reading.refuse)
    # The pass over the lines tells which of them cannot be used.
    lines = book.reread(FirstRejects(keep=0)).batches("lines", _BOUGHT)
    purchases = read_purchases(lines)
    return Stocks(counts, purchases), tuple(without_opening(counts, purchases))


def _are_recorded(book: Book) -> bool:
    bare = {name.partition(".")[2] for name in NAMES}
    return any(row.get("fact") in NAMES | bare for row in book.rows("figures"))


@frozen(eq=False)
class _Reading:
    """Reads tables once more, or for the first time: then rows that cannot be used are counted and listed."""

    book: Book
    rejects: FirstRejects
    quiet: bool

    def stream(self, columns: Callable[[str], tuple[str, ...]]) -> Callable[[str], Iterator[Batch]]:
        """The rows of a table by its name."""
        book = self.book.reread(FirstRejects(keep=0)) if self.quiet else self.book
        return lambda table: book.batches(table, columns(table))

    def refuse(self, batch: Batch, position: int, why: Problem) -> None:
        """List a row as rejected, if nobody else does."""
        if self.quiet:
            return
        written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
        reject = Reject(batch.table, why, written)
        count = self.book.counts.setdefault(batch.table, Count())
        count.used -= 1
        count.rejected += 1
        count.by_code[why.code] += 1
        self.book.rejects.take(reject)
        self.rejects.take(reject)
