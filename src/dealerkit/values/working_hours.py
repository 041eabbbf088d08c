"""Working hours: clocks that run only while the office is open, and deadlines within them.

Times are local wall-clock times of the office, without a zone. ``4 working hours`` from a Friday at
16:30 with hours 09:00-12:00 and 13:00-18:00 end at 11:30 of the next working day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from attrs import field, frozen

from dealerkit.values.workdays import Unpublished, WorkCalendar

_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta()

_session = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])").fullmatch


@frozen
class WorkingHours:
    """When the office is open on a working day: sessions ``(opens, closes)`` in order, without overlap."""

    sessions: tuple[tuple[time, time], ...] = field()

    @sessions.validator
    def _be_in_order(self, _: object, sessions: tuple[tuple[time, time], ...]) -> None:
        if not sessions or not _in_order(sessions):
            message = "sessions open before they close, one after the other"
            raise ValueError(message)

    @property
    def closing(self) -> time:
        """When the office closes for the day."""
        return self.sessions[-1][1]

    def after(self, start: datetime, open_for: timedelta, calendar: WorkCalendar) -> datetime | Unpublished:
        """When the office has been open for ``open_for`` since ``start``; ``start`` itself if for nothing."""
        left = open_for
        if left <= _NOTHING:
            return start
        day = start.date()
        while True:
            worked = calendar.is_working_day(day)
            if isinstance(worked, Unpublished):
                return worked
            for opens, closes in self._openings(day, start) if worked else ():
                if left <= closes - opens:
                    return opens + left
                left -= closes - opens
            day += _ONE_DAY

    def between(self, start: datetime, end: datetime, calendar: WorkCalendar) -> timedelta | Unpublished:
        """How long the office is open from ``start`` to ``end``; nothing when ``end`` is not later."""
        open_for = _NOTHING
        day = start.date()
        while day <= end.date():
            worked = calendar.is_working_day(day)
            if isinstance(worked, Unpublished):
                return worked
            for opens, closes in self._openings(day, start) if worked else ():
                open_for += max(min(closes, end) - opens, _NOTHING)
            day += _ONE_DAY
        return open_for

    def _openings(self, day: date, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The sessions of ``day`` that close after ``since``, begun no earlier than that."""
        for opening, closing in self.sessions:
            opens, closes = datetime.combine(day, opening), datetime.combine(day, closing)
            if closes > since:
                yield max(opens, since), closes


def read_working_hours(text: str) -> WorkingHours | None:
    """Sessions as a policy writes them: ``09:00-12:00, 13:00-18:00``."""
    found = [_session(part.strip()) for part in text.split(",")]
    sessions = tuple(
        (time(int(part[1]), int(part[2])), time(int(part[3]), int(part[4]))) for part in found if part is not None
    )
    return WorkingHours(sessions) if len(sessions) == len(found) and _in_order(sessions) else None


def _in_order(sessions: tuple[tuple[time, time], ...]) -> bool:
    times = [moment for session in sessions for moment in session]
    opens_before_closing = all(opens < closes for opens, closes in sessions)
    return opens_before_closing and times == sorted(times)
