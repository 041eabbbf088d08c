"""What a book records about goods that are to come back: the requests, what was bought, orders in exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Location
from dealerkit.rebates.granting.purchases import Key, Purchase, read_purchases
from dealerkit.values.exact import EXACT, ONE, ZERO


@frozen
class Asked:
    """One row of a request: units of a product, or one unit by its serial number."""

    request: str
    on: date
    dealer: str
    product: str
    quantity: Decimal
    condition: str = ""
    serial: str = ""
    bought_on: date | None = None
    order: str = ""
    scheme: str = ""
    at: Location | None = None


@frozen
class Bought:
    """What a dealer paid us for a product on a day, without tax; returns are below zero."""

    on: date
    dealer: str
    product: str
    net: Decimal


@frozen(eq=False)
class RotationRecords:
    """The records. ``serials`` are None where the book has no register, ``orders`` where it has no orders."""

    rows: Sequence[Asked]
    purchases: Mapping[Key, Sequence[Purchase]]
    bought: Mapping[str, Sequence[Bought]]
    serials: Mapping[str, Sequence[tuple[Key, Purchase]]] | None
    orders: Mapping[tuple[str, str], Decimal] | None


def read_rotation_records(book: Book, as_of: date, currency: str) -> RotationRecords:
    """Everything recorded through the day; requests in the order in which they came in, then as they are listed."""
    rows = sorted(
        (_asked(row) for row in book.rows("rotations") if cast("date", row["date"]) <= as_of), key=lambda each: each.on
    )
    requests = frozenset(row.request for row in rows)
    keys = {(row.dealer, row.product) for row in rows}
    # Goods of a request that have come back are told of by the request already.
    purchases = {
        key: [move for move in moves if move.quantity > 0 or move.document not in requests]
        for key, moves in read_purchases(book, keys, as_of, currency).items()
    }
    dealers = frozenset(row.dealer for row in rows)
    bought: dict[str, list[Bought]] = defaultdict(list)
    for each in _bought(book, dealers, as_of, currency):
        bought[each.dealer].append(each)
    serials = _serials(book, as_of, currency) if book.has("serials") else None
    return RotationRecords(rows, purchases, bought, serials, _orders(book, as_of, currency))


def _bought(book: Book, dealers: frozenset[str], as_of: date, currency: str) -> Iterator[Bought]:
    for batch in book.batches("lines", ("date", "dealer", "product", "net_amount", "currency")):
        row = batch.columns
        for i, dealer in enumerate(row["dealer"]):
            on, net = cast("date", row["date"][i]), cast("Decimal | None", row["net_amount"][i])
            if dealer in dealers and on <= as_of and net and row["currency"][i] in {None, currency}:
                yield Bought(on, str(dealer), str(row["product"][i] or ""), net)


def _serials(book: Book, as_of: date, currency: str) -> dict[str, list[tuple[Key, Purchase]]]:
    found: dict[str, list[tuple[Key, Purchase]]] = defaultdict(list)
    for row in book.rows("serials"):
        on = cast("date", row["bought_on"])
        if on <= as_of:
            price = cast("Decimal | None", row.get("unit_price"))
            price = price if row.get("currency") in {None, currency} else None
            found[str(row["serial"])].append(((str(row["dealer"]), str(row["product"])), Purchase(on, ONE, price)))
    return dict(found)


def _orders(book: Book, as_of: date, currency: str) -> dict[tuple[str, str], Decimal] | None:
    """The net value of each order of a dealer, without what was cancelled."""
    if not book.has("orders"):
        return None
    found: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for batch in book.batches("orders", ("order", "date", "customer", "net_amount", "currency", "status")):
        row = batch.columns
        for i, order in enumerate(row["order"]):
            net = cast("Decimal | None", row["net_amount"][i])
            is_open = row["status"][i] != "cancelled" and row["currency"][i] in {None, currency}
            if net and is_open and cast("date", row["date"][i]) <= as_of:
                key = (str(row["customer"][i]), str(order))
                found[key] = EXACT.add(found[key], net)
    return dict(found)


def _asked(row: Row) -> Asked:
    quantity, serial = cast("Decimal | None", row.get("quantity")), str(row.get("serial") or "")
    return Asked(
        str(row["request"]),
        cast("date", row["date"]),
        str(row["dealer"]),
        str(row["product"]),
        (ONE if serial else ZERO) if quantity is None else quantity,
        str(row.get("condition") or ""),
        serial,
        cast("date | None", row.get("bought_on")),
        str(row.get("order") or ""),
        str(row.get("scheme") or ""),
        row.at,
    )
