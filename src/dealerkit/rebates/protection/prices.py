"""Price cuts, found in a price list: one price ends, a lower one begins.

A list has a hole where no price holds for some days between two prices. If the price after the hole
is lower, nobody knows the day of the cut, and nothing can be decided about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import cast

from attrs import field, frozen

from dealerkit.book import Row
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.exact import EXACT
from dealerkit.values.ranges import DateRange

_ONE_DAY = timedelta(days=1)


@frozen
class Cut:
    """A product's price was lowered: from which to which, and on which day the lower one began.

    ``hole`` are the days before it on which no price is known. ``customer`` is empty for a price that
    holds for all.
    """

    product: str
    on: date
    before: Decimal
    after: Decimal
    customer: str = ""
    level: str = ""
    hole: DateRange | None = None
    at: Location | None = field(default=None, eq=False)

    @property
    def drop(self) -> Decimal:
        """By how much a unit is cheaper than before."""
        return EXACT.subtract(self.before, self.after)


@frozen(eq=False)
class PriceLists:
    """All cuts of a book by product, level and customer; ``holes`` are the changes after days without a price."""

    cuts: Mapping[tuple[str, str, str], tuple[Cut, ...]]
    holes: tuple[Cut, ...]
    problems: tuple[Problem, ...]

    def of(self, product: str, level: str, dealer: str) -> tuple[Cut, ...]:
        """The cuts that concern a dealer: those of his own prices if he has any, else those of everyone's."""
        own = self.cuts.get((product, level, dealer))
        return self.cuts.get((product, level, ""), ()) if own is None else own

    def products(self, level: str) -> frozenset[str]:
        """The products that were cut at a price level, for anyone."""
        return frozenset(product for (product, each, _), cuts in self.cuts.items() if each == level and cuts)


def price_lists(rows: Iterable[Row], currency: str) -> PriceLists:
    """The cuts in the rows of ``prices``. DK351 a price in another currency, which is left out."""
    lists: dict[tuple[str, str, str], list[Row]] = {}
    problems: list[Problem] = []
    for row in rows:
        stated = row.get("currency")
        if stated is not None and stated != currency:
            at = row.cell_at("currency")
            problems.append(problem("DK351", at, address="prices", currency=str(stated), policy=currency))
            continue
        key = (str(row["product"]), str(row.get("level") or ""), str(row.get("customer") or ""))
        lists.setdefault(key, []).append(row)
    cuts: dict[tuple[str, str, str], tuple[Cut, ...]] = {}
    holes: list[Cut] = []
    for key, versions in lists.items():
        steps = list(_steps(key, versions))
        cuts[key] = tuple(each for each in steps if each.drop > 0)
        holes += [each for each in steps if each.hole is not None]
    return PriceLists(cuts, tuple(holes), tuple(problems))


def _steps(key: tuple[str, str, str], versions: list[Row]) -> Iterator[Cut]:
    """Each change from one price to the next, whichever way it goes."""
    product, level, customer = key
    ordered = sorted(versions, key=_begins)
    for earlier, later in pairwise(ordered):
        on = _begins(later)
        ended = earlier.get("valid_to")
        free = (ended if isinstance(ended, date) else on - _ONE_DAY) + _ONE_DAY
        yield Cut(
            product,
            on,
            cast("Decimal", earlier["price"]),
            cast("Decimal", later["price"]),
            customer,
            level,
            DateRange(free, on - _ONE_DAY) if free < on else None,
            later.cell_at("price"),
        )


def _begins(row: Row) -> date:
    first = row.get("valid_from")
    return first if isinstance(first, date) else date.min


def in_words(step: Cut) -> Problem:
    """DK379: no price is known for some days before this change."""
    hole = step.hole or DateRange(step.on, step.on)
    first, last = hole.start or step.on, hole.end or step.on
    return problem("DK379", step.at, product=step.product, first=first, last=last, on=step.on)
