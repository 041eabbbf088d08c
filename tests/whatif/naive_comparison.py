"""A comparison as a handbook would tell it: settle the one policy, settle the other, hold the rows side by side.

No workbench, no shared pass: each policy is read whole and settles a freshly opened book by itself. Only rows with
lines count; what was paid before plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.policy import Policy, read_policy
from dealerkit.rebates.results import Settlement
from dealerkit.values.ranges import DateRange

Key = tuple[str, str, str]
"""Programme, payee, period."""


class Earned(NamedTuple):
    """What an account earns, by which band, and what its base is."""

    amount: Decimal | None
    band: str
    base: object


def book_of(path: Path) -> Book:
    """The book as it stands on disk, read anew, without its ledger."""
    return dealerkit.open_book(path)


def settled(policy: Policy, path: Path, as_of: date, days: DateRange | None = None) -> dict[Key, Earned]:
    """Every row of a settlement whose period ends on one of the days."""
    whole, problems = read_policy(policy.root, policy.known_sections)
    assert whole is not None, problems
    settlement: Settlement = dealerkit.settle(whole, book_of(path), as_of)
    return {
        (row.programme, row.payee, row.window.label): Earned(
            row.entitlement, row.decided.band.address if row.decided.band is not None else "", row.qualifying
        )
        for row in settlement.rows
        if days is None or row.window.last in days
    }


def held_beside(before: Mapping[Key, Earned], after: Mapping[Key, Earned]) -> dict[Key, tuple[str, Decimal | None]]:
    """For every account of either side: changed, unchanged or failed, and by how much."""
    found: dict[Key, tuple[str, Decimal | None]] = {}
    for key in {**before, **after}:
        one = before[key].amount if key in before else Decimal(0)
        other = after[key].amount if key in after else Decimal(0)
        if one is None or other is None:
            found[key] = "failed", None
        else:
            found[key] = ("unchanged" if one == other else "changed"), other - one
    return found
