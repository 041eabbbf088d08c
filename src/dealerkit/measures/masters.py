"""Facts of products, dealers and contracts as they stood on a day, read from the master tables.

``dealer.status`` is the column ``status`` of the customer's row that is valid on the day;
``product`` is the product with its groups up to the root of the product tree. A contract named by its
number is looked up; otherwise the dealer's contracts in force on the day answer, and if they
disagree nobody knows. Whether a place is within another is not known either where the tree does not
have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.measures.segments import ONE_DAY
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import TREE, Missing, OpenPath, Value

_TREES = {"territory": "territories", "dealer": "groups", "product": "product_groups"}


def _spans(contracts: Iterable[Row]) -> Iterator[tuple[date, date]]:
    """First and last day of each contract; one without an end goes on."""
    for row in contracts:
        start, end = row.get("start"), row.get("end")
        if isinstance(start, date):
            yield start, end if isinstance(end, date) else date.max


def _rows_by_dealer(book: Book) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in book.rows("contracts"):
        found.setdefault(str(row.get("customer")), []).append(row)
    return {dealer: tuple(rows) for dealer, rows in found.items()}


@frozen(eq=False)
class Masters:
    """The master tables of one book, asked for facts by name."""

    book: Book
    catalogue: Catalogue
    contracts_of: dict[str, tuple[Row, ...]] = field(init=False, repr=False)
    dealers: frozenset[str] | None = field(init=False, repr=False)
    products: frozenset[str] | None = field(init=False, repr=False)
    products_change: bool = field(init=False)

    @contracts_of.default
    def _contracts(self) -> dict[str, tuple[Row, ...]]:
        return _rows_by_dealer(self.book)

    @dealers.default
    def _dealers(self) -> frozenset[str] | None:
        return _codes(self.book, "customers", "customer")

    @products.default
    def _products(self) -> frozenset[str] | None:
        return _codes(self.book, "products", "product")

    @products_change.default
    def _products_change(self) -> bool:
        return any(next(self.changes_of(table), None) for table in ("products", "product_groups"))

    def product(self, name: str, product: str, day: date) -> Value | Missing:
        """A fact of a product: ``product`` itself is its place in the tree."""
        row = self.book.versions("products").at(day, product)
        if name != "product":
            return self._read(name, row, day)
        if row is None:
            return Missing((name,))
        group = row.get("group")
        if not isinstance(group, str):
            return OpenPath.ending((product,), Missing(("product.group",)))
        above = self.path("product_groups", group, day)
        path = (product, *above)
        return OpenPath.ending(path, above.unknown) if isinstance(above, OpenPath) else path

    def dealer(self, name: str, dealer: str, day: date) -> Value | Missing:
        """A fact of a dealer."""
        return self._read(name, self.book.versions("customers").at(day, dealer), day)

    def contract(self, name: str, contract: str, day: date) -> Value | Missing:
        """A fact of a contract known by its number."""
        return self._read(name, self.book.versions("contracts").at(day, contract), day)

    def contract_of_dealer(self, name: str, dealer: str, day: date) -> Value | Missing:
        """A fact of the dealer's contract in force; missing when there is none or several disagree."""
        found = {self._read(name, row, day) for row in self.contracts_in_force(dealer, day)}
        return found.pop() if len(found) == 1 else Missing((name,))

    def contracts_in_force(self, dealer: str, day: date) -> tuple[Row, ...]:
        """The dealer's contracts whose term, and whose row, hold on the day."""
        return tuple(row for row in self.contracts_of.get(dealer, ()) if _in_force(row, day))

    def contract_starts(self, dealer: str) -> tuple[date, ...]:
        """From which days the dealer's contract years are counted: the first contract's, and each renewal's.

        A contract that begins when the ones before have ended counts anew; one that begins beside another does not.
        """
        found: list[date] = []
        until = date.min
        for start, end in sorted(_spans(self.contracts_of.get(dealer, ()))):
            if not found or start > until:
                found.append(start)
            until = max(until, end)
        return tuple(found)

    def path(self, table: str, node: str, day: date) -> tuple[str, ...]:
        """A place in a tree and all around it, up to the root; open where the book's tree does not reach the root.

        So it is where there is no such table, or the table does not have the node on that day.
        """
        path = self.book.forest(table).path(node, day) if self.book.has(table) else (node,)
        if self.book.versions(table).at(day, path[-1]) is None:
            return OpenPath.ending(path, Missing((f"{table}.{path[-1]}",)))
        return path

    def changes_of(self, table: str) -> Iterator[date]:
        """The days on which anything a dated table says may change."""
        for row in self.book.rows(table):
            yield from _changes(row)

    def changes_of_dealer(self, dealer: str) -> Iterator[date]:
        """The days on which what is known of a dealer, or of its contracts, may change."""
        for row in self.book.versions("customers").all(dealer):
            yield from _changes(row)
        for row in self.contracts_of.get(dealer, ()):
            yield from _changes(row)
            yield from _stretch(row.get("start"), row.get("end"))

    def is_tree(self, name: str) -> bool:
        """Whether a fact is a place in a tree."""
        fact = self.catalogue.get(name)
        return fact is not None and fact.type == TREE

    def _read(self, name: str, row: Row | None, day: date) -> Value | Missing:
        root, _, column = name.partition(".")
        value = row.get(column) if row is not None else None
        if value is None:
            return Missing((name,))
        if isinstance(value, str) and self.is_tree(name):
            return self.path(_TREES[column if column == "territory" else root], value, day)
        return value


def _codes(book: Book, table: str, key: str) -> frozenset[str] | None:
    """The codes a table knows; None where the book has no such table, and any code may be right."""
    if not book.has(table):
        return None
    # A table without the column has a finding of its own (DK809).
    return frozenset(str(code) for row in book.rows(table) if (code := row.get(key)) is not None)


def _changes(row: Row) -> Iterator[date]:
    return _stretch(row.get("valid_from"), row.get("valid_to"))


def _stretch(first: object, last: object) -> Iterator[date]:
    if isinstance(first, date):
        yield first
    if isinstance(last, date) and last < date.max:
        yield last + ONE_DAY


def _in_force(row: Row, day: date) -> bool:
    return all(
        (not isinstance(first, date) or first <= day) and (not isinstance(last, date) or day <= last)
        for first, last in ((row.get("start"), row.get("end")), (row.get("valid_from"), row.get("valid_to")))
    )
