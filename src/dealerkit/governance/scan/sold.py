"""What dealers reported to have sold on: day by day, or once a month.

A month that is reported on a single day counts as spread evenly over its days, for most dealers report a month at its
end: so much a day may be said of any part of it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.scan.purchases import Goods, month_of
from dealerkit.values.exact import ZERO, Number, divide, exactly, multiply, total

TABLE = "sell_through"
_COLUMNS = ("date", "dealer", "product", "quantity")
_MONTHS = 12


@frozen(eq=False)
class SoldOn:
    """One dealer's reports: units of each day by product, and the months of which there is a report."""

    days: Mapping[date, Mapping[str, Decimal]] = field(factory=dict)
    reported: frozenset[int] = frozenset()
    _single: Mapping[int, date] = field(init=False, repr=False)

    @_single.default
    def _reported_at_once(self) -> Mapping[int, date]:
        found: dict[int, list[date]] = defaultdict(list)
        for day in self.days:
            found[month_of(day)].append(day)
        return {month: days[0] for month, days in found.items() if len(days) == 1}

    def between(self, first: date, last: date, product: str | None = None) -> Number:
        """Units sold on from one day through another, of one product or of all."""
        if last < first:
            return ZERO
        parts: list[Number] = []
        for day, units in self.days.items():
            month = month_of(day)
            of_day = units.get(product, ZERO) if product is not None else total(units.values())
            if month in self._single:
                begin, end = _ends(month)
                covered = (min(end, last) - max(begin, first)).days + 1
                if covered > 0:
                    parts.append(divide(multiply(of_day, Decimal(covered)), Decimal((end - begin).days + 1)))
            elif first <= day <= last:
                parts.append(of_day)
        return total(parts)

    def days_reported(self, first: date, last: date) -> int:
        """How many days from one through another lie in months that he reported."""
        return sum(count for month, count in days_of_months(first, last).items() if month in self.reported)

    def is_reported(self, first: date, last: date) -> bool:
        """Whether every month that these days touch was reported; so it is where there are no days."""
        return all(month in self.reported for month in days_of_months(first, last))


NOTHING_SOLD = SoldOn()


def read_sold(book: Book, since: date, through: date, goods: Goods) -> dict[str, SoldOn]:
    """Reports by dealer, of the months that these days touch, none of a later day."""
    first = since.replace(day=1)
    found: dict[str, dict[date, dict[str, Decimal]]] = defaultdict(dict)
    having = {each.name for each in book.columns(TABLE)}
    with exactly():
        for batch in book.batches(TABLE, tuple(each for each in _COLUMNS if each in having)):
            nothing: Iterable[object] = [None] * len(batch)
            rows = zip(*(batch.columns.get(name, nothing) for name in _COLUMNS), strict=True)
            for day, dealer, product, quantity in rows:
                on, sort = cast("date", day), cast("str", product or "")
                if not first <= on <= through or (product is not None and not goods.holds(sort)):
                    continue
                mine = found[cast("str", dealer)].setdefault(on, {})
                mine[sort] = mine.get(sort, ZERO) + (cast("Decimal", quantity) if quantity is not None else ZERO)
    return {dealer: SoldOn(each, frozenset(map(month_of, each))) for dealer, each in found.items()}


def days_of_months(first: date, last: date) -> dict[int, int]:
    """The months that these days touch, and how many of the days each has."""
    found: dict[int, int] = {}
    day = first
    while day <= last:
        month = month_of(day)
        end = min(_ends(month)[1], last)
        found[month] = (end - day).days + 1
        if end == date.max:
            break
        day = end + timedelta(days=1)
    return found


def _ends(month: int) -> tuple[date, date]:
    year, place = divmod(month, _MONTHS)
    return date(year, place + 1, 1), date(year, place + 1, monthrange(year, place + 1)[1])
