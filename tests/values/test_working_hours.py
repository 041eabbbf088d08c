from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.working_hours import WorkingHours, read_working_hours

OFFICE = WorkingHours(((9 * 60, 12 * 60), (13 * 60, 18 * 60)))


def hours(text: str) -> WorkingHours:
    found = read_working_hours(text)
    assert found is not None
    return found


class TestReading:
    @pytest.mark.parametrize(
        ("text", "sessions"),
        [
            ("09:00-12:00, 13:00-18:00", ((540, 720), (780, 1080))),
            # Over midnight: six o'clock is of the next day.
            ("22:00-06:00", ((1320, 1800),)),
            ("06:00-14:00, 22:00-06:00", ((360, 840), (1320, 1800))),
            ("00:00-24:00", ((0, 1440),)),
            ("16:30-24:00", ((990, 1440),)),
            ("09:00-09:00", ((540, 1980),)),
        ],
    )
    def test_sessions_are_read(self, text: str, sessions: tuple[tuple[int, int], ...]) -> None:
        assert hours(text) == WorkingHours(sessions)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "9:00-12:00",
            "24:00-06:00",
            "09:00-24:30",
            "13:00-18:00, 09:00-12:00",
            "09:00-13:00, 12:00-18:00",
            "22:00-06:00, 05:00-08:00",
            "05:00-08:00, 22:00-06:00",
            "09:00-12:00,",
            "09:00",
            "09:60-10:00",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        assert read_working_hours(text) is None

    @given(st.text(max_size=20) | st.text("0123456789:-, ", max_size=24))
    def test_no_text_makes_it_fail(self, text: str) -> None:
        read_working_hours(text)

    @pytest.mark.parametrize("text", ["09:00-12:00, 13:00-18:00", "22:00-06:00", "00:00-24:00", "16:30-24:00"])
    def test_hours_are_written_as_they_are_read(self, text: str) -> None:
        assert str(hours(text)) == text

    def test_no_code_makes_an_office_that_never_opens(self) -> None:
        with pytest.raises(ValueError, match="sessions"):
            WorkingHours(())


class TestDays:
    SHORT_SATURDAY = WorkingHours(OFFICE.sessions, ((5, ((540, 720),)),))

    def test_a_weekday_may_have_hours_of_its_own(self) -> None:
        assert self.SHORT_SATURDAY.on(5) == ((540, 720),)
        assert self.SHORT_SATURDAY.on(0) == OFFICE.sessions

    def test_a_weekend_day_worked_for_another_has_the_hours_of_any_working_day(self) -> None:
        assert self.SHORT_SATURDAY.on(5, made_up=True) == OFFICE.sessions

    @pytest.mark.parametrize(
        ("text", "closing"), [("09:00-18:00", time(18)), ("16:30-24:00", time.min), ("22:00-06:00", time.min)]
    )
    def test_the_day_closes_with_the_last_session_or_at_midnight(self, text: str, closing: time) -> None:
        assert hours(text).closing == closing
