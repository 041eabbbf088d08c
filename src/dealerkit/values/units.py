"""Quantities: a number of something, and how one unit is counted in another."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from dealerkit.values.exact import Number, add, canonical, divide, multiply, negate, subtract


class UnitMismatch(ValueError):
    """Quantities of two units were added: a programming mistake."""


@frozen
class Quantity:
    """So many of a unit: 12 ``piece``, 1/3 ``carton``."""

    amount: Number
    unit: str

    def __str__(self) -> str:
        return f"{canonical(self.amount)} {self.unit}"

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(add(self.amount, self._same_unit(other)), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(subtract(self.amount, self._same_unit(other)), self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(negate(self.amount), self.unit)

    def _same_unit(self, other: Quantity) -> Number:
        if self.unit != other.unit:
            message = f"{self.unit} and {other.unit} do not mix"
            raise UnitMismatch(message)
        return other.amount


@frozen
class Conversions:
    """How many of the second unit one of the first is: ``("carton", "piece")`` to 12; above zero.

    Each works both ways, and no two are chained: a unit converts by the table or not at all.
    """

    factors: Mapping[tuple[str, str], Number] = field()

    @factors.validator
    def _be_positive(self, _: object, factors: Mapping[tuple[str, str], Number]) -> None:
        for (unit, other), factor in factors.items():
            if factor <= 0:
                message = f"a {unit} is {factor} {other}"
                raise ValueError(message)

    def convert(self, quantity: Quantity, unit: str) -> Quantity | None:
        """``quantity`` counted in ``unit``, exactly; ``None`` when the table does not say."""
        if quantity.unit == unit:
            return quantity
        factor = self.factors.get((quantity.unit, unit))
        if factor is not None:
            return Quantity(multiply(quantity.amount, factor), unit)
        divisor = self.factors.get((unit, quantity.unit))
        return None if divisor is None else Quantity(divide(quantity.amount, divisor), unit)
