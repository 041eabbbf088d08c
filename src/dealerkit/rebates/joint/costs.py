"""What an override costs: what the successors are paid themselves, what the former dealer is paid, both together."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.values.exact import EXACT, Number, total_of_decimals


@frozen
class SuccessorCost:
    """One successor of a former dealer in one period.

    ``own`` is what it is paid itself, None where that cannot be told; ``counted`` is what of it, or of its base,
    counts for the former dealer. ``city`` is the city it is in, or the territory where the file has no city.
    """

    dealer: str
    name: str
    city: str
    own: Decimal | None
    counted: Number


@frozen
class OverrideCost:
    """What one row of an override rests on, and what principal bears for both: their own rebates and the override."""

    programme: str
    payee: str
    period: str
    override: Decimal | None
    successors: tuple[SuccessorCost, ...]

    @property
    def own(self) -> Decimal | None:
        """What the successors are paid themselves; None where that of one cannot be told."""
        amounts = [each.own for each in self.successors]
        return None if None in amounts else total_of_decimals(each for each in amounts if each is not None)

    @property
    def total(self) -> Decimal | None:
        """Both together."""
        own = self.own
        return None if own is None or self.override is None else EXACT.add(own, self.override)
