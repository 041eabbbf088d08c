"""Orders as they came in, with their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.book.kinds import Value
from dealerkit.book.tables import TABLES
from dealerkit.contracts.amounts import converted
from dealerkit.measures.clocks import on_the_wall
from dealerkit.values.exact import ZERO, total_of_decimals

CANCELLED, SHIPPED = "cancelled", "shipped"
LINES = "lines"
"""What an order lacks that has no lines at all."""

Cells = Mapping[str, Value | None]


@frozen(eq=False)
class Taken:
    """One order as it came in: its head in ``order_intake``, its lines in ``orders``."""

    row: Row
    lines: Sequence[Cells] = field(factory=tuple)
    """Its lines without those that were cancelled."""
    worths: Sequence[Decimal | None] = field(factory=tuple)
    """What each line comes to in the policy's currency; None where a line or its rate does not say."""
    zone: tzinfo | None = None
    is_cancelled: bool = False
    """Whether it had lines, and the customer cancelled them all."""

    @property
    def number(self) -> str:
        """The order's number."""
        return str(self.row["order"])

    @property
    def on(self) -> datetime:
        """When it came in, by the clock on the wall."""
        return on_the_wall(cast("datetime", self.row["received_at"]), self.zone)

    @property
    def customer(self) -> str:
        """Who orders, by the head or by the lines."""
        return self.text("customer")

    @property
    def amount(self) -> Decimal | None:
        """What its lines come to in the policy's currency; None where one does not say."""
        if None in self.worths or not self.worths:
            return None
        return total_of_decimals(each or ZERO for each in self.worths)

    def text(self, column: str) -> str:
        """A cell of the head, else of the first line that has one; nothing where none has."""
        found = self.row.get(column)
        if found is None:
            found = next((line[column] for line in self.lines if line.get(column) is not None), None)
        return "" if found is None else str(found)

    def lacking(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Which of these columns are not filled: of the head, or of any line. No units are no quantity."""
        found: dict[str, None] = {}
        for column in columns:
            if self.row.get(column) is not None:
                continue
            if column not in TABLES["orders"].by_name:
                found[column] = None
            elif not self.lines:
                found[LINES] = None
            elif any(line.get(column) is None or _is_nothing(line, column) for line in self.lines):
                found[column] = None
        return tuple(found)


def read_taken(book: Book, as_of: date, currency: str, rates: Book, zone: tzinfo | None) -> tuple[Taken, ...]:
    """Every order that came in by the end of a day, in the order in which they came in."""
    rows = [
        row
        for row in book.rows("order_intake")
        if on_the_wall(cast("datetime", row["received_at"]), zone).date() <= as_of
    ]
    wanted = {str(row["order"]) for row in rows}
    lines: dict[str, list[Cells]] = defaultdict(list)
    columns = tuple(column.name for column in book.columns("orders"))
    for batch in book.batches("orders", columns):
        cells = batch.columns
        for i, order in enumerate(cells["order"]):
            if str(order) in wanted:
                lines[str(order)].append({column: cells[column][i] for column in columns})
    found: list[Taken] = []
    for row in rows:
        every = lines[str(row["order"])]
        kept = tuple(line for line in every if line.get("status") != CANCELLED)
        worths = tuple(_worth(line, currency, rates) for line in kept)
        found.append(Taken(row, kept, worths, zone, bool(every) and not kept))
    return tuple(sorted(found, key=lambda each: (each.on, each.number)))


def _is_nothing(line: Cells, column: str) -> bool:
    return column == "quantity" and cast("Decimal", line["quantity"]) <= 0


def _worth(line: Cells, currency: str, rates: Book) -> Decimal | None:
    amount = cast("Decimal | None", line.get("net_amount"))
    if amount is None:
        return None
    return converted(rates, amount, str(line.get("currency") or ""), currency, cast("date", line["date"]))


def first_orders(book: Book, undecided: Collection[str]) -> dict[str, date]:
    """The day of each customer's first order, cancelled ones aside.

    Of orders that are still to be decided only those that were shipped all the same are business.
    """
    found: dict[str, date] = {}
    for batch in book.batches("orders", ("order", "customer", "date", "status")):
        row = batch.columns
        for i, customer in enumerate(row["customer"]):
            day, status = row["date"][i], row["status"][i]
            is_business = status == SHIPPED or str(row["order"][i]) not in undecided
            if isinstance(day, date) and status != CANCELLED and is_business:
                found[str(customer)] = min(found.get(str(customer), day), day)
    return found
