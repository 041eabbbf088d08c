"""By when something is done to a file, counted in days of the working calendar.

The day a time is counted from is day 0 and not counted. What is done by the end of the last day is in time. A rule
may allow more by way of exception: until a time of day on a later day; what used it is in time, and is listed.

Source: registration on the day of contact, exceptionally by 10:00 next day; filed within 5 working days of first
contact; a change within 5 working days; hand-over after delivery within 3 working days (sales) or 1 (service).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import Enum

from attrs import field, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import DURATION, KEY, TEXT, ScalarShape, choice
from dealerkit.policy.shapes import entry, keyed, listing, named, record, ruled
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import Unpublished, WorkCalendar

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
OF = ("customers", "dossiers", "changes")
"""What a deadline may be about: each row of one of these tables (``changes`` is ``customer_changes``)."""


def _read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def _no_time(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    return reading.report("DK133", node, address, value=node.text, kind=kind, digits="")


TIME = ScalarShape[time]("time of day", _read_time, _no_time, {"type": "string", "pattern": r"^\d\d:\d\d$"})
"""A time of day: ``10:00``."""


@frozen(kw_only=True)
class Exceptionally:
    """What is still in time by way of exception."""

    within: Duration = entry(DURATION, "how many days after the first day")
    by: time | None = entry(TIME, "until which time of that day, as in 10:00; its end if absent", default=None)


@frozen(kw_only=True)
class Deadline:
    """By when one thing is done."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    of: str = entry(choice(*OF), "whose day counts: each customer, each dossier, each change", default="customers")
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "only of these kinds of customers or dossiers, or of changes of these fields", default=()
    )
    from_: str = entry(KEY, "the column with the day from which it counts", key="from")
    done: str = entry(KEY, "the column with the day, or moment, on which it was done")
    within: Duration = entry(DURATION, "how long it may take; 0 days is the same day")
    exceptionally: Exceptionally | None = entry(
        record(Exceptionally), "what is in time by way of exception", default=None
    )
    fine: str | None = entry(KEY, "the fine of the department that a late one costs, if any", default=None)


DEADLINES = keyed(record(Deadline))


class Timing(Enum):
    """How a thing stands to its last day."""

    IN_TIME = "in-time"
    EXCEPTIONAL = "exceptional"
    """In time by way of exception."""
    LATE = "late"
    """Done after its last day."""
    OVERDUE = "overdue"
    """Not done, and its last day is over."""
    PENDING = "pending"
    """Not done, and its last day is not over."""
    UNKNOWN = "unknown"
    """The calendar does not reach its last day."""


@frozen(eq=False)
class Clock:
    """Judges one deadline; remembers the last day of each first day."""

    deadline: Deadline
    calendar: WorkCalendar
    as_of: date
    _known: dict[date, date | Unpublished] = field(init=False, factory=dict)
    _later: dict[date, date | Unpublished] = field(init=False, factory=dict)

    def due(self, start: date) -> date | Unpublished:
        """The last day."""
        found = self._known.get(start)
        if found is None:
            found = self._known[start] = self.deadline.within.after(start, self.calendar)
        return found

    def timing(self, start: date, done: date | None) -> Timing:
        """How it stands: ``done`` is a day, or a moment in the company's time."""
        due = self.due(start)
        if isinstance(due, Unpublished):
            return Timing.UNKNOWN
        day = done.date() if isinstance(done, datetime) else done
        if day is None or day > self.as_of:
            return Timing.PENDING if due >= self.as_of else Timing.OVERDUE
        if day <= due:
            return Timing.IN_TIME
        return Timing.EXCEPTIONAL if self._is_excused(start, done, day) else Timing.LATE

    def _is_excused(self, start: date, done: date | None, day: date) -> bool:
        more = self.deadline.exceptionally
        if more is None:
            return False
        last = self._later.get(start)
        if last is None:
            last = self._later[start] = more.within.after(start, self.calendar)
        if isinstance(last, Unpublished) or day > last:
            return False
        if day < last or more.by is None:
            return True
        # A day without its time may have been any time of it.
        return isinstance(done, datetime) and done.time() <= more.by
