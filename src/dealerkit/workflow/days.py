"""By when: durations and days of the calendar turned into moments, by stated rules.

Day zero, the end on a rest day and the end of business are the policy's to state, since every one of them
moves a deadline by a day:

* ``zero: not-counted`` (the day it begins is day 0) or ``counted`` (it is day 1);
* ``rest_day: keep`` or ``next-working-day``: where calendar days end on a day that is not worked;
* ``end: close-of-business``, ``end-of-day`` (midnight) or ``same-time``;
* ``after_hours: same-day`` or ``next-working-day``: what begins after the office has closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from dealerkit.policy.nodes import Scalar
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import ScalarShape, choice
from dealerkit.policy.shapes import entry
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.months import add_months
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished

Standstill = tuple[datetime, datetime]
"""From when until when a clock stands still."""

_ONE_DAY = timedelta(days=1)
_NO_TIME = timedelta()
_WORKING_HOURS = Unit.WORKING_HOURS
_LAST = 31
_SOME_DAY = datetime(1970, 1, 1, tzinfo=UTC)
_day_of_month = re.compile(r"(?:([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)|end) of (?:(next|this) )?month").fullmatch


def read_day_of_month(text: str) -> str | None:
    """The text itself, if it is a day of the calendar: ``10th of next month``, ``end of month``."""
    return text if _day_of_month(text) else None


def _not_a_day(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    return reading.report("DK160", node, address, value=node.text, kind=kind)


BY = ScalarShape[str]("day of the month", read_day_of_month, _not_a_day, {"type": "string"})


@frozen(kw_only=True)
class DayRule:
    """How days are counted, and when on its last day a deadline ends."""

    zero: str = entry(
        choice("not-counted", "counted"), "the day it begins: day 0, or the first day", default="not-counted"
    )
    rest_day: str = entry(
        choice("keep", "next-working-day"), "an end of calendar days on a day that is not worked", default="keep"
    )
    end: str = entry(
        choice("close-of-business", "end-of-day", "same-time"),
        "when on its last day it ends",
        default="close-of-business",
    )
    after_hours: str = entry(
        choice("same-day", "next-working-day"),
        "what begins when the office has closed, or on a day that is not worked, begins then or the next working day",
        default="same-day",
    )


class Course:
    """A time of minutes or hours that runs from ``start`` and stands still in ``pauses`` (in order, apart).

    Where it is any time that passes, or with ``working`` only time the office is open: of a pause exactly what
    would have counted is left out. How long it ran before each pause is counted once, for every question asked.
    """

    __slots__ = ("_begins", "_clock", "_ran", "_unpublished", "_working")

    def __init__(self, start: datetime, pauses: Sequence[Standstill], clock: WorkClock, *, working: bool) -> None:
        self._clock, self._working = clock, working
        self._begins = [start]
        self._ran = [_NO_TIME]
        self._unpublished: Unpublished | None = None
        ends = [start]
        for begins, ended in pauses:
            ends += (begins, ended)
            self._begins.append(ended)
        passed = self._passed(ends)
        if isinstance(passed, Unpublished):
            self._unpublished = passed
            return
        ran = _NO_TIME
        for i in range(1, len(passed), 2):
            ran += passed[i] - passed[i - 1]
            self._ran.append(ran)

    def when(self, length: timedelta) -> datetime | Unpublished:
        """The moment by which it has run so long."""
        if self._unpublished is not None:
            return self._unpublished
        # It runs out in the first stretch by whose end it has run so long; with nothing to run, at once.
        i = max(bisect_left(self._ran, length) - 1, 0)
        since, left = self._begins[i], length - self._ran[i]
        if self._working:
            return self._clock.after(since, left)
        return (since.astimezone(UTC) + left).astimezone(self._clock.zone)

    def _passed(self, moments: Sequence[datetime]) -> Sequence[timedelta] | Unpublished:
        if not self._working:
            return [each - _SOME_DAY for each in moments]
        return self._clock.open_time(moments)


def due_within(
    start: datetime, within: Duration, rule: DayRule, clock: WorkClock, pauses: Sequence[Standstill] = ()
) -> datetime | Unpublished:
    """When a duration that begins at ``start`` is up, having stood still during ``pauses`` (in order, apart).

    Minutes and hours run as a :class:`Course`. Days and longer end on a day, as ``rule`` says: a pause moves it
    on by the days, or working days, that began while it lasted.
    """
    if within.is_part_of_a_day:
        if not pauses and within.unit is not _WORKING_HOURS:
            return (start.astimezone(UTC) + within.length).astimezone(clock.zone)
        return Course(start, pauses, clock, working=within.unit is _WORKING_HOURS).when(within.length)
    local = start.astimezone(clock.zone)
    begun = _first_day(local, rule, clock)
    if isinstance(begun, Unpublished):
        return begun
    if rule.zero == "counted" and within.count:
        begun -= _ONE_DAY
    last = within.after(begun, clock.calendar)
    for pause in pauses:
        if isinstance(last, Unpublished):
            return last
        last = _moved_on(last, within.unit, pause, clock)
    return last if isinstance(last, Unpublished) else _end_of(last, local, rule, clock)


def due_by(start: datetime, by: str, rule: DayRule, clock: WorkClock) -> datetime | Unpublished:
    """The moment a day of the calendar ends, counted from the month of ``start``."""
    found = _day_of_month(by)
    if found is None:
        raise ValueError(by)
    number, month = found[1], found[2]
    local = start.astimezone(clock.zone)
    day = local.date()
    first = add_months(day.replace(day=1), 1 if month == "next" else 0)
    last = add_months(first, 1) - _ONE_DAY
    return _end_of(first.replace(day=min(int(number or _LAST), last.day)), local, rule, clock)


def _moved_on(last: date, unit: Unit, pause: Standstill, clock: WorkClock) -> date | Unpublished:
    """A last day, so many days later as a pause lasted that began by then."""
    begins, ends = (each.astimezone(clock.zone).date() for each in pause)
    if begins > last:
        return last
    if unit is not Unit.WORKING_DAYS:
        return last + (ends - begins)
    stood = clock.calendar.working_days_between(begins, ends)
    return stood if isinstance(stood, Unpublished) else clock.calendar.add_working_days(last, stood)


def _first_day(local: datetime, rule: DayRule, clock: WorkClock) -> date | Unpublished:
    """The day on which something begins that began at a moment, given in the clock's zone."""
    day = local.date()
    if rule.after_hours == "same-day":
        return day
    worked = clock.calendar.is_working_day(day)
    if isinstance(worked, Unpublished):
        return worked
    closes = clock.closing_of(day)
    if isinstance(closes, Unpublished):
        return closes
    if worked and local < closes:
        return day
    return clock.calendar.next_working_day(day + _ONE_DAY)


def _end_of(day: date, local: datetime, rule: DayRule, clock: WorkClock) -> datetime | Unpublished:
    """The moment on a last day at which a deadline ends that began at a moment, given in the clock's zone."""
    if rule.rest_day == "next-working-day":
        moved = clock.calendar.next_working_day(day)
        if isinstance(moved, Unpublished):
            return moved
        day = moved
    if rule.end == "close-of-business":
        return clock.closing_of(day)
    if rule.end == "end-of-day":
        return datetime(day.year, day.month, day.day, tzinfo=clock.zone) + _ONE_DAY
    return datetime.combine(day, local.timetz())
