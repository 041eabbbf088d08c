"""The stock unit by unit: which are protected, which are refused and why, each with its money.

Every unit in stock has exactly one fate, so protected, refused and unclaimed units sum to the stock.
What is claimed beyond it is listed beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.rebates.protection.claims import Claim
from dealerkit.rebates.protection.lots import Held, Lot
from dealerkit.values.exact import EXACT, ONE, ZERO, total_of_decimals


class Fate(Enum):
    """What becomes of a unit."""

    PROTECTED = "protected"
    PROMISED = "promised"
    """Bought before the window, protected by a promise that is kept."""
    OVER = "over-window"
    """Bought before the window."""
    UNEXPLAINED = "not-bought"
    """In stock, but no purchase from us explains it."""
    RETURNED = "returned"
    """Sent back after the cut at more than the new price, so that nothing was lost on it."""
    UNCLAIMED = "not-claimed"
    """In stock, and nobody asked for it."""
    BEYOND = "beyond-stock"
    """Claimed, but there was no such unit in stock."""
    LEFT = "left-before"
    """Claimed by its serial number, but it had left the dealer before the cut."""
    ELSEWHERE = "other-dealer"
    """Claimed by its serial number, but another dealer bought it."""
    UNKNOWN = "unknown-serial"
    """Claimed by a serial number that we never sold."""
    LATER = "bought-after"
    """Claimed by its serial number, but bought when the price was lower already."""


CREDITED = frozenset({Fate.PROTECTED, Fate.PROMISED})
NOT_IN_STOCK = frozenset({Fate.BEYOND, Fate.LEFT, Fate.ELSEWHERE, Fate.UNKNOWN, Fate.LATER})
REFUSED = frozenset(Fate) - CREDITED - {Fate.UNCLAIMED}


@frozen
class Part:
    """Units with the same fate from the same lot; ``drop`` is what each lost, None where that is not known."""

    fate: Fate
    quantity: Decimal
    bought_on: date | None = None
    serial: str = ""
    drop: Decimal | None = None
    tax_rate: Decimal | None = None

    @property
    def amount(self) -> Decimal | None:
        """What all of them lost."""
        return None if self.drop is None else EXACT.multiply(self.quantity, self.drop)


@frozen
class Reach:
    """From which day of purchase on units are protected: by the scheme (None: of any age), and by a promise."""

    since: date | None = None
    promised: date | None = None

    def fate(self, lot: Lot | None) -> Fate:
        """What becomes of a unit of a lot."""
        if lot is None:
            return Fate.UNEXPLAINED
        if self.since is None or lot.bought_on >= self.since:
            return Fate.PROTECTED
        return Fate.PROMISED if self.promised is not None and lot.bought_on >= self.promised else Fate.OVER


def parts_of(
    stock: Iterable[Held],
    reach: Reach,
    claim: Claim | None,
    drop: Callable[[Lot | None], Decimal | None],
    returned: Decimal = ZERO,
) -> Iterator[Part]:
    """The fate of every unit in stock.

    What was ``returned`` since comes off the newest units first. With a claim only what it asks for is
    judged: the units it names, then so many of the others, the newest first.
    """
    open_ = None if claim is None or claim.loose is None else max(claim.loose, ZERO)
    for each in stock:
        lot = each.lot
        back = ZERO if lot is None else min(returned, each.quantity)
        returned = EXACT.subtract(returned, back)
        if back:
            yield _part(Fate.RETURNED, back, lot, drop)
        left = EXACT.subtract(each.quantity, back)
        if open_ is None or (claim is not None and lot is not None and lot.serial in claim.serials):
            asked = left
        else:
            asked = min(open_, left)
            open_ = EXACT.subtract(open_, asked)
        if asked:
            yield _part(reach.fate(lot), asked, lot, drop)
        rest = EXACT.subtract(left, asked)
        if rest:
            yield _part(Fate.UNCLAIMED, rest, lot, drop)


def claimed_beside(
    claim: Claim, stock: Decimal, present: Iterable[str], fates: Mapping[str, Fate], drop: Decimal
) -> Iterator[Part]:
    """What is claimed and was not in stock: serial numbers with what is known of each, or a number of units."""
    there = claim.serials.intersection(present)
    for serial in sorted(claim.serials - there):
        yield Part(fates.get(serial, Fate.UNKNOWN), ONE, serial=serial, drop=drop)
    others = EXACT.subtract(stock, Decimal(len(there)))
    if claim.loose is not None and claim.loose > others:
        yield Part(Fate.BEYOND, EXACT.subtract(claim.loose, others), drop=drop)


def units(parts: Iterable[Part], fates: Iterable[Fate]) -> Decimal:
    """How many units have one of these fates."""
    wanted = frozenset(fates)
    return total_of_decimals(part.quantity for part in parts if part.fate in wanted)


def money(parts: Iterable[Part], fates: Iterable[Fate]) -> Decimal:
    """What the units with one of these fates lost, as far as it is known."""
    wanted = frozenset(fates)
    return total_of_decimals(part.amount or ZERO for part in parts if part.fate in wanted)


def by_tax_rate(parts: Iterable[Part], other: Decimal | None) -> dict[Decimal | None, Decimal]:
    """What the credited units lost, by the tax rate they were bought at; by another where that is not known."""
    found: dict[Decimal | None, Decimal] = {}
    for part in parts:
        if part.fate in CREDITED and part.amount is not None:
            rate = other if part.tax_rate is None else part.tax_rate
            found[rate] = EXACT.add(found.get(rate, ZERO), part.amount)
    return found


def _part(fate: Fate, quantity: Decimal, lot: Lot | None, drop: Callable[[Lot | None], Decimal | None]) -> Part:
    if lot is None:
        return Part(fate, quantity, drop=drop(None))
    return Part(fate, quantity, lot.bought_on, lot.serial, drop(lot), lot.tax_rate)
