from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import (
    HALF_YEAR,
    MONTH,
    QUARTER,
    YEAR,
    Length,
    Months,
    Period,
    PeriodKind,
    YearName,
    read_period_kind,
)
from dealerkit.values.week_years import Close, WeekPattern, WeekYears

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
months_of_year = st.integers(1, 12)
kinds: st.SearchStrategy[PeriodKind] = (
    st.builds(Months, st.sampled_from(Length), months_of_year, st.sampled_from(YearName))
    | st.builds(ContractYears, days)
    | st.builds(
        WeekYears,
        st.sampled_from(Length),
        st.sampled_from(WeekPattern),
        months_of_year,
        st.integers(0, 6),
        st.sampled_from(Close),
        st.sampled_from(YearName),
    )
)


class TestEveryKind:
    @given(kinds, days)
    def test_a_day_is_in_its_period(self, kind: PeriodKind, day: date) -> None:
        assert day in kind.containing(day)

    @given(kinds, days)
    def test_the_first_and_last_day_of_a_period_have_the_same_period(self, kind: PeriodKind, day: date) -> None:
        period = kind.containing(day)
        assert kind.containing(period.start) == kind.containing(period.end) == period

    @given(kinds, days)
    def test_periods_follow_without_gap_or_overlap(self, kind: PeriodKind, day: date) -> None:
        period = kind.containing(day)
        assert kind.previous(period).range.touches(period.range)
        assert period.range.touches(kind.next(period).range)

    @given(kinds, days)
    def test_the_one_before_the_next_is_the_same(self, kind: PeriodKind, day: date) -> None:
        period = kind.containing(day)
        assert kind.previous(kind.next(period)) == kind.next(kind.previous(period)) == period

    @given(kinds, days)
    def test_last_years_counterpart_is_one_year_of_periods_back(self, kind: PeriodKind, day: date) -> None:
        period = back = kind.containing(day)
        for _ in range(kind.per_year):
            back = kind.previous(back)
        assert kind.same_last_year(period) == back

    @given(kinds, days)
    def test_a_year_is_made_of_its_periods_in_order(self, kind: PeriodKind, day: date) -> None:
        period = kind.containing(day)
        year = kind.year_of(period)
        assert period in year
        assert year == kind.between(year[0].start, year[-1].end)
        assert len(year) == kind.per_year

    @given(kinds, days)
    def test_a_period_is_found_again_by_its_label(self, kind: PeriodKind, day: date) -> None:
        period = kind.containing(day)
        assert kind.named(period.label) == period

    @given(kinds, days, st.integers(0, 800))
    def test_periods_between_two_days_are_those_of_the_days_between(
        self, kind: PeriodKind, start: date, length: int
    ) -> None:
        every_day = [start + timedelta(days=ahead) for ahead in range(length + 1)]
        assert kind.between(start, every_day[-1]) == tuple(dict.fromkeys(map(kind.containing, every_day)))

    @given(kinds, st.text(max_size=12))
    def test_no_label_makes_a_kind_fail(self, kind: PeriodKind, label: str) -> None:
        found = kind.named(label)
        assert found is None or found.label == label


