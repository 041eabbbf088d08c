"""Orders as they came in, with their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.book.kinds import Value
from dealerkit.book.tables import TABLES
from dealerkit.values.exact import ZERO, total_of_decimals

LINES = "lines"
"""What an order lacks that has no lines at all."""

Cells = Mapping[str, Value | None]


@frozen(eq=False)
class Taken:
    """One order as it came in: its head in ``order_intake``, its lines in ``orders``."""

    row: Row
    lines: Sequence[Cells] = field(factory=tuple)

    @property
    def number(self) -> str:
        """The order's number."""
        return str(self.row["order"])

    @property
    def on(self) -> datetime:
        """When it came in."""
        return cast("datetime", self.row["received_at"]).replace(tzinfo=None)

    @property
    def customer(self) -> str:
        """Who orders, by the head or by the lines."""
        return self.text("customer")

    @property
    def amount(self) -> Decimal | None:
        """What its lines come to; None where one does not say."""
        amounts = [cast("Decimal | None", line.get("net_amount")) for line in self.lines]
        if None in amounts or not amounts:
            return None
        return total_of_decimals(each or ZERO for each in amounts)

    def text(self, column: str) -> str:
        """A cell of the head, else of the first line that has one; nothing where none has."""
        found = self.row.get(column)
        if found is None:
            found = next((line[column] for line in self.lines if line.get(column) is not None), None)
        return "" if found is None else str(found)

    def lacking(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Which of these columns are not filled: of the head, or of any line."""
        found: dict[str, None] = {}
        for column in columns:
            if self.row.get(column) is not None:
                continue
            if column not in TABLES["orders"].by_name:
                found[column] = None
            elif not self.lines:
                found[LINES] = None
            elif any(line.get(column) is None for line in self.lines):
                found[column] = None
        return tuple(found)


def read_taken(book: Book, as_of: date) -> tuple[Taken, ...]:
    """Every order that came in by the end of a day, in the order in which they came in."""
    rows = [row for row in book.rows("order_intake") if cast("datetime", row["received_at"]).date() <= as_of]
    wanted = {str(row["order"]) for row in rows}
    lines: dict[str, list[Cells]] = defaultdict(list)
    columns = tuple(column.name for column in book.columns("orders"))
    for batch in book.batches("orders", columns):
        cells = batch.columns
        for i, order in enumerate(cells["order"]):
            if str(order) in wanted:
                lines[str(order)].append({column: cells[column][i] for column in columns})
    found = [Taken(row, tuple(lines[str(row["order"])])) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.on, each.number)))


def first_orders(book: Book) -> Mapping[str, date]:
    """The day of each customer's first order, cancelled ones aside."""
    found: dict[str, date] = {}
    for batch in book.batches("orders", ("customer", "date", "status")):
        row = batch.columns
        for i, customer in enumerate(row["customer"]):
            day = row["date"][i]
            if isinstance(day, date) and row["status"][i] != "cancelled":
                found[str(customer)] = min(found.get(str(customer), day), day)
    return found
