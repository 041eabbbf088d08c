from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.ranges import ALWAYS, DateRange, read_bounds, read_date, read_range

FIRST_HALF = DateRange(date(2026, 1, 1), date(2026, 6, 30))
SECOND_HALF = DateRange(date(2026, 7, 1), date(2026, 12, 31))

# Few days, so that generated ranges meet, touch and miss each other often.
ORIGIN = date(2026, 1, 1)
WINDOW = [ORIGIN + timedelta(days=ahead) for ahead in range(-1, 12)]
days = st.sampled_from(WINDOW[1:-1])
ranges = st.builds(
    lambda a, b, open_start, open_end: DateRange(None if open_start else min(a, b), None if open_end else max(a, b)),
    days,
    days,
    st.booleans(),
    st.booleans(),
)


def naive(days: DateRange) -> set[date]:
    """The days of a range within the window, looked at one by one."""
    return {day for day in WINDOW if not ((days.start and day < days.start) or (days.end and day > days.end))}


class TestDates:
    @pytest.mark.parametrize("text", ["1900-01-01", "2026-01-01", "2024-02-29", "2999-12-31"])
    def test_an_iso_date_is_read(self, text: str) -> None:
        assert str(read_date(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026",
            "20260101",
            "2026-W01-1",
            "2026-001",
            "2026-1-1",
            "2026/01/01",
            "01-01-2026",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "1899-12-31",
            "3000-01-01",
            "2026-01-01 ",
            " 2026-01-01",
            "2026-01-01T00:00",
            "２０２６-01-01",
            "٢٠٢٦-01-01",
            "2026‐01‐01",
            "-026-01-01",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        assert read_date(text) is None

    @given(st.text(max_size=25) | st.text("0123456789-.W", max_size=24))
    def test_no_text_makes_a_reader_fail(self, text: str) -> None:
        for read in (read_date, read_range, read_bounds):
            read(text)


class TestReadingRanges:
    @pytest.mark.parametrize(
        "text", ["2026-01-01..2026-12-31", "2026-01-01..", "..2026-12-31", "2026-01-01..2026-01-01"]
    )
    def test_a_range_is_read_and_written_alike(self, text: str) -> None:
        assert str(read_range(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "..",
            "2026-01-01",
            "2026-01-01...2026-12-31",
            "2026-01-01..2026-02-29",
            "2026-01-01 .. 2026-12-31",
            "2026-01-01..2026-06-30..2026-12-31",
            "2026-01-01-2026-12-31",
            "x..2026-12-31",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        assert read_range(text) is None
        assert read_bounds(text) is None

    def test_a_range_that_ends_before_it_starts_is_refused_but_its_bounds_are_told(self) -> None:
        text = "2026-12-31..2026-01-01"
        assert read_range(text) is None
        assert read_bounds(text) == (date(2026, 12, 31), date(2026, 1, 1))

    def test_no_code_makes_a_range_that_ends_before_it_starts(self) -> None:
        with pytest.raises(ValueError, match="ends before it starts"):
            DateRange(date(2026, 1, 2), date(2026, 1, 1))


class TestDaysOfARange:
    def test_both_ends_are_included(self) -> None:
        assert [day in FIRST_HALF for day in (date(2026, 1, 1), date(2026, 6, 30))] == [True, True]

    def test_the_days_beside_it_are_not(self) -> None:
        assert [day in FIRST_HALF for day in (date(2025, 12, 31), date(2026, 7, 1))] == [False, False]

    def test_half_a_year_has_181_days(self) -> None:
        # 31 + 28 + 31 + 30 + 31 + 30
        assert FIRST_HALF.days == 181

    def test_an_open_range_has_no_number_of_days(self) -> None:
        assert DateRange(date(2026, 1, 1), None).days is None

    def test_the_halves_of_a_year_touch_without_overlapping(self) -> None:
        assert FIRST_HALF.touches(SECOND_HALF)
        assert SECOND_HALF.touches(FIRST_HALF)
        assert not FIRST_HALF.overlaps(SECOND_HALF)

    def test_a_range_with_a_gap_to_the_next_does_not_touch_it(self) -> None:
        assert not FIRST_HALF.touches(DateRange(date(2026, 7, 2), None))


class TestAgainstSingleDays:
    @given(ranges, ranges)
    def test_the_intersection_is_the_days_in_both(self, a: DateRange, b: DateRange) -> None:
        both = a.intersect(b)
        assert (naive(both) if both else set()) == naive(a) & naive(b)

    @given(ranges, ranges)
    def test_ranges_overlap_when_a_day_is_in_both(self, a: DateRange, b: DateRange) -> None:
        assert a.overlaps(b) == bool(naive(a) & naive(b))

    @given(ranges, ranges)
    def test_ranges_touch_when_one_goes_on_where_the_other_ends(self, a: DateRange, b: DateRange) -> None:
        earlier, later = sorted((naive(a), naive(b)), key=min)
        assert a.touches(b) == (max(earlier) + timedelta(days=1) == min(later))

    @given(ranges, ranges)
    def test_a_range_covers_the_ranges_whose_days_it_has(self, a: DateRange, b: DateRange) -> None:
        assert a.covers(b) == (naive(b) <= naive(a))

    @given(ranges)
    def test_every_range_is_within_always(self, a: DateRange) -> None:
        assert ALWAYS.covers(a)
        assert a.intersect(ALWAYS) == a
