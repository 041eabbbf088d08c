"""What everybody bought in the window and in the one before: one pass over the lines, only sums are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.governance.scan.purchases import Window
from dealerkit.measures.currencies import in_currency
from dealerkit.problems import problem
from dealerkit.values.exact import ZERO, exactly

_COLUMNS = ("date", "dealer", "product", "quantity", "net_amount", "currency", "kind", "cost", "list_price")


class Sold:
    """One product sold to one dealer: units and money, in the window and before."""

    __slots__ = ("amount", "amount_before", "units", "units_before")

    def __init__(self) -> None:
        self.amount = self.amount_before = self.units = self.units_before = ZERO


class Sales:
    """One dealer's purchases.

    ``cost`` is that of lines which state one, gifts included; ``uncosted`` the sales of lines without a cost, gifts
    at list price; ``unvalued`` counts gifts of which neither is known.
    """

    __slots__ = ("amount", "before", "cost", "gifts", "products", "uncosted", "unvalued")

    def __init__(self) -> None:
        self.amount = self.before = self.cost = self.gifts = self.uncosted = ZERO
        self.unvalued = 0
        self.products: dict[str, Sold] = {}


NOTHING_SOLD = Sales()


@frozen(eq=False)
class AllSales:
    """Every dealer's purchases."""

    of: Mapping[str, Sales] = field(factory=dict)
    refused: Mapping[str, int] = field(factory=dict)
    """How many lines of a dealer are in no sum, for no rate brings them into the policy's currency."""

    def dealer(self, dealer: str) -> Sales:
        """One dealer's purchases; nothing where he bought nothing."""
        return self.of.get(dealer, NOTHING_SOLD)

    @property
    def amount(self) -> Decimal:
        """What all dealers bought within the window."""
        with exactly():
            return sum((each.amount for each in self.of.values()), ZERO)


def read_sales(book: Book, window: Window, currency: str, gifts: Collection[str]) -> AllSales:
    """Read the lines once. DK351 (as a reject): a line in a currency that nothing converts."""
    having = {each.name for each in book.columns("lines")} if book.has("lines") else set()
    wanted = tuple(each for each in _COLUMNS if each in having)
    found: dict[str, Sales] = {}
    refused: Counter[str] = Counter()
    given = frozenset(gifts)
    with exactly():
        for batch in in_currency(book.batches("lines", wanted), book, currency) if having else ():
            _take(found, refused, batch, book, window, currency, given)
    return AllSales(found, refused)


def _take(
    found: dict[str, Sales],
    refused: Counter[str],
    batch: Batch,
    book: Book,
    window: Window,
    currency: str,
    gifts: frozenset[str],
) -> None:
    nothing: Sequence[object] = [None] * len(batch)
    columns = [batch.columns.get(name, nothing) for name in _COLUMNS]
    first, last, before = window.first, window.last, window.before
    rows = zip(*columns, strict=True)
    for i, (day, dealer, product, quantity, amount, stated, kind, cost, price) in enumerate(rows):
        on = cast("date", day)
        if not before <= on <= last:
            continue
        if stated not in {None, currency}:
            book.reject(batch, i, problem("DK351", batch.at(i, "currency"), currency=str(stated), policy=currency))
            refused[cast("str", dealer)] += 1
            continue
        mine = found.get(cast("str", dealer))
        if mine is None:
            mine = found[cast("str", dealer)] = Sales()
        units, money = cast("Decimal", quantity or ZERO), cast("Decimal", amount or ZERO)
        each = cast("Decimal | None", cost)
        if kind in gifts:
            if on >= first:
                _give(mine, units, each, cast("Decimal | None", price))
            continue
        if on < first:
            mine.before += money
        else:
            mine.amount += money
            if each is None:
                mine.uncosted += money
            else:
                mine.cost += each * units
        if product is not None:
            _of(mine, cast("str", product), units, money, is_before=on < first)


def _give(mine: Sales, units: Decimal, cost: Decimal | None, price: Decimal | None) -> None:
    if cost is not None:
        mine.cost += cost * units
        mine.gifts += cost * units
    elif price is not None:
        mine.uncosted += price * units
    else:
        mine.unvalued += 1


def _of(mine: Sales, product: str, units: Decimal, money: Decimal, *, is_before: bool) -> None:
    sold = mine.products.get(product)
    if sold is None:
        sold = mine.products[product] = Sold()
    if is_before:
        sold.units_before += units
        sold.amount_before += money
    else:
        sold.units += units
        sold.amount += money