class TestCalendarPeriods:
    @pytest.mark.parametrize(
        ("kind", "label", "start", "end"),
        [
            (MONTH, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            (QUARTER, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
            (HALF_YEAR, "2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
            (YEAR, "2024", date(2024, 1, 1), date(2024, 12, 31)),
        ],
    )
    def test_the_29th_of_february_2024_is_in(self, kind: Months, label: str, start: date, end: date) -> None:
        assert kind.containing(date(2024, 2, 29)) == Period(label, start, end)

    def test_the_same_month_last_year_ends_on_its_own_last_day(self) -> None:
        february = MONTH.containing(date(2024, 2, 29))
        assert MONTH.same_last_year(february) == Period("2023-02", date(2023, 2, 1), date(2023, 2, 28))

    def test_december_is_followed_by_january(self) -> None:
        assert MONTH.next(MONTH.containing(date(2026, 12, 31))).label == "2027-01"

    def test_the_first_quarter_has_90_days(self) -> None:
        assert QUARTER.containing(date(2026, 1, 1)).days == 90

    @pytest.mark.parametrize(
        "label", ["", "2026-Q5", "2026-q1", "Q1", "2026-Q1 ", "FY2026-Q1", "26-Q1", "9999-Q1", "0000"]
    )
    def test_a_label_of_no_quarter_names_none(self, label: str) -> None:
        assert QUARTER.named(label) is None

    @pytest.mark.parametrize(
        ("word", "kind"), [("month", MONTH), ("quarter", QUARTER), ("half-year", HALF_YEAR), ("year", YEAR)]
    )
    def test_a_policy_names_it_by_a_word(self, word: str, kind: Months) -> None:
        assert read_period_kind(word) == kind

    def test_another_word_names_no_kind(self) -> None:
        assert read_period_kind("week") is None

    def test_periods_sort_by_time_not_by_label(self) -> None:
        later, earlier = (
            Period("A", date(2026, 2, 1), date(2026, 2, 28)),
            Period("B", date(2026, 1, 1), date(2026, 1, 31)),
        )
        assert sorted([later, earlier]) == [earlier, later]


class TestFiscalYears:
    """A year from April to March."""

    def test_it_is_called_after_the_year_in_which_it_starts(self) -> None:
        year = Months(Length.YEAR, 4, YearName.START)
        assert year.containing(date(2027, 3, 31)) == Period("FY2026", date(2026, 4, 1), date(2027, 3, 31))

    def test_or_after_the_year_in_which_it_ends(self) -> None:
        year = Months(Length.YEAR, 4, YearName.END)
        assert year.containing(date(2026, 4, 1)) == Period("FY2027", date(2026, 4, 1), date(2027, 3, 31))

    def test_its_quarters_follow_it(self) -> None:
        quarters = Months(Length.QUARTER, 4, YearName.START)
        assert quarters.containing(date(2027, 1, 1)) == Period("FY2026-Q4", date(2027, 1, 1), date(2027, 3, 31))

    def test_its_halves_follow_it(self) -> None:
        halves = Months(Length.HALF_YEAR, 4, YearName.START)
        assert halves.containing(date(2026, 10, 1)) == Period("FY2026-H2", date(2026, 10, 1), date(2027, 3, 31))

    def test_its_months_keep_their_names(self) -> None:
        months = Months(Length.MONTH, 4, YearName.START)
        assert months.containing(date(2027, 3, 31)).label == "2027-03"

    @pytest.mark.parametrize("month", [0, 13])
    def test_it_begins_with_one_of_twelve_months(self, month: int) -> None:
        with pytest.raises(ValueError, match="first_month"):
            Months(Length.YEAR, month)


class TestContractYears:
    def test_a_year_runs_to_the_day_before_its_anniversary(self) -> None:
        years = ContractYears(date(2026, 3, 15))
        assert years.containing(date(2027, 3, 14)) == Period("2026-03-15/1y", date(2026, 3, 15), date(2027, 3, 14))

    def test_the_anniversary_begins_the_next(self) -> None:
        years = ContractYears(date(2026, 3, 15))
        assert years.containing(date(2027, 3, 15)).label == "2027-03-15/1y"

    def test_a_contract_of_29_february_keeps_its_day_in_leap_years(self) -> None:
        starts = [year.start for year in ContractYears(date(2024, 2, 29)).between(date(2024, 3, 1), date(2028, 3, 1))]
        assert starts == [
            date(2024, 2, 29),
            date(2025, 2, 28),
            date(2026, 2, 28),
            date(2027, 2, 28),
            date(2028, 2, 29),
        ]

    def test_the_year_before_the_contract_is_there_to_compare_with(self) -> None:
        years = ContractYears(date(2026, 3, 15))
        first = years.containing(date(2026, 3, 15))
        assert years.same_last_year(first) == Period("2025-03-15/1y", date(2025, 3, 15), date(2026, 3, 14))

    def test_a_renewal_ends_the_year_before_and_begins_its_own(self) -> None:
        years = ContractYears(date(2025, 11, 10), (date(2026, 1, 1),))
        assert years.between(date(2025, 11, 10), date(2027, 1, 1)) == (
            Period("2025-11-10/1y", date(2025, 11, 10), date(2025, 12, 31)),
            Period("2026-01-01/1y", date(2026, 1, 1), date(2026, 12, 31)),
            Period("2027-01-01/1y", date(2027, 1, 1), date(2027, 12, 31)),
        )

    def test_a_renewal_on_the_anniversary_changes_nothing(self) -> None:
        renewed, plain = ContractYears(date(2025, 3, 15), (date(2027, 3, 15),)), ContractYears(date(2025, 3, 15))
        span = date(2024, 1, 1), date(2030, 1, 1)
        assert renewed.between(*span) == plain.between(*span)

    @given(days, st.lists(st.integers(1, 2_000), max_size=3), days)
    def test_every_day_is_in_one_year_that_the_place_finds_again(self, start: date, gaps: list[int], day: date) -> None:
        starts = [start]
        for gap in gaps:
            starts.append(starts[-1] + timedelta(days=gap))
        years = ContractYears(starts[0], tuple(starts[1:]))
        found = years.containing(day)
        assert found.start <= day <= found.end
        assert years.at(*years.place(day)) == found
        assert years.next(found).start == found.end + timedelta(days=1)


class TestWeekYears:
    """Years whose weeks and closes were published: US retailers' 4-5-4, and Apple's (last Saturday of September)."""

    RETAIL = WeekYears(Length.MONTH, WeekPattern.FOUR_FIVE_FOUR, 1, 5, Close.NEAREST, YearName.START)
    APPLE = WeekYears(Length.YEAR, WeekPattern.FOUR_FOUR_FIVE, 9, 5, Close.LAST, YearName.END)

    def test_the_retail_year_2024_begins_on_4_february_with_four_weeks(self) -> None:
        first = self.RETAIL.containing(date(2024, 2, 4))
        assert first == Period("2024-P01", date(2024, 2, 4), date(2024, 3, 2))

    def test_its_march_has_five_weeks(self) -> None:
        assert self.RETAIL.named("2024-P02") == Period("2024-P02", date(2024, 3, 3), date(2024, 4, 6))

    def test_the_53rd_week_of_the_retail_year_2023_goes_to_its_last_period(self) -> None:
        # Four weeks from 31 December 2023 would end on 27 January; the year closed on 3 February 2024.
        assert self.RETAIL.named("2023-P12") == Period("2023-P12", date(2023, 12, 31), date(2024, 2, 3))

    @pytest.mark.parametrize(
        ("label", "end", "weeks"),
        [
            ("2017-PY", date(2017, 9, 30), 53),
            ("2022-PY", date(2022, 9, 24), 52),
            ("2023-PY", date(2023, 9, 30), 53),
            ("2024-PY", date(2024, 9, 28), 52),
        ],
    )
    def test_apples_years_close_as_reported(self, label: str, end: date, weeks: int) -> None:
        year = self.APPLE.named(label)
        assert year is not None
        assert (year.end, year.days) == (end, weeks * 7)

    @given(st.sampled_from(WeekPattern), months_of_year, st.integers(0, 6), st.sampled_from(Close), days)
    def test_a_year_has_52_or_53_weeks_in_the_pattern(
        self, pattern: WeekPattern, month: int, weekday: int, close: Close, day: date
    ) -> None:
        kind = WeekYears(Length.MONTH, pattern, month, weekday, close, YearName.END)
        year = kind.year_of(kind.containing(day))
        weeks = [period.days / 7 for period in year]
        assert weeks[:-1] == [*pattern.value * 4][:-1]
        assert weeks[-1] - pattern.value[-1] in (0, 1)
        assert year[-1].end.weekday() == weekday

    @given(months_of_year, st.integers(0, 6), st.integers(1950, 2150))
    def test_the_nearest_close_is_at_most_three_days_off(self, month: int, weekday: int, year: int) -> None:
        kind = WeekYears(Length.YEAR, WeekPattern.FOUR_FOUR_FIVE, month, weekday, Close.NEAREST, YearName.END)
        month_end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        assert abs((kind.year_end(year) - month_end).days) <= 3

    def test_a_quarter_has_thirteen_weeks(self) -> None:
        quarters = WeekYears(Length.QUARTER, WeekPattern.FOUR_FOUR_FIVE, 12, 6, Close.LAST, YearName.START)
        # 2026 opens on Monday 29 December 2025, after the last Sunday of the year.
        assert quarters.containing(date(2026, 1, 1)) == Period("2026-PQ1", date(2025, 12, 29), date(2026, 3, 29))
