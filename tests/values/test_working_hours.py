from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar
from dealerkit.values.working_hours import WorkingHours, read_working_hours

CALENDAR = WorkCalendar(
    "autumn",
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    make_up_days=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
    weekend=SATURDAY_AND_SUNDAY,
    first=date(2025, 9, 1),
    through=date(2025, 10, 31),
)
OFFICE = WorkingHours(((time(9), time(12)), (time(13), time(18))))
MINUTE = timedelta(minutes=1)

minutes_of_two_weeks = st.integers(0, 14 * 24 * 60).map(lambda minutes: datetime(2025, 9, 22) + minutes * MINUTE)


def naive(start: datetime, end: datetime) -> int:
    """Open minutes from ``start`` to ``end``, each looked at."""
    moments = (start + minute * MINUTE for minute in range(max((end - start) // MINUTE, 0)))
    return sum(
        CALENDAR.is_working_day(moment.date()) is True and (9 <= moment.hour < 12 or 13 <= moment.hour < 18)
        for moment in moments
    )


class TestDeadlines:
    @pytest.mark.parametrize(
        ("start", "hours", "end"),
        [
            # 90 minutes on Friday, 150 on the make-up Sunday.
            (datetime(2025, 9, 26, 16, 30), 4, datetime(2025, 9, 28, 11, 30)),
            # 2 before lunch, 1 after.
            (datetime(2025, 10, 14, 10), 3, datetime(2025, 10, 14, 14)),
            # Before the office opens, and during lunch.
            (datetime(2025, 10, 14, 6), 3, datetime(2025, 10, 14, 12)),
            (datetime(2025, 10, 14, 12, 30), 5, datetime(2025, 10, 14, 18)),
            (datetime(2025, 10, 14, 18), 1, datetime(2025, 10, 15, 10)),
            # Over the holidays: an hour on 30 September, an hour on 9 October.
            (datetime(2025, 9, 30, 17), 2, datetime(2025, 10, 9, 10)),
        ],
    )
    def test_a_clock_ends(self, start: datetime, hours: int, end: datetime) -> None:
        assert OFFICE.after(start, timedelta(hours=hours), CALENDAR) == end

    def test_a_clock_of_no_hours_ends_as_it_starts(self) -> None:
        start = datetime(2025, 10, 5, 3)
        assert OFFICE.after(start, timedelta(), CALENDAR) == start

    def test_a_clock_with_a_pause_goes_on_with_what_was_left(self) -> None:
        # 16 hours from 10:00; 2 + 2 are used by 15:00, the remaining 12 run from 11:00 on 16 October: 1 + 5, 3 + 3.
        used = OFFICE.between(datetime(2025, 10, 14, 10), datetime(2025, 10, 14, 15), CALENDAR)
        assert used == timedelta(hours=4)
        end = OFFICE.after(datetime(2025, 10, 16, 11), timedelta(hours=12), CALENDAR)
        assert end == datetime(2025, 10, 17, 16)

    def test_a_clock_that_leaves_the_calendar_has_no_end(self) -> None:
        found = OFFICE.after(datetime(2025, 10, 31, 17), timedelta(hours=2), CALENDAR)
        assert isinstance(found, Unpublished)

    def test_hours_up_to_a_moment_beyond_the_calendar_are_not_counted(self) -> None:
        found = OFFICE.between(datetime(2025, 10, 31, 17), datetime(2025, 11, 3, 9), CALENDAR)
        assert isinstance(found, Unpublished)


class TestAgainstLookingAtEachMinute:
    @given(minutes_of_two_weeks, minutes_of_two_weeks)
    def test_open_time_between_two_moments(self, start: datetime, end: datetime) -> None:
        assert OFFICE.between(start, end, CALENDAR) == naive(start, end) * MINUTE

    @given(minutes_of_two_weeks, st.integers(1, 60 * 40))
    def test_a_clock_ends_at_the_first_moment_by_which_it_has_run_out(self, start: datetime, minutes: int) -> None:
        end = OFFICE.after(start, minutes * MINUTE, CALENDAR)
        assert isinstance(end, datetime)
        assert (naive(start, end), naive(start, end - MINUTE)) == (minutes, minutes - 1)


class TestReading:
    def test_sessions_are_read(self) -> None:
        assert read_working_hours("09:00-12:00, 13:00-18:00") == OFFICE

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "9:00-12:00",
            "09:00-24:00",
            "09:00-09:00",
            "12:00-09:00",
            "13:00-18:00, 09:00-12:00",
            "09:00-13:00, 12:00-18:00",
            "09:00-12:00,",
            "09:00",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        assert read_working_hours(text) is None

    @given(st.text(max_size=20) | st.text("0123456789:-, ", max_size=24))
    def test_no_text_makes_it_fail(self, text: str) -> None:
        read_working_hours(text)

    def test_no_code_makes_an_office_that_never_opens(self) -> None:
        with pytest.raises(ValueError, match="sessions"):
            WorkingHours(())
