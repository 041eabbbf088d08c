"""Movements of stock as the table ``stock_moves`` records them, and counts as ``stock`` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.measures.clocks import on_the_wall
from dealerkit.problems import Location

_COLUMNS = (
    *("move", "line_no", "at", "kind", "document", "holder", "product", "quantity", "stock_kind", "to_holder"),
    *("to_kind", "posted_at", "ledger_on", "signed_by", "cause", "proposal"),
)
_COUNTED = ("date", "holder", "product", "quantity", "kind", "counted_by", "checked_by")


@frozen
class Place:
    """Stock that is kept apart: of one product, at one holder, of one kind."""

    holder: str
    product: str
    kind: str

    def __str__(self) -> str:
        return f"{self.holder}/{self.product}/{self.kind}"


@frozen(kw_only=True)
class Move:
    """One movement. What changes its place or kind leaves ``place`` and comes to ``into``."""

    id: str
    on: datetime
    kind: str
    place: Place
    quantity: Decimal
    into: Place | None = None
    document: str = ""
    posted_at: datetime | None = None
    ledger_on: date | None = None
    signed_by: str = ""
    cause: str = ""
    proposal: str = ""
    at: Location

    @property
    def changes_kind(self) -> bool:
        """Whether goods became another kind of stock."""
        return self.into is not None and self.into.kind != self.place.kind

    @property
    def gone(self) -> Decimal:
        """How much left its place; below zero it came back."""
        return self.quantity if self.into is not None else self.quantity.copy_negate()

    @property
    def changes(self) -> Iterator[tuple[Place, Decimal]]:
        """What it adds where."""
        if self.into is None:
            yield self.place, self.quantity
        else:
            yield self.place, self.quantity.copy_negate()
            yield self.into, self.quantity


@frozen
class Counted:
    """What was counted of one place on a day, by whom, and who reconciled it."""

    on: date
    place: Place
    quantity: Decimal
    counted_by: str = ""
    checked_by: str = ""
    at: Location | None = None


def read_moves(book: Book, usual: str, as_of: date, zone: tzinfo | None) -> Iterator[Move]:
    """Every movement through a day, as written, in the time of a zone; stock without a kind is of the ``usual`` one."""
    for batch in book.batches("stock_moves", _COLUMNS):
        row = batch.columns
        for i, at in enumerate(row["at"]):
            on = on_the_wall(at, zone) if isinstance(at, datetime) else None
            if on is None or on.date() > as_of:
                continue
            place = Place(str(row["holder"][i]), str(row["product"][i]), str(row["stock_kind"][i] or usual))
            holder, kind = row["to_holder"][i], row["to_kind"][i]
            into = Place(str(holder or place.holder), place.product, str(kind or place.kind))
            posted = row["posted_at"][i]
            line = row["line_no"][i]
            yield Move(
                id=f"{row['move'][i]}/{line}" if line else str(row["move"][i]),
                on=on,
                kind=str(row["kind"][i]),
                place=place,
                quantity=cast("Decimal", row["quantity"][i]),
                into=into if holder or kind else None,
                document=str(row["document"][i] or ""),
                posted_at=on_the_wall(posted, zone) if isinstance(posted, datetime) else None,
                ledger_on=cast("date | None", row["ledger_on"][i]),
                signed_by=str(row["signed_by"][i] or ""),
                cause=str(row["cause"][i] or ""),
                proposal=str(row["proposal"][i] or ""),
                at=batch.at(i, "quantity"),
            )


def read_counts(book: Book, usual: str, as_of: date) -> Iterator[Counted]:
    """Every count through a day, as written."""
    for batch in book.batches("stock", _COUNTED):
        row = batch.columns
        for i, on in enumerate(row["date"]):
            if not isinstance(on, date) or on > as_of:
                continue
            yield Counted(
                on,
                Place(str(row["holder"][i]), str(row["product"][i]), str(row["kind"][i] or usual)),
                cast("Decimal", row["quantity"][i]),
                str(row["counted_by"][i] or ""),
                str(row["checked_by"][i] or ""),
                batch.at(i, "quantity"),
            )
