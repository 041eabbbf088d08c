"""What of a book is about somebody, and how little of it still gives the same answer: what a test case must state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from dealerkit.book.books import Book
from dealerkit.book.rejects import FirstRejects
from dealerkit.book.tables import TABLES

Cell = str | Decimal | date | int | bool
Excerpt = Mapping[str, tuple[Mapping[str, Cell], ...]]
"""Rows by table; a cell that is empty is left out."""

OWNERS = ("customer", "dealer", "payee")
"""Columns that say whose row it is."""

PERSONAL = frozenset(
    {"name", "address", "contact", "phone", "email", "id_number", "tax_number", "bank_account", "account_holder"}
    | {"legal_person", "card", "transfer_number", "birthday"}
)
"""Columns that say who somebody is, or where his money lies: a test is no place for them."""
MASK = "x"

TRIALS = 400
"""How often a smaller excerpt is tried."""
WORK = 200_000
"""Rows of all excerpts tried together: large ones are tried less often."""


def about(book: Book, tables: Iterable[str], who: Collection[str] | None) -> Excerpt:
    """The rows of these tables that are about somebody in ``who``, or about nobody in particular; all if None."""
    unread = book.reread(FirstRejects(keep=0))
    found = {
        table: tuple(
            {name: cell for name, cell in row.items() if isinstance(cell, Cell)}
            for row in unread.rows(table)
            if who is None or _owner(row) in {"", *who}
        )
        for table in tables
    }
    return {table: rows for table, rows in found.items() if rows}


def least(excerpt: Excerpt, tells: Callable[[Excerpt], bool]) -> Excerpt:
    """The excerpt without rows and columns that make no difference, as ``tells`` says of what is left.

    Rows are left out by halves, quarters and so on; columns of the key and those that must be there stay. What says
    who somebody is becomes ``x`` where it makes no difference. After :data:`TRIALS`, or :data:`WORK`, what is left is
    taken as it is.
    """
    left = [TRIALS, WORK]

    def still(fewer: Excerpt) -> bool:
        left[0] -= 1
        left[1] -= size(fewer)
        return min(left) >= 0 and tells(fewer)

    fewest = _fewer_columns(_fewer_rows(_fewer_tables(excerpt, still), still), still)
    # Whatever was tried: what is personal is not written where it need not be.
    return _masked(fewest, tells)


def size(excerpt: Excerpt) -> int:
    """How many rows it has."""
    return sum(map(len, excerpt.values()))


def _fewer_tables(excerpt: Excerpt, tells: Callable[[Excerpt], bool]) -> Excerpt:
    for table in tuple(excerpt):
        fewer = {name: rows for name, rows in excerpt.items() if name != table}
        if tells(fewer):
            excerpt = fewer
    return excerpt


def _fewer_rows(excerpt: Excerpt, tells: Callable[[Excerpt], bool]) -> Excerpt:
    kept = [(table, row) for table, rows in excerpt.items() for row in rows]
    size = len(kept) // 2
    while size:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if tells(_by_table(fewer)):
                kept = fewer
            else:
                place += size
        size //= 2
    return _by_table(kept)


def _fewer_columns(excerpt: Excerpt, tells: Callable[[Excerpt], bool]) -> Excerpt:
    for table in excerpt:
        stay = {*TABLES[table].key, *TABLES[table].required()}
        for name in dict.fromkeys(name for row in excerpt[table] for name in row if name not in stay):
            rows = tuple({each: cell for each, cell in row.items() if each != name} for row in excerpt[table])
            if tells({**excerpt, table: rows}):
                excerpt = {**excerpt, table: rows}
    return excerpt


def _masked(excerpt: Excerpt, tells: Callable[[Excerpt], bool]) -> Excerpt:
    for table in excerpt:
        names = dict.fromkeys(name for row in excerpt[table] for name in row if name in PERSONAL)
        for name in (each for each in names if each not in TABLES[table].key):
            rows = tuple(
                {each: MASK if each == name and isinstance(cell, str) else cell for each, cell in row.items()}
                for row in excerpt[table]
            )
            if tells({**excerpt, table: rows}):
                excerpt = {**excerpt, table: rows}
    return excerpt


def _by_table(rows: Iterable[tuple[str, Mapping[str, Cell]]]) -> Excerpt:
    found: dict[str, list[Mapping[str, Cell]]] = {}
    for table, row in rows:
        found.setdefault(table, []).append(row)
    return {table: tuple(each) for table, each in found.items()}


def _owner(row: Mapping[str, object]) -> str:
    return next((str(row[name]) for name in OWNERS if row.get(name)), "")
