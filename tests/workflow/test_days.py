"""Deadlines: durations and days of the calendar, by stated rules, with pauses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.values.durations import Duration, Unit, read_duration
from dealerkit.values.published import published_calendar
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar
from dealerkit.values.working_hours import WorkingHours
from dealerkit.workflow.days import DayRule, due_by, due_within, read_day_of_month
from tests.workflow.flows import SHANGHAI, at, office

OFFICE = office()
PLAIN = DayRule()
ROLLING = DayRule(rest_day="next-working-day")
BERLIN = ZoneInfo("Europe/Berlin")
YEARS = WorkCalendar("weekdays", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, date(2023, 1, 1), date(2031, 12, 31))


def china() -> WorkClock:
    calendar = published_calendar("CN")
    assert calendar is not None
    return office(calendar)


def due(start: datetime, text: str, rule: DayRule = PLAIN, clock: WorkClock = OFFICE) -> datetime | Unpublished:
    within = read_duration(text)
    assert within is not None
    return due_within(start, within, rule, clock)


class TestPublishedCases:
    """Worked cases of service deadlines in China, from outside."""

    def test_working_hours_over_a_make_up_sunday(self):
        received = datetime(2025, 9, 26, 16, 30, tzinfo=SHANGHAI)
        assert due(received, "4 working hours", clock=china()) == datetime(2025, 9, 28, 11, 30, tzinfo=SHANGHAI)

    def test_working_hours_with_a_pause(self):
        received = datetime(2025, 10, 14, 10, tzinfo=SHANGHAI)
        paused = (datetime(2025, 10, 14, 15, tzinfo=SHANGHAI), datetime(2025, 10, 16, 11, tzinfo=SHANGHAI))
        within = Duration(16, Unit.WORKING_HOURS)
        assert due_within(received, within, PLAIN, china(), [paused]) == datetime(2025, 10, 17, 16, tzinfo=SHANGHAI)

    def test_five_working_days_over_the_national_day(self):
        found = due(datetime(2025, 9, 26, 9, tzinfo=SHANGHAI), "5 working days", clock=china())
        assert isinstance(found, datetime)
        assert found.date() == date(2025, 10, 10)


class TestDays:
    @pytest.mark.parametrize(
        ("text", "rule", "end"),
        [
            # From Friday 6 March 2026, 10:00.
            ("7 days", PLAIN, at(13, 18)),
            ("7 days", DayRule(zero="counted"), at(12, 18)),
            ("1 day", PLAIN, at(7, 18)),
            ("1 day", ROLLING, at(9, 18)),
            ("1 day", DayRule(end="end-of-day"), at(8, 0)),
            ("1 day", DayRule(end="same-time"), at(7, 10)),
            ("1 day", DayRule(end="same-time", rest_day="next-working-day"), at(9, 10)),
            ("5 working days", PLAIN, at(13, 18)),
            ("5 working days", DayRule(zero="counted"), at(12, 18)),
            ("1 working day", DayRule(zero="counted"), at(6, 18)),
            ("24 hours", PLAIN, at(7, 10)),
            ("90 minutes", PLAIN, at(6, 11, 30)),
            ("1 month", PLAIN, at(6, 18, month=4)),
            ("8 weeks", PLAIN, at(1, 18, month=5)),
        ],
    )
    def test_a_time_from_a_friday_morning_is_up(self, text: str, rule: DayRule, end: datetime):
        assert due(at(6, 10), text, rule) == end

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (at(6, 17, 59), at(9, 18)),
            # After closing, and on a Saturday: it begins on Monday.
            (at(6, 18), at(10, 18)),
            (at(7, 10), at(10, 18)),
        ],
    )
    def test_what_begins_after_hours_may_begin_the_next_working_day(self, start: datetime, end: datetime):
        assert due(start, "1 working day", DayRule(after_hours="next-working-day")) == end

    def test_what_begins_after_hours_begins_the_same_day_unless_stated(self):
        assert due(at(6, 20), "1 working day") == at(9, 18)

    def test_a_month_from_the_31st_ends_with_a_shorter_month(self):
        assert due(at(31, 10, month=1), "1 month") == at(28, 18, month=2)

    def test_a_leap_day_is_the_last_day_of_its_february(self):
        clock = office(YEARS)
        assert due(datetime(2024, 1, 31, 9, tzinfo=SHANGHAI), "1 month", clock=clock) == datetime(
            2024, 2, 29, 18, tzinfo=SHANGHAI
        )
        assert due(datetime(2024, 2, 28, 9, tzinfo=SHANGHAI), "1 day", clock=clock) == datetime(
            2024, 2, 29, 18, tzinfo=SHANGHAI
        )
        assert due(datetime(2024, 2, 29, 9, tzinfo=SHANGHAI), "1 year", clock=clock) == datetime(
            2025, 2, 28, 18, tzinfo=SHANGHAI
        )

    def test_a_year_end_is_crossed(self):
        clock = office(YEARS)
        assert due(datetime(2025, 12, 30, 9, tzinfo=SHANGHAI), "3 working days", clock=clock) == datetime(
            2026, 1, 2, 18, tzinfo=SHANGHAI
        )

    @pytest.mark.parametrize("text", ["5 working days", "6 working hours"])
    def test_beyond_the_published_years_nothing_is_guessed(self, text: str):
        assert isinstance(due(at(31, 16, month=12), text), Unpublished)


class TestDaylightSaving:
    CLOCK = WorkClock(YEARS, WorkingHours(((540, 720), (780, 1080))), BERLIN)

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            # Forward on 29 March 2026, back on 25 October: 24 hours are 24 hours.
            (datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, tzinfo=BERLIN)),
            (datetime(2026, 10, 24, 12, tzinfo=BERLIN), datetime(2026, 10, 25, 11, tzinfo=BERLIN)),
        ],
    )
    def test_hours_are_hours_that_pass(self, start: datetime, end: datetime):
        assert due(start, "24 hours", clock=self.CLOCK) == end

    @pytest.mark.parametrize("day", [28, 27])
    def test_days_are_days_of_the_calendar(self, day: int):
        start = datetime(2026, 3, day, 12, tzinfo=BERLIN)
        assert due(start, "2 days", DayRule(end="same-time"), self.CLOCK) == datetime(
            2026, 3, day + 2, 12, tzinfo=BERLIN
        )

    def test_the_day_is_that_of_the_flows_zone(self):
        # 23:30 in London is the next day in Shanghai.
        assert due(datetime(2026, 3, 5, 23, 30, tzinfo=UTC), "1 working day") == at(9, 18)


class TestDaysOfTheMonth:
    @pytest.mark.parametrize(
        ("by", "rule", "end"),
        [
            ("10th of next month", PLAIN, at(10, 18, month=4)),
            ("end of month", PLAIN, at(31, 18)),
            ("end of next month", PLAIN, at(30, 18, month=4)),
            ("31st of next month", PLAIN, at(30, 18, month=4)),
            # 25 April 2026 is a Saturday.
            ("25th of next month", ROLLING, at(27, 18, month=4)),
            ("10th of this month", DayRule(end="end-of-day"), at(11, 0)),
        ],
    )
    def test_a_day_counted_from_the_month_of_the_beginning(self, by: str, rule: DayRule, end: datetime):
        assert due_by(at(6, 10), by, rule, OFFICE) == end

    def test_of_december_the_next_month_is_january(self):
        found = due_by(datetime(2025, 12, 20, 9, tzinfo=SHANGHAI), "10th of next month", PLAIN, office(YEARS))
        assert found == datetime(2026, 1, 10, 18, tzinfo=SHANGHAI)

    @pytest.mark.parametrize("text", ["32nd of next month", "0th of month", "10 of next month", "tomorrow", ""])
    def test_anything_else_is_no_day(self, text: str):
        assert read_day_of_month(text) is None


OPEN_MINUTES = [
    minute
    for minute in range(60 * 24 * 60)
    # Monday 2 March, 9:00, is minute 0; open from 9 to 12 and from 13 to 18 on five days of seven.
    if (540 + minute) // 1440 % 7 < 5 and ((540 + minute) % 1440 // 60) in {9, 10, 11, 13, 14, 15, 16, 17}
]


class TestPauses:
    @pytest.mark.parametrize(
        ("text", "pause", "end"),
        [
            # From Monday 2 March, 9:00.
            ("24 hours", (at(2, 12), at(2, 18)), at(3, 15)),
            ("8 working hours", (at(2, 12), at(3, 10)), at(3, 15, 59) + timedelta(minutes=1)),
            # A pause over lunch stops no working time.
            ("8 working hours", (at(2, 12), at(2, 13)), at(2, 18)),
            # Working days that began in it: Wednesday and Thursday.
            ("5 working days", (at(3, 10), at(5, 10)), at(11, 18)),
            ("5 working days", (at(3, 10), at(3, 16)), at(9, 18)),
            ("7 days", (at(3, 10), at(5, 10)), at(11, 18)),
            # Over a weekend, three calendar days but one working day.
            ("5 working days", (at(6, 10), at(9, 10)), at(10, 18)),
            # After the time is up it changes nothing.
            ("1 day", (at(5, 10), at(9, 10)), at(3, 18)),
            ("2 hours", (at(2, 12), at(2, 15)), at(2, 11)),
        ],
    )
    def test_what_stands_still_does_not_run(self, text: str, pause: tuple[datetime, datetime], end: datetime):
        within = read_duration(text)
        assert within is not None
        assert due_within(at(2), within, PLAIN, OFFICE, [pause]) == end

    durations = st.builds(
        Duration,
        st.integers(0, 40),
        st.sampled_from([unit for unit in Unit if unit not in {Unit.YEARS, Unit.QUARTERS}]),
    )
    rules = st.builds(
        DayRule,
        zero=st.sampled_from(["counted", "not-counted"]),
        rest_day=st.sampled_from(["keep", "next-working-day"]),
        end=st.sampled_from(["close-of-business", "end-of-day", "same-time"]),
    )
    moments = st.integers(0, 30 * 24 * 60).map(lambda minutes: at(2) + timedelta(minutes=minutes))
    pauses = st.lists(moments, max_size=8).map(
        lambda ends: [(a, b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False) if a < b]
    )

    @given(durations, rules, pauses)
    @settings(max_examples=200)
    def test_no_time_is_up_earlier_because_it_stood_still(
        self, within: Duration, rule: DayRule, pauses: list[tuple[datetime, datetime]]
    ):
        clock = office(YEARS)
        without, paused = (due_within(at(2), within, rule, clock, each) for each in ([], pauses))
        assert isinstance(without, datetime)
        assert isinstance(paused, datetime)
        assert paused >= without

    @given(st.integers(1, 60), pauses)
    @settings(max_examples=150)
    def test_working_hours_run_as_a_count_of_minutes_says(self, hours: int, pauses: list[tuple[datetime, datetime]]):
        paused = bytearray(60 * 24 * 60)
        for begins, ends in pauses:
            first, last = ((each - at(2)) // timedelta(minutes=1) for each in (begins, ends))
            paused[first:last] = b"1" * (last - first)
        running = [minute for minute in OPEN_MINUTES if not paused[minute]]
        end = at(2) + timedelta(minutes=running[hours * 60 - 1] + 1)
        assert due_within(at(2), Duration(hours, Unit.WORKING_HOURS), PLAIN, office(YEARS), pauses) == end
