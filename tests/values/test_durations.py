from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.durations import Duration, Unit, read_duration
from dealerkit.values.months import add_months
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar
from dealerkit.values.working_hours import WorkingHours

WEEKDAYS = WorkCalendar("weekdays", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, date(2026, 1, 1), date(2026, 12, 31))
OFFICE = WorkingHours(((9 * 60, 12 * 60), (13 * 60, 18 * 60)))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def duration(text: str) -> Duration:
    found = read_duration(text)
    assert found is not None
    return found


class TestReading:
    @pytest.mark.parametrize(
        ("text", "count", "unit"),
        [
            ("7 days", 7, Unit.DAYS),
            ("1 day", 1, Unit.DAYS),
            ("0 days", 0, Unit.DAYS),
            ("5 working days", 5, Unit.WORKING_DAYS),
            ("1 working day", 1, Unit.WORKING_DAYS),
            ("24 hours", 24, Unit.HOURS),
            ("4 working hours", 4, Unit.WORKING_HOURS),
            ("30 minutes", 30, Unit.MINUTES),
            ("2 weeks", 2, Unit.WEEKS),
            ("2 months", 2, Unit.MONTHS),
            ("1 quarter", 1, Unit.QUARTERS),
            ("3 years", 3, Unit.YEARS),
            ("5  working  days", 5, Unit.WORKING_DAYS),
        ],
    )
    def test_it_is_read(self, text: str, count: int, unit: Unit) -> None:
        assert read_duration(text) == Duration(count, unit)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "7",
            "days",
            "7days",
            "-7 days",
            "1.5 days",
            "7 Days",
            "7 fortnights",
            "7 working months",
            " 7 days",
            "7 days ",
            "٧ days",
            "99999 days",
            "7 days\n",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        assert read_duration(text) is None

    @given(st.text(max_size=20))
    def test_no_text_makes_it_fail(self, text: str) -> None:
        read_duration(text)

    @given(st.integers(0, 36_500), st.sampled_from(Unit))
    def test_it_is_read_back_from_its_own_text(self, count: int, unit: Unit) -> None:
        written = Duration(count, unit)
        assert read_duration(str(written)) == written

    def test_it_does_not_run_backwards(self) -> None:
        with pytest.raises(ValueError, match="backwards"):
            Duration(-1, Unit.DAYS)


class TestDays:
    @pytest.mark.parametrize(
        ("start", "text", "end"),
        [
            (date(2026, 3, 1), "7 days", date(2026, 3, 8)),
            (date(2026, 3, 1), "0 days", date(2026, 3, 1)),
            (date(2026, 3, 1), "2 weeks", date(2026, 3, 15)),
            (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
            (date(2024, 1, 31), "1 month", date(2024, 2, 29)),
            (date(2026, 8, 31), "1 quarter", date(2026, 11, 30)),
            (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
            (date(2026, 12, 15), "2 months", date(2027, 2, 15)),
            # Friday 6 March: Monday is day 1.
            (date(2026, 3, 6), "1 working day", date(2026, 3, 9)),
            (date(2026, 3, 7), "5 working days", date(2026, 3, 13)),
        ],
    )
    def test_it_ends(self, start: date, text: str, end: date) -> None:
        assert duration(text).after(start, WEEKDAYS) == end

    @pytest.mark.parametrize(
        ("end", "text", "start"),
        [
            (date(2026, 3, 31), "30 days", date(2026, 3, 1)),
            (date(2026, 3, 31), "1 month", date(2026, 2, 28)),
            (date(2026, 3, 9), "1 working day", date(2026, 3, 6)),
        ],
    )
    def test_it_is_counted_back(self, end: date, text: str, start: date) -> None:
        assert duration(text).before(end, WEEKDAYS) == start

    def test_working_days_beyond_the_calendar_have_no_end(self) -> None:
        end = duration("5 working days").after(date(2026, 12, 30), WEEKDAYS)
        assert isinstance(end, Unpublished)

    @pytest.mark.parametrize("text", ["24 hours", "30 minutes", "4 working hours"])
    def test_hours_need_a_time_of_day_to_start_from(self, text: str) -> None:
        assert duration(text).unit.is_part_of_a_day
        with pytest.raises(ValueError, match="time of day"):
            duration(text).after(date(2026, 3, 1), WEEKDAYS)

    @given(st.dates(date(1901, 1, 1), date(2900, 1, 1)), st.integers(-1200, 1200))
    def test_a_month_on_is_the_same_day_or_the_end_of_a_shorter_month(self, day: date, months: int) -> None:
        later = add_months(day, months)
        assert (later.year - day.year) * 12 + later.month - day.month == months
        assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


class TestMoments:
    CLOCK = WorkClock(WEEKDAYS, OFFICE, SHANGHAI)

    @pytest.mark.parametrize(
        ("text", "end"),
        [
            ("30 minutes", datetime(2026, 3, 6, 17, 15)),
            ("24 hours", datetime(2026, 3, 7, 16, 45)),
            # 75 minutes on Friday, 165 on Monday morning.
            ("4 working hours", datetime(2026, 3, 9, 11, 45)),
            ("1 working day", datetime(2026, 3, 9, 18)),
            ("1 day", datetime(2026, 3, 7, 18)),
        ],
    )
    def test_from_a_friday_at_a_quarter_to_five(self, text: str, end: datetime) -> None:
        start = datetime(2026, 3, 6, 16, 45, tzinfo=SHANGHAI)
        assert duration(text).after_moment(start, self.CLOCK) == end.replace(tzinfo=SHANGHAI)

    def test_24_hours_are_hours_that_pass_even_when_clocks_are_changed(self) -> None:
        berlin = ZoneInfo("Europe/Berlin")
        clock = WorkClock(WEEKDAYS, OFFICE, berlin)
        # Clocks go forward on 29 March 2026 at 2:00.
        end = duration("24 hours").after_moment(datetime(2026, 3, 28, 12, tzinfo=berlin), clock)
        assert end == datetime(2026, 3, 29, 13, tzinfo=berlin)

    def test_beyond_the_calendar_there_is_no_end(self) -> None:
        start = datetime(2026, 12, 30, 9, tzinfo=SHANGHAI)
        assert isinstance(duration("5 working days").after_moment(start, self.CLOCK), Unpublished)
