"""A service desk asks: what may happen next, by whom, what is late, who must be told; which cases are due."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import dealerkit
from dealerkit.assembly import load
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.values.durations import Duration, Unit
from dealerkit.workflow.asking import CaseDesk, CaseView, next_moves, roles_of
from dealerkit.workflow.due import DueList, due_cases
from dealerkit.workflow.flow import flows_of
from tests.workflow.flows import at

POLICY = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, effective: 2026-01-01..2026-12-31}
facts:
  case.opinion: {type: text, meaning: what is proposed, source: form}
parameters:
  least:
    title: the least amount that is looked at
    unit: money
    source: the test
    values: {2026-01-01: 100, 2026-03-05: 500}
authority:
  refund:
    hit: unique
    rows:
      - {id: small, amount: {below: 500}, then: {role: boss}}
      - {id: large, amount: {at: 500}, then: {role: director}}
flows:
  desk:
    states: {open: {initial: true}, waiting: {}, answered: {}, done: {final: true}}
    transitions:
      - {id: answer, from: open, to: answered, by: clerk, require: [opinion]}
      - {id: ask, from: [open, answered], to: waiting, by: clerk}
      - {id: reply, from: waiting, to: open}
      - {id: refund, from: answered, authority: refund, require: [amount]}
      - {id: finish, from: answered, to: done, by: boss, not_by: [previous-actor]}
      - {id: tell, from: any}
    clocks:
      - id: close
        owner: clerk
        until: {enter: done}
        pauses: [{id: customer, in: waiting}]
        goals:
          - {id: urgent, when: case.priority == "high", within: 24 hours}
          - {id: others, within: 72 hours, warn: [50%]}
    notices:
      - {id: head, when: case.priority == "high", to: boss, done: tell}
  other:
    kinds: [other]
    states: {open: {initial: true}, done: {final: true}}
    transitions:
      - {id: look, from: open, when: case.amount >= least}
      - {id: finish, from: open, to: done, by: nobody-else}
"""

CASES = [
    {"case": "1", "flow": "desk", "opened_at": "2026-03-02 09:00", "customer": "K1", "priority": "low"},
    {"case": "2", "flow": "desk", "opened_at": "2026-03-03 09:00", "customer": "K2", "priority": "high"},
    {"case": "3", "flow": "desk", "opened_at": "2026-03-03 10:00", "customer": "K3", "priority": "low"},
    {"case": "4", "flow": "desk", "opened_at": "2026-03-02 10:00", "customer": "K1", "priority": "low"},
    {"case": "5", "flow": "other", "opened_at": "2026-03-02 10:00", "customer": "K1", "amount": "300"},
    {"case": "6", "flow": "desk", "opened_at": "2026-03-03 11:00", "customer": "K1", "priority": ""},
]
EVENTS = [
    ("1", "2026-03-02 10:00", "answer", "bob", "clerk", "give in"),
    ("3", "2026-03-03 12:00", "ask", "bob", "clerk", ""),
    ("4", "2026-03-02 11:00", "answer", "bob", "clerk", "give in"),
    ("4", "2026-03-02 12:00", "finish", "ann", "boss", ""),
]
NOW = datetime(2026, 3, 4, 12, 0)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return loaded(tmp_path_factory.mktemp("policy"), POLICY)


def loaded(folder: Path, text: str) -> Policy:
    path = folder / "policy.yaml"
    path.write_text(text, "utf-8")
    found = load([path])
    assert found.policy is not None, found.problems
    return found.policy


@pytest.fixture(scope="module")
def book() -> Book:
    names = ("case", "at", "name", "actor", "role", "opinion")
    employees = [{"employee": "ann", "role": "boss"}, {"employee": "bob", "role": "clerk"}]
    events = [dict(zip(names, each, strict=True)) for each in EVENTS]
    return Book.from_tables({"cases": CASES, "events": events, "employees": employees})


