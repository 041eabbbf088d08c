"""A clock that runs only while the office is open, in any time zone, over any number of hours at one cost.

``4 working hours`` from a Friday at 16:30 with hours 09:00-12:00 and 13:00-18:00 end at 11:30 of the next
working day. What is counted is time that passes: a session in which clocks are put forward is an hour
shorter, one in which they are put back an hour longer. A local time that occurs twice is its first
occurrence; one that never occurs is read as if clocks had not been changed yet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from attrs import frozen

from dealerkit.values.workdays import Unpublished, WorkCalendar
from dealerkit.values.working_hours import WorkingHours

_ONE_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen
class _Year:
    """The sessions that begin in a year, as instants in microseconds since 1970.

    ``open_through`` is how long the office was open from the year's beginning to the end of each session.
    ``unknown`` is the year's first day that the calendar does not know, None where it knows all.
    """

    starts: list[int]
    ends: list[int]
    open_through: list[int]
    unknown: date | None

    @property
    def total(self) -> int:
        return self.open_through[-1] if self.open_through else 0

    def open_until(self, instant: int) -> int:
        """How long the office was open from the year's beginning to an instant."""
        i = bisect_right(self.ends, instant)
        before = self.open_through[i - 1] if i else 0
        return before if i == len(self.starts) else before + max(instant - self.starts[i], 0)

    def is_open(self, instant: int) -> bool:
        """Whether an instant lies in one of the sessions; the end of one does not."""
        i = bisect_right(self.ends, instant)
        return i < len(self.starts) and self.starts[i] <= instant

    def when_open_for(self, long: int) -> int:
        """The first instant by which the office was open so long; never more than ``total``, more than nothing."""
        i = bisect_left(self.open_through, long)
        return self.ends[i] - (self.open_through[i] - long)


class WorkClock:
    """Working time of one calendar, with its hours and its time zone.

    Moments have a time zone; what comes back is in the clock's own. A year's sessions are laid out when the
    year is first asked about, and found by halving ever after.
    """

    __slots__ = ("_years", "calendar", "hours", "zone")

    def __init__(self, calendar: WorkCalendar, hours: WorkingHours, zone: tzinfo) -> None:
        self.calendar = calendar
        self.hours = hours
        self.zone = zone
        self._years: dict[int, _Year] = {}

    def after(self, start: datetime, open_for: timedelta) -> datetime | Unpublished:
        """When the office has been open for ``open_for`` since ``start``; ``start`` itself if for nothing.

        Unpublished where that lies beyond the days the calendar knows, or begins outside them.
        """
        left = open_for // _MICROSECOND
        if left <= 0:
            return start.astimezone(self.zone)
        instant, year = _instant(start), self._year_of(start)
        if isinstance(year, Unpublished):
            return year
        passed = self._in(year).open_until(instant)
        while True:
            sessions = self._in(year)
            if passed + left <= sessions.total:
                return self._moment(sessions.when_open_for(passed + left))
            if sessions.unknown is not None:
                return self._unpublished(sessions.unknown)
            left -= sessions.total - passed
            passed = 0
            year += 1

    def between(self, start: datetime, end: datetime) -> timedelta | Unpublished:
        """How long the office is open from ``start`` to ``end``; nothing when ``end`` is not later."""
        if _instant(end) <= _instant(start):
            return timedelta()
        found = self.open_time((start, end))
        return found if isinstance(found, Unpublished) else found[1]

    def open_time(self, moments: Sequence[datetime]) -> list[timedelta] | Unpublished:
        """How long the office was open from the first of some moments, in order, to each of them."""
        first, last = self._year_of(moments[0]), self._year_of(moments[-1])
        if isinstance(first, Unpublished):
            return first
        if isinstance(last, Unpublished):
            return last
        instants = [(each - _EPOCH) // _MICROSECOND for each in moments]
        years = range(first, moments[-1].astimezone(self.zone).year + 1)
        each_year = [list(map(self._in(year).open_until, instants)) for year in years]
        open_until = each_year[0] if len(each_year) == 1 else list(map(sum, zip(*each_year, strict=True)))
        begins = open_until[0]
        return [timedelta(microseconds=each - begins) for each in open_until]

    def is_open(self, moment: datetime) -> bool | Unpublished:
        """Whether the office is open at a moment; at the moment it closes it is not."""
        year = self._year_of(moment)
        if isinstance(year, Unpublished):
            return year
        instant = _instant(moment)
        return self._in(year).is_open(instant) or self._in(year + 1).is_open(instant)

    def closing_of(self, day: date) -> datetime | Unpublished:
        """When the office closes on a day; its usual closing time where the day is not worked."""
        sessions = self._sessions(day)
        if isinstance(sessions, Unpublished):
            return sessions
        return self._local(day, (sessions or self.hours.sessions)[-1][1])

    def _year_of(self, moment: datetime) -> int | Unpublished:
        """The year whose sessions are the first that a moment can lie in: a night belongs to the day before."""
        day = moment.astimezone(self.zone).date()
        if not self.calendar.knows(day):
            return self._unpublished(day)
        return max(day - _ONE_DAY, self.calendar.first).year

    def _in(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._laid_out(year)
        return found

    def _laid_out(self, year: int) -> _Year:
        starts: list[int] = []
        ends: list[int] = []
        through: list[int] = []
        total = 0
        day = max(date(year, 1, 1), self.calendar.first)
        while day.year == year:
            sessions = self._sessions(day)
            if isinstance(sessions, Unpublished):
                return _Year(starts, ends, through, day)
            for opens, closes in sessions:
                start, end = _instant(self._local(day, opens)), _instant(self._local(day, closes))
                # A session of the hour that clocks skip has no length; a night may reach into the next session.
                start = max(start, ends[-1]) if ends else start
                if end > start:
                    total += end - start
                    starts.append(start)
                    ends.append(end)
                    through.append(total)
            day += _ONE_DAY
        return _Year(starts, ends, through, None)

    def _sessions(self, day: date) -> tuple[tuple[int, int], ...] | Unpublished:
        worked = self.calendar.is_working_day(day)
        if isinstance(worked, Unpublished):
            return worked
        weekday = day.weekday()
        return self.hours.on(weekday, made_up=weekday in self.calendar.weekend) if worked else ()

    def _local(self, day: date, minutes: int) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone) + timedelta(minutes=minutes)

    def _moment(self, instant: int) -> datetime:
        return (_EPOCH + instant * _MICROSECOND).astimezone(self.zone)

    def _unpublished(self, day: date) -> Unpublished:
        return Unpublished(self.calendar.name, self.calendar.first, self.calendar.through, day)


@lru_cache(maxsize=64)
def work_clock(calendar: WorkCalendar, hours: WorkingHours, zone: tzinfo) -> WorkClock:
    """The clock of a calendar, its hours and a zone: one for all who ask, so that its years are laid out once."""
    return WorkClock(calendar, hours, zone)


def _instant(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND
