"""Contracts the slow way: all pairs of grants, every movement of stock by itself, every invoice looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from dealerkit.contracts.territory.overlaps import Grant


def meeting_pairs(grants: Sequence[Grant]) -> set[frozenset[str]]:
    """Pairs of contracts of two customers whose places and whose products lie one within the other."""
    return {
        frozenset({one.contract, other.contract})
        for i, one in enumerate(grants)
        for other in grants[i + 1 :]
        if one.customer != other.customer
        and _within_each_other(one.territory, other.territory)
        and _within_each_other((*one.products, ""), (*other.products, ""))
    }


def _within_each_other(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[0] in other or other[0] in one


class Shelf:
    """One product, moved unit by unit in the order things happen; knows what a unit costs now."""

    def __init__(self) -> None:
        self.units = Fraction(0)
        self.worth = Fraction(0)
        self.cost: Fraction | None = None

    def buy(self, units: int, cost: int) -> None:
        """Goods come in. What lies below zero is filled up first, at no cost of its own."""
        for _ in range(units):
            before = self.units
            self.units += 1
            if before >= 0:
                self.worth += cost
        if self.units > 0:
            if self.units <= units and self._was_below(units):
                self.worth = self.units * cost
            self.cost = self.worth / self.units
        elif self.cost is None:
            self.cost = Fraction(cost)

    def _was_below(self, units: int) -> bool:
        return self.units - units < 0

    def sell(self, units: int) -> Fraction | None:
        """Goods go out at what a unit costs now; the sum, or nothing where it was never bought."""
        taken = None if self.cost is None else self.cost * units
        self.units -= units
        self.worth = self.units * self.cost if self.cost is not None else Fraction(0)
        return taken


def sums(rows: Iterable[Mapping[str, object]], column: str, contract: str | None = None) -> Fraction:
    """A column added up, of one contract or of all."""
    return sum(
        (Fraction(str(row[column])) for row in rows if contract is None or row.get("contract", "") == contract),
        Fraction(0),
    )
