"""Working days: weekends, public holidays, and the weekend days worked to make up for them.

A calendar says how far it reaches. In China the State Council publishes each year's schedule late in
the year before (国务院办公厅关于部分节假日安排的通知), so that a deadline may lie beyond what anybody knows:
the answer then is ``Unpublished``, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve, field, frozen

_ONE_DAY = timedelta(days=1)
_DAYS_OF_WEEK = 7

SATURDAY_AND_SUNDAY = frozenset({5, 6})


@frozen
class Unpublished:
    """No answer: ``asked`` lies outside the days the calendar knows, ``first`` through ``through``."""

    calendar: str
    first: date
    through: date
    asked: date

    def __bool__(self) -> bool:
        """Refuse to pass for yes or no: callers ask ``isinstance(…, Unpublished)`` first."""
        message = f"calendar {self.calendar} does not know {self.asked}"
        raise TypeError(message)


@frozen
class WorkCalendar:
    """Which days are worked, from ``first`` through ``through``, both included.

    A day of ``make_up_days`` is worked whatever else it is; any other day is free when its weekday is
    in ``weekend`` (Monday is 0) or it is one of ``holidays``.
    """

    name: str
    holidays: frozenset[date] = field(repr=False)
    make_up_days: frozenset[date] = field(repr=False)
    weekend: frozenset[int] = field()
    first: date
    through: date
    _closed: tuple[date, ...] = field(init=False, repr=False, eq=False)
    _opened: tuple[date, ...] = field(init=False, repr=False, eq=False)

    @weekend.validator
    def _leave_a_day_to_work(self, _: object, weekend: frozenset[int]) -> None:
        if not weekend < frozenset(range(_DAYS_OF_WEEK)):
            message = "a weekend is some of the weekdays 0 (Monday) to 6, not all"
            raise ValueError(message)

    @_closed.default
    def _weekdays_not_worked(self) -> tuple[date, ...]:
        return tuple(sorted(day for day in self.holidays - self.make_up_days if day.weekday() not in self.weekend))

    @_opened.default
    def _weekend_days_worked(self) -> tuple[date, ...]:
        return tuple(sorted(day for day in self.make_up_days if day.weekday() in self.weekend))

    def knows(self, day: date) -> bool:
        """Whether the calendar reaches ``day``."""
        return self.first <= day <= self.through

    def is_working_day(self, day: date) -> bool | Unpublished:
        """Whether ``day`` is worked."""
        return self._is_worked(day) if self.knows(day) else self._unpublished(day)

    def add_working_days(self, day: date, count: int) -> date | Unpublished:
        """The ``count``-th working day after ``day``, which itself is not counted; before it when negative.

        Zero working days after ``day`` is ``day``, worked or not.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            if not self.knows(day):
                return self._unpublished(day)
            left -= self._is_worked(day)
        return day

    def next_working_day(self, day: date) -> date | Unpublished:
        """``day`` if it is worked, else the first working day after it."""
        return self.add_working_days(day - _ONE_DAY, 1)

    def working_days_between(self, start: date, end: date) -> int | Unpublished:
        """Working days after ``start`` through ``end``: what ``add_working_days`` counted to get there.

        Negative when ``end`` is before ``start``: then the days from ``end`` up to the one before ``start``.
        """
        if end < start:
            back = self._count(end, start - _ONE_DAY)
            return back if isinstance(back, Unpublished) else -back
        return self._count(start + _ONE_DAY, end)

    def extended(self, holidays: Iterable[date], make_up_days: Iterable[date], through: date) -> WorkCalendar:
        """This calendar with a company's own days; where both speak of a day, the company is right."""
        closed, opened = frozenset(holidays), frozenset(make_up_days)
        return evolve(
            self,
            holidays=(self.holidays - opened) | closed,
            make_up_days=(self.make_up_days - closed) | opened,
            through=max(self.through, through),
        )

    def _is_worked(self, day: date) -> bool:
        return day in self.make_up_days or not (day.weekday() in self.weekend or day in self.holidays)

    def _count(self, first: date, last: date) -> int | Unpublished:
        """Working days from ``first`` through ``last``, by whole weeks and the sorted exceptions."""
        if first > last:
            return 0
        for asked in (first, last):
            if not self.knows(asked):
                return self._unpublished(asked)
        weeks, rest = divmod((last - first).days + 1, _DAYS_OF_WEEK)
        weekday = first.weekday()
        worked = weeks * (_DAYS_OF_WEEK - len(self.weekend))
        worked += sum((weekday + ahead) % _DAYS_OF_WEEK not in self.weekend for ahead in range(rest))
        return worked + _within(self._opened, first, last) - _within(self._closed, first, last)

    def _unpublished(self, asked: date) -> Unpublished:
        return Unpublished(self.name, self.first, self.through, asked)


def _within(days: tuple[date, ...], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)


EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)
"""A calendar without rest days and without end: for lengths of time that count whole days."""