def refusals(view: CaseView) -> dict[str, list[str]]:
    assert view.outlook is not None
    return {
        each.move.transition.id: [why.code for why in each.refused]
        for each in view.outlook.choices
        if not each.is_allowed
    }


class TestNextMoves:
    def test_it_is_a_public_name(self):
        assert dealerkit.next_moves is next_moves

    def test_whoever_it_be_may_do_what_the_state_allows(self, policy: Policy, book: Book):
        assert next_moves(policy, book, "1", NOW).may == ("ask", "refund", "finish", "tell")

    def test_a_person_acts_in_the_roles_that_the_book_gives(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "1", NOW, actor="bob")
        # Who signs the refund nobody can tell before its amount is filled in, which is done with the move.
        assert found.may == ("ask", "refund", "tell")
        assert refusals(found) == {"finish": ["DK612", "DK617"]}
        assert [each.role for each in found.acting] == ["clerk"]

    def test_a_role_may_do_what_is_for_it(self, policy: Policy, book: Book):
        assert next_moves(policy, book, "1", NOW, role="boss").may == ("refund", "finish", "tell")

    def test_what_must_be_filled_in_is_named_and_refuses_nothing(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "2", NOW)
        assert found.outlook is not None
        assert {each.move.transition.id: each.requires for each in found.outlook.choices} == {
            "answer": ("case.opinion",),
            "ask": (),
            "tell": (),
        }
        assert "answer" in found.may

    def test_events_after_the_moment_have_not_happened(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "4", at(2, 11, 30))
        assert found.outlook is not None
        assert found.outlook.case.state == "answered"

    def test_a_day_is_taken_at_its_end(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "4", date(2026, 3, 2))
        assert found.outlook is not None
        assert (found.outlook.case.state, found.outlook.now) == (
            "done",
            datetime(2026, 3, 2, 15, 59, 59, 999999, tzinfo=UTC),
        )

    def test_a_moment_without_a_zone_is_one_of_the_flow(self, policy: Policy, book: Book):
        one, other = (next_moves(policy, book, "1", now).outlook for now in (NOW, at(4, 12)))
        assert one is not None
        assert other is not None
        assert one.now == other.now

    def test_who_must_be_told_now_is_named(self, policy: Policy, book: Book):
        assert next_moves(policy, book, "2", at(3, 9, 0)).to_tell == ("boss",)
        assert next_moves(policy, book, "1", at(4, 9)).to_tell == ("clerk",)

    def test_who_signs_is_named_once_the_matrix_can_tell(self, policy: Policy):
        cases = [{**CASES[0], "amount": "600"}]
        events = [{"case": "1", "at": "2026-03-02 10:00", "name": "answer", "opinion": "x", "role": "clerk"}]
        found = next_moves(policy, Book.from_tables({"cases": cases, "events": events}), "1", NOW)
        assert found.outlook is not None
        assert found.ready is not None
        refund = next(each for each in found.outlook.choices if each.move.transition.id == "refund")
        assert found.ready.signers(refund, found.outlook) == ("director",)

    def test_parameters_are_those_of_the_day_in_the_flows_zone(self, policy: Policy, book: Book):
        # The least amount rises on 5 March; at 00:30 in Shanghai it is still 4 March in universal time.
        assert next_moves(policy, book, "5", at(4, 23, 30)).may == ("look", "finish")
        assert refusals(next_moves(policy, book, "5", at(5, 0, 30))) == {"look": ["DK615"]}


