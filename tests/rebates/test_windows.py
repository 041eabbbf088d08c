from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.windows import State, Timing
from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import MONTH, QUARTER, YEAR
from dealerkit.values.ranges import DateRange

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WHOLE_YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))
QUARTERLY = Timing(QUARTER, QUARTER, WHOLE_YEAR)
MONTHLY = Timing(QUARTER, MONTH, WHOLE_YEAR)


class TestWindows:
    def test_only_periods_that_have_begun_have_a_window(self):
        labels = [each.label for each in QUARTERLY.windows(date(2026, 4, 1), None)]
        assert labels == ["2026-Q1", "2026-Q2"]

    def test_before_the_programme_there_is_none(self):
        assert not list(QUARTERLY.windows(date(2025, 12, 31), None))

    def test_a_programme_without_a_start_begins_with_the_first_line(self):
        open_start = Timing(QUARTER, QUARTER, DateRange(None, date(2026, 12, 31)))
        assert next(open_start.windows(date(2026, 4, 1), date(2025, 11, 5))).label == "2025-Q4"
        assert not list(open_start.windows(date(2026, 4, 1), None))

    def test_a_period_is_final_on_its_last_day_and_running_the_day_before(self):
        assert QUARTERLY.window(QUARTER.containing(date(2026, 3, 1)), date(2026, 3, 30)).state is State.RUNNING
        assert QUARTERLY.window(QUARTER.containing(date(2026, 3, 1)), date(2026, 3, 31)).state is State.FINAL

    def test_a_running_period_is_measured_through_today(self):
        window = QUARTERLY.window(QUARTER.containing(date(2026, 3, 1)), date(2026, 3, 30))
        assert window.through == date(2026, 3, 30)

    def test_a_quarter_settled_monthly_is_measured_through_the_last_month_that_is_over(self):
        window = MONTHLY.window(QUARTER.containing(date(2026, 3, 1)), date(2026, 3, 30))
        assert (window.state, window.through) == (State.INTERIM, date(2026, 2, 28))

    def test_a_month_settled_quarterly_waits_for_the_quarter(self):
        monthly = Timing(MONTH, QUARTER, WHOLE_YEAR)
        january = MONTH.containing(date(2026, 1, 1))
        assert monthly.window(january, date(2026, 3, 30)).state is State.RUNNING
        assert monthly.window(january, date(2026, 3, 31)).state is State.FINAL

    def test_a_programme_that_begins_within_a_period_counts_from_its_own_first_day(self):
        late = Timing(QUARTER, QUARTER, DateRange(date(2026, 2, 15), date(2026, 5, 10)))
        windows = list(late.windows(date(2026, 12, 31), None))
        assert [(each.first, each.last) for each in windows] == [
            (date(2026, 2, 15), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 5, 10)),
        ]

    @given(DAYS, DAYS, st.sampled_from([MONTH, QUARTER, YEAR, ContractYears(date(2025, 3, 15))]))
    def test_what_was_final_stays_final(self, one: date, other: date, every):
        timing = Timing(QUARTER, every, WHOLE_YEAR)
        first, then = sorted((one, other))
        before = {each.label: each for each in timing.windows(first, None)}
        after = {each.label: each for each in timing.windows(then, None)}
        for label, window in before.items():
            assert after[label].through >= window.through
            if window.state is State.FINAL:
                assert after[label] == window


class TestLastYear:
    def test_a_whole_period_stands_against_a_whole_period(self):
        window = QUARTERLY.window(QUARTER.containing(date(2026, 3, 1)), date(2026, 2, 10))
        assert QUARTERLY.last_year(window) == DateRange(date(2025, 1, 1), date(2025, 3, 31))

    def test_a_part_of_a_period_stands_against_the_same_part(self):
        late = Timing(QUARTER, QUARTER, DateRange(date(2026, 2, 15), date(2026, 5, 10)))
        first, second = late.windows(date(2026, 12, 31), None)
        assert late.last_year(first) == DateRange(date(2025, 2, 15), date(2025, 3, 31))
        assert late.last_year(second) == DateRange(date(2025, 4, 1), date(2025, 5, 10))

    def test_a_leap_february_stands_against_a_common_one(self):
        leap = Timing(MONTH, MONTH, DateRange(date(2028, 1, 1), None))
        window = leap.window(MONTH.containing(date(2028, 2, 1)), date(2028, 3, 1))
        assert leap.last_year(window) == DateRange(date(2027, 2, 1), date(2027, 2, 28))


class TestCuts:
    @pytest.mark.parametrize("kind", [MONTH, QUARTER, YEAR, ContractYears(date(2024, 2, 29))])
    @given(st.data())
    def test_every_window_and_its_last_year_are_whole_segments(self, kind, data):
        start = data.draw(DAYS)
        effective = DateRange(start, start + timedelta(days=data.draw(st.integers(0, 700))))
        timing = Timing(kind, data.draw(st.sampled_from([MONTH, QUARTER, YEAR, kind])), effective)
        as_of = data.draw(DAYS)
        cuts = timing.cuts(as_of)
        for window in timing.windows(as_of, None):
            before = timing.last_year(window)
            for first, last in ((window.first, window.through), (before.start, before.end)):
                assert first is not None
                assert last is not None
                assert cuts.start(first) == first
                assert cuts.start(last + timedelta(days=1)) == last + timedelta(days=1)
