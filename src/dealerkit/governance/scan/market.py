"""What the market shows of every dealer: counts of stock, incidents, store checks, promotions, notices.

Each table is read once, and only where a signal asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Book, Row
from dealerkit.book.kinds import Value
from dealerkit.governance.scan.purchases import Goods, Window
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import Location
from dealerkit.rebates.sources.counts import STOCK, Counted, read_counts
from dealerkit.values.exact import ZERO

DISMISSED = "dismissed"


@frozen
class Place:
    """A row that shows something: its number or name, and where it stands."""

    table: str
    name: str
    at: Location


@frozen
class Holding:
    """What one dealer has in stock by product: every count of good units, the earliest first."""

    counts: Mapping[str, tuple[Counted, ...]]

    def last(self, product: str, day: date) -> Counted | None:
        """A product's last count through a day."""
        return next((each for each in reversed(self.counts.get(product, ())) if each.day <= day), None)

    def on(self, day: date, not_before: date) -> tuple[tuple[str, Counted], ...]:
        """Each product's last count through a day, if it is not from before another day."""
        found = ((product, self.last(product, day)) for product in sorted(self.counts))
        return tuple((product, last) for product, last in found if last is not None and last.day >= not_before)


NOTHING_HELD = Holding({})


def read_holdings(book: Book, through: date, goods: Goods) -> dict[str, Holding]:
    """The counts of stock through a day, by holder. DK416 (as a reject): a count below zero."""
    if not book.has(STOCK):
        return {}
    having = {each.name for each in book.columns(STOCK)}
    wanted = tuple(each for each in ("date", "holder", "product", "quantity", "kind") if each in having)
    found: dict[str, dict[str, tuple[Counted, ...]]] = defaultdict(dict)
    for (holder, product), counts in read_counts(book.batches(STOCK, wanted), through, book.reject).items():
        if goods.holds(product):
            found[holder][product] = counts
    return {holder: Holding(counts) for holder, counts in found.items()}


@frozen
class Incident:
    """Something found or reported within the window."""

    place: Place
    kind: str
    status: str
    reporter: str
    quantity: Decimal | None
    amount: Decimal | None


def read_incidents(book: Book, window: Window, currency: str) -> dict[str, tuple[Incident, ...]]:
    """Incidents of the window by the dealer they are held against, dismissed ones included.

    What was found is None where it is not stated; so is money in a currency that nothing converts.
    """
    found: dict[str, list[Incident]] = defaultdict(list)
    having = {each.name for each in book.columns("incidents")}
    asked = ("incident", "date", "kind", "customer", "status", "reported_by", "quantity", "amount", "currency")
    wanted = tuple(each for each in asked if each in having)
    for batch in in_currency(book.batches("incidents", wanted), book, currency):
        columns = batch.columns
        nothing: list[Value | None] = [None] * len(batch)
        for i, day in enumerate(columns["date"]):
            customer = columns.get("customer", nothing)[i]
            if customer is None or not window.first <= cast("date", day) <= window.last:
                continue
            found[str(customer)].append(
                Incident(
                    Place("incidents", str(columns["incident"][i]), batch.at(i)),
                    str(columns["kind"][i] or ""),
                    str(columns.get("status", nothing)[i] or ""),
                    str(columns.get("reported_by", nothing)[i] or ""),
                    _maybe(columns.get("quantity", nothing)[i]),
                    _maybe(columns.get("amount", nothing)[i])
                    if columns.get("currency", nothing)[i] in {None, currency}
                    else None,
                )
            )
    return {customer: tuple(each) for customer, each in found.items()}


@frozen
class StoreCheck:
    """One article in one store on one day."""

    place: Place
    day: date
    outlet: str
    product: str
    ordered: Decimal | None
    delivered: Decimal | None
    is_listed: bool | None
    is_in_stock: bool | None
    price: Decimal | None
    usual_price: Decimal | None


