"""What is answered to a request: every unit may come back, or stays with the reason and the amount."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.decisions import Decision, Reason
from dealerkit.rebates.granting.credits import Due
from dealerkit.rebates.rotation.records import Asked
from dealerkit.rebates.rotation.scheme import StockRotation
from dealerkit.values.exact import ZERO, Number, add, total_of_decimals
from dealerkit.values.periods import Period


class Stay(Enum):
    """What becomes of a unit."""

    ALLOWED = "allowed"
    NOTHING = "no-units"
    """The row asks for no units, or less than none."""
    UNCOVERED = "not-covered"
    """The scheme does not take such goods."""
    LATE = "late"
    """The request came in after the window."""
    OFTEN = "too-often"
    """As many requests as are granted for the period were granted already."""
    CONDITION = "condition"
    """Not in a condition in which goods may come back."""
    UNBOUGHT = "not-bought"
    """No purchase from us explains it, or what was bought is to come back already."""
    OLD = "too-old"
    """Bought too long ago."""
    UNPRICED = "no-price"
    """A price it needs is not known, and the scheme refuses it then."""
    CUT = "beyond-allowance"
    """The allowance of the period does not suffice for it."""
    ORDER = "beyond-order"
    """The order in exchange is missing or too small."""


REFUSED = frozenset(Stay) - {Stay.ALLOWED}


@frozen
class Part:
    """Units with the same fate; ``amount`` is what they are worth, None where that is not known."""

    fate: Stay
    quantity: Decimal
    bought_on: date | None = None
    amount: Number | None = None


@frozen
class Allowance:
    """How much may come back for a reference period: in all, and what earlier rows have used of it."""

    period: Period
    purchases: Number
    most: Number
    used: Number = ZERO


@frozen(eq=False)
class RowResult:
    """One row of a request. ``amount`` is what is credited for it, exact; None while it cannot be told."""

    asked: Asked
    amount: Number | None
    parts: tuple[Part, ...] = ()
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""
    tax_rate: Decimal | None = None


@frozen(eq=False)
class Requested:
    """A whole request under one scheme: its rows, the decision, and what of it is posted now.

    ``allowance`` is that of its period as it was before the request.
    """

    scheme: StockRotation
    dealer: str
    request: str
    allowance: Allowance
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
    def asked_units(self) -> Decimal:
        """How many units were asked for."""
        return total_of_decimals(row.asked.quantity for row in self.rows)


def units(parts: Iterable[Part], fates: Collection[Stay]) -> Decimal:
    """How many units have one of these fates."""
    return total_of_decimals(part.quantity for part in parts if part.fate in fates)


def money(parts: Iterable[Part], fates: Collection[Stay]) -> Number:
    """What the units with one of these fates are worth, as far as it is known."""
    found: Number = ZERO
    for part in parts:
        if part.fate in fates and part.amount is not None:
            found = add(found, part.amount)
    return found
