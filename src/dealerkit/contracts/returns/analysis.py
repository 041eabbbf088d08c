"""The monthly analysis of returns: what came back of which product for which cause, and what that cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.contracts.returns.results import Fate, LineResult
from dealerkit.values.exact import EXACT, ZERO, Number, add


@frozen
class Month:
    """One product and one cause in one month.

    ``value`` is what the units that a purchase explains were bought for; None where a price is not known.
    ``credit`` is what
    is given for those that are accepted.
    """

    month: str
    product: str
    cause: str
    condition: str
    lines: int
    quantity: Decimal
    accepted: Decimal
    value: Number | None
    credit: Decimal | None
    proposals: tuple[str, ...] = ()


def by_month(lines: Iterable[LineResult]) -> tuple[Month, ...]:
    """The analysis, the earliest month first; within it by product, cause and condition."""
    found: dict[tuple[str, str, str, str], list[LineResult]] = {}
    for line in lines:
        asked = line.asked
        found.setdefault((label(asked.on), asked.product, asked.cause, asked.condition), []).append(line)
    return tuple(_month(key, each) for key, each in sorted(found.items()))


def label(day: date) -> str:
    """The month of a day: 2026-03."""
    return f"{day.year:04}-{day.month:02}"


def _month(key: tuple[str, str, str, str], lines: list[LineResult]) -> Month:
    quantity = accepted = ZERO
    credit: Decimal | None = ZERO
    value: Number | None = ZERO
    for line in lines:
        quantity = EXACT.add(quantity, line.asked.quantity)
        accepted = EXACT.add(accepted, line.units(Fate.ACCEPT, Fate.CHARGED))
        credit = None if credit is None or line.credit is None else EXACT.add(credit, line.credit)
        worth = line.value
        value = None if value is None or worth is None else add(value, worth)
    proposals = tuple(dict.fromkeys(line.asked.proposal for line in lines if line.asked.proposal))
    return Month(*key, len(lines), quantity, accepted, value, credit, proposals)
