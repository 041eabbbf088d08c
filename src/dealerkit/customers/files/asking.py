"""What conditions of items read of a customer while it passes by: its row and its contracts, held only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dealerkit.book import Batch, Book
from dealerkit.customers.census import filled
from dealerkit.customers.files.section import Item
from dealerkit.measures.masters import Masters
from dealerkit.policy.types import Missing
from dealerkit.policy.types import Value as Fact


class RowFacts(Mapping[str, "Fact | Missing | None"]):
    """The facts of one customer that a condition may read: its own row, then its contracts."""

    __slots__ = ("_batch", "_day", "_masters", "_parameters", "customer", "position")

    def __init__(self, batch: Batch, masters: Masters, day: date, parameters: Mapping[str, Fact | Missing]) -> None:
        self._batch = batch
        self._masters = masters
        self._day = day
        self._parameters = parameters
        self.position = 0
        self.customer = ""

    def __getitem__(self, name: str) -> Fact | Missing | None:
        root, _, column = name.partition(".")
        if root == "contract":
            return self._masters.contract_of_dealer(name, self.customer, self._day)
        if root != "dealer":
            return self._parameters.get(name)
        value = filled(self._batch, column)[self.position]
        if value is not None and self._masters.is_tree(name):
            table = "territories" if column == "territory" else "groups"
            return self._masters.path(table, str(value), self._day)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def conditions(when: Sequence[tuple[Item, int]], facts: RowFacts) -> tuple[int, int]:
    """Which conditional items are asked of a customer, and of which nobody can tell."""
    asked = unknown = 0
    for item, bit in when:
        answer = item.when.evaluate(facts) if item.when is not None else True
        if answer is True or (isinstance(answer, Missing) and item.if_missing == "ask"):
            asked |= bit
        elif isinstance(answer, Missing) and item.if_missing == "undetermined":
            unknown |= bit
    return asked, unknown


class WithoutCustomers:
    """A book whose customers are read by the census alone, and not held a second time."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def rows(self, table: str) -> object:
        return () if table == "customers" else self._book.rows(table)

    def has(self, table: str) -> bool:
        return table != "customers" and self._book.has(table)

    def versions(self, table: str) -> object:
        return self._book.versions(table)

    def forest(self, table: str) -> object:
        return self._book.forest(table)
