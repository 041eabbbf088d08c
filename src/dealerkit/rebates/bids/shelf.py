"""Which reported sales stand behind which claims: each reported unit supports one claim, across all bids.

What is reported is counted off in the order of the sales, so that the place of a unit in that order
says from which purchase it came where goods leave first in, first out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from dealerkit.rebates.bids.records import Report
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen
class Piece:
    """Units of a claim: sold on a day, and how many of the product the dealer had sold before them."""

    on: date
    before: Decimal
    quantity: Decimal


@define
class Shelf:
    """The reported sales of one dealer and product, and how much of each was claimed."""

    reports: Sequence[Report]
    taken: list[Decimal] = field(init=False)
    beside: Decimal = ZERO
    """Claimed units that no report stands behind."""

    def __attrs_post_init__(self) -> None:
        """Nothing is claimed yet."""
        self.taken = [ZERO] * len(self.reports)

    def take(self, wanted: Decimal, fits: Callable[[Report], bool]) -> Iterator[Piece]:
        """Up to ``wanted`` units of the reports that fit, the earliest sales first."""
        before = ZERO
        for place, report in enumerate(self.reports):
            left = EXACT.subtract(report.quantity, self.taken[place])
            if wanted > 0 and left > 0 and fits(report):
                quantity = min(wanted, left)
                yield Piece(report.on, EXACT.add(before, self.taken[place]), quantity)
                self.taken[place] = EXACT.add(self.taken[place], quantity)
                wanted = EXACT.subtract(wanted, quantity)
            before = EXACT.add(before, report.quantity)

    def take_beside(self, quantity: Decimal, on: date) -> Piece:
        """Units without a report: taken to have been sold after all that was reported through the day."""
        sold = total_of_decimals(report.quantity for report in self.reports if report.on <= on)
        piece = Piece(on, EXACT.add(sold, self.beside), quantity)
        self.beside = EXACT.add(self.beside, quantity)
        return piece
