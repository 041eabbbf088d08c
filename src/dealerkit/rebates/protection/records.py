"""What a book records about price cuts: purchases, sales, counts, claims, promises, by dealer and product.

Of purchases, sales and counts only products that were cut are kept, so that a year of lines costs no
more than the few that matter. Nothing after the day of the question is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Batch, Book, Row
from dealerkit.problems import Problem
from dealerkit.rebates.promises.promise import Promise, read_promises
from dealerkit.rebates.promises.subject import PRICE_PROTECTION as SUBJECT
from dealerkit.rebates.protection.claims import ClaimRow
from dealerkit.rebates.protection.lots import Lot
from dealerkit.rebates.protection.stock import Counting, Sale
from dealerkit.rebates.protection.units import Fate
from dealerkit.values.exact import ONE, total_of_decimals

Key = tuple[str, str]
"""Dealer and product."""


@frozen
class Unit:
    """One unit by its serial number, as the register has it; ``left_on`` is None while the dealer has it.

    ``sales`` are those that the dealer reported of it, and what final customers brought back.
    """

    serial: str
    dealer: str
    product: str
    bought_on: date
    left_on: date | None = None
    price: Decimal | None = None
    sales: Sequence[Sale] = ()

    def was_there(self, day: date) -> bool:
        """Whether the dealer had it when business began on a day."""
        sold = total_of_decimals(sale.quantity for sale in self.sales if self.bought_on <= sale.on < day)
        return self.bought_on < day and (self.left_on is None or self.left_on >= day) and sold <= 0


@frozen(eq=False)
class Records:
    """The records by dealer and product. ``sales`` are None where the book has no such table.

    ``units`` are the registered units by serial number, ``registered`` the same by dealer and product.
    """

    lots: Mapping[Key, Sequence[Lot]]
    sales: Mapping[Key, Sequence[Sale]] | None
    counts: Mapping[Key, Sequence[Counting]]
    claims: Mapping[Key, Sequence[ClaimRow]]
    units: Mapping[str, Sequence[Unit]]
    registered: Mapping[Key, Sequence[Unit]]
    promises: Mapping[str, Sequence[Promise]]

    def keys(self) -> set[Key]:
        """Every dealer and product that anything is recorded of."""
        return {*self.lots, *self.counts, *self.claims, *self.registered}

    def returned_of(self, key: Key, cut: date, above: Decimal) -> Decimal:
        """How many units the dealer sent back from a day on and was paid more for than a price."""
        moves = (move for move in self.lots.get(key, ()) if move.bought_on >= cut and move.quantity < 0)
        back = [move.quantity for move in moves if move.price is not None and move.price > above]
        return total_of_decimals(back).copy_abs()

    def sold_of(self, key: Key) -> Sequence[Sale] | None:
        """What the dealer sold through of a product; None where nobody reports it."""
        return None if self.sales is None else self.sales.get(key, ())

    def fates(self, key: Key, serials: Collection[str], cut: date) -> dict[str, Fate]:
        """What is known of claimed serial numbers of which the dealer has no such unit."""
        return {serial: _fate(self.units.get(serial, ()), key, cut) for serial in serials}


def read_records(book: Book, products: frozenset[str], as_of: date, currency: str) -> Records:
    """Everything recorded of these products through the day."""
    sales = _sales(book, products, as_of)
    units = _units(book, products, as_of, currency, sales or {})
    return Records(
        _lots(book, products, as_of, currency),
        sales,
        _counts(book, products, as_of),
        _claims(book, as_of, currency),
        units,
        _by_key(units),
        _promises(book, as_of),
    )


def lacking(book: Book, tables: Collection[str]) -> tuple[Problem, ...]:
    """DK802 for each table that is not there, DK809 for each column of it."""
    wanted = {
        "prices": ("product", "price"),
        "lines": ("quantity", "product"),
        "serials": (),
        "stock": (),
        "sell_through": ("quantity", "product"),
        "price_claims": (),
    }
    return tuple(each for table in sorted(tables) for each in book.lacking(table, wanted[table]))


def _lots(book: Book, products: frozenset[str], as_of: date, currency: str) -> dict[Key, list[Lot]]:
    found: dict[Key, list[Lot]] = defaultdict(list)
    for batch, i, key in _rows(
        book, "lines", "dealer", ("quantity", "unit_price", "currency", "tax_rate"), products, as_of
    ):
        quantity = cast("Decimal | None", batch.columns["quantity"][i])
        if quantity:
            foreign = batch.columns["currency"][i] not in {None, currency}
            price = None if foreign else cast("Decimal | None", batch.columns["unit_price"][i])
            rate = cast("Decimal | None", batch.columns["tax_rate"][i])
            found[key].append(Lot(cast("date", batch.columns["date"][i]), quantity, price, tax_rate=rate))
    return dict(found)


def _sales(book: Book, products: frozenset[str], as_of: date) -> dict[Key, list[Sale]] | None:
    if not book.has("sell_through"):
        return None
    found: dict[Key, list[Sale]] = defaultdict(list)
    for batch, i, key in _rows(book, "sell_through", "dealer", ("quantity", "serial"), products, as_of):
        serial = str(batch.columns["serial"][i] or "")
        quantity = cast("Decimal | None", batch.columns["quantity"][i])
        if quantity is None and serial:
            quantity = ONE
        if quantity:
            found[key].append(Sale(cast("date", batch.columns["date"][i]), quantity, serial))
    return dict(found)


def _counts(book: Book, products: frozenset[str], as_of: date) -> dict[Key, list[Counting]]:
    found: dict[Key, list[Counting]] = defaultdict(list)
    for batch, i, key in _rows(book, "stock", "holder", ("quantity", "kind", "proof"), products, as_of):
        row = batch.columns
        found[key].append(
            Counting(
                cast("date", row["date"][i]),
                cast("Decimal", row["quantity"][i]),
                str(row["kind"][i] or ""),
                str(row["proof"][i] or ""),
                batch.at(i, "quantity"),
            )
        )
    return dict(found)


def _rows(
    book: Book, table: str, dealer: str, columns: tuple[str, ...], products: frozenset[str], as_of: date
) -> Iterator[tuple[Batch, int, Key]]:
    """The rows of a long table about these products, no later than the day."""
    for batch in book.batches(table, ("date", dealer, "product", *columns)):
        days, dealers = batch.columns["date"], batch.columns[dealer]
        for i, product in enumerate(batch.columns["product"]):
            if product in products and cast("date", days[i]) <= as_of:
                yield batch, i, (str(dealers[i]), str(product))


def _claims(book: Book, as_of: date, currency: str) -> dict[Key, list[ClaimRow]]:
    """Every claim, for products that were never cut as well: it is to be answered."""
    found: dict[Key, list[ClaimRow]] = defaultdict(list)
    for row in book.rows("price_claims"):
        day = cast("date | None", row.get("date"))
        # A table without its columns is told of by the book.
        if day is not None and day <= as_of:
            foreign = row.get("currency") not in {None, currency}
            claim = ClaimRow(
                _text(row, "claim"),
                day,
                cast("Decimal | None", row.get("quantity")),
                None if foreign else cast("Decimal | None", row.get("amount")),
                _text(row, "serial"),
                _text(row, "proof"),
                cast("date | None", row.get("cut_on")),
                row.at,
            )
            found[_text(row, "dealer"), _text(row, "product")].append(claim)
    return dict(found)


def _units(
    book: Book, products: frozenset[str], as_of: date, currency: str, sales: Mapping[Key, Sequence[Sale]]
) -> dict[str, list[Unit]]:
    """The register; a unit that was reported as sold has left, whatever the register says."""
    sold: dict[tuple[str, str], list[Sale]] = defaultdict(list)
    for key, each in sales.items():
        for sale in each:
            sold[key[0], sale.serial].append(sale)
    found: dict[str, list[Unit]] = defaultdict(list)
    for row in book.rows("serials"):
        bought_on = cast("date | None", row.get("bought_on"))
        if row.get("product") not in products or bought_on is None or bought_on > as_of:
            continue
        serial, dealer = _text(row, "serial"), _text(row, "dealer")
        left_on = cast("date | None", row.get("left_on"))
        foreign = row.get("currency") not in {None, currency}
        price = None if foreign else cast("Decimal | None", row.get("unit_price"))
        reported = tuple(sold.get((dealer, serial), ()))
        found[serial].append(Unit(serial, dealer, _text(row, "product"), bought_on, left_on, price, reported))
    return dict(found)


def _by_key(units: Mapping[str, Sequence[Unit]]) -> dict[Key, list[Unit]]:
    found: dict[Key, list[Unit]] = defaultdict(list)
    for each in units.values():
        for unit in each:
            found[unit.dealer, unit.product].append(unit)
    return {key: sorted(each, key=lambda unit: (unit.bought_on, unit.serial)) for key, each in found.items()}


def _promises(book: Book, as_of: date) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = defaultdict(list)
    for promise in read_promises(book, as_of):
        if promise.subject in {"", SUBJECT}:
            found[promise.dealer].append(promise)
    return dict(found)


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def _fate(units: Sequence[Unit], key: Key, cut: date) -> Fate:
    own = [unit for unit in units if (unit.dealer, unit.product) == key]
    if any(unit.bought_on >= cut for unit in own) and not any(unit.bought_on < cut for unit in own):
        return Fate.LATER
    return Fate.LEFT if own else Fate.ELSEWHERE if units else Fate.UNKNOWN
