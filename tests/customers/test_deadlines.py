"""Deadlines of files against counting the days one by one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.customers.files.deadline import Clock, Deadline, Exceptionally, Timing
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, WorkCalendar

START = date(2026, 3, 2)
HOLIDAY = date(2026, 3, 10)
CALENDAR = WorkCalendar(
    "", frozenset({HOLIDAY}), frozenset(), SATURDAY_AND_SUNDAY, date(2026, 1, 1), date(2026, 12, 31)
)


def clock(days: int, as_of: date, more: Exceptionally | None = None, unit: Unit = Unit.WORKING_DAYS) -> Clock:
    rule = Deadline(from_="first_contact", done="filed_on", within=Duration(days, unit), exceptionally=more)
    return Clock(rule, CALENDAR, as_of)


def last_day(start: date, days: int) -> date:
    """Day after day, each worked one taking one off."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day != HOLIDAY
    return day


@given(st.integers(0, 20), st.integers(0, 8), st.none() | st.integers(0, 40), st.integers(0, 40))
def test_every_timing_is_that_of_counting(after: int, days: int, done_after: int | None, until: int):
    start, as_of = START + timedelta(days=after), START + timedelta(days=after + until)
    done = None if done_after is None else start + timedelta(days=done_after)
    due = last_day(start, days)
    if done is not None and done <= as_of:
        wanted = Timing.IN_TIME if done <= due else Timing.LATE
    else:
        wanted = Timing.OVERDUE if due < as_of else Timing.PENDING
    assert clock(days, as_of).timing(start, done) is wanted


@pytest.mark.parametrize(
    ("done", "timing"),
    [
        (datetime(2026, 3, 2, 23, 59), Timing.IN_TIME),
        (datetime(2026, 3, 3, 10, 0), Timing.EXCEPTIONAL),
        (datetime(2026, 3, 3, 10, 1), Timing.LATE),
        (datetime(2026, 3, 4, 9, 0), Timing.LATE),
        (date(2026, 3, 3), Timing.LATE),
    ],
    ids=["same-day", "by-ten", "after-ten", "two-days", "no-time-known"],
)
def test_an_exception_ends_at_its_hour(done: date, timing: Timing):
    more = Exceptionally(within=Duration(1, Unit.DAYS), by=time(10))
    assert clock(0, date(2026, 3, 31), more, Unit.DAYS).timing(START, done) is timing


def test_beyond_the_calendar_nobody_knows():
    assert clock(8, date(2026, 12, 31)).timing(date(2026, 12, 30), None) is Timing.UNKNOWN
