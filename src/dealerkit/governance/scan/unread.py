"""Rows that the book rejects, and whose they are: what they would have said of a dealer is not known.

A row that is rejected is in the list of rejects, but that list says nothing of dealers. So here each is given to
the dealer it names, and no sign that is read from its table counts as quiet with him. A second copy of a row takes
nothing away; neither does a row whose readable day is outside the days that are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from dealerkit.book import Book
from dealerkit.values.ranges import read_date

REPEATED = "DK842"

COLUMNS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "lines": ("dealer", "date", ("product", "quantity", "net_amount", "currency", "document", "territory")),
    "sell_through": ("dealer", "date", ("product", "quantity")),
    "stock": ("holder", "date", ("product", "quantity", "kind")),
    "incidents": ("customer", "date", ("incident", "kind", "status", "quantity", "amount")),
    "store_checks": ("customer", "date", ("outlet", "product", "ordered", "delivered", "listed", "in_stock", "price")),
    "promotions": ("customer", "from", ("promotion", "to", "amount", "passed_on")),
    "outlets": ("customer", "", ("outlet", "capacity")),
    "serials": ("dealer", "", ("serial", "product", "bought_on")),
    "notices": ("customer", "sent_on", ("notice", "kind", "due_on", "obeyed_on", "withdrawn_on")),
    "postings": ("payee", "posted_on", ("id", "kind", "programme", "period", "net")),
    "invoices": ("customer", "date", ("invoice", "gross_amount", "currency")),
    "receipts": ("customer", "date", ("receipt", "amount", "currency", "kind", "invoice")),
    "returns": ("dealer", "date", ("return", "product", "asked", "done", "done_on")),
}
"""Of each table the column that names the dealer, that of the day, and others that are read."""


def rows_unread(book: Book, table: str, first: date, last: date) -> Mapping[str, int]:
    """How many rows of a table, dated within these days or not dated readably, are rejected, by dealer.

    The table is read again, but only where the book rejected rows of it.
    """
    count = book.counts.get(table)
    if count is None or not count.rejected:
        return {}
    dealer, day, others = COLUMNS[table]
    having = {each.name for each in book.columns(table)}
    wanted = tuple(each for each in (dealer, day, *others) if each in having)
    places = {
        (why.at.file, why.at.line)
        for why, column in book.refused(table, wanted)
        # A row that names nobody is nobody's.
        if why.at and why.code != REPEATED and column != dealer
    }
    found: Counter[str] = Counter()
    if not places:
        return found
    for at, (named, *written) in book.as_written(table, (dealer, *([day] if day else []))):
        if (at.file, at.line) not in places or not named:
            continue
        on = read_date(written[0]) if written else None
        if on is None or first <= on <= last:
            found[named] += 1
    return found
