"""Moments as policies write them: a day and a time of day, with or without an offset."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from dealerkit.values.ranges import read_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-05 14:00", datetime(2026, 3, 5, 14)),
        ("2026-03-05T14:00:30", datetime(2026, 3, 5, 14, 0, 30)),
        ("2026-03-05 14:00+08:00", datetime(2026, 3, 5, 14, tzinfo=timezone(timedelta(hours=8)))),
    ],
)
def test_a_day_and_a_time_of_day_are_a_moment(text: str, moment: datetime):
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text", ["", "2026-03-05", "14:00", "2026-03-05 25:00", "2026-02-30 10:00", "20260305 14:00", "tomorrow"]
)
def test_anything_else_is_none(text: str):
    assert read_moment(text) is None
