"""What every dealer owes over time: invoices less receipts, day by day, from one pass over each table.

A deposit that names no invoice secures a debt and pays none; it is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import problem
from dealerkit.values.exact import ZERO, Number, divide, exactly

_INVOICES = ("date", "customer", "gross_amount", "currency")
_RECEIPTS = ("date", "customer", "amount", "currency", "kind", "invoice")
_DEPOSIT = "deposit"


@frozen(eq=False)
class Exposure:
    """One dealer's account: what each day added to his debt, the earliest first."""

    changes: tuple[tuple[date, Decimal], ...] = field(default=())
    refused: int = 0
    """How many of his rows are in no sum, for no rate brings them into the policy's currency."""

    def on(self, day: date) -> Decimal:
        """What he owed at the end of a day."""
        with exactly():
            return sum((amount for on, amount in self.changes if on <= day), ZERO)

    def average(self, first: date, last: date) -> Number:
        """What he owed on average at the end of each day from one through another."""
        days = (last - first).days + 1
        with exactly():
            owed = sum((amount * ((last - max(on, first)).days + 1) for on, amount in self.changes if on <= last), ZERO)
        return divide(owed, Decimal(days))


NOTHING_OWED = Exposure()


def read_exposures(book: Book, through: date, currency: str) -> Mapping[str, Exposure] | None:
    """Every dealer's account through a day; None where the book has no invoices or no receipts.

    DK351 (as a reject): an amount in a currency that nothing converts.
    """
    if book.lacking("invoices", _INVOICES[:3]) or book.lacking("receipts", _RECEIPTS[:3]):
        return None
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    refused: Counter[str] = Counter()
    for table in ("invoices", "receipts"):
        _read(found, refused, book, table, through, currency)
    return {
        customer: Exposure(tuple(sorted(found.get(customer, {}).items())), refused[customer])
        for customer in {*found, *refused}
    }


def _read(
    found: dict[str, dict[date, Decimal]],
    refused: Counter[str],
    book: Book,
    table: str,
    through: date,
    currency: str,
) -> None:
    is_invoice = table == "invoices"
    having = {each.name for each in book.columns(table)}
    wanted = tuple(each for each in (_INVOICES if is_invoice else _RECEIPTS) if each in having)
    amounts = "gross_amount" if is_invoice else "amount"
    with exactly():
        for batch in in_currency(book.batches(table, wanted), book, currency):
            nothing: list[object] = [None] * len(batch)
            columns = batch.columns
            stated = columns.get("currency", nothing)
            kinds, invoices = columns.get("kind", nothing), columns.get("invoice", nothing)
            for i, day in enumerate(columns["date"]):
                on, amount = cast("date", day), columns[amounts][i]
                if on > through or not isinstance(amount, Decimal):
                    continue
                if stated[i] not in {None, currency}:
                    why = problem("DK351", batch.at(i, "currency"), currency=str(stated[i]), policy=currency)
                    book.reject(batch, i, why)
                    refused[str(columns["customer"][i])] += 1
                    continue
                if not is_invoice and kinds[i] == _DEPOSIT and invoices[i] is None:
                    continue
                mine = found[str(columns["customer"][i])]
                mine[on] = mine.get(on, ZERO) + (amount if is_invoice else -amount)
