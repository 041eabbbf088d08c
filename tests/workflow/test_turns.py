"""Moves that need others before them, moves that may be made only so often, clocks that run from an appointment."""

from __future__ import annotations

from datetime import datetime

from dealerkit.policy.types import Value
from dealerkit.workflow.case import Case
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.outlook import Outlook, look
from tests.workflow.flows import NOTHING_ELSE, at, case_of, flow, office

REPAIR = Compiled(
    flow("""
repair:
  states: {booked: {initial: true}, waiting: {}, arrived: {}, done: {final: true}}
  transitions:
    - {id: agree, from: booked}
    - {id: wait, from: booked, to: waiting}
    - {id: go-on, from: waiting, to: booked}
    - {id: arrive, from: booked, to: arrived}
    - {id: quote, from: arrived, at_most: 2}
    - {id: work, from: arrived, to: done, after: [quote, arrive]}
  clocks:
    - id: punctual
      counts_from: appointed
      until: {enter: arrived}
      pauses: [{id: customer, in: waiting}]
      goals: [{id: all, within: 10 minutes, warn: [50%]}]
""")
)


def case(*log: Event, **facts: Value) -> Case:
    named = {f"case.{name}": value for name, value in facts.items()}
    return case_of(REPAIR, *log, opened=Opened(case="1042", at=at(2), facts=named))


def seen(now: datetime, *log: Event, **facts: Value) -> Outlook:
    return look(REPAIR, case(*log, **facts), now, office(), NOTHING_ELSE)


def punctual(now: datetime, *log: Event, **facts: Value) -> Timed:
    return seen(now, *log, **facts).clocks[0]


def codes(*log: Event) -> list[str]:
    return [each.code for each in case(*log).violations]


ARRIVED = Event(at(3, 14), "arrive")
QUOTED = Event(at(3, 14, 5), "quote")


class TestWhatComesFirst:
    def test_a_move_before_what_must_come_first_is_noted_with_what_is_lacking(self):
        found = case(ARRIVED, Event(at(3, 15), "work")).violations
        assert [(each.code, dict(each.args)["lacking"]) for each in found] == [("DK664", ("quote",))]

    def test_after_all_of_them_nothing_is_wrong(self):
        assert codes(ARRIVED, QUOTED, Event(at(3, 15), "work")) == []

    def test_it_may_not_be_made_yet(self):
        choices = {each.move.transition.id: each.is_allowed for each in seen(at(3, 15), ARRIVED).choices}
        assert choices == {"quote": True, "work": False}


class TestHowOften:
    def test_one_time_too_many_is_noted_each_time(self):
        assert codes(ARRIVED, *[QUOTED] * 4) == ["DK663", "DK663"]

    def test_the_last_time_allowed_is_allowed(self):
        assert codes(ARRIVED, QUOTED, QUOTED) == []

    def test_once_made_so_often_it_may_not_be_made_again(self):
        choices = {
            each.move.transition.id: each.is_allowed for each in seen(at(3, 15), ARRIVED, QUOTED, QUOTED).choices
        }
        assert choices == {"quote": False, "work": True}

    def test_cutting_the_log_in_two_changes_nothing(self):
        from dealerkit.workflow.case import replay

        log = (ARRIVED, QUOTED, QUOTED, QUOTED)
        halves = replay(REPAIR, replay(REPAIR, case(), log[:2], NOTHING_ELSE), log[2:], NOTHING_ELSE)
        assert halves == case(*log)


class TestAppointments:
    def test_the_time_runs_from_the_moment_that_the_case_names(self):
        assert punctual(at(2), appointed=at(3, 14)).due == at(3, 14, 10)

    def test_a_moment_without_a_zone_is_one_of_the_flow(self):
        assert punctual(at(2), appointed=datetime(2026, 3, 3, 14)).due == at(3, 14, 10)

    def test_a_later_appointment_counts_from_then_on(self):
        agreed = Event(at(3, 13), "agree", fields={"case.appointed": at(3, 16)})
        assert punctual(at(3, 15), agreed, appointed=at(3, 14)).late.total_seconds() == 0
        assert punctual(at(3, 15), agreed, appointed=at(3, 14)).due == at(3, 16, 10)

    def test_what_is_agreed_after_the_arrival_changes_nothing(self):
        late = Event(at(3, 14, 30), "arrive")
        excuse = Event(at(3, 15), "quote", fields={"case.appointed": at(3, 16)})
        assert punctual(at(3, 15), late, excuse, appointed=at(3, 14)).late.total_seconds() == 20 * 60

    def test_without_an_appointment_it_cannot_be_told(self):
        assert punctual(at(3, 15)).missing == ("case.appointed",)

    def test_a_warning_is_counted_from_the_appointment(self):
        assert [each.at for each in punctual(at(2), appointed=at(3, 14)).alarms] == [at(3, 14, 5)]

    def test_a_pause_before_the_appointment_moves_nothing(self):
        log = (Event(at(2, 10), "wait"), Event(at(2, 12), "go-on"))
        assert punctual(at(3, 9), *log, appointed=at(3, 14)).due == at(3, 14, 10)

    def test_a_pause_that_lasts_into_the_appointment_counts_from_it(self):
        log = (Event(at(3, 13), "wait"), Event(at(3, 14, 20), "go-on"))
        assert punctual(at(3, 14, 25), *log, appointed=at(3, 14)).due == at(3, 14, 30)
