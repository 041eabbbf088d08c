"""Counts of stock and purchases between them, by dealer and product.

A count shows what lay there after business of its day. Only good units count: damaged ones, gifts and
units under an old code are no stock that can be sold on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Batch
from dealerkit.problems import Location, problem
from dealerkit.receivables.receipts import Refuse
from dealerkit.values.exact import ZERO, Number, add, subtract

STOCK = "stock"
GOOD = frozenset({"", "good"})
"""The kinds of stock that can be sold; a row without a kind is of good units."""

Key = tuple[str, str]
"""A dealer and a product."""


@frozen
class Counted:
    """How much lay there on a day, where that is written, and when it was recorded."""

    day: date
    quantity: Number
    file: str = ""
    row: int = 0
    column: int = 1
    recorded_at: date | None = None

    @property
    def at(self) -> Location:
        """The first row of the count."""
        return Location(self.file, self.row, self.column)


def read_counts(batches: Iterable[Batch], as_of: date, refuse: Refuse) -> dict[Key, tuple[Counted, ...]]:
    """The counts of good units through a day, in the order of their days; DK416 refuses one below zero.

    Several rows of one day are added up: a dealer may count in several places.
    """
    found: dict[Key, dict[date, Counted]] = defaultdict(dict)
    for batch in batches:
        columns = batch.columns
        kinds = columns.get("kind") or [None] * len(batch)
        recorded = columns.get("recorded_at") or [None] * len(batch)
        for i, (day, holder, product, quantity) in enumerate(
            zip(columns["date"], columns["holder"], columns["product"], columns["quantity"], strict=True)
        ):
            amount, on = cast("Number", quantity), cast("date", day)
            if str(kinds[i] or "") not in GOOD or on > as_of:
                continue
            if amount < 0:
                at = batch.at(i, "quantity")
                refuse(
                    batch, i, problem("DK416", at, dealer=str(holder), product=str(product), day=on, quantity=amount)
                )
                continue
            mine = found[str(holder), str(product)]
            known = mine.get(on)
            column = batch.places.get("quantity", 1)
            mine[on] = (
                Counted(on, amount, batch.file, batch.rows[i], column, cast("date | None", recorded[i]))
                if known is None
                else Counted(on, add(known.quantity, amount), known.file, known.row, known.column, known.recorded_at)
            )
    return {key: tuple(mine[day] for day in sorted(mine)) for key, mine in found.items()}


@frozen(eq=False)
class Bought:
    """What one dealer bought of one product: running sums by day. ``valued`` says whether every line had its amount."""

    days: Sequence[date]
    quantities: Sequence[Number]
    amounts: Sequence[Number]
    valued: bool = True

    def between(self, after: date, through: date) -> tuple[Number, Number]:
        """Units and money bought after one day through another; returns take off."""
        first, last = bisect_right(self.days, after), bisect_right(self.days, through)
        return _difference(self.quantities, first, last), _difference(self.amounts, first, last)

    def any(self, after: date, through: date) -> bool:
        """Whether anything was bought, or went back, after one day through another."""
        return bisect_right(self.days, after) < bisect_right(self.days, through)


NOTHING = Bought((), (), ())


def _difference(sums: Sequence[Number], first: int, last: int) -> Number:
    high = sums[last - 1] if last else ZERO
    low = sums[first - 1] if first else ZERO
    return subtract(high, low) if last > first else ZERO


def read_purchases(
    batches: Iterable[Batch], dealers: Collection[str] | None = None, currency: str = ""
) -> dict[Key, Bought]:
    """What dealers bought, product by product; of ``dealers`` alone where they are given.

    An amount in another currency than ``currency`` is none that can be added up.
    """
    found: dict[Key, dict[date, tuple[Number, Number]]] = defaultdict(dict)
    unvalued: set[Key] = set()
    for batch in batches:
        for key, day, quantity, amount in _rows(batch, currency):
            if dealers is not None and key[0] not in dealers:
                continue
            if amount is None:
                unvalued.add(key)
            mine = found[key]
            units, money = mine.get(day, (ZERO, ZERO))
            mine[day] = add(units, quantity), add(money, ZERO if amount is None else amount)
    return {key: evolve(_summed(mine), valued=key not in unvalued) for key, mine in found.items()}


def _rows(batch: Batch, currency: str) -> Iterator[tuple[Key, date, Number, Number | None]]:
    columns = batch.columns
    amounts = columns.get("net_amount") or [None] * len(batch)
    stated = columns.get("currency") or [None] * len(batch)
    cells = (columns["date"], columns["dealer"], columns["product"], columns["quantity"], amounts, stated)
    for day, dealer, product, quantity, amount, of in zip(*cells, strict=True):
        if quantity is not None:
            worth = cast("Number | None", amount) if of in {None, currency} else None
            yield (str(dealer), str(product)), cast("date", day), cast("Number", quantity), worth


def _summed(by_day: Mapping[date, tuple[Number, Number]]) -> Bought:
    days = sorted(by_day)
    quantities = accumulate((by_day[day][0] for day in days), add)
    amounts = accumulate((by_day[day][1] for day in days), add)
    return Bought(days, list(quantities), list(amounts))