def read_store_checks(book: Book, window: Window, goods: Goods) -> dict[str, tuple[StoreCheck, ...]]:
    """Store checks of the window by the dealer who supplies, the earliest first."""
    found: dict[str, list[StoreCheck]] = defaultdict(list)
    having = {each.name for each in book.columns("store_checks")}
    asked = ("date", "customer", "outlet", "product", "ordered", "delivered", "listed", "in_stock", "price")
    wanted = tuple(each for each in (*asked, "usual_price") if each in having)
    for batch in book.batches("store_checks", wanted):
        columns = batch.columns
        nothing: list[Value | None] = [None] * len(batch)
        for i, day in enumerate(columns["date"]):
            product = str(columns["product"][i])
            on = cast("date", day)
            if not window.first <= on <= window.last or not goods.holds(product):
                continue
            found[str(columns["customer"][i])].append(
                StoreCheck(
                    Place("store_checks", product, batch.at(i)),
                    on,
                    str(columns.get("outlet", nothing)[i] or ""),
                    product,
                    _maybe(columns.get("ordered", nothing)[i]),
                    _maybe(columns.get("delivered", nothing)[i]),
                    cast("bool | None", columns.get("listed", nothing)[i]),
                    cast("bool | None", columns.get("in_stock", nothing)[i]),
                    _maybe(columns.get("price", nothing)[i]),
                    _maybe(columns.get("usual_price", nothing)[i]),
                )
            )
    return {dealer: tuple(sorted(each, key=lambda check: check.day)) for dealer, each in found.items()}


@frozen
class Promotion:
    """Promotional money one dealer was given; ``passed_on`` is None where nothing is known of it.

    ``currency`` is that of the amounts, as the book states it, empty where it does not; ``is_valued`` says whether it
    states the amount given.
    """

    place: Place
    first: date
    last: date
    amount: Decimal
    passed_on: Decimal | None
    currency: str = ""
    is_valued: bool = True


def read_promotions(book: Book, window: Window) -> dict[str, tuple[Promotion, ...]]:
    """Promotions that began within the window, by dealer, the earliest first."""
    found: dict[str, list[Promotion]] = defaultdict(list)
    for row in _within(book.rows("promotions"), "from", window):
        first = cast("date", row["from"])
        found[str(row["customer"])].append(
            Promotion(
                Place("promotions", str(row["promotion"]), row.at),
                first,
                cast("date | None", row.get("to")) or first,
                _decimal(row.get("amount")),
                _maybe(row.get("passed_on")),
                str(row.get("currency") or ""),
                row.get("amount") is not None,
            )
        )
    return {dealer: tuple(sorted(each, key=lambda one: one.first)) for dealer, each in found.items()}


@frozen
class Notice:
    """A written notice to a dealer."""

    place: Place
    kind: str
    sent_on: date
    due_on: date | None
    obeyed_on: date | None

    def is_ignored(self, day: date) -> bool:
        """Whether what it asks for was due before a day and not done by then."""
        done = self.obeyed_on is not None and self.obeyed_on <= day
        return self.due_on is not None and self.due_on < day and not done


def read_notices(book: Book, through: date) -> dict[str, tuple[Notice, ...]]:
    """Notices sent through a day and not withdrawn by then, by dealer, the earliest first."""
    found: dict[str, list[Notice]] = defaultdict(list)
    for row in book.rows("notices"):
        sent, withdrawn = cast("date", row["sent_on"]), row.get("withdrawn_on")
        if sent > through or (isinstance(withdrawn, date) and withdrawn <= through):
            continue
        found[str(row["customer"])].append(
            Notice(
                Place("notices", str(row["notice"]), row.at),
                str(row.get("kind") or ""),
                sent,
                cast("date | None", row.get("due_on")),
                cast("date | None", row.get("obeyed_on")),
            )
        )
    return {dealer: tuple(sorted(each, key=lambda one: one.sent_on)) for dealer, each in found.items()}


def read_capacities(book: Book, day: date) -> dict[str, tuple[Decimal | None, ...]]:
    """What each dealer's own outlets can sell in a month, outlet by outlet; None where it is not stated."""
    found: dict[str, list[Decimal | None]] = defaultdict(list)
    outlets = book.versions("outlets")
    for key in outlets.keys():  # noqa: SIM118 - not a mapping
        row = outlets.at(day, *key)
        if row is not None and row.get("customer") is not None:
            found[str(row["customer"])].append(_maybe(row.get("capacity")))
    return {dealer: tuple(each) for dealer, each in found.items()}


def _within(rows: Iterable[Row], column: str, window: Window) -> Iterable[Row]:
    return (row for row in rows if isinstance(row[column], date) and window.first <= row[column] <= window.last)  # type: ignore[operator]


def _decimal(value: Value | None) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def _maybe(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
