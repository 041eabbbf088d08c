"""Cases and events of a book: which flow, when they began, what fills them in, what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from dealerkit.assembly import load
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.workflow.auditing.audit import audit
from dealerkit.workflow.auditing.audited import Verdict
from dealerkit.workflow.log import lacking_cases, read_cases
from tests.workflow.flows import at

POLICY = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, effective: 2026-01-01..2026-12-31}
facts:
  case.opinion: {type: text, meaning: what is proposed, source: form}
flows:
  desk:
    repeated_within: 30 days
    states: {open: {initial: true}, done: {final: true}}
    transitions:
      - {id: note, from: open}
      - {id: finish, from: open, to: done, when: dealer.class == "A" or known(case.opinion)}
"""
TWO = (
    POLICY
    + """
  other:
    states: {open: {initial: true}, done: {final: true}}
    transitions: [{id: finish, from: open, to: done}]
"""
)

Rows = list[dict[str, str]]


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return read(tmp_path, POLICY)


def read(folder: Path, text: str) -> Policy:
    path = folder / "policy.yaml"
    path.write_text(text, "utf-8")
    found = load([path]).policy
    assert found is not None
    return found


def book(cases: Rows | None, events: Rows, **more: Rows) -> Book:
    tables = {"events": events, **more}
    return Book.from_tables(tables if cases is None else {"cases": cases, **tables})


def opened(case: str, day: str, **more: str) -> dict[str, str]:
    return {"case": case, "opened_at": day, **more}


def event(case: str, moment: str, name: str = "note", **more: str) -> dict[str, str]:
    return {"case": case, "at": moment, "name": name, **more}


class TestBeginnings:
    def test_a_case_begins_as_the_table_says_in_the_zone_of_its_flow(self, policy: Policy):
        found = read_cases(policy, book([opened("1", "2026-03-02 09:30", opened_by="E1")], []))
        story = found.stories["1"]
        assert (story.opened.at, story.opened.by) == (datetime(2026, 3, 2, 1, 30, tzinfo=UTC), "E1")

    def test_a_log_without_cases_begins_with_the_first_event(self, policy: Policy):
        found = read_cases(policy, book(None, [event("1", "2026-03-02 10:00"), event("1", "2026-03-02 09:00")]))
        assert found.stories["1"].opened.at == at(2)

    def test_who_is_complained_about_is_known(self, policy: Policy):
        found = read_cases(policy, book([opened("1", "2026-03-02 09:30", complained_about="E7")], []))
        assert found.stories["1"].opened.complained_about == {"E7"}

    def test_what_the_flow_asks_of_the_dealer_is_read_as_of_the_day(self, policy: Policy):
        customers = [
            {"customer": "D1", "class": "B", "valid_to": "2026-02-28"},
            {"customer": "D1", "class": "A", "valid_from": "2026-03-01"},
        ]
        found = read_cases(policy, book([opened("1", "2026-03-02 09:30", customer="D1")], [], customers=customers))
        assert found.stories["1"].opened.facts["dealer.class"] == "A"


class TestEvents:
    def test_events_keep_the_order_of_the_book(self, policy: Policy):
        events = [event("1", "2026-03-02 10:00", "finish"), event("1", "2026-03-02 09:00", "note")]
        story = read_cases(policy, book([opened("1", "2026-03-02 08:00")], events)).stories["1"]
        assert [each.name for each in story.events] == ["finish", "note"]

    def test_a_column_of_the_companys_own_fills_a_declared_fact_in(self, policy: Policy):
        events = [event("1", "2026-03-02 10:00", opinion="replace it", actor="E1", role="clerk")]
        found = read_cases(policy, book([opened("1", "2026-03-02 08:00")], events)).stories["1"].events[0]
        assert (found.fields, found.actor, found.role) == ({"case.opinion": "replace it"}, "E1", "clerk")

    def test_events_after_the_moment_of_the_question_have_not_happened(self, policy: Policy):
        cases = [opened("1", "2026-03-02 08:00"), opened("2", "2026-03-04 08:00")]
        events = [event("1", "2026-03-02 10:00"), event("1", "2026-03-03 10:00")]
        found = read_cases(policy, book(cases, events), at(3, 9))
        assert {case: len(story.events) for case, story in found.stories.items()} == {"1": 1}


class TestEarlierCases:
    def test_cases_of_the_same_customer_shortly_before_are_counted(self, policy: Policy):
        days = {"1": "2026-01-20", "2": "2026-01-31", "3": "2026-02-10", "4": "2026-03-02"}
        cases = [opened(case, f"{day} 10:00", customer="D1") for case, day in days.items()]
        found = read_cases(policy, book([*cases, opened("5", "2026-02-11 10:00", customer="D2")], []))
        # Of case 4, thirty days before 2 March is 31 January: that day counts, the 20th does not.
        assert {case: story.opened.facts["case.earlier"] for case, story in found.stories.items()} == {
            "1": 0,
            "2": 1,
            "3": 2,
            "4": 2,
            "5": 0,
        }