class TestWhatCannotBeAsked:
    def test_an_unknown_case_is_told_with_the_nearest(self, policy: Policy, book: Book):
        cases = [{**each, "case": f"104{each['case']}"} for each in CASES]
        found = next_moves(policy, Book.from_tables({"cases": cases, "events": []}), "1O42", NOW)
        assert [(each.code, each.arg("nearest")) for each in found.problems] == [("DK658", "1042")]
        assert found.may == ()

    def test_a_moment_before_the_case_began_is_told(self, policy: Policy, book: Book):
        (found,) = next_moves(policy, book, "1", at(2, 8, 59)).problems
        assert (found.code, found.arg("opened"), found.arg("now")) == ("DK659", "2026-03-02 09:00", "2026-03-02 08:59")

    def test_the_moment_it_began_is_none_before(self, policy: Policy, book: Book):
        assert next_moves(policy, book, "1", at(2, 9)).problems == ()

    def test_an_unknown_person_is_told(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "1", NOW, actor="bab")
        assert [(each.code, each.arg("nearest")) for each in found.problems] == [("DK660", "bob")]

    def test_an_unknown_role_is_told(self, policy: Policy, book: Book):
        found = next_moves(policy, book, "1", NOW, role="clark")
        assert [(each.code, each.arg("nearest")) for each in found.problems] == [("DK662", "clerk")]

    def test_roles_that_only_sign_are_known(self, policy: Policy):
        assert roles_of(flows_of(policy)["desk"], policy) == ("clerk", "boss", "director")

    def test_a_policy_without_flows_is_told(self, tmp_path: Path, book: Book):
        found = next_moves(loaded(tmp_path, POLICY[: POLICY.index("authority:")]), book, "1", NOW)
        assert [each.code for each in found.problems] == ["DK661"]

    def test_a_book_without_cases_is_told(self, policy: Policy):
        found = next_moves(policy, Book.from_tables({"customers": [{"customer": "K1"}]}), "1", NOW)
        assert "DK802" in {each.code for each in found.problems}


class TestDue:
    def due(self, policy: Policy, book: Book, **more: object) -> DueList:
        return due_cases(CaseDesk(policy, book), NOW, **more)  # type: ignore[arg-type]

    def test_what_is_late_comes_first_then_by_what_is_due_next(self, policy: Policy, book: Book):
        found = self.due(policy, book)
        # 2: the boss should have been told on the 3rd at 9. 1: 72 hours from the 2nd, 9:00. 6 has no priority: its
        # clock cannot be told. 3 stands still. 5 has no clock. 4 is done.
        assert [each.seen.case.opened.case for each in found.cases] == ["2", "1", "6", "3", "5"]
        assert (found.open_cases, found.late, found.untold) == (5, 1, 1)

    def test_the_nearest_time_is_said_with_how_late_it_is(self, policy: Policy, book: Book):
        found = {each.seen.case.opened.case: each for each in self.due(policy, book).cases}
        assert found["2"].notice is not None
        assert found["2"].late.total_seconds() / 3600 == 27
        assert (found["1"].due, found["1"].is_late) == (at(5, 9), False)
        assert found["3"].due is None
        assert (found["3"].is_untold, found["6"].is_untold) == (False, True)

    def test_who_must_act_is_who_keeps_the_clock_and_who_may_move_it_on(self, policy: Policy, book: Book):
        found = {each.seen.case.opened.case: each for each in self.due(policy, book).cases}
        assert found["1"].acts == ("clerk", "boss")
        assert found["5"].acts == ("nobody-else",)

    def test_within_a_time_leaves_out_what_is_due_later_and_what_stands_still(self, policy: Policy, book: Book):
        within = self.due(policy, book, within=Duration(1, Unit.DAYS))
        assert [each.seen.case.opened.case for each in within.cases] == ["2", "1", "6"]
        hours = self.due(policy, book, within=Duration(20, Unit.HOURS))
        assert [each.seen.case.opened.case for each in hours.cases] == ["2", "6"]

    def test_for_a_role_only_what_it_must_act_on_or_be_told(self, policy: Policy, book: Book):
        found = self.due(policy, book, role="boss")
        assert [each.seen.case.opened.case for each in found.cases] == ["2", "1"]

    def test_one_flow_alone(self, policy: Policy, book: Book):
        assert [each.seen.case.opened.case for each in self.due(policy, book, flow="other").cases] == ["5"]
