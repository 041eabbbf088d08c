"""What dealers bought from us, lot by lot, and the list prices of the day: what a unit is taken to have cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.values.exact import EXACT, Number, divide

Key = tuple[str, str]
"""Dealer and product."""

_COLUMNS = ("date", "dealer", "product", "quantity", "unit_price", "net_amount", "currency", "tax_rate", "document")


@frozen
class Purchase:
    """Units bought on a day; a return is a negative quantity. ``price`` is that of one unit, without tax."""

    on: date
    quantity: Decimal
    price: Number | None = None
    tax_rate: Decimal | None = None
    document: str = ""


def read_purchases(book: Book, keys: Collection[Key], as_of: date, currency: str) -> Mapping[Key, Sequence[Purchase]]:
    """The lines of these dealers and products through the day; a price in another currency is not known."""
    found: dict[Key, list[Purchase]] = defaultdict(list)
    wanted = frozenset(keys)
    for batch in book.batches("lines", _COLUMNS):
        row = batch.columns
        for i, product in enumerate(row["product"]):
            key = (str(row["dealer"][i]), str(product))
            on, quantity = cast("date", row["date"][i]), cast("Decimal | None", row["quantity"][i])
            if key not in wanted or on > as_of or not quantity:
                continue
            price: Number | None = cast("Decimal | None", row["unit_price"][i])
            amount = cast("Decimal | None", row["net_amount"][i])
            if price is None and amount is not None:
                price = divide(amount, quantity)
            if row["currency"][i] not in {None, currency}:
                price = None
            rate = cast("Decimal | None", row["tax_rate"][i])
            found[key].append(Purchase(on, quantity, price, rate, str(row["document"][i] or "")))
    return {key: sorted(each, key=lambda move: (move.on, move.quantity < 0)) for key, each in found.items()}


def kept(moves: Iterable[Purchase], through: date) -> tuple[Purchase, ...]:
    """Purchases less returns through a day, the oldest first; a return takes back what was bought last before it."""
    lots: list[Purchase] = []
    for move in moves:
        if move.on > through:
            continue
        if move.quantity > 0:
            lots.append(move)
            continue
        back = move.quantity.copy_abs()
        while back and lots:
            last = lots.pop()
            taken = min(back, last.quantity)
            back = EXACT.subtract(back, taken)
            if last.quantity > taken:
                lots.append(evolve(last, quantity=EXACT.subtract(last.quantity, taken)))
    return tuple(lots)


def tax_rate_of(moves: Iterable[Purchase], through: date) -> Decimal | None:
    """The tax rate of the latest purchase through a day that says one."""
    found = [move.tax_rate for move in moves if move.on <= through and move.tax_rate is not None]
    return found[-1] if found else None


def list_price(book: Book, product: str, dealer: str, on: date, currency: str) -> Decimal | None:
    """The list price of a product on a day: the dealer's own if there is one, else everyone's."""
    prices = book.versions("prices")
    row = prices.at(on, product, None, dealer) or prices.at(on, product, None, None)
    if row is None or row.get("currency") not in {None, currency}:
        return None
    return cast("Decimal", row["price"])
