"""Rows of two worlds side by side, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from dealerkit.values.change import Change
from dealerkit.values.exact import ZERO, total_of_decimals
from dealerkit.whatif.engine.outcome import Count, Crossing, DealerTotal, ProgrammeTotal, Row


def counted(rows: Iterable[Row]) -> Count:
    """How many rows are changed, unchanged and failed."""
    found = dict.fromkeys(Change, 0)
    for row in rows:
        found[row.change] += 1
    changed, unchanged, failed = found[Change.CHANGED], found[Change.UNCHANGED], found[Change.FAILED]
    return Count(rows=changed + unchanged + failed, changed=changed, unchanged=unchanged, failed=failed)


def programme_total(rows: Sequence[Row]) -> ProgrammeTotal:
    """What the rows of one programme come to."""
    return ProgrammeTotal(
        programme=rows[0].programme,
        title=rows[0].title,
        count=counted(rows),
        cost_before=total_of_decimals(each.amount_before or ZERO for each in rows),
        cost=total_of_decimals(each.amount or ZERO for each in rows),
        goods=rows[0].goods,
    )


def dealer_totals(rows: Iterable[Row]) -> tuple[DealerTotal, ...]:
    """What each payee wins or loses in money, the most first."""
    by_payee: dict[str, list[Row]] = {}
    for row in rows:
        by_payee.setdefault(row.payee, []).append(row)
    found = [_dealer(payee, mine) for payee, mine in by_payee.items()]
    return tuple(sorted(found, key=lambda each: (each.difference.copy_negate(), each.payee)))


def crossings(rows: Iterable[Row]) -> tuple[int, int]:
    """How many rows reach a band further up, and how many one further down."""
    found = [row.crossing for row in rows]
    return found.count(Crossing.UP), found.count(Crossing.DOWN)


def _dealer(payee: str, rows: Sequence[Row]) -> DealerTotal:
    """Rows that failed, and goods, are in no sum: what cannot be told is neither won nor lost."""
    known = [each for each in rows if each.difference is not None and not each.goods]
    return DealerTotal(
        payee=payee,
        payee_name=rows[0].payee_name,
        count=counted(rows),
        before=total_of_decimals(cast("Decimal", each.amount_before) for each in known),
        after=total_of_decimals(cast("Decimal", each.amount) for each in known),
    )
