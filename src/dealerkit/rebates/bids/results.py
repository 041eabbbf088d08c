"""What is answered to a claim under a special bid: every unit credited, or refused with the reason and the amount."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.decisions import Decision, Reason
from dealerkit.problems import Problem
from dealerkit.rebates.bids.records import Bid, BidClaim
from dealerkit.rebates.bids.scheme import SpecialBids
from dealerkit.rebates.granting.credits import Due
from dealerkit.values.exact import ZERO, Number, add, total_of_decimals


class Fate(Enum):
    """What becomes of claimed units."""

    CREDITED = "credited"
    NOTHING = "no-units"
    """The row claims no units at all, or less than none."""
    UNKNOWN = "no-bid"
    """There is no such bid."""
    DEALER = "other-dealer"
    """The bid was granted to another dealer."""
    PRODUCT = "other-product"
    """The bid is not for this product."""
    UNAPPROVED = "not-approved"
    """The bid was not granted."""
    DISHONOURED = "not-honoured"
    """The scheme honours no such bid: its method, or how long it runs."""
    CURRENCY = "other-currency"
    """The bid or the claim is in another currency."""
    CUSTOMER = "other-customer"
    """The bid was granted for another end customer."""
    OUTSIDE = "outside-bid"
    """Sold before the bid began or after it ended."""
    AHEAD = "not-yet-sold"
    """Claimed before it was sold."""
    UNCOVERED = "not-covered"
    """The scheme does not take such a sale."""
    LATE = "late"
    """Claimed too late."""
    UNPROVED = "not-proved"
    """No document proves the sale."""
    TWICE = "claimed-twice"
    """The same sale was credited already."""
    BEYOND = "beyond-bid"
    """More units than the bid is for."""
    UNREPORTED = "not-reported"
    """The dealer reported no such sale, and the tolerance is used up."""
    UNPRICED = "no-price"
    """What the unit cost is not known, and the scheme refuses it then."""
    WORTHLESS = "no-gain"
    """The unit cost no more than the price of the bid."""
    ABOVE = "claimed-above"
    """The part of the claimed credit that is above ours; no units of their own."""
    CAPPED = "capped"
    """What a cap left over; no units of their own."""


REFUSED = frozenset(Fate) - {Fate.CREDITED}


@frozen
class Part:
    """Units with the same fate; ``amount`` is what is credited or refused for them, None where that is not known."""

    fate: Fate
    quantity: Decimal
    amount: Number | None = None


@frozen(eq=False)
class RowResult:
    """One row of a claim. ``amount`` is what it is worth, exact; None while it cannot be told."""

    claim: BidClaim
    bid: Bid | None
    amount: Number | None
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""
    tax_rate: Decimal | None = None
    problems: tuple[Problem, ...] = ()


@frozen(eq=False)
class Claimed:
    """A whole claim under one scheme: its rows, the decision, and what of it is posted now."""

    scheme: SpecialBids
    dealer: str
    claim: str
    rows: tuple[RowResult, ...]
    decision: Decision
    due: Due | None = None

    @property
    def credit(self) -> Decimal | None:
        """What is credited in all; None while it cannot be told."""
        return self.decision.amount

    @property
    def parts(self) -> Sequence[Part]:
        """The parts of all rows."""
        return tuple(part for row in self.rows for part in row.parts)

    @property
    def claimed_units(self) -> Decimal:
        """How many units were claimed."""
        return total_of_decimals(row.claim.quantity for row in self.rows)

    @property
    def claimed_amount(self) -> Decimal | None:
        """The money that was claimed; None where a row states none."""
        stated = [_stated(row.claim) for row in self.rows]
        known = [each for each in stated if each is not None]
        return total_of_decimals(known) if len(known) == len(stated) else None


def units(parts: Iterable[Part], fates: Collection[Fate]) -> Decimal:
    """How many units have one of these fates."""
    return total_of_decimals(part.quantity for part in parts if part.fate in fates)


def money(parts: Iterable[Part], fates: Collection[Fate]) -> Number:
    """What the parts with one of these fates are worth, as far as it is known."""
    found: Number = ZERO
    for part in parts:
        if part.fate in fates and part.amount is not None:
            found = add(found, part.amount)
    return found


def _stated(claim: BidClaim) -> Decimal | None:
    if claim.amount is not None:
        return claim.amount
    return None if claim.credit is None else total_of_decimals((claim.credit * claim.quantity,))
