"""What a book records about special bids: the bids, the claims, the sales that dealers reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Location, Problem
from dealerkit.rebates.granting.purchases import Key, Purchase, read_purchases
from dealerkit.values.exact import EXACT, ONE


@frozen
class Bid:
    """One line of a bid: for one product or group, at a price or with help for each unit."""

    id: str
    dealer: str
    first: date
    last: date
    method: str
    value: Decimal
    product: str = ""
    group: str = ""
    scheme: str = ""
    end_customer: str = ""
    book_price: Decimal | None = None
    limit: Decimal | None = None
    currency: str = ""
    status: str = ""
    at: Location | None = None

    @property
    def is_approved(self) -> bool:
        """Whether it was granted: what is recorded without a status was."""
        return self.status in {"", "approved"}


@frozen
class BidClaim:
    """One row of a claim: units of a product sold under a bid, or one unit by its serial number."""

    claim: str
    on: date
    dealer: str
    bid: str
    product: str
    sold_on: date
    quantity: Decimal
    credit: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    end_customer: str = ""
    document: str = ""
    serial: str = ""
    proof: str = ""
    at: Location | None = None


@frozen
class Report:
    """Units that a dealer reported as sold on a day; returns are taken off already."""

    on: date
    quantity: Decimal
    outlet: str = ""
    document: str = ""
    serial: str = ""


@frozen(eq=False)
class BidRecords:
    """The records. ``reports`` are None where the book has no such table."""

    bids: Mapping[str, Sequence[Bid]]
    claims: Sequence[BidClaim]
    reports: Mapping[Key, Sequence[Report]] | None
    purchases: Mapping[Key, Sequence[Purchase]]


def read_bid_records(book: Book, as_of: date, currency: str) -> BidRecords:
    """Everything recorded through the day; claims in the order in which they came in, then as they are listed."""
    claims = sorted(
        (_claim(row) for row in book.rows("bid_claims") if cast("date", row["date"]) <= as_of), key=lambda each: each.on
    )
    bids: dict[str, list[Bid]] = defaultdict(list)
    for row in book.rows("bids"):
        bid = _bid(row)
        bids[bid.id].append(bid)
    keys = {(each.dealer, each.product) for each in claims}
    reports = _reports(book, keys, as_of) if book.has("sell_through") else None
    return BidRecords(dict(bids), claims, reports, read_purchases(book, keys, as_of, currency))


def lacking_for_bids(book: Book, tables: Iterable[str]) -> tuple[Problem, ...]:
    """DK802 for each table that is not there, DK809 for each column of it.

    A book without any report of sales is answered: the scheme says what follows.
    """
    wanted = {"lines": ("quantity", "product"), "sell_through": ("quantity", "product"), "prices": ("price",)}
    asked = [table for table in sorted(tables) if table != "sell_through" or book.has(table)]
    return tuple(each for table in asked for each in book.lacking(table, wanted.get(table, ())))


def net_of_returns(rows: Iterable[Report]) -> tuple[Report, ...]:
    """Reports less what final customers brought back, the earliest first.

    What comes back (a quantity below zero) is taken from the last sale before it to the same outlet, of
    the same serial number where it names one. What no sale explains is left out.
    """
    kept: list[Report] = []
    for row in sorted(rows, key=lambda each: (each.on, each.quantity < 0)):
        if row.quantity > 0:
            kept.append(row)
            continue
        back = row.quantity.copy_abs()
        for place in range(len(kept) - 1, -1, -1):
            sale = kept[place]
            if back and sale.outlet == row.outlet and row.serial in {"", sale.serial}:
                taken = min(back, sale.quantity)
                back = EXACT.subtract(back, taken)
                kept[place] = evolve(sale, quantity=EXACT.subtract(sale.quantity, taken))
    return tuple(each for each in kept if each.quantity)


def _reports(book: Book, keys: set[Key], as_of: date) -> dict[Key, tuple[Report, ...]]:
    found: dict[Key, list[Report]] = defaultdict(list)
    for batch in book.batches(
        "sell_through", ("date", "dealer", "product", "quantity", "outlet", "document", "serial")
    ):
        row = batch.columns
        for i, product in enumerate(row["product"]):
            key, on = (str(row["dealer"][i]), str(product)), cast("date", row["date"][i])
            if key not in keys or on > as_of:
                continue
            serial = str(row["serial"][i] or "")
            quantity = cast("Decimal | None", row["quantity"][i])
            if quantity is None and serial:
                quantity = ONE
            if quantity:
                outlet, document = str(row["outlet"][i] or ""), str(row["document"][i] or "")
                found[key].append(Report(on, quantity, outlet, document, serial))
    return {key: net_of_returns(rows) for key, rows in found.items()}


def _bid(row: Row) -> Bid:
    return Bid(
        str(row["bid"]),
        str(row["dealer"]),
        cast("date", row["from"]),
        cast("date", row["to"]),
        str(row["method"]),
        cast("Decimal", row["value"]),
        _text(row, "product"),
        _text(row, "group"),
        _text(row, "scheme"),
        _text(row, "end_customer"),
        cast("Decimal | None", row.get("book_price")),
        cast("Decimal | None", row.get("limit")),
        _text(row, "currency"),
        _text(row, "status"),
        row.at,
    )


def _claim(row: Row) -> BidClaim:
    on, serial = cast("date", row["date"]), _text(row, "serial")
    quantity = cast("Decimal | None", row.get("quantity"))
    return BidClaim(
        str(row["claim"]),
        on,
        str(row["dealer"]),
        str(row["bid"]),
        str(row["product"]),
        cast("date | None", row.get("sold_on")) or on,
        (ONE if serial else EXACT.create_decimal(0)) if quantity is None else quantity,
        cast("Decimal | None", row.get("credit")),
        cast("Decimal | None", row.get("amount")),
        _text(row, "currency"),
        _text(row, "end_customer"),
        _text(row, "document"),
        serial,
        _text(row, "proof"),
        row.at,
    )


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
