"""Dates are read in stated formats only, strictly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book.dates import date_format


def read(form: str, text: str) -> datetime | None:
    found = date_format(form)
    assert found is not None
    return found.read(text)


class TestReading:
    @pytest.mark.parametrize(
        ("form", "text"),
        [
            ("%Y-%m-%d", "2026-01-31"),
            ("%Y/%m/%d", "2026/1/31"),
            ("%d/%m/%Y", "31/01/2026"),
            ("%Y年%m月%d日", "2026年1月31日"),
            ("%Y%m%d", "20260131"),
            ("%d.%m.%Y %H:%M", "31.1.2026 00:00"),
        ],
    )
    def test_the_same_day_in_each_format(self, form: str, text: str):
        assert read(form, text) == datetime(2026, 1, 31)

    @pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "1899-12-31", "3000-01-01", "2026-01-31 ", "x"])
    def test_what_is_no_day_is_not_read(self, text: str):
        assert read("%Y-%m-%d", text) is None

    def test_digits_run_together_need_their_full_width(self):
        assert read("%Y%m%d", "2026131") is None

    def test_digits_of_other_scripts_are_refused(self):
        assert read("%Y-%m-%d", "２０２６-01-01") is None
        assert read("%Y-%m-%d", "٢٠٢٦-01-01") is None

    def test_fractions_of_a_second_are_kept_to_the_microsecond(self):
        assert read("%Y-%m-%dT%H:%M:%S.%f", "2026-01-31T08:09:10.123456789") == datetime(2026, 1, 31, 8, 9, 10, 123456)

    @pytest.mark.parametrize(
        ("text", "zone"),
        [("Z", UTC), ("+08:00", timezone(timedelta(hours=8))), ("-0330", timezone(-timedelta(hours=3.5)))],
    )
    def test_an_offset_is_kept(self, text: str, zone: timezone):
        assert read("%Y-%m-%d %H:%M%z", f"2026-01-31 08:00{text}") == datetime(2026, 1, 31, 8, tzinfo=zone)


class TestFormats:
    @pytest.mark.parametrize("form", ["", "YYYY-MM-DD", "%Y-%m", "%Y-%m-%d-%d", "%y-%m-%d", "%Y-%m-%d %", "%Y %B %d"])
    def test_what_names_no_single_day_is_no_format(self, form: str):
        assert date_format(form) is None


@given(
    st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y年%m月%d日", "%Y%m%d"])
)
def test_what_is_written_in_a_format_is_read_back(day: date, form: str):
    # Python writes years below 1000 without zeros on some systems; ours begin at 1900.
    found = read(form, day.strftime(form))
    assert found is not None
    assert found.date() == day
