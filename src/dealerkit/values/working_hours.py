"""Working hours: when the office is open on a working day, as a policy writes it.

A session may run past midnight (``22:00-06:00``): it belongs to the working day on which it begins, whatever
the next day is. How long a clock runs within such hours is told by ``work_clock``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from attrs import field, frozen

Session = tuple[int, int]
"""When it opens and closes, in minutes from midnight of its working day; past midnight counts on beyond 1440."""

DAY = 24 * 60
"""The minutes of a day."""

_session = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])").fullmatch


@frozen
class WorkingHours:
    """When the office is open: the ``sessions`` of a working day, in order and without overlap.

    ``weekdays`` has those of single weekdays (Monday is 0) where they differ. A weekend day that is worked to
    make up for a holiday has the sessions of any working day.
    """

    sessions: tuple[Session, ...] = field()
    weekdays: tuple[tuple[int, tuple[Session, ...]], ...] = ()

    @sessions.validator
    def _be_in_order(self, _: object, sessions: tuple[Session, ...]) -> None:
        if not _in_order(sessions):
            message = "sessions open before they close, one after the other, within a day"
            raise ValueError(message)

    def on(self, weekday: int, *, made_up: bool = False) -> tuple[Session, ...]:
        """The sessions of a working day that is this weekday; ``made_up`` where it is worked for another day."""
        if not made_up:
            for known, sessions in self.weekdays:
                if known == weekday:
                    return sessions
        return self.sessions

    @property
    def closing(self) -> time:
        """When the office closes for the day; midnight where that is past it."""
        last = self.sessions[-1][1]
        return time.min if last >= DAY else time(*divmod(last, 60))

    def __str__(self) -> str:
        return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in self.sessions)


def read_working_hours(text: str) -> WorkingHours | None:
    """Sessions as a policy writes them: ``09:00-12:00, 13:00-18:00``, ``22:00-06:00``, ``00:00-24:00``."""
    sessions: list[Session] = []
    for part in text.split(","):
        found = _session(part.strip())
        if found is None:
            return None
        opens, closes = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if opens >= DAY or closes > DAY:
            return None
        sessions.append((opens, closes if closes > opens else closes + DAY))
    return WorkingHours(tuple(sessions)) if _in_order(sessions) else None


def _in_order(sessions: tuple[Session, ...] | list[Session]) -> bool:
    """Whether each opens before it closes, none overlaps, and the last is over before the first opens anew."""
    if not sessions or not all(0 <= opens < closes for opens, closes in sessions):
        return False
    ends = list(_edges(sessions))
    return ends == sorted(ends) and sessions[-1][1] <= sessions[0][0] + DAY and sessions[-1][0] < DAY


def _edges(sessions: tuple[Session, ...] | list[Session]) -> Iterator[int]:
    for opens, closes in sessions:
        yield opens
        yield closes


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours if minutes <= DAY else hours - 24:02}:{rest:02}"
