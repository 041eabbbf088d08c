"""Published working days: China against an independent library, other countries against their laws."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from dealerkit.values.published import last_decreed_year, published_calendar
from dealerkit.values.workdays import Unpublished, WorkCalendar

# The notice for 2006 gives 3 January, a Tuesday, for Saturday 31 December 2005; the other library gives it for nothing.
NOT_IN_THE_ORACLE = {date(2005, 12, 31)}


def calendar(country: str) -> WorkCalendar:
    found = published_calendar(country)
    assert found is not None
    return found


class TestChina:
    def test_every_day_since_2004_is_as_in_the_other_library(self) -> None:
        ours = calendar("CN")
        last = min(ours.through, max(chinese_calendar.constants.workdays))
        days = [date(2004, 1, 1) + timedelta(days=ahead) for ahead in range((last - date(2004, 1, 1)).days + 1)]
        assert len(days) > 8_000
        differing = {day for day in days if ours.is_working_day(day) is not chinese_calendar.is_workday(day)}
        assert differing == NOT_IN_THE_ORACLE

    def test_five_working_days_from_26_september_2025_end_on_10_october(self) -> None:
        assert calendar("CN").add_working_days(date(2025, 9, 26), 5) == date(2025, 10, 10)

    def test_it_reaches_at_least_2026(self) -> None:
        assert calendar("CN").through >= date(2026, 12, 31)

    def test_a_year_the_other_library_does_not_know_is_not_answered(self) -> None:
        # Both libraries are updated when the year's notice appears; one may be ahead by that year.
        ours = calendar("CN").through.year
        theirs = max(chinese_calendar.constants.workdays).year
        assert abs(ours - theirs) <= 1
        assert isinstance(calendar("CN").is_working_day(date(ours + 1, 5, 4)), Unpublished)

    def test_the_source_does_answer_an_unpublished_year_which_is_why_there_is_a_guard(self) -> None:
        unpublished = calendar("CN").through.year + 1
        assert date(unpublished, 10, 1) in holidays.country_holidays("CN", years=unpublished)

    def test_nothing_of_an_unpublished_year_stays_behind_for_an_extension_to_inherit(self) -> None:
        china = calendar("CN")
        assert max(china.holidays | china.make_up_days) <= china.through

    def test_its_other_code_is_guarded_too(self) -> None:
        assert calendar("CHN").through == calendar("CN").through

    def test_half_holidays_are_worked(self) -> None:
        # Women's Day, a Monday.
        assert calendar("CN").is_working_day(date(2021, 3, 8)) is True


class TestGuard:
    DECREED = (date(2001, 4, 28), date(2002, 9, 28), date(2003, 2, 8))

    def test_the_last_year_with_make_up_days_is_the_last_decreed(self) -> None:
        assert last_decreed_year(self.DECREED, 2001) == 2003

    def test_make_up_days_at_the_turn_of_the_year_may_be_the_neighbours(self) -> None:
        assert last_decreed_year((*self.DECREED, date(2004, 1, 4), date(2004, 12, 29)), 2001) == 2003

    def test_a_year_after_a_gap_is_not_reached(self) -> None:
        assert last_decreed_year((*self.DECREED, date(2005, 5, 8)), 2001) == 2003


class TestOtherCountries:
    @pytest.mark.parametrize(
        ("country", "day"),
        [
            ("US", date(2040, 7, 4)),
            ("DE", date(2026, 10, 3)),
            ("FR", date(2026, 7, 14)),
            ("IN", date(2026, 1, 26)),
            ("DE-BY", date(2026, 1, 6)),
        ],
    )
    def test_a_national_day_is_free(self, country: str, day: date) -> None:
        assert day in calendar(country).holidays

    def test_epiphany_is_worked_where_the_state_has_no_such_holiday(self) -> None:
        assert calendar("DE").is_working_day(date(2026, 1, 6)) is True

    def test_a_weekend_need_not_be_saturday_and_sunday(self) -> None:
        # Saudi Arabia: Friday and Saturday.
        assert [calendar("SA").is_working_day(date(2026, 6, day)) for day in (5, 6, 7)] == [False, False, True]

    def test_a_calendar_begins_where_the_present_weekend_began(self) -> None:
        # The Emirates moved theirs from Friday and Saturday on 1 January 2022.
        assert calendar("AE").first == date(2022, 1, 1)

    def test_lunar_festivals_are_known_for_some_years_only(self) -> None:
        assert calendar("IN").through == date(2035, 12, 31)

    @pytest.mark.parametrize("code", ["", "XX", "cn", "China", "CN-", "CN-XX", "DE-by", "HolidayBase", "-", "中国"])
    def test_an_unknown_code_has_no_calendar(self, code: str) -> None:
        assert published_calendar(code) is None
