"""Counting in months: the same day so many months on, clamped to the end of a shorter month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS_OF_YEAR = 12


def add_months(day: date, months: int) -> date:
    """``day`` moved by ``months`` (back when negative): 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])
