"""How many units of a product make an order of some value, at what the payee pays for one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.values.numbers import Number, divide
from dealerkit.values.rounding import Mode, Rounding

_WHOLE = Rounding(Decimal(1), Mode.CEILING)
_PRICES, _LINES = "prices", "lines"


@frozen
class UnitPrice:
    """What a payee pays for one unit of a product, and the table that says so."""

    product: str
    name: str
    price: Number
    source: str

    def units(self, value: Decimal) -> int:
        """The least whole number of units worth at least ``value``."""
        return max(int(_WHOLE.apply(divide(value, self.price))), 0)


def unit_prices(book: Book, payee: str, as_of: date, currency: str, amount: str) -> tuple[UnitPrice, ...]:
    """Unit prices by product: from ``prices`` where the book has them, else what the payee paid last.

    A price for the customer comes before one of the level that its contract grants, and that before the
    list. ``amount`` is the column an order is reckoned in: prices are without tax, so for ``gross_amount``
    only lines can tell.
    """
    found: Iterator[tuple[str, Number, str]]
    if book.has(_PRICES) and amount == "net_amount":
        found = _of_the_list(book, payee, as_of, currency)
    else:
        found = _of_the_lines(book, payee, as_of, currency, amount)
    products = book.versions("products")
    made = []
    for product, price, source in found:
        row = products.at(as_of, product)
        made.append(UnitPrice(product, str((row.get("name") if row is not None else None) or ""), price, source))
    return tuple(sorted(made, key=lambda each: each.product))


def _of_the_list(book: Book, payee: str, as_of: date, currency: str) -> Iterator[tuple[str, Number, str]]:
    prices = book.versions(_PRICES)
    level = _price_level(book, payee, as_of)
    for product in dict.fromkeys(row.get("product") for row in book.rows(_PRICES)):
        for place in ((None, payee), (level, payee), (level, None), (None, None)):
            row = prices.at(as_of, product, *place)
            price = row.get("price") if row is not None else None
            if row is not None and isinstance(price, Decimal) and price > 0 and row.get("currency") in {None, currency}:
                yield str(product), price, _PRICES
                break


def _price_level(book: Book, payee: str, as_of: date) -> str | None:
    """The level that a contract in its term grants the payee."""
    for row in book.rows("contracts"):
        start, end, level = row.get("start"), row.get("end"), row.get("price_level")
        begun = not isinstance(start, date) or start <= as_of
        ended = isinstance(end, date) and end < as_of
        if row.get("customer") == payee and begun and not ended and isinstance(level, str):
            return level
    return None


def _of_the_lines(book: Book, payee: str, as_of: date, currency: str, amount: str) -> Iterator[tuple[str, Number, str]]:
    """What the payee's latest line of each product comes to for one unit."""
    latest: dict[str, tuple[date, Number]] = {}
    for batch in book.batches(_LINES, ("date", "dealer", "product", "quantity", amount, "currency")):
        cells = batch.columns
        for i, dealer in enumerate(cells["dealer"]):
            day, quantity, value = cells["date"][i], cells["quantity"][i], cells[amount][i]
            if dealer != payee or not isinstance(day, date) or day > as_of:
                continue
            if cells["currency"][i] not in {None, currency}:
                continue
            if not (isinstance(quantity, Decimal) and isinstance(value, Decimal) and quantity > 0 and value > 0):
                continue
            product = str(cells["product"][i])
            if product not in latest or latest[product][0] <= day:
                latest[product] = day, divide(value, quantity)
    for product, (_, price) in latest.items():
        yield product, price, _LINES