class TestWhatCannotBeUsed:
    def test_an_event_of_a_case_nobody_opened_is_listed(self, policy: Policy):
        found = read_cases(policy, book([opened("1001", "2026-03-02 08:00")], [event("1010", "2026-03-02 10:00")]))
        assert [(each.code, each.arg("case"), each.arg("nearest")) for each in found.problems] == [
            ("DK643", "1010", "1001")
        ]

    def test_the_nearest_case_is_looked_for_once_however_many_events_name_it(
        self, policy: Policy, monkeypatch: pytest.MonkeyPatch
    ):
        asked: list[str] = []

        def nearest(word: str, words: Iterable[str]) -> str:
            asked.append(word)
            return next(iter(words))

        monkeypatch.setattr("dealerkit.workflow.log.nearest", nearest)
        log = [event(case, "2026-03-02 10:00", actor=str(number)) for number, case in enumerate(["7", "8", "7", "7"])]
        found = read_cases(policy, book([opened("1001", "2026-03-02 08:00")], log))
        assert [(each.arg("case"), each.arg("nearest")) for each in found.problems] == [
            ("7", "1001"),
            ("8", "1001"),
            ("7", "1001"),
            ("7", "1001"),
        ]
        assert asked == ["7", "8"]

    @pytest.mark.parametrize("flow", ["", "dsk"])
    def test_of_several_flows_a_case_names_one(self, tmp_path: Path, flow: str):
        cases = [opened("1", "2026-03-02 08:00", flow=flow), opened("2", "2026-03-02 08:00", flow="other")]
        found = read_cases(read(tmp_path, TWO), book(cases, []))
        assert [each.code for each in found.problems] == ["DK642"]
        assert list(found.stories) == ["2"]

    def test_a_log_without_cases_needs_a_policy_of_one_flow(self, tmp_path: Path):
        found = read_cases(read(tmp_path, TWO), book(None, [event("1", "2026-03-02 10:00")]))
        assert ([each.code for each in found.problems], found.stories) == (["DK642"], {})

    def test_a_book_without_events_says_what_it_lacks(self):
        assert [each.code for each in lacking_cases(Book.from_tables({}))] == ["DK802"]


FORM = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, effective: 2026-01-01..2026-12-31}
facts:
  case.founded: {type: true-or-false, meaning: whether it is justified, source: form}
  case.repaid: {type: number, unit: money, meaning: what was paid, source: form}
flows:
  desk:
    kinds: [quality, service]
    priorities: [high, low]
    states: {open: {initial: true}, done: {final: true}}
    transitions:
      - {id: judge, from: open}
      - {id: finish, from: open, to: done, when: case.founded}
"""


class TestColumnsOfTheCompanysOwn:
    @pytest.mark.parametrize(("written", "meant"), [("yes", True), ("是", True), ("no", False), ("0", False)])
    def test_words_for_yes_and_no_fill_a_condition_in(self, tmp_path: Path, written: str, *, meant: bool):
        events = [{"case": "1", "at": "2026-03-05 10:00", "name": "judge", "founded": written}]

        found = read_cases(read(tmp_path, FORM), book([opened("1", "2026-03-05 09:00")], events))

        assert found.stories["1"].events[0].fields == {"case.founded": meant}
        assert found.problems == ()

    def test_a_word_that_is_neither_leaves_the_fact_out_and_is_told(self, tmp_path: Path):
        events = [{"case": "1", "at": "2026-03-05 10:00", "name": "judge", "founded": "maybe"}]

        found = read_cases(read(tmp_path, FORM), book([opened("1", "2026-03-05 09:00")], events))

        assert found.stories["1"].events[0].fields == {}
        assert [(each.code, each.arg("heading")) for each in found.problems] == [("DK844", "founded")]

    def test_a_column_of_cases_is_read_in_the_same_way(self, tmp_path: Path):
        row = opened("1", "2026-03-05 09:00", repaid="1,200.50", founded="ja")

        found = read_cases(
            read(tmp_path, FORM), book([row], [{"case": "1", "at": "2026-03-05 10:00", "name": "judge"}])
        )

        assert found.stories["1"].opened.facts["case.repaid"] == Decimal("1200.50")
        assert [each.code for each in found.problems] == ["DK844"]


class TestEventsThatCannotBeRead:
    EVENTS: ClassVar[Rows] = [
        {"case": "1", "at": "2026-03-05 10:00", "name": "judge"},
        {"case": "1", "at": "2026-03-5x 11:00", "name": "finish"},
        {"case": "2", "at": "2026-03-05 10:00", "name": "judge"},
    ]

    def test_their_case_is_warned_of_and_no_other(self, tmp_path: Path):
        cases = [opened("1", "2026-03-05 09:00"), opened("2", "2026-03-05 09:00")]

        found = read_cases(read(tmp_path, FORM), book(cases, self.EVENTS))

        assert [(each.code, each.arg("case")) for each in found.problems] == [("DK646", "1")]
        assert len(found.stories["1"].unread) == 1
        assert found.stories["2"].unread == ()

    def test_an_audit_calls_their_case_undetermined(self, tmp_path: Path):
        cases = [opened("1", "2026-03-05 09:00"), opened("2", "2026-03-05 09:00")]

        found = audit(read(tmp_path, FORM), book(cases, self.EVENTS), date(2026, 3, 5))

        assert {each.number: each.verdict for each in found.cases} == {
            "1": Verdict.UNDETERMINED,
            "2": Verdict.CONFORMS,
        }


@pytest.mark.parametrize(("key", "value", "close"), [("kind", "qualty", "quality"), ("priority", "hihg", "high")])
def test_a_kind_or_priority_the_flow_does_not_know_is_told_with_the_nearest(
    tmp_path: Path, key: str, value: str, close: str
):
    found = read_cases(read(tmp_path, FORM), book([opened("1", "2026-03-05 09:00", **{key: value})], [])).problems

    assert [(each.code, each.arg("key"), each.arg("nearest")) for each in found] == [("DK647", key, close)]
