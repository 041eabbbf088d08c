"""Days are counted as far as there are dates, and no further."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.values.days import add_days
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.months import add_months
from dealerkit.values.workdays import WorkCalendar

EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date(9999, 12, 31), 1, date.max),
        (date(2026, 3, 1), 10**12, date.max),
        (date(2026, 3, 1), -(10**7), date.min),
    ],
)
def test_days_end_with_the_calendar(day: date, count: int, expected: date):
    assert add_days(day, count) == expected


def test_so_do_months_and_lengths_of_time():
    assert add_months(date(2026, 3, 31), 12 * 9_000) == date.max
    assert add_months(date(2026, 3, 31), -12 * 9_000) == date.min
    assert Duration(9_000, Unit.YEARS).after(date(2026, 3, 31), EVERY_DAY) == date.max
