"""What may happen next: moves with reasons, clocks with due times, notices, the next moment to look again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.types import Value
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, Unpublished, WorkCalendar
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.outlook import Outlook, look
from tests.workflow.flows import COMPLAINT, NOTHING_ELSE, at, case_of, flow, office
from tests.workflow.test_cases import ANSWERED, CLOSED, JUDGED, events

FLOW = Compiled(flow(COMPLAINT))


def seen(now: datetime, *log: Event, who: Event | None = None, compiled: Compiled = FLOW, **facts: Value) -> Outlook:
    facts.setdefault("priority", "low")
    opened = Opened(case="1042", at=at(2), facts={f"case.{name}": value for name, value in facts.items()})
    return look(compiled, case_of(compiled, *log, opened=opened), now, office(), NOTHING_ELSE, who)


def person(actor: str, role: str) -> Event:
    return Event(at(2), "", actor, role)


class TestChoices:
    def test_every_move_from_the_state_is_listed(self):
        assert [each.move.transition.id for each in seen(at(2, 10)).choices] == ["judge", "hold", "resume"]

    def test_what_must_be_filled_in_refuses_nothing(self):
        judge = seen(at(2, 10)).choices[0]
        assert (judge.is_allowed, judge.requires) == (True, ("case.founded",))

    def test_a_condition_that_does_not_hold_refuses(self):
        choices = {each.move.transition.id: each for each in seen(at(2, 11), JUDGED).choices}
        assert choices["answer"].is_allowed
        assert [each.code for each in choices["reject"].refused] == ["DK615"]

    @pytest.mark.parametrize(("role", "codes"), [("clerk", ["DK612"]), ("supervisor", [])])
    def test_for_a_person_the_role_counts(self, role: str, codes: list[str]):
        judge = seen(at(2, 10), who=person("zoe", role)).choices[0]
        assert [each.code for each in judge.refused] == codes

    def test_who_made_the_step_before_does_not_make_this_one(self):
        choices = {
            each.move.transition.id: each
            for each in seen(at(2, 12), JUDGED, ANSWERED, who=person("bob", "supervisor")).choices
        }
        assert [each.code for each in choices["close"].refused] == ["DK617"]

    def test_in_a_final_state_nothing_is_left_to_do(self):
        found = seen(at(2, 13), JUDGED, ANSWERED, CLOSED)
        assert (found.choices, found.wake_up) == ((), None)


class TestClocks:
    def test_the_first_goal_that_matches_holds(self):
        assert seen(at(2, 10)).clocks[0].due == at(3, 18)
        assert seen(at(2, 10), priority="high").clocks[0].due == at(2, 18)

    def test_a_goal_that_cannot_be_told_names_what_is_missing(self):
        opened = Opened(case="1", at=at(2))
        found = look(FLOW, case_of(FLOW, opened=opened), at(2, 10), office(), NOTHING_ELSE)
        assert (found.clocks[0].due, found.clocks[0].missing) == (None, ("case.priority",))

    def test_a_clock_that_stands_still_has_no_due_time(self):
        clock = seen(at(2, 15), JUDGED, Event(at(2, 11), "ask")).clocks[0]
        assert (clock.due, clock.run.paused_since) == (None, at(2, 11))

    def test_a_clock_that_was_late_before_it_stood_still_is_late(self):
        clock = seen(at(9), JUDGED, Event(at(4, 10), "ask")).clocks[0]
        assert clock.late == at(4, 10) - at(3, 18)

    @pytest.mark.parametrize(("hour", "late"), [(18, 0), (19, 60)])
    def test_late_is_how_long_after_its_time_it_stopped(self, hour: int, late: int):
        answered = Event(at(3, 9), "answer", "bob", "clerk", fields={"case.opinion": "yes"})
        closed = Event(at(3, hour), "close", "eve", "supervisor")
        assert seen(at(20), JUDGED, answered, closed).clocks[0].late == timedelta(minutes=late)

    def test_one_that_runs_is_late_once_its_time_is_up(self):
        assert not seen(at(3, 18)).clocks[0].is_late
        assert seen(at(3, 18, 1)).clocks[0].is_late

    def test_beyond_the_calendar_the_due_time_is_not_known(self):
        short = WorkCalendar("short", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, date(2026, 1, 1), date(2026, 3, 2))
        opened = Opened(case="1", at=at(2), facts={"case.priority": "low"})
        found = look(FLOW, case_of(FLOW, opened=opened), at(2, 10), office(short), NOTHING_ELSE)
        assert isinstance(found.clocks[0].unpublished, Unpublished)


class TestAlarms:
    def test_the_owner_is_warned_at_shares_of_the_working_time(self):
        # 16 hours from Monday 9:00: half is Monday 18:00, three quarters Tuesday 14:00.
        alarms = [(each.share, each.at, each.to) for each in seen(at(2, 10)).clocks[0].alarms]
        assert alarms[:2] == [(Fraction(1, 2), at(2, 18), ("clerk",)), (Fraction(3, 4), at(3, 14), ("clerk",))]

    def test_others_are_told_when_it_is_up_and_after(self):
        alarms = [(each.at, each.to) for each in seen(at(2, 10)).clocks[0].alarms]
        assert alarms[2:] == [(at(3, 18), ("head",)), (at(4, 18), ("general-manager", "legal"))]

    @pytest.mark.parametrize(
        ("now", "told", "wake"),
        [
            (at(2, 17), 0, at(2, 18)),
            (at(2, 18), 1, at(3, 14)),
            (at(3, 15), 2, at(3, 18)),
            (at(4, 9), 3, at(4, 18)),
            (at(5, 9), 4, None),
        ],
    )
    def test_what_is_due_by_now_is_told_and_the_next_moment_is_when_to_look_again(
        self, now: datetime, told: int, wake: datetime | None
    ):
        found = seen(now)
        assert (len(found.alarms), found.wake_up) == (told, wake)


class TestNotices:
    MAJOR = Compiled(
        flow(
            """
    major:
      states: {open: {initial: true}, shut: {final: true}}
      transitions:
        - {id: raise, from: open}
        - {id: tell-legal, from: open}
        - {id: shut, from: open, to: shut}
      notices:
        - {id: head, when: case.kind == "media", to: [department-head, general-manager]}
        - {id: legal, at: {move: raise}, to: [legal], within: 24 hours, done: tell-legal}
    """
        )
    )

    def test_a_notice_without_a_time_is_due_at_once(self):
        notice = seen(at(2, 10), compiled=self.MAJOR, kind="media").notices[0]
        assert (notice.due, notice.notice.to) == (at(2), ("department-head", "general-manager"))

    def test_one_that_is_not_for_the_case_is_not_there(self):
        assert seen(at(2, 10), compiled=self.MAJOR, kind="quality").notices == ()

    def test_one_is_due_within_its_time_of_what_happened(self):
        found = seen(at(2, 12), Event(at(2, 11), "raise"), compiled=self.MAJOR, kind="quality")
        assert (found.notices[0].due, found.wake_up) == (at(3, 11), at(3, 11))

    @pytest.mark.parametrize(("told", "late"), [(at(3, 11), False), (at(3, 12), True)])
    def test_one_that_was_told_says_when(self, told: datetime, *, late: bool):
        log = (Event(at(2, 11), "raise"), Event(told, "tell-legal"))
        notice = seen(at(9), *log, compiled=self.MAJOR, kind="quality").notices[0]
        assert (notice.told, notice.is_late(at(9))) == (told, late)


class TestAnyCase:
    @given(events, st.integers(0, 60 * 24 * 9))
    @settings(max_examples=80)
    def test_looking_changes_nothing_and_never_fails(self, log: list[Event], minutes: int):
        now = at(2) + timedelta(minutes=minutes)
        first, second = seen(now, *log), seen(now, *log)
        assert (first.clocks, first.wake_up) == (second.clocks, second.wake_up)
        assert first.wake_up is None or first.wake_up > now
