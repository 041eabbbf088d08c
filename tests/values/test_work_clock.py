"""The clock of working time, compared with looking at every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.values.work_clock import WorkClock, work_clock
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar
from dealerkit.values.working_hours import WorkingHours, read_working_hours

SHANGHAI, BERLIN, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
AUTUMN = WorkCalendar(
    "autumn",
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    make_up_days=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
    weekend=SATURDAY_AND_SUNDAY,
    first=date(2025, 9, 1),
    through=date(2025, 10, 31),
)
WEEKDAYS = WorkCalendar("weekdays", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, date(2023, 1, 1), date(2027, 12, 31))
EVERY_DAY = WorkCalendar("every day", frozenset(), frozenset(), frozenset(), date(2023, 1, 1), date(2027, 12, 31))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def hours(text: str) -> WorkingHours:
    found = read_working_hours(text)
    assert found is not None
    return found


OFFICE = hours("09:00-12:00, 13:00-18:00")
NIGHT = hours("22:00-06:00")
CLOCK = WorkClock(AUTUMN, OFFICE, SHANGHAI)


def autumn(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=SHANGHAI)


class TestDeadlines:
    @pytest.mark.parametrize(
        ("start", "long", "end"),
        [
            # 90 minutes on Friday, 150 on the make-up Sunday.
            (autumn(9, 26, 16, 30), 4, autumn(9, 28, 11, 30)),
            # 2 before lunch, 1 after.
            (autumn(10, 14, 10), 3, autumn(10, 14, 14)),
            # Before the office opens, and during lunch.
            (autumn(10, 14, 6), 3, autumn(10, 14, 12)),
            (autumn(10, 14, 12, 30), 5, autumn(10, 14, 18)),
            (autumn(10, 14, 18), 1, autumn(10, 15, 10)),
            # Over the holidays: an hour on 30 September, an hour on 9 October.
            (autumn(9, 30, 17), 2, autumn(10, 9, 10)),
        ],
    )
    def test_a_clock_ends(self, start: datetime, long: int, end: datetime) -> None:
        assert CLOCK.after(start, long * HOUR) == end

    def test_a_clock_of_no_hours_ends_as_it_starts(self) -> None:
        assert CLOCK.after(autumn(10, 5, 3), timedelta()) == autumn(10, 5, 3)

    def test_a_clock_with_a_pause_goes_on_with_what_was_left(self) -> None:
        # 16 hours from 10:00; 2 + 2 are used by 15:00, the remaining 12 run from 11:00 on 16 October: 1 + 5, 3 + 3.
        used = CLOCK.between(autumn(10, 14, 10), autumn(10, 14, 15))
        assert used == 4 * HOUR
        assert CLOCK.after(autumn(10, 16, 11), 16 * HOUR - 4 * HOUR) == autumn(10, 17, 16)

    def test_a_moment_of_another_zone_is_the_same_moment(self) -> None:
        assert CLOCK.after(datetime(2025, 9, 26, 8, 30, tzinfo=UTC), 4 * HOUR) == autumn(9, 28, 11, 30)

    def test_what_comes_back_is_in_the_zone_of_the_clock(self) -> None:
        found = CLOCK.after(datetime(2025, 9, 26, 8, 30, tzinfo=UTC), 4 * HOUR)
        assert isinstance(found, datetime)
        assert (found.tzinfo, found.hour) == (SHANGHAI, 11)

    def test_parts_of_a_minute_count(self) -> None:
        assert CLOCK.after(autumn(10, 14, 17, 59), timedelta(minutes=1, microseconds=1)) == autumn(
            10, 15, 9
        ) + timedelta(microseconds=1)


class TestBeyondTheCalendar:
    def test_a_clock_that_leaves_it_has_no_end(self) -> None:
        found = CLOCK.after(autumn(10, 31, 17), 2 * HOUR)
        assert found == Unpublished("autumn", AUTUMN.first, AUTUMN.through, date(2025, 11, 1))

    def test_a_clock_that_runs_out_on_the_last_day_has(self) -> None:
        assert CLOCK.after(autumn(10, 31, 17), HOUR) == autumn(10, 31, 18)

    @pytest.mark.parametrize("start", [autumn(8, 31, 9), autumn(11, 1, 9)])
    def test_a_clock_that_starts_outside_has_no_end(self, start: datetime) -> None:
        assert isinstance(CLOCK.after(start, HOUR), Unpublished)

    def test_hours_up_to_a_moment_beyond_it_are_not_counted(self) -> None:
        assert isinstance(CLOCK.between(autumn(10, 31, 17), autumn(11, 3, 9)), Unpublished)
        assert isinstance(CLOCK.between(autumn(8, 31, 17), autumn(9, 3, 9)), Unpublished)

    def test_whether_the_office_is_open_then_is_not_known(self) -> None:
        assert isinstance(CLOCK.is_open(autumn(11, 3, 9)), Unpublished)


class TestDaylightSaving:
    def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter(self) -> None:
        clock = WorkClock(EVERY_DAY, NIGHT, BERLIN)
        start, end = datetime(2026, 3, 28, 22, tzinfo=BERLIN), datetime(2026, 3, 29, 6, tzinfo=BERLIN)
        assert clock.between(start, end) == 7 * HOUR
        assert clock.after(start, 5 * HOUR) == datetime(2026, 3, 29, 4, tzinfo=BERLIN)

    def test_a_night_in_which_clocks_go_back_is_an_hour_longer(self) -> None:
        clock = WorkClock(EVERY_DAY, NIGHT, BERLIN)
        start, end = datetime(2026, 10, 24, 22, tzinfo=BERLIN), datetime(2026, 10, 25, 6, tzinfo=BERLIN)
        assert clock.between(start, end) == 9 * HOUR
        # 22:00 to 3:00 are six hours; the fifth of them ends at the second two o'clock.
        assert clock.after(start, 5 * HOUR) == datetime(2026, 10, 25, 2, tzinfo=BERLIN, fold=1)

    def test_an_hour_that_clocks_skip_is_no_working_time(self) -> None:
        clock = WorkClock(EVERY_DAY, hours("02:00-03:00"), NEW_YORK)
        day = datetime(2026, 3, 8, tzinfo=NEW_YORK)
        assert clock.between(day, day + timedelta(hours=20)) == timedelta()
        # The hour of the day after.
        assert clock.after(day, HOUR) == datetime(2026, 3, 9, 3, tzinfo=NEW_YORK)

    def test_an_hour_that_comes_twice_is_two_hours(self) -> None:
        clock = WorkClock(EVERY_DAY, hours("01:00-02:00"), NEW_YORK)
        day = datetime(2026, 11, 1, tzinfo=NEW_YORK)
        assert clock.between(day, day + timedelta(hours=20)) == 2 * HOUR

    def test_days_of_office_hours_do_not_notice(self) -> None:
        clock = WorkClock(WEEKDAYS, OFFICE, BERLIN)
        friday = datetime(2026, 3, 27, 17, tzinfo=BERLIN)
        assert clock.after(friday, 2 * HOUR) == datetime(2026, 3, 30, 10, tzinfo=BERLIN)


class TestNightsAndYears:
    CLOCK = WorkClock(WEEKDAYS, NIGHT, SHANGHAI)

    def test_a_night_belongs_to_the_day_on_which_it_begins(self) -> None:
        # Friday's night runs into Saturday; the next begins on Monday.
        friday = datetime(2026, 3, 6, 23, tzinfo=SHANGHAI)
        assert self.CLOCK.after(friday, 7 * HOUR) == datetime(2026, 3, 7, 6, tzinfo=SHANGHAI)
        assert self.CLOCK.after(friday, 8 * HOUR) == datetime(2026, 3, 9, 23, tzinfo=SHANGHAI)

    def test_a_night_over_new_year_is_one_night(self) -> None:
        eve = datetime(2025, 12, 31, 23, tzinfo=SHANGHAI)
        assert self.CLOCK.after(eve, 3 * HOUR) == datetime(2026, 1, 1, 2, tzinfo=SHANGHAI)
        assert self.CLOCK.between(eve, datetime(2026, 1, 1, 22, 30, tzinfo=SHANGHAI)) == 7 * HOUR + 30 * MINUTE
        assert self.CLOCK.after(datetime(2026, 1, 1, 1, tzinfo=SHANGHAI), HOUR) == datetime(
            2026, 1, 1, 2, tzinfo=SHANGHAI
        )

    @pytest.mark.parametrize(
        ("moment", "is_open"),
        [
            (datetime(2026, 1, 1, 5, 59), True),
            (datetime(2026, 1, 1, 6), False),
            (datetime(2026, 1, 1, 22), True),
            (datetime(2026, 1, 1, 21, 59), False),
            (datetime(2026, 1, 3, 1), True),
            (datetime(2026, 1, 3, 23), False),
        ],
    )
    def test_the_office_is_open_from_the_beginning_of_a_session_until_its_end(
        self, moment: datetime, *, is_open: bool
    ) -> None:
        assert self.CLOCK.is_open(moment.replace(tzinfo=SHANGHAI)) is is_open

    def test_the_29th_of_february_is_a_day(self) -> None:
        clock = WorkClock(EVERY_DAY, OFFICE, SHANGHAI)
        assert clock.after(datetime(2024, 2, 28, 17, tzinfo=SHANGHAI), 2 * HOUR) == datetime(
            2024, 2, 29, 10, tzinfo=SHANGHAI
        )

    def test_a_year_end_is_crossed(self) -> None:
        # 8 hours a day, 262 working days of 2024 and as many as are left: 2,000 hours are 250 days.
        clock = WorkClock(WEEKDAYS, OFFICE, SHANGHAI)
        found = clock.after(datetime(2024, 7, 1, 9, tzinfo=SHANGHAI), 2000 * HOUR)
        # The 250th weekday from Monday 1 July 2024 on is 50 weeks later, a Friday.
        assert found == datetime(2025, 6, 13, 18, tzinfo=SHANGHAI)

    @pytest.mark.parametrize(
        ("day", "closes"),
        [(date(2026, 3, 6), datetime(2026, 3, 7, 6)), (date(2026, 3, 7), datetime(2026, 3, 8, 6))],
    )
    def test_a_day_closes_with_its_last_session_worked_or_not(self, day: date, closes: datetime) -> None:
        assert self.CLOCK.closing_of(day) == closes.replace(tzinfo=SHANGHAI)

    def test_the_day_after_the_last_known_one_does_not_close(self) -> None:
        assert isinstance(self.CLOCK.closing_of(date(2028, 1, 1)), Unpublished)


def test_a_clock_is_laid_out_once_for_all_who_ask() -> None:
    assert work_clock(AUTUMN, OFFICE, SHANGHAI) is work_clock(AUTUMN, hours("09:00-12:00, 13:00-18:00"), SHANGHAI)


# Against looking at every minute, through two changes of clocks and a year end.

PLACES = [
    WorkClock(WEEKDAYS, OFFICE, BERLIN),
    WorkClock(WEEKDAYS, NIGHT, BERLIN),
    WorkClock(EVERY_DAY, hours("00:00-24:00"), NEW_YORK),
    WorkClock(EVERY_DAY, hours("01:30-02:30, 20:00-01:00"), NEW_YORK),
    WorkClock(WEEKDAYS, WorkingHours(OFFICE.sessions, ((4, ((540, 720),)),)), SHANGHAI),
]
WINDOWS = [datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC), datetime(2025, 12, 29, tzinfo=UTC)]
MINUTES = 6 * 24 * 60


@lru_cache
def open_minutes(place: int, window: int) -> tuple[bool, ...]:
    """Whether each minute of a window is worked, by its local time alone."""
    clock = PLACES[place]
    return tuple(_is_worked(clock, WINDOWS[window] + n * MINUTE) for n in range(MINUTES))


def _is_worked(clock: WorkClock, moment: datetime) -> bool:
    local = moment.astimezone(clock.zone)
    minute = local.hour * 60 + local.minute
    for days_back in (0, 1):
        day = local.date() - timedelta(days=days_back)
        if clock.calendar.is_working_day(day) is not True:
            continue
        for opens, closes in clock.hours.on(day.weekday()):
            begins, ends = (_at(clock, day, each) for each in (opens, closes))
            if begins <= moment < ends and minute >= 0:
                return True
    return False


def _at(clock: WorkClock, day: date, minutes: int) -> datetime:
    """A local time of a day as an instant."""
    wall = datetime(day.year, day.month, day.day) + minutes * MINUTE
    return wall.replace(tzinfo=clock.zone).astimezone(UTC)


class TestAgainstEveryMinute:
    places = st.integers(0, len(PLACES) - 1)
    windows = st.integers(0, len(WINDOWS) - 1)

    @given(places, windows, st.integers(0, MINUTES - 1), st.integers(0, MINUTES - 1))
    @settings(max_examples=80)
    def test_open_time_between_two_moments(self, place: int, window: int, first: int, last: int) -> None:
        start, end = WINDOWS[window] + first * MINUTE, WINDOWS[window] + last * MINUTE
        assert PLACES[place].between(start, end) == sum(open_minutes(place, window)[first:last]) * MINUTE

    @given(places, windows, st.integers(0, MINUTES // 2), st.integers(1, 20 * 60))
    @settings(max_examples=150)
    def test_a_clock_ends_at_the_first_moment_by_which_it_has_run_out(
        self, place: int, window: int, first: int, minutes: int
    ) -> None:
        worked = open_minutes(place, window)
        left, last = minutes, first
        while left and last < MINUTES:
            left -= worked[last]
            last += 1
        if not left:
            found = PLACES[place].after(WINDOWS[window] + first * MINUTE, minutes * MINUTE)
            assert isinstance(found, datetime)
            assert found.astimezone(UTC) == WINDOWS[window] + last * MINUTE

    @given(places, windows, st.integers(0, MINUTES - 1))
    def test_whether_the_office_is_open(self, place: int, window: int, minute: int) -> None:
        assert PLACES[place].is_open(WINDOWS[window] + minute * MINUTE) is open_minutes(place, window)[minute]
