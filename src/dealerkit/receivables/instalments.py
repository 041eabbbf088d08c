"""What of a payment schedule is billed and paid, instalment by instalment.

1. An invoice that names the instalment bills that one; one that does not, or bills more, bills the oldest
   instalments not billed yet.
2. What settled such an invoice paid what it billed, in the same order.
3. A receipt without invoice that names contract and instalment pays that one first; what goes beyond it, and a
   receipt that names the contract alone, pays the oldest open instalments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.receivables.filling import spread
from dealerkit.values.exact import EXACT, ZERO

KIND = "instalment"
"""The kind of an invoice that bills an instalment of its contract."""


class Status(Enum):
    """How an instalment stands on a day."""

    PAID = "paid"
    OVERDUE = "overdue"
    """Its day, and the days of grace, are over and something of it is open; some of it may be paid."""
    PART_PAID = "part-paid"
    DUE = "due"
    """Its day has come, the days of grace are not over, and nothing of it is paid."""
    NOT_DUE = "not-due"


@frozen
class Bill:
    """An invoice of instalments, the instalment that it names (or none), and what was paid of it."""

    invoice: str
    instalment: str
    amount: Decimal
    paid: Decimal


def billed(
    amounts: Sequence[Decimal], places: Mapping[str, int], bills: Sequence[Bill]
) -> tuple[list[Decimal], list[Decimal], list[tuple[str, ...]]]:
    """What of each instalment stands on invoices, what of that is paid, and the invoices' numbers."""
    standing, through = [ZERO] * len(amounts), [ZERO] * len(amounts)
    invoices: list[tuple[str, ...]] = [()] * len(amounts)
    for bill in bills:
        named = places.get(bill.instalment)
        order = [*([] if named is None else [named]), *(place for place in range(len(amounts)) if place != named)]
        room = [(place, EXACT.subtract(amounts[place], standing[place])) for place in order]
        portions = tuple(spread(room, bill.amount))
        for place, part in portions:
            standing[place] = EXACT.add(standing[place], part)
            invoices[place] = (*invoices[place], bill.invoice)
        for place, part in spread(portions, bill.paid):
            through[place] = EXACT.add(through[place], part)
    return standing, through, invoices


def paid(room: Sequence[Decimal], named: Sequence[Decimal], loose: Decimal) -> tuple[list[Decimal], Decimal]:
    """What receipts without invoice pay of each instalment, and what is left of them.

    Those that name an instalment come first; the rest pays the oldest. More refunded than was paid without
    naming an instalment takes the latest back first.
    """
    got = [min(max(asked, ZERO), most) for asked, most in zip(named, room, strict=True)]
    for asked, part in zip(named, got, strict=True):
        loose = EXACT.add(loose, EXACT.subtract(asked, part))
    for place, part in spread([(i, EXACT.subtract(room[i], got[i])) for i in range(len(room))], loose):
        got[place] = EXACT.add(got[place], part)
        loose = EXACT.subtract(loose, part)
    for place, part in spread([(i, got[i]) for i in reversed(range(len(room)))], EXACT.minus(loose)):
        got[place] = EXACT.subtract(got[place], part)
        loose = EXACT.add(loose, part)
    return got, loose


def status_of(part: Decimal, late: int, grace: int, *, is_paid: bool) -> Status:
    """How an instalment stands of which ``part`` is paid, ``late`` days after its day."""
    if is_paid:
        return Status.PAID
    if late > grace:
        return Status.OVERDUE
    if part > 0:
        return Status.PART_PAID
    return Status.DUE if late >= 0 else Status.NOT_DUE
