"""The stock of one dealer and product when the price was cut.

Counted: a count shows what lay there before business began. One on the day of the cut is the stock;
one taken later is brought back to that day by adding what was sold since and taking off what was
bought since. Reckoned: everything bought less everything sold through before the cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.problems import Location
from dealerkit.rebates.protection.lots import Lot
from dealerkit.rebates.protection.scheme import StockRule
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen
class Counting:
    """One row of a count: what was found, of which kind, and what proves it."""

    on: date
    quantity: Decimal
    kind: str = ""
    proof: str = ""
    at: Location | None = None


@frozen
class Sale:
    """Units that went to final customers on a day."""

    on: date
    quantity: Decimal
    serial: str = ""


@frozen
class Stock:
    """What lay there: the quantity, None if it is not known, and how it came about.

    ``bought`` and ``sold`` are what was added and taken between the count and the cut, or before the cut
    where the stock is reckoned. ``missing`` names the tables that would have to say more.
    """

    quantity: Decimal | None
    counted: Decimal | None = None
    counted_on: date | None = None
    bought: Decimal = ZERO
    sold: Decimal = ZERO
    proof: str = ""
    missing: tuple[str, ...] = ()
    at: Location | None = None


def counted(
    rule: StockRule,
    counts: Iterable[Counting],
    moves: Sequence[Lot],
    sales: Sequence[Sale] | None,
    days: tuple[date, date],
) -> Stock:
    """The stock by the first count in ``days``: the day of the cut through the last on which one is in time.

    ``sales`` are None where the book does not record any: then only a count on the day itself will do.
    """
    cut, last = days
    of_kind = [each for each in counts if cut <= each.on <= last and (not rule.kinds or each.kind in rule.kinds)]
    if not of_kind:
        return Stock(None, missing=("stock",))
    on = min(each.on for each in of_kind)
    found = [each for each in of_kind if each.on == on]
    quantity = total_of_decimals(each.quantity for each in found)
    proof = next((each.proof for each in found if each.proof), "")
    if on > cut and sales is None:
        return Stock(None, quantity, on, proof=proof, missing=("sell_through",), at=found[0].at)
    bought = total_of_decimals(each.quantity for each in moves if cut <= each.bought_on < on)
    sold = total_of_decimals(each.quantity for each in sales or () if cut <= each.on < on)
    stock = EXACT.subtract(EXACT.add(quantity, sold), bought)
    return Stock(stock, quantity, on, bought, sold, proof, at=found[0].at)


def reckoned(moves: Sequence[Lot], sales: Sequence[Sale] | None, cut: date) -> Stock:
    """The stock by the records: everything bought less everything sold through before the cut."""
    bought = total_of_decimals(each.quantity for each in moves if each.bought_on < cut)
    if sales is None:
        return Stock(None, bought=bought, missing=("sell_through",))
    sold = total_of_decimals(each.quantity for each in sales if each.on < cut)
    return Stock(EXACT.subtract(bought, sold), bought=bought, sold=sold)
