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
    """All that was claimed in time of one product after one cut; ``quantity`` is None where no row says one."""

    ids: tuple[str, ...]
    on: date
    quantity: Decimal | None
    amount: Decimal | None
    serials: frozenset[str] = frozenset()
    proof: str = ""
    at: Location | None = None


def claim_of(rows: Iterable[ClaimRow], until: date | None = None) -> Claim | None:
    """The rows that came in by ``until`` as one claim; None where there is none."""
    found = sorted((row for row in rows if until is None or row.on <= until), key=lambda row: (row.on, row.claim))
    if not found:
        return None
    quantities = [quantity for row in found if (quantity := _quantity(row)) is not None]
    amounts = [row.amount for row in found if row.amount is not None]
    return Claim(
        tuple(dict.fromkeys(row.claim for row in found)),
        found[-1].on,
        total_of_decimals(quantities) if quantities else None,
        total_of_decimals(amounts) if amounts else None,
        frozenset(row.serial for row in found if row.serial),
        next((row.proof for row in found if row.proof), ""),
        found[0].at,
    )


def _quantity(row: ClaimRow) -> Decimal | None:
    return ONE if row.quantity is None and row.serial else row.quantity
