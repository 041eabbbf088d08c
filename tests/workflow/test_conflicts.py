"""Who takes no part: the person complained about, who made the step before, and whoever would act in their name.

The worked cases are those of ``tests/spec/people.yaml``; here is what holds for every log.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.workflow.case import open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened, local_text
from tests.workflow.flows import NOTHING_ELSE, SHANGHAI, at, flow

TWO_PAIRS = Compiled(
    flow("""
desk:
  states: {open: {initial: true}, proposed: {}, done: {final: true}}
  transitions:
    - {id: propose, from: open, to: proposed}
    - {id: send-back, from: proposed, to: open, not_by: [previous-actor]}
    - {id: approve, from: proposed, to: done, not_by: [previous-actor]}
    - {id: finish, from: proposed, to: done, not_by: [propose]}
    - {id: note, from: any}
""")
)
names = st.sampled_from(("propose", "send-back", "approve", "finish", "note"))
persons = st.sampled_from(("ann", "bob", "cat", ""))
logs = st.lists(st.tuples(names, persons), max_size=12)


def events(log: list[tuple[str, str]]) -> list[Event]:
    return [Event(at(2, 10, minute), name, actor) for minute, (name, actor) in enumerate(log)]


def kept_out(log: list[tuple[str, str]], suspect: str) -> list[int]:
    """Counted by hand: which events were made by somebody who takes no part."""
    found, state, brought_here, proposed = [], "open", "fay", set[str]()
    for number, (name, actor) in enumerate(log):
        before = name in {"send-back", "approve"} and actor == brought_here
        if actor and (actor == suspect or before or (name == "finish" and actor in proposed)):
            found.append(number)
        target = {"propose": "proposed", "send-back": "open", "approve": "done", "finish": "done"}.get(name, state)
        if target != state:
            brought_here = actor
        if name == "propose":
            proposed.add(actor)
        state = target
    return found


class TestTwoPairsOfEyes:
    @settings(max_examples=150, deadline=None)
    @given(logs, st.sampled_from(("", "bob")))
    def test_whoever_takes_no_part_is_found_at_his_event_and_nobody_else(
        self, log: list[tuple[str, str]], suspect: str
    ):
        opened = Opened(case="1", at=at(2), by="fay", complained_about=frozenset({suspect} - {""}))
        found = replay(TWO_PAIRS, open_case(TWO_PAIRS, opened), events(log), NOTHING_ELSE)
        told = [each.arg("on") for each in found.violations if each.code == "DK617"]
        assert told == [local_text(at(2, 10, number), NOTHING_ELSE.zone) for number in kept_out(log, suspect)]

    @settings(max_examples=60, deadline=None)
    @given(logs, st.integers(0, 12))
    def test_cutting_the_log_in_two_finds_the_same(self, log: list[tuple[str, str]], cut: int):
        whole = open_case(TWO_PAIRS, Opened(case="1", at=at(2), by="fay"))
        told = events(log)
        halves = replay(TWO_PAIRS, replay(TWO_PAIRS, whole, told[:cut], NOTHING_ELSE), told[cut:], NOTHING_ELSE)
        assert halves == replay(TWO_PAIRS, whole, told, NOTHING_ELSE)


class TestTheWallClock:
    def test_a_violation_is_told_in_the_time_of_the_flow(self):
        ground = evolve(NOTHING_ELSE, zone=SHANGHAI)
        case = open_case(TWO_PAIRS, Opened(case="1", at=at(2), by="fay"))
        (wrong,) = replay(TWO_PAIRS, case, [Event(at(3, 0, 30), "approve", "ann")], ground).violations
        # Half past midnight in Shanghai is 16:30 of the day before in universal time.
        assert wrong.arg("on") == "2026-03-03 00:30"

    def test_what_happened_before_is_told_in_it_as_well(self):
        ground = evolve(NOTHING_ELSE, zone=SHANGHAI)
        case = open_case(TWO_PAIRS, Opened(case="1", at=at(3), by="fay"))
        (wrong,) = replay(TWO_PAIRS, case, [Event(at(2, 23), "note", "ann")], ground).violations
        assert (wrong.code, wrong.arg("on"), wrong.arg("before")) == ("DK618", "2026-03-02 23:00", "2026-03-03 09:00")

    def test_seconds_are_told_where_there_are_any(self):
        moment = datetime(2026, 3, 29, 2, 30, 5, tzinfo=ZoneInfo("UTC"))
        assert local_text(moment, ZoneInfo("Europe/Berlin")) == "2026-03-29 04:30:05"
