"""What is worked out once, or by a shorter way, says what the plain way says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.problems import Problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.workflow.case import judged
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.days import Course, DayRule, due_within
from dealerkit.workflow.events import Event, instant, instant_in, local_text
from dealerkit.workflow.outlook import look
from tests.workflow.flows import COMPLAINT, NOTHING_ELSE, at, case_of, flow, office

ZONES = ("UTC", "Asia/Shanghai", "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 31))
NOTICED = (
    COMPLAINT
    + """
  notices:
    - {id: begun, to: [head], done: hold}
    - {id: found, at: {enter: judged, move: hold}, to: [head], done: resume}
    - {id: left, at: {leave: waiting}, to: [head]}
"""
)
NAMES = ("judge", "ask", "reply", "answer", "reject", "close", "hold", "resume")
LOGS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "ann", "bob", "fay"])), max_size=12)
FLOW = Compiled(flow(NOTICED))


def events(log: list[tuple[str, str]]) -> list[Event]:
    return [
        Event(at(2, 10) + timedelta(hours=number), name, actor, "clerk", fields={"case.founded": True})
        for number, (name, actor) in enumerate(log)
    ]


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 1))
def test_a_moment_of_a_zone_is_the_same_instant_by_the_short_way(moment: datetime, zone: str, fold: int):
    known, moment = ZoneInfo(zone), moment.replace(fold=fold)
    found = instant_in(moment, known)
    assert found == instant(moment.replace(tzinfo=known))
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai")), datetime(2026, 7, 1, 4, 0, tzinfo=UTC)),
    ],
    ids=["skipped", "first of two", "second of two", "of its own zone"],
)
def test_hours_that_clocks_skip_or_repeat_are_those_of_the_zone(moment: datetime, expected: datetime):
    assert instant_in(moment, ZoneInfo("Europe/Rome")) == expected


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_is_shown_without_its_offset(moment: datetime, zone: str):
    known = ZoneInfo(zone)
    local = moment.replace(tzinfo=UTC).astimezone(known).replace(tzinfo=None, microsecond=0)
    assert datetime.fromisoformat(local_text(moment.replace(tzinfo=UTC), known)) == local


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 30)),
    st.integers(0, 5_000),
    st.sampled_from([Unit.MINUTES, Unit.HOURS]),
)
def test_hours_that_nothing_stops_end_as_a_course_of_them_does(start: datetime, count: int, unit: Unit):
    within = Duration(count, unit)
    clock, since = office(), start.replace(tzinfo=UTC)
    course = Course(since, (), clock, working=False).when(within.length)
    found = due_within(since, within, DayRule(), clock)
    assert isinstance(found, datetime)
    assert (found, found.tzinfo) == (course, clock.zone)


@given(LOGS)
def test_who_made_what_and_what_made_a_notice_due_stand_in_the_history(log: list[tuple[str, str]]):
    case = case_of(FLOW, *events(log))
    assert case.made_by == {(each.move, each.actor) for each in case.history}
    found = look(FLOW, case, at(9), office(), NOTHING_ELSE)
    for notice in (FLOW.flow.notices or {}).values():
        trigger = notice.at
        if trigger is not None:
            met = [each.at for each in case.history if trigger.is_met(each.state, each.target, each.move)]
            assert [each.since for each in found.notices if each.notice is notice] == met


@given(LOGS)
def test_what_speaks_against_nobody_in_particular_is_what_is_left_without_the_person(log: list[tuple[str, str]]):
    of_the_person = {"DK612", "DK613", "DK617", "DK653", "DK654", "DK657"}
    case = case_of(FLOW, *events(log))
    for move in FLOW.moves_from(case.state):
        event = Event(at(9), move.transition.id)

        def said(*, anybody: bool, move: str = move.transition.id, event: Event = event) -> list[Problem]:
            asked = FLOW.moves[case.state][move]
            known = case.previous_actor, case.made_by
            return judged(case, event, asked, case.facts, *known, NOTHING_ELSE, anybody=anybody)

        every = [
            each
            for each in said(anybody=False)
            if each.code not in of_the_person and each.arg("missing") != ("events.actor",)
        ]
        assert said(anybody=True) == every


def test_a_move_is_open_where_the_flow_lets_it_be_made():
    assert [each.transition.id for each in FLOW.moves_from("judged")] == ["ask", "answer", "reject", "hold", "resume"]
    assert {name: each.is_legal for name, each in FLOW.moves["closed"].items()} == dict.fromkeys(NAMES, False)
