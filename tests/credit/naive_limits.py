"""Limits by turnover as the guide says them, in whole numbers and for one customer on one day.

No running sums and no days of change: every invoice is looked at for every day. Money is counted in fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple


class Bill(NamedTuple):
    """What a customer was invoiced on a day, in fen; a credit note is below zero."""

    customer: str
    day: date
    fen: int


class Raise(NamedTuple):
    """An increase for a while, both days included."""

    customer: str
    first: date
    last: date
    fen: int


class Rules(NamedTuple):
    """A rolling limit with everything that may follow it."""

    days: int
    returns_count: bool = True
    opening: int | None = None
    opening_days: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    most: Fraction | None = None
    step: int = 1


def rolling(bills: Sequence[Bill], customer: str, day: date, days: int, *, returns_count: bool = True) -> int:
    """What was invoiced in the days before the day, never below zero."""
    window = {day - timedelta(days=back) for back in range(1, days + 1)}
    mine = [bill.fen for bill in bills if bill.customer == customer and bill.day in window]
    return max(sum(fen for fen in mine if returns_count or fen > 0), 0)


def limit(rules: Rules, bills: Sequence[Bill], raises: Sequence[Raise], customer: str, day: date) -> int:
    """The limit in fen: the method, opening, minimum, maximum, increases, step."""
    found = rolling(bills, customer, day, rules.days, returns_count=rules.returns_count)
    before = [bill.day for bill in bills if bill.customer == customer and bill.day < day]
    is_new = not before or (rules.opening_days is not None and day <= min(before) + timedelta(days=rules.opening_days))
    if rules.opening is not None and is_new:
        found = max(found, rules.opening)
    if rules.minimum is not None:
        found = max(found, rules.minimum)
    if rules.maximum is not None:
        found = min(found, rules.maximum)
    more = Fraction(sum(each.fen for each in raises if each.customer == customer and each.first <= day <= each.last))
    if rules.most is not None:
        more = min(more, found * rules.most)
    return int((found + more) // rules.step) * rules.step


def average(bills: Sequence[Bill], customer: str, day: date, months: int) -> Fraction:
    """What was invoiced in a month, on average of the whole months before the month of the day."""
    whole = [(day.year * 12 + day.month - 1 - back) for back in range(1, months + 1)]
    mine = [
        bill.fen for bill in bills if bill.customer == customer and bill.day.year * 12 + bill.day.month - 1 in whole
    ]
    return Fraction(max(sum(mine), 0), months)
