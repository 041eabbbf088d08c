"""Our own price list on a day: what a product costs at a level or for a customer, and its floor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.judged import text
from dealerkit.contracts.prices.requests import unusable
from dealerkit.problems import Problem

LIST = ""
"""The level of the list price."""

_LIST_WORD = "list"
"""How people write it."""


def level_of(written: str) -> str:
    """A level as it is written in a contract or a request."""
    return LIST if written == _LIST_WORD else written


@frozen(kw_only=True)
class Quote:
    """A price of one unit in the policy's currency, and the floor beside it where one is stated."""

    price: Decimal
    floor: Decimal | None
    level: str
    customer: str = ""


@frozen(eq=False)
class PriceList:
    """The tables ``prices`` and ``products`` of a book, asked for one product and level at a time."""

    book: Book
    currency: str
    problems: list[Problem] = field(factory=list, repr=False)
    _levels: frozenset[str] = field(init=False, repr=False)

    @_levels.default
    def _levels_with_prices(self) -> frozenset[str]:
        return frozenset(text(row, "level") for row in self.book.rows("prices"))

    @property
    def levels(self) -> frozenset[str]:
        """The levels that have any price at all."""
        return self._levels

    def quote(self, product: str, level: str, customer: str, day: date) -> Quote | None:
        """The price at a level on a day: the customer's own if there is one, else everybody's; None for none.

        DK678 for a price in a currency without a rate, DK680 for one below zero: it is then as if there were none.
        """
        for row in self._rows(product, level, customer, day):
            found = self._quote(row, product, day)
            if found is not None:
                return found
        if level == LIST:
            listed = self.book.versions("products").at(day, product)
            price = None if listed is None else listed.get("list_price")
            if isinstance(price, Decimal):
                return Quote(price=price, floor=None, level=LIST)
        return None

    def _rows(self, product: str, level: str, customer: str, day: date) -> Iterator[Row]:
        prices = self.book.versions("prices")
        keys = [(level or None, customer or None), (None, customer or None), (level or None, None)]
        if level == LIST:
            keys += [(_LIST_WORD, customer or None), (_LIST_WORD, None)]
        for key in dict.fromkeys(keys):
            if key == (None, None) and level != LIST:
                continue
            found = prices.at(day, product, *key)
            if found is not None:
                yield found

    def _quote(self, row: Row, product: str, day: date) -> Quote | None:
        price, floor, written = row.get("price"), row.get("floor"), text(row, "currency")
        if not isinstance(price, Decimal):
            return None
        if price < 0:
            self.problems.append(unusable("price-below-zero", row.cell_at("price"), product=product))
            return None
        ours = converted(self.book, price, written, self.currency, day)
        if ours is None:
            self.problems.append(no_rate(row.cell_at("currency"), "prices", product, written, self.currency, day))
            return None
        if not isinstance(floor, Decimal):
            # A row that states no floor of its own has the one beside the list price.
            row_of_list = next(self._rows(product, LIST, "", day), row)
            floor, written = row_of_list.get("floor"), text(row_of_list, "currency")
        least = converted(self.book, floor, written, self.currency, day) if isinstance(floor, Decimal) else None
        if isinstance(floor, Decimal) and least is None:
            # A floor that nobody can tell is not the same as none.
            self.problems.append(no_rate(row.cell_at("floor"), "prices", product, written, self.currency, day))
            return None
        return Quote(price=ours, floor=least, level=level_of(text(row, "level")), customer=text(row, "customer"))
