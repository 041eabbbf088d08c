"""Purchases, sales, inventory (进销存): what a dealer sold on, from what he bought and what he has left.

Between two counts of a product, opening stock + purchases − closing stock was sold on, on the day of
the closing count. A count of more than can be there is not believed: the stretch runs on to the next
one, so that nothing is sold on twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Batch, Book, Value
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import DATE, DAYS, MONEY, TEXT, UNITS, Type
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.sources.counts import (
    NOTHING,
    STOCK,
    Bought,
    Counted,
    Key,
    read_counts,
    read_purchases,
)
from dealerkit.rebates.sources.source import Feed
from dealerkit.values.exact import Number, add, divide, multiply, subtract

_BETWEEN = "two consecutive counts in table stock, and the lines between"


def _fact(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"sold.{name}", kind, meaning=meaning, source=_BETWEEN, instant="sold date")


FACTS: tuple[Fact, ...] = (
    _fact("date", DATE, "the day of the closing count"),
    _fact("dealer", TEXT, "who sold it on"),
    _fact("product", TEXT, "what was sold on"),
    _fact("quantity", UNITS, "opening stock and purchases less closing stock"),
    _fact("net_amount", MONEY, "the quantity at the average price of the purchases between, else at the list price"),
    _fact("opening", UNITS, "the stock at the count before"),
    _fact("purchases", UNITS, "what was bought since, less what went back"),
    _fact("closing", UNITS, "the stock at the closing count"),
    _fact("days", DAYS, "the days from one count to the other"),
)


@frozen
class SoldOn:
    """One product between two counts of one dealer."""

    key: Key
    opening: Counted
    closing: Counted
    purchases: Number
    price: Number | None = None

    @property
    def quantity(self) -> Number:
        """What was sold on."""
        return subtract(add(self.opening.quantity, self.purchases), self.closing.quantity)

    def cells(self) -> Mapping[str, object]:
        """The row, column by column."""
        return {
            "dealer": self.key[0],
            "product": self.key[1],
            "date": self.closing.day,
            "recorded_at": self.closing.recorded_at,
            "quantity": self.quantity,
            "net_amount": None if self.price is None else multiply(self.quantity, self.price),
            "opening": self.opening.quantity,
            "purchases": self.purchases,
            "closing": self.closing.quantity,
            "days": Decimal((self.closing.day - self.opening.day).days),
        }


@frozen
class StockSource:
    """What dealers sold on, reckoned from counts and purchases."""

    name: str = "psi"
    root: str = "sold"
    facts: tuple[Fact, ...] = FACTS
    reckons: bool = True

    def columns(self, book: Book) -> frozenset[str]:
        """The columns of a row; when it was recorded is when the closing count was."""
        recorded = {"recorded_at"} & {each.name for each in book.columns(STOCK)}
        return frozenset({fact.name.partition(".")[2] for fact in FACTS} | recorded)

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """Counts, and the purchases between them."""
        currency = ("currency",) if any(each.name == "currency" for each in book.columns("lines")) else ()
        value = ("net_amount", *currency) if "net_amount" in wanted else ()
        useful = {"kind", "recorded_at"} & {each.name for each in book.columns(STOCK)}
        return {
            STOCK: ("date", "holder", "product", "quantity", *sorted(useful)),
            "lines": ("date", "dealer", "product", "quantity", *value),
        }

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """One row for each two consecutive counts of a dealer and product.

        DK415 a count of more than was there and was bought since, DK416 a count below zero: neither is believed.
        DK417 no opening count, so that nobody knows what was sold on.
        """
        counts = read_counts(feed.batches(STOCK), feed.as_of, feed.reject)
        dealers = {dealer for dealer, _ in counts}
        purchases = read_purchases(feed.batches("lines"), dealers, feed.currency)
        for why in without_opening(counts, purchases):
            feed.find(why)
        prices = _ListPrices(feed.book, feed.currency)
        by_file: dict[str, list[SoldOn]] = defaultdict(list)
        for key, mine in counts.items():
            bought = purchases.get(key, NOTHING)
            for each in between(key, mine, bought):
                if isinstance(each, SoldOn):
                    by_file[each.closing.file].append(each)
                else:
                    feed.find(each)
        for file, rows in by_file.items():
            yield _batch(file, [_valued(each, purchases.get(each.key, NOTHING), prices) for each in rows], feed.wanted)


def between(key: Key, counts: Iterable[Counted], bought: Bought) -> Iterator[SoldOn | Problem]:
    """What was sold on between the counts; DK415 for a count of more than can be there, which is not believed."""
    opening: Counted | None = None
    for closing in counts:
        if opening is None:
            opening = closing
            continue
        row = SoldOn(key, opening, closing, bought.between(opening.day, closing.day)[0])
        if row.quantity < 0:
            yield _too_many(row)
            continue
        yield row
        opening = closing


def _too_many(row: SoldOn) -> Problem:
    dealer, product = row.key
    return problem(
        "DK415",
        row.closing.at,
        dealer=dealer,
        product=product,
        day=row.closing.day,
        closing=row.closing.quantity,
        opening=row.opening.quantity,
        since=row.opening.day,
        purchases=row.purchases,
    )


def without_opening(counts: Mapping[Key, tuple[Counted, ...]], purchases: Mapping[Key, Bought]) -> Iterator[Problem]:
    """DK417, once a dealer: products bought that no count of his first counting day, or none at all, shows."""
    first_days: dict[str, Counted] = {}
    for (dealer, _), mine in counts.items():
        known = first_days.get(dealer)
        if known is None or mine[0].day < known.day:
            first_days[dealer] = mine[0]
    lacking: dict[str, list[str]] = defaultdict(list)
    for dealer, product in sorted({*counts, *purchases}):
        start = first_days.get(dealer)
        if start is None:
            continue
        mine = counts.get((dealer, product), ())
        if mine and mine[0].day == start.day:
            continue
        bought = purchases.get((dealer, product), NOTHING)
        if (mine and mine[0].quantity) or (bought.days and bought.days[-1] > start.day):
            lacking[dealer].append(product)
    for dealer, products in lacking.items():
        start = first_days[dealer]
        yield problem(
            "DK417", start.at, severity=Severity.WARNING, dealer=dealer, products=tuple(products), day=start.day
        )


@frozen
class _ListPrices:
    """The list price of a product on a day, in the policy's currency."""

    book: Book
    currency: str

    def of(self, product: str, dealer: str, day: date) -> Decimal | None:
        """The dealer's own list price, else everyone's; None where neither is known."""
        if not self.book.has("prices"):
            return None
        prices = self.book.versions("prices")
        row = prices.at(day, product, None, dealer) or prices.at(day, product, None, None)
        if row is None or row.get("currency") not in {None, self.currency}:
            return None
        return cast("Decimal", row["price"])


def _valued(row: SoldOn, bought: Bought, prices: _ListPrices) -> SoldOn:
    """The row with its price: what the purchases between the counts cost on average, else the list price."""
    quantity, amount = bought.between(row.opening.day, row.closing.day)
    average = divide(amount, quantity) if bought.valued and quantity > 0 and amount > 0 else None
    dealer, product = row.key
    price = prices.of(product, dealer, row.closing.day) if average is None else average
    return SoldOn(row.key, row.opening, row.closing, row.purchases, price)


def _batch(file: str, rows: list[SoldOn], wanted: Iterable[str]) -> Batch:
    cells = [each.cells() for each in rows]
    columns = {name: [cast("Value | None", each.get(name)) for each in cells] for name in wanted}
    places = {"quantity": rows[0].closing.column}
    return Batch(STOCK, columns, [each.closing.row for each in rows], file, places)


STOCK_SOURCE = StockSource()
