"""Counting in days without leaving the calendar: it ends with the year 9999 and begins with the year 1."""

from __future__ import annotations

from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_days(day: date, count: int) -> date:
    """``day`` moved by ``count`` days (back when negative), and no further than there are dates.

    A term of ten million days, or a bill of the last day there is, is a mistake of whoever wrote it; it must not
    stop the answer to everybody else.
    """
    try:
        return day + ONE_DAY * count
    except OverflowError:
        return date.max if count > 0 else date.min
