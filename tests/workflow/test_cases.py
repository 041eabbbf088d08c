"""A case as the fold of its events: states, fields, clocks, and what broke the rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.workflow.case import Case, open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from tests.workflow.flows import COMPLAINT, NOTHING_ELSE, at, case_of, flow

FLOW = Compiled(flow(COMPLAINT))
JUDGED = Event(at(2, 10), "judge", "ann", "supervisor", fields={"case.founded": True})
ANSWERED = Event(at(2, 11), "answer", "bob", "clerk", fields={"case.opinion": "replace it"})
CLOSED = Event(at(2, 12), "close", "eve", "supervisor")


def codes(case: Case) -> list[str]:
    return [each.code for each in case.violations]


class TestMoves:
    def test_a_case_begins_in_the_initial_state(self):
        assert case_of(FLOW).state == "registered"

    def test_a_case_that_kept_to_the_rules_has_no_violations(self):
        case = case_of(FLOW, JUDGED, ANSWERED, CLOSED)
        assert (case.state, codes(case)) == ("closed", [])

    def test_what_is_filled_in_stays_filled_in(self):
        case = case_of(FLOW, JUDGED, ANSWERED)
        assert (case.facts["case.founded"], case.facts["case.opinion"]) == (True, "replace it")

    def test_the_history_says_who_did_what_from_where_to_where(self):
        passed = case_of(FLOW, JUDGED).history[0]
        assert (passed.at, passed.move, passed.actor, passed.state, passed.target) == (
            at(2, 10),
            "judge",
            "ann",
            "registered",
            "judged",
        )

    def test_a_move_without_a_target_stays(self):
        assert case_of(FLOW, JUDGED, Event(at(2, 11), "hold")).state == "judged"


class TestViolations:
    @pytest.mark.parametrize(
        ("events", "code"),
        [
            ((Event(at(2, 10), "juge"),), "DK610"),
            ((ANSWERED,), "DK611"),
            ((JUDGED, ANSWERED, CLOSED, Event(at(3), "hold")), "DK611"),
            ((Event(at(2, 10), "judge", "ann", "clerk", fields={"case.founded": True}),), "DK612"),
            ((Event(at(2, 10), "judge", "ann", "supervisor"),), "DK614"),
            ((JUDGED, Event(at(2, 11), "reject", "bob")), "DK615"),
            ((Event(at(2, 10), "judge", "ann", "supervisor"), Event(at(2, 11), "reject")), "DK616"),
            ((JUDGED, ANSWERED, Event(at(2, 12), "close", "bob", "supervisor")), "DK617"),
            ((JUDGED, ANSWERED, Event(at(2, 12), "close", "ann", "supervisor")), "DK617"),
            ((JUDGED, Event(at(2, 9, 59), "hold")), "DK618"),
            ((JUDGED, Event(at(2, 11), "hold"), Event(at(2, 12), "hold")), "DK621"),
            ((JUDGED, Event(at(2, 11), "resume")), "DK622"),
        ],
    )
    def test_a_broken_rule_is_noted_by_its_code(self, events: tuple[Event, ...], code: str):
        assert code in codes(case_of(FLOW, *events))

    def test_a_violation_names_case_event_and_rule(self):
        found = case_of(FLOW, Event(at(2, 10), "judge", "ann", "clerk", fields={"case.founded": True})).violations[0]
        assert (found.arg("case"), found.arg("event"), found.arg("role"), found.arg("allowed")) == (
            "1042",
            "judge",
            "clerk",
            ("supervisor",),
        )
        assert found.address == "flows.complaint.transitions[judge]"

    def test_the_rest_of_the_log_goes_on_after_a_bad_event(self):
        wrong = Event(at(2, 9, 30), "close", "eve", "supervisor")
        case = case_of(FLOW, Event(at(2, 9, 20), "nothing"), wrong)
        assert (case.state, codes(case)) == ("closed", ["DK610", "DK611"])

    def test_a_person_complained_about_takes_no_part(self):
        opened = Opened(case="7", at=at(2), complained_about=frozenset({"ann"}))
        found = case_of(FLOW, JUDGED, opened=opened).violations[0]
        assert (found.code, found.arg("conflict")) == ("DK617", "complained-about")

    def test_who_opened_a_case_may_be_kept_from_closing_it(self):
        opened = Opened(case="7", at=at(2), by="eve")
        assert codes(case_of(FLOW, JUDGED, ANSWERED, CLOSED, opened=opened)) == ["DK617"]


class TestClocks:
    def test_a_clock_without_a_start_runs_from_the_beginning(self):
        run = case_of(FLOW).runs[0][0]
        assert (run.started, run.ended, run.pauses) == (at(2), "", ())

    def test_a_clock_stops(self):
        run = case_of(FLOW, JUDGED, ANSWERED, CLOSED).runs[0][0]
        assert (run.stopped, run.ended) == (at(2, 12), "stopped")

    def test_a_state_pauses_and_leaving_it_resumes(self):
        case = case_of(FLOW, JUDGED, Event(at(2, 11), "ask"))
        assert case.runs[0][0].paused_since == at(2, 11)
        case = replay(FLOW, case, [Event(at(3, 11), "reply")], NOTHING_ELSE)
        assert (case.runs[0][0].paused_since, case.runs[0][0].pauses) == (None, ((at(2, 11), at(3, 11)),))

    def test_pauses_within_each_other_are_one(self):
        case = case_of(
            FLOW,
            JUDGED,
            Event(at(2, 11), "hold"),
            Event(at(2, 14), "ask"),
            Event(at(2, 15), "resume"),
            Event(at(2, 16), "reply"),
        )
        assert (case.runs[0][0].pauses, codes(case)) == (((at(2, 11), at(2, 16)),), [])

    def test_pauses_across_each_other_are_one(self):
        case = case_of(
            FLOW,
            JUDGED,
            Event(at(2, 11), "ask"),
            Event(at(2, 12), "hold"),
            Event(at(2, 14), "reply"),
            Event(at(2, 16), "resume"),
        )
        assert case.runs[0][0].pauses == ((at(2, 11), at(2, 16)),)

    def test_a_clock_that_ends_paused_ends_its_pause(self):
        run = case_of(FLOW, JUDGED, Event(at(2, 11), "hold"), ANSWERED, CLOSED).runs[0][0]
        assert (run.pauses, run.ended) == (((at(2, 11), at(2, 12)),), "stopped")

    RESTARTED = """
    repair:
      states: {open: {initial: true}, done: {}, shut: {final: true}}
      transitions:
        - {id: finish, from: open, to: done}
        - {id: reopen, from: done, to: open}
        - {id: again, from: open}
        - {id: void, from: open}
        - {id: shut, from: any, to: shut}
      clocks:
        - id: fix
          start: {enter: open}
          until: {enter: done}
          reset: {move: again}
          cancel: {move: void}
          goals: [{id: all, within: 2 working days}]
    """

    def test_a_clock_that_starts_by_entering_the_first_state_does_not_start_with_the_case(self):
        # A case is opened in its first state, it does not enter it.
        assert case_of(Compiled(flow(self.RESTARTED))).runs == ((),)

    @pytest.mark.parametrize(
        ("moves", "endings"),
        [
            (("finish", "reopen"), [""]),
            (("finish", "reopen", "finish", "reopen"), ["stopped", ""]),
            (("finish", "reopen", "again"), ["reset", ""]),
            (("finish", "reopen", "void"), ["cancelled"]),
            (("finish", "reopen", "void", "again"), ["cancelled", ""]),
        ],
    )
    def test_a_clock_starts_stops_resets_and_is_cancelled(self, moves: tuple[str, ...], endings: list[str]):
        events = [Event(at(2, 10) + timedelta(hours=hour), move) for hour, move in enumerate(moves)]
        runs = case_of(Compiled(flow(self.RESTARTED)), *events).runs[0]
        assert [run.ended for run in runs] == endings


NAMES = ("judge", "ask", "reply", "answer", "reject", "close", "hold", "resume", "nonsense")
FIELDS: tuple[dict[str, bool | str], ...] = (
    {},
    {"case.founded": True},
    {"case.founded": False},
    {"case.opinion": "yes"},
)


def log_of(seed: int) -> list[Event]:
    """A log of a case: evenly drawn, since short ones and equal moments seldom show anything."""
    chance = Random(seed)  # noqa: S311  # nothing secret is drawn
    return [
        Event(
            at(2) + timedelta(minutes=chance.randrange(-60, 60 * 24 * 5)),
            chance.choice(NAMES),
            chance.choice(("", "ann", "bob", "eve")),
            chance.choice(("", "clerk", "supervisor")),
            fields=chance.choice(FIELDS),
        )
        for _ in range(chance.randrange(15))
    ]


events = st.integers(0, 2**40).map(log_of)


class TestAnyLog:
    @given(events, st.data())
    @settings(max_examples=200)
    def test_a_log_cut_anywhere_gives_the_same_case(self, log: list[Event], data: st.DataObject):
        cut = data.draw(st.integers(0, len(log)))
        begun = open_case(FLOW, Opened(case="1", at=at(2)))
        whole = replay(FLOW, begun, log, NOTHING_ELSE)
        first = replay(FLOW, begun, log[:cut], NOTHING_ELSE)
        second = replay(FLOW, first, log[cut:], NOTHING_ELSE)
        assert (second, second.violations) == (whole, whole.violations)

    @given(events)
    @settings(max_examples=200)
    def test_no_order_of_events_fails_and_none_is_lost(self, log: list[Event]):
        case = case_of(FLOW, *log)
        unknown = sum(each.code == "DK610" for each in case.violations)
        assert len(case.history) + unknown == len(log)
        assert case.state in FLOW.flow.states

    @given(events)
    @settings(max_examples=150)
    def test_the_state_is_where_a_plain_walk_ends(self, log: list[Event]):
        targets = {each.id: each.to for each in FLOW.flow.transitions.values()}
        state = "registered"
        for event in log:
            state = targets.get(event.name) or state
        assert case_of(FLOW, *log).state == state

    @given(events)
    @settings(max_examples=150)
    def test_pauses_of_a_clock_are_apart_and_in_order(self, log: list[Event]):
        ordered = sorted((each for each in log if each.at >= at(2)), key=lambda each: each.at)
        for run in case_of(FLOW, *ordered).runs[0]:
            ends: list[datetime] = [moment for pause in run.pauses for moment in pause if moment is not None]
            assert ends == sorted(ends)
