"""What a dealer claims after a price cut: how many units or which, how much money, and whether in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.problems import Location
from dealerkit.values.exact import ONE, total_of_decimals


@frozen
class ClaimRow:
    """One row of a claim: some units of a product, or one unit by its serial number."""

    claim: str
    on: date
    quantity: Decimal | None = None
    amount: Decimal | None = None
    serial: str = ""
    proof: str = ""
    cut_on: date | None = None
    at: Location | None = None


@frozen
class Claim:
    """All that was claimed in time of one product after one cut; ``quantity`` is None where no row says one.

    ``serials`` are the units that are claimed by their numbers, ``loose`` how many more without one.
    """

    ids: tuple[str, ...]
    on: date
    quantity: Decimal | None
    amount: Decimal | None
    serials: frozenset[str] = frozenset()
    loose: Decimal | None = None
    proof: str = ""
    at: Location | None = None


def claim_of(rows: Iterable[ClaimRow], until: date | None = None) -> Claim | None:
    """The rows that came in by ``until`` as one claim; None where there is none."""
    found = sorted((row for row in rows if until is None or row.on <= until), key=lambda row: (row.on, row.claim))
    if not found:
        return None
    quantities = [quantity for row in found if (quantity := quantity_of(row)) is not None]
    loose = [row.quantity for row in found if row.quantity is not None and not row.serial]
    serials = frozenset(row.serial for row in found if row.serial)
    amounts = [row.amount for row in found if row.amount is not None]
    return Claim(
        tuple(dict.fromkeys(row.claim for row in found)),
        found[-1].on,
        total_of_decimals(quantities) if quantities else None,
        total_of_decimals(amounts) if amounts else None,
        serials,
        total_of_decimals(loose) if loose or serials else None,
        next((row.proof for row in found if row.proof), ""),
        found[0].at,
    )


def quantity_of(row: ClaimRow) -> Decimal | None:
    """How many units a row claims: one where it names it by its serial number, whatever else it says."""
    return ONE if row.serial else row.quantity
