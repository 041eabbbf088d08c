"""Channel stuffing (压货): what a payee had, bought, sold on and has left in a period, and for how many days it lasts.

The opening count is that of the day before the period, the closing count that of its last day: an older
one would be a guess. A product that was bought in the period, or counted at one of its ends, must be
counted at both; if one is not, or a count shows more than can be there, the figures are missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from attrs import field, frozen

from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import DAYS, UNITS, Missing, Value
from dealerkit.rebates.sources.counts import NOTHING, Bought, Counted, Key
from dealerkit.values.exact import ZERO, Number, add, divide, multiply, subtract, total

_ONE_DAY = timedelta(days=1)

Takes = Callable[[str], bool | None]
"""Whether a product is one of those that are asked about; None where nobody knows."""

_SOURCE = "tables stock and lines"
_PRODUCTS = "of the products that the qualifying base takes"

FACTS: tuple[Fact, ...] = tuple(
    Fact(f"period.{name}", kind, meaning=meaning, source=_SOURCE, instant="period end")
    for name, kind, meaning in (
        ("stock_opening", UNITS, f"units {_PRODUCTS} counted on the day before the period"),
        ("stock_closing", UNITS, f"units {_PRODUCTS} counted on the last day of the period"),
        ("purchases", UNITS, f"units {_PRODUCTS} bought in the period, less what went back"),
        ("sold_on", UNITS, "opening stock and purchases less closing stock"),
        ("stock_days", DAYS, "for how many days the closing stock lasts, if as much is sold on a day as in the period"),
    )
)
NAMES = frozenset(fact.name for fact in FACTS)


@frozen
class Cover:
    """The figures of one payee and period; None where a count is missing."""

    opening: Number | None
    closing: Number | None
    purchases: Number
    sold_on: Number | None
    days: int

    @property
    def stock_days(self) -> Number | None:
        """For how many days the closing stock lasts; None where nothing was sold on."""
        if self.closing is None or self.sold_on is None or self.sold_on <= 0:
            return None
        return divide(multiply(self.closing, Decimal(self.days)), self.sold_on)

    def fact(self, name: str) -> Number | None:
        """The figure by the name of its fact."""
        return {
            "period.stock_opening": self.opening,
            "period.stock_closing": self.closing,
            "period.purchases": self.purchases,
            "period.sold_on": self.sold_on,
            "period.stock_days": self.stock_days,
        }[name]


@frozen(eq=False)
class Stocks:
    """All counts and purchases of a book, asked by payee and period."""

    counts: Mapping[Key, tuple[Counted, ...]]
    purchases: Mapping[Key, Bought]
    _products: dict[str, set[str]] = field(init=False, repr=False)

    @_products.default
    def _products_of_dealers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for dealer, product in {*self.counts, *self.purchases}:
            found[dealer].add(product)
        return found

    def cover(self, payee: str, first: date, last: date, takes: Takes) -> Cover | None:
        """What the payee had, bought and has left of the products; None where nobody knows which products count."""
        before = first - _ONE_DAY
        rows: list[tuple[Number | None, Number | None, Number]] = []
        for product in self._products.get(payee, ()):
            key = (payee, product)
            bought = self.purchases.get(key, NOTHING)
            opening, closing = (_on(self.counts.get(key, ()), day) for day in (before, last))
            if opening is None and closing is None and not bought.any(before, last):
                continue
            taken = takes(product)
            if taken is None:
                return None
            if taken:
                rows.append((opening, closing, bought.between(before, last)[0]))
        if not rows:
            return Cover(None, None, ZERO, None, (last - before).days)
        return _together(rows, (last - before).days)


def taken_products(
    where: Expression | None, masters: Masters, parameters: Mapping[str, Value | Missing], day: date
) -> Takes:
    """The products that a condition on rows takes, as far as it reads nothing but the product."""
    parts = [part for part in (where.conjuncts() if where else ()) if part.reads and _about_product(part)]

    def takes(product: str) -> bool | None:
        known: bool | None = True
        for part in parts:
            values: dict[str, Value | Missing] = {name: masters.product(name, product, day) for name in part.reads}
            values.update((name, parameters[name]) for name in part.parameters)
            holds = part.evaluate(values)
            if isinstance(holds, Missing):
                known = None
            elif holds is not True:
                return False
        return known

    return takes


def _about_product(part: Expression) -> bool:
    return all(name.partition(".")[0] == "product" for name in part.reads)


def _together(rows: Iterable[tuple[Number | None, Number | None, Number]], days: int) -> Cover:
    rows = list(rows)
    opening = _sum(opening for opening, _, _ in rows)
    closing = _sum(closing for _, closing, _ in rows)
    purchases = total(bought for _, _, bought in rows)
    sold = _sum(_sold(*row) for row in rows)
    return Cover(opening, closing, purchases, sold, days)


def _sold(opening: Number | None, closing: Number | None, bought: Number) -> Number | None:
    """What was sold on of one product; None where a count is missing, or shows more than can be there."""
    if opening is None or closing is None:
        return None
    sold = subtract(add(opening, bought), closing)
    return sold if sold >= 0 else None


def _sum(figures: Iterable[Number | None]) -> Number | None:
    found: Number = ZERO
    for each in figures:
        if each is None:
            return None
        found = add(found, each)
    return found


def _on(counts: tuple[Counted, ...], day: date) -> Number | None:
    return next((each.quantity for each in counts if each.day == day), None)
