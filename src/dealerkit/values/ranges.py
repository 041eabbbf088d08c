"""Dates and date ranges as policies write them: ``2026-01-01..2026-12-31``, both ends included."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import frozen

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2999, 12, 31)
"""The days a policy or a book may speak of; anything outside is a slip of the keyboard."""

_ONE_DAY = timedelta(days=1)
_ISO_LENGTH = len("2026-01-01")


@frozen
class DateRange:
    """The days from ``start`` through ``end``, both included; ``None`` leaves that end open."""

    start: date | None = None
    end: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            message = f"the range ends before it starts: {self}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"

    def contains(self, day: date) -> bool:
        """Whether ``day`` is one of these days."""
        start, end = self.start, self.end
        return (start is None or start <= day) and (end is None or day <= end)

    __contains__ = contains

    def covers(self, other: DateRange) -> bool:
        """Whether every day of ``other`` is one of these."""
        return self.intersect(other) == other

    def intersect(self, other: DateRange) -> DateRange | None:
        """The days in both, or ``None`` when there is none."""
        start = _latest(self.start, other.start)
        end = _earliest(self.end, other.end)
        return None if start is not None and end is not None and start > end else DateRange(start, end)

    def overlaps(self, other: DateRange) -> bool:
        """Whether some day is in both."""
        return self.intersect(other) is not None

    def touches(self, other: DateRange) -> bool:
        """Whether one begins on the day after the other ends: no gap, no common day."""
        return _follows(self.end, other.start) or _follows(other.end, self.start)

    @property
    def days(self) -> int | None:
        """How many days; ``None`` when an end is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days + 1


ALWAYS = DateRange()
"""Every day."""


def read_date(text: str) -> date | None:
    """An ISO date, four-two-two digits: ``2026-01-01``; ``None`` for anything else."""
    if len(text) != _ISO_LENGTH or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def read_moment(text: str) -> datetime | None:
    """A day and a time of day: ``2026-03-05 14:00``, with seconds and an offset if need be; ``None`` for others."""
    if read_date(text[:_ISO_LENGTH]) is None or text[_ISO_LENGTH : _ISO_LENGTH + 1] not in {" ", "T"}:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_bounds(text: str) -> tuple[date | None, date | None] | None:
    """The two ends of ``A..B``, ``A..`` or ``..B`` as written, even when B is before A."""
    first, dots, last = text.partition("..")
    start, end = read_date(first), read_date(last)
    unread = (first and start is None) or (last and end is None)
    return None if unread or not dots or not (first or last) else (start, end)


def read_range(text: str) -> DateRange | None:
    """A range of days: ``2026-01-01..2026-12-31``, ``2026-01-01..`` or ``..2026-12-31``.

    ``None`` when the text is none of these or ends before it starts; ``read_bounds`` tells which.
    """
    bounds = read_bounds(text)
    if bounds is None:
        return None
    start, end = bounds
    return None if start is not None and end is not None and start > end else DateRange(start, end)


def _latest(a: date | None, b: date | None) -> date | None:
    return b if a is None else a if b is None else max(a, b)


def _earliest(a: date | None, b: date | None) -> date | None:
    return b if a is None else a if b is None else min(a, b)


def _follows(end: date | None, start: date | None) -> bool:
    """Whether ``start`` is the day after ``end``."""
    return end is not None and start is not None and start - end == _ONE_DAY
