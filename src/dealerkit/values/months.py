"""Counting in months: the same day so many months on, clamped to the end of a shorter month."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

MONTHS_OF_YEAR = 12


def add_months(day: date, months: int) -> date:
    """``day`` moved by ``months`` (back when negative): 31 January + 1 is 28 or 29 February.

    No further than there are dates: from the year 1 through the year 9999.
    """
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def whole_months(first: date, last: date) -> int:
    """Whole months from a day to a later one: from 15 January to 14 April two, to 15 April three.

    The last day of a month that is too short completes it: from 31 January to 28 February is one.
    """
    is_short = last.day < first.day and last.day < monthrange(last.year, last.month)[1]
    return (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month - is_short
