from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar

FIRST, THROUGH = date(2025, 1, 1), date(2025, 12, 31)
ONE_DAY = timedelta(days=1)

# Autumn 2025 in China, from the notice 国办发明电〔2024〕12号: off from 1 to 8 October,
# on duty on 28 September and 11 October.
AUTUMN = WorkCalendar(
    "autumn",
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    make_up_days=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
    weekend=SATURDAY_AND_SUNDAY,
    first=FIRST,
    through=THROUGH,
)

days_of_year = st.dates(FIRST, THROUGH)
calendars = st.builds(
    WorkCalendar,
    st.just("generated"),
    st.frozensets(days_of_year, max_size=30),
    st.frozensets(days_of_year, max_size=10),
    st.frozensets(st.integers(0, 6), max_size=4),
    st.just(FIRST),
    st.just(THROUGH),
)


def naive(calendar: WorkCalendar) -> list[date]:
    """All working days of the calendar, by looking at each day."""
    days = [FIRST + timedelta(days=ahead) for ahead in range(365)]
    return [
        day
        for day in days
        if day in calendar.make_up_days or (day.weekday() not in calendar.weekend and day not in calendar.holidays)
    ]


class TestAutumn2025:
    def test_five_working_days_from_26_september_end_on_10_october(self) -> None:
        # Sunday 28 September is worked: 28, 29, 30 September, 9, 10 October.
        assert AUTUMN.add_working_days(date(2025, 9, 26), 5) == date(2025, 10, 10)

    def test_counted_back_they_begin_on_26_september(self) -> None:
        assert AUTUMN.add_working_days(date(2025, 10, 10), -5) == date(2025, 9, 26)

    def test_between_the_two_there_are_five(self) -> None:
        assert AUTUMN.working_days_between(date(2025, 9, 26), date(2025, 10, 10)) == 5

    def test_the_other_way_there_are_five_less_than_none(self) -> None:
        assert AUTUMN.working_days_between(date(2025, 10, 10), date(2025, 9, 26)) == -5

    @pytest.mark.parametrize(
        ("day", "worked"),
        [
            (date(2025, 9, 27), False),
            (date(2025, 9, 28), True),
            (date(2025, 9, 30), True),
            (date(2025, 10, 1), False),
            (date(2025, 10, 9), True),
            (date(2025, 10, 11), True),
            (date(2025, 10, 12), False),
        ],
    )
    def test_a_day_is_worked_or_not(self, day: date, worked: bool) -> None:  # noqa: FBT001
        assert AUTUMN.is_working_day(day) is worked

    def test_no_working_day_on_is_the_day_itself_even_a_free_one(self) -> None:
        assert AUTUMN.add_working_days(date(2025, 10, 1), 0) == date(2025, 10, 1)

    def test_the_working_day_next_to_a_free_one_is_after_it(self) -> None:
        assert AUTUMN.next_working_day(date(2025, 10, 1)) == date(2025, 10, 9)

    def test_the_working_day_next_to_a_worked_one_is_itself(self) -> None:
        assert AUTUMN.next_working_day(date(2025, 9, 28)) == date(2025, 9, 28)


class TestBeyondTheCalendar:
    BEYOND = date(2026, 1, 1)

    def test_a_day_is_unpublished(self) -> None:
        assert AUTUMN.is_working_day(self.BEYOND) == Unpublished("autumn", FIRST, THROUGH, self.BEYOND)

    def test_a_day_before_it_is_unpublished(self) -> None:
        assert AUTUMN.is_working_day(date(2024, 12, 31)) == Unpublished("autumn", FIRST, THROUGH, date(2024, 12, 31))

    def test_a_deadline_is_unpublished(self) -> None:
        assert AUTUMN.add_working_days(date(2025, 12, 30), 2) == Unpublished("autumn", FIRST, THROUGH, self.BEYOND)

    def test_a_count_is_unpublished_either_way(self) -> None:
        for start, end in ((THROUGH, self.BEYOND), (self.BEYOND + ONE_DAY, THROUGH)):
            assert AUTUMN.working_days_between(start, end) == Unpublished("autumn", FIRST, THROUGH, self.BEYOND)

    def test_it_never_passes_for_yes_or_no(self) -> None:
        with pytest.raises(TypeError, match="does not know 2026-01-01"):
            bool(AUTUMN.is_working_day(self.BEYOND))


class TestExtension:
    COMPANY = AUTUMN.extended(
        [date(2025, 9, 28), date(2026, 1, 1)], [date(2025, 10, 8), date(2026, 1, 3)], date(2026, 12, 31)
    )

    @pytest.mark.parametrize(
        ("day", "worked"),
        [
            (date(2025, 9, 28), False),
            (date(2025, 10, 8), True),
            (date(2026, 1, 1), False),
            (date(2026, 1, 2), True),
            (date(2026, 1, 3), True),
            (date(2026, 1, 4), False),
        ],
    )
    def test_the_company_has_the_last_word(self, day: date, worked: bool) -> None:  # noqa: FBT001
        assert self.COMPANY.is_working_day(day) is worked

    def test_it_reaches_further(self) -> None:
        assert self.COMPANY.through == date(2026, 12, 31)

    def test_it_never_reaches_less_far(self) -> None:
        assert AUTUMN.extended([], [], date(2025, 6, 30)).through == THROUGH

    def test_the_calendar_it_extends_is_unchanged(self) -> None:
        assert AUTUMN.is_working_day(date(2025, 9, 28)) is True


class TestAgainstLookingAtEachDay:
    @given(calendars, days_of_year, st.integers(-300, 300))
    def test_working_days_are_counted_on_and_back(self, calendar: WorkCalendar, day: date, count: int) -> None:
        worked = naive(calendar)
        ahead = [each for each in worked if each > day] if count > 0 else [each for each in worked if each < day][::-1]
        expected = day if count == 0 else ahead[abs(count) - 1] if abs(count) <= len(ahead) else None
        found = calendar.add_working_days(day, count)
        assert (None if isinstance(found, Unpublished) else found) == expected

    @given(calendars, days_of_year, days_of_year)
    def test_working_days_between_are_counted(self, calendar: WorkCalendar, start: date, end: date) -> None:
        worked = naive(calendar)
        ahead = sum(start < day <= end for day in worked)
        back = sum(end <= day < start for day in worked)
        assert calendar.working_days_between(start, end) == ahead - back

    @given(calendars, days_of_year)
    def test_a_day_is_worked_as_looked_at(self, calendar: WorkCalendar, day: date) -> None:
        assert calendar.is_working_day(day) is (day in naive(calendar))

    def test_a_weekend_is_not_the_whole_week(self) -> None:
        with pytest.raises(ValueError, match="weekend"):
            WorkCalendar("never", frozenset(), frozenset(), frozenset(range(7)), FIRST, THROUGH)
