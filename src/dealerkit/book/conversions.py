"""Units: how much a quantity is in the product's own unit, by the tables ``products`` and ``units``.

A line in cases of a product that is counted in bottles is read in bottles; what no row of ``units`` converts
cannot be added up with the rest. A conversion for the product goes before one for all products, and
either may be written in either direction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book.versions import Versions
from dealerkit.values.numbers import ONE, Number, divide

PER_UNIT = ("unit_price", "list_price", "cost")
"""Columns that say what one unit is worth: in the product's unit where the quantity is."""


@frozen(eq=False)
class UnitConversion:
    """The conversions of one book; each is looked up once a product, unit and day."""

    products: Versions
    units: Versions
    _known: dict[tuple[str, str, date | None], Number | None] = field(factory=dict, init=False, repr=False)

    def factor(self, product: str, unit: str, day: date | None) -> Number | None:
        """What a quantity in ``unit`` is multiplied by; 1 where the product states no unit, None where nothing says."""
        key = (product, unit, day)
        if key not in self._known:
            self._known[key] = self._found(product, unit, day)
        return self._known[key]

    def unit_of(self, product: str, day: date | None) -> str:
        """The unit that a product is counted in; empty where the book does not say."""
        row = self.products.at(day, product)
        return str((row.get("unit") if row is not None else None) or "")

    def _found(self, product: str, unit: str, day: date | None) -> Number | None:
        own = self.unit_of(product, day)
        if not own or own == unit:
            return ONE
        for about in (product, None):
            straight, back = self._factor(about, unit, own, day), self._factor(about, own, unit, day)
            if straight is not None:
                return straight
            if back:
                return divide(ONE, back)
        return None

    def _factor(self, product: str | None, unit: str, other: str, day: date | None) -> Decimal | None:
        row = self.units.at(day, product, unit, other)
        factor = row.get("factor") if row is not None else None
        return factor if isinstance(factor, Decimal) else None


Conversion = Callable[[], UnitConversion]
"""Makes the conversion when the first quantity in another unit is met: most books never need it."""
