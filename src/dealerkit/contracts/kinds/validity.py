"""How long a contract holds: its term, what renews it, when somebody is reminded, until when notice counts."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from dealerkit.book import Row
from dealerkit.contracts.days import after, before
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.kinds.kind import ITSELF, Kind
from dealerkit.values.days import add_days
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import WorkCalendar

DRAFT, ENDED = "draft", "ended"
"""What the column ``status`` may say that decides how long a contract holds."""


class State(Enum):
    """Where a contract stands on a day."""

    DRAFT = "draft"
    NOT_BEGUN = "not-begun"
    RUNNING = "running"
    ENDS_SOON = "ends-soon"
    """Its end is nearer than the policy's reminder."""
    ENDED = "ended"


@frozen
class Validity:
    """A contract's term on a day. ``until`` counts the renewals; None without an end.

    ``remind_on`` is the day from which somebody is reminded, ``notice_by`` the last day on which notice stops the
    next renewal; ``renewals`` is how often it has gone on by itself.
    """

    state: State
    start: date | None
    until: date | None
    renewals: int = 0
    remind_on: date | None = None
    notice_by: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the contract held on a day at or before the one it was asked for."""
        if self.state is State.DRAFT or (self.start is not None and day < self.start):
            return False
        return self.until is None or day <= self.until


def validity_on(row: Row, kind: Kind | None, day: date, calendar: WorkCalendar | None) -> Validity:
    """How long the contract of a row holds, as known on a day."""
    start, end = day_of(row, "start"), day_of(row, "end")
    until, renewals, notice_by = _until(row, kind, end, day, calendar)
    remind_on = None if until is None or kind is None else before(kind.remind, until, calendar)
    state = State.RUNNING
    if text(row, "status") == DRAFT:
        state = State.DRAFT
    elif text(row, "status") == ENDED and (until is None or until >= day):
        until = _ended_on(row, day)
        state = State.ENDED
    elif start is not None and day < start:
        state = State.NOT_BEGUN
    elif until is not None and until < day:
        state = State.ENDED
    elif remind_on is not None and remind_on <= day:
        state = State.ENDS_SOON
    return Validity(state, start, until, renewals, remind_on, notice_by)


def _ended_on(row: Row, day: date) -> date:
    """The last day of a contract that is said to have ended before its term: the day before the row began to hold.

    Where the row does not say when that was, it is the day before the question.
    """
    since = day_of(row, "valid_from")
    return add_days(since if since is not None and since <= day else day, -1)


def _until(
    row: Row, kind: Kind | None, end: date | None, day: date, calendar: WorkCalendar | None
) -> tuple[date | None, int, date | None]:
    """The last day with its renewals, how many there were, and until when notice stops the next."""
    renewal = None if kind is None else kind.renewal
    if end is None or renewal is None or renewal.by != ITSELF or renewal.for_ is None:
        return end, 0, None
    if text(row, "status") in {DRAFT, ENDED} or renewal.for_.count == 0:
        return end, 0, None
    given = day_of(row, "notice_on")
    times, until = 0, end
    while True:
        notice_by = until if renewal.notice is None else before(renewal.notice, until, calendar)
        if given is not None and given <= day and given <= notice_by:
            return until, times, None
        if until >= day:
            return until, times, notice_by
        times += 1
        # Counted from the first end: a year after 29 February is 28 February, two years after 28, four 29 again.
        step = Duration(renewal.for_.count * times, renewal.for_.unit)
        until = after(step, end, calendar)
