"""A log held against its flow: what was broken, by how much, how often, and that one case never touches another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import load, loads
from dealerkit.book import Book
from dealerkit.cli import main
from dealerkit.policy.policy import Policy
from dealerkit.workflow.auditing.audit import Audit, audit, audit_stories, conformance
from dealerkit.workflow.auditing.audited import Audited, Verdict
from dealerkit.workflow.auditing.tallies import by_code, by_role, in_states, lasted, variants
from dealerkit.workflow.log import read_cases
from tests.workflow.flows import at

POLICY = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, calendar: CN,
  effective: 2026-01-01..2026-12-31}
facts:
  case.major: {type: true-or-false, meaning: whether it is major, source: form}
flows:
  desk:
    hours: "09:00-12:00, 13:00-18:00"
    states: {open: {initial: true}, judged: {}, done: {final: true}}
    transitions:
      - {id: judge, from: open, to: judged, by: [supervisor]}
      - {id: finish, from: judged, to: done, by: [clerk]}
      - {id: reopen, from: done, to: judged}
      - {id: tell, from: any}
    clocks:
      - id: close
        owner: clerk
        until: {enter: done}
        goals:
          - {id: urgent, when: case.priority == "high", within: 8 hours}
          - {id: all, when: case.priority == "low", within: 24 hours}
    notices:
      - {id: head, when: case.major, to: [head, legal], within: 2 hours, done: tell}
"""
OTHER = (
    POLICY
    + """
  visit: {states: {open: {initial: true}, done: {final: true}}, transitions: [{id: go, from: open, to: done}]}
"""
)

Rows = list[dict[str, str | bool]]


def policy_of(text: str = POLICY) -> Policy:
    found = loads({"policy.yaml": text.encode()}).policy
    assert found is not None
    return found


DESK = policy_of()


def case(number: str, opened: str, priority: str = "low", **more: str | bool) -> dict[str, str | bool]:
    return {"case": number, "opened_at": opened, "priority": priority, "major": False, **more}


def event(number: str, moment: str, name: str, role: str = "", actor: str = "") -> dict[str, str | bool]:
    return {"case": number, "at": moment, "name": name, "role": role, "actor": actor}


def kept(number: str, day: int = 2) -> Rows:
    """What happens in a case that keeps every rule."""
    return [
        event(number, f"2026-03-{day:02} 10:00", "judge", "supervisor", "ann"),
        event(number, f"2026-03-{day:02} 17:00", "finish", "clerk", "bob"),
    ]


def found(cases: Rows, events: Rows, now: date | datetime = date(2026, 3, 10), policy: Policy = DESK) -> Audit:
    return audit(policy, Book.from_tables({"cases": cases, "events": events}), now)


def one(cases: Rows, events: Rows, now: date | datetime = date(2026, 3, 10)) -> Audited:
    (only,) = found(cases, events, now).cases
    return only


class TestClocks:
    def test_a_case_that_keeps_every_rule_conforms(self):
        assert one([case("1", "2026-03-02 09:00")], kept("1")).verdict is Verdict.CONFORMS

    def test_a_clock_that_ended_late_says_by_how_much_and_how_much_of_it_was_worked(self):
        events = [
            event("1", "2026-03-03 09:30", "judge", "supervisor"),
            event("1", "2026-03-04 10:00", "finish", "clerk", "bob"),
        ]
        (finding,) = one([case("1", "2026-03-02 17:00")], events).findings
        # Due on the 3rd at 17:00, done on the 4th at 10:00: seventeen hours, two of them with the office open.
        assert (finding.problem.code, finding.event, finding.actor) == ("DK620", "finish", "bob")
        assert finding.problem.address == "flows.desk.clocks[close].goals[all]"
        assert finding.late is not None
        assert (finding.late.by, finding.late.working) == (timedelta(hours=17), timedelta(hours=2))
        assert finding.late.ended == at(4, 10)

    def test_a_clock_that_still_runs_is_late_up_to_the_moment_asked_about(self):
        (finding,) = one([case("1", "2026-03-02 09:00")], [], at(3, 12)).findings
        assert finding.late is not None
        assert (finding.late.by, finding.late.ended, finding.role) == (timedelta(hours=3), None, "clerk")

    def test_a_day_is_taken_at_its_end(self):
        (finding,) = one([case("1", "2026-03-02 09:00")], [], date(2026, 3, 3)).findings
        assert finding.late is not None
        assert finding.late.by == timedelta(hours=15)

    def test_a_finding_stands_at_the_row_of_its_event(self):
        events = [*kept("1"), event("2", "2026-03-04 09:00", "judge", "supervisor")]
        events += [event("2", "2026-03-05 10:00", "finish", "clerk")]
        audited = found([case("1", "2026-03-02 09:00"), case("2", "2026-03-04 08:00")], events)
        (finding,) = audited.cases[1].findings
        assert finding.problem.at is not None
        assert (finding.problem.at.file, finding.problem.at.line) == ("events", 4)

    def test_a_clock_without_a_goal_that_can_be_told_leaves_the_case_undetermined(self):
        rows = [{key: value for key, value in case("1", "2026-03-02 09:00").items() if key != "priority"}]
        audited = one(rows, kept("1"))
        assert [each.problem.code for each in audited.findings] == ["DK625"]
        assert audited.verdict is Verdict.UNDETERMINED


class TestNotices:
    def test_one_that_was_never_told_is_late_up_to_now(self):
        (finding,) = one([case("1", "2026-03-02 09:00", major=True)], kept("1"), at(2, 18)).findings
        assert (finding.problem.code, finding.problem.arg("to")) == ("DK624", ("head", "legal"))
        assert finding.late is not None
        assert (finding.late.by, finding.late.ended) == (timedelta(hours=7), None)

    def test_one_told_late_stands_at_the_event_that_told_it(self):
        events = [event("1", "2026-03-02 12:00", "tell", "store", "eve"), *kept("1")[1:]]
        events.insert(1, event("1", "2026-03-02 12:30", "judge", "supervisor"))
        (finding,) = one([case("1", "2026-03-02 09:00", major=True)], events).findings
        assert (finding.actor, finding.late and finding.late.by) == ("eve", timedelta(hours=1))

    def test_one_told_in_time_is_none(self):
        events = [event("1", "2026-03-02 09:30", "tell"), *kept("1")]
        assert one([case("1", "2026-03-02 09:00", major=True)], events).findings == ()

    def test_one_whose_condition_cannot_be_told_is_undetermined(self):
        rows = [{key: value for key, value in case("1", "2026-03-02 09:00").items() if key != "major"}]
        audited = one(rows, kept("1"))
        assert ([each.problem.code for each in audited.findings], audited.verdict) == (
            ["DK626"],
            Verdict.UNDETERMINED,
        )


class TestTheRest:
    def test_a_bad_event_stops_nothing(self):
        cases = [case("1", "2026-03-02 09:00"), case("2", "2026-03-02 09:00")]
        events = [event("1", "2026-03-02 09:10", "dance"), *kept("1"), *kept("2")]
        first, second = found(cases, events).cases
        assert [each.problem.code for each in first.findings] == ["DK610"]
        assert (first.case.state, second.verdict) == ("done", Verdict.CONFORMS)

    def test_rows_read_are_rows_used_and_rows_rejected(self):
        cases = [case("1", "2026-03-02 09:00"), case("2", "2026-03-02 09:00", flow="gone")]
        cases += [case("1", "2026-03-03 09:00")]
        events = [*kept("1"), event("2", "2026-03-02 10:00", "judge"), event("9", "2026-03-02 10:00", "judge")]
        events += [event("1", "some day", "judge")]
        audited = found(cases, events)
        read = {name: (each.read, each.used, each.rejected) for name, each in audited.read.items()}
        assert read == {"cases": (3, 1, 2), "events": (5, 2, 3)}
        assert dict(audited.read["cases"].by_code) == {"DK642": 1, "DK842": 1}
        # An event is rejected for the reason for which its case was.
        assert dict(audited.read["events"].by_code) == {"DK642": 1, "DK643": 1, "DK838": 1}

    def test_what_happens_later_has_not_happened_yet(self):
        audited = found([case("1", "2026-03-02 09:00")], kept("1"), at(2, 12))
        assert (audited.later, audited.cases[0].case.state) == (1, "judged")

    def test_only_one_flow_is_audited_where_one_is_named(self):
        policy = policy_of(OTHER)
        cases = [case("1", "2026-03-02 09:00", flow="desk"), case("2", "2026-03-02 09:00", flow="visit")]
        book = Book.from_tables({"cases": cases, "events": kept("1")})
        assert [each.number for each in audit(policy, book, date(2026, 3, 10), "visit").cases] == ["2"]


class TestFigures:
    @pytest.fixture
    def audited(self) -> Audit:
        cases = [case(str(number), f"2026-03-0{number} 09:00") for number in (2, 3, 4)]
        events = [*kept("2"), *kept("3", 3), event("4", "2026-03-04 10:00", "judge", "clerk", "bob")]
        return found(cases, events)

    def test_the_rate_is_an_exact_share_of_all_cases(self, audited: Audit):
        rate = conformance(audited.cases)
        assert (rate.cases, rate.conforming, rate.violating, rate.rate) == (3, 2, 1, Fraction(2, 3))

    def test_of_no_cases_there_is_no_rate(self):
        assert conformance(()).rate is None

    def test_violations_are_counted_by_code_and_by_role(self, audited: Audit):
        assert [(each.code, each.findings, each.cases) for each in by_code(audited.cases)] == [
            ("DK612", 1, 1),
            ("DK620", 1, 1),
        ]
        assert [(each.role, each.findings) for each in by_role(audited.cases)] == [("clerk", 2)]

    def test_cases_that_did_the_same_are_one_way(self, audited: Audit):
        ways = [(each.moves, each.count, each.share, each.conforming) for each in variants(audited.cases)]
        assert ways == [(("judge", "finish"), 2, Fraction(2, 3), 2), (("judge",), 1, Fraction(1, 3), 0)]

    def test_stays_that_last_are_counted_apart(self, audited: Audit):
        open_, judged = in_states(audited.cases, audited.flows[0].states)
        assert (open_.state, open_.lasting, open_.elapsed and open_.elapsed.median) == ("open", 0, timedelta(hours=1))
        assert (judged.lasting, judged.elapsed and judged.elapsed.count) == (1, 2)
        # 10:00 to 17:00, an hour of it the lunch break.
        assert judged.elapsed is not None
        assert judged.working is not None
        assert (judged.elapsed.longest, judged.working.longest) == (timedelta(hours=7), timedelta(hours=6))

    def test_only_cases_that_ended_say_how_long_they_took(self, audited: Audit):
        spread = lasted(audited.cases)
        assert spread is not None
        assert (spread.count, spread.median) == (2, timedelta(hours=8))

    def test_a_case_that_was_reopened_ends_when_it_ends_for_good(self):
        events = [
            *kept("1"),
            event("1", "2026-03-03 09:00", "reopen"),
            event("1", "2026-03-03 11:00", "finish", "clerk"),
        ]
        assert one([case("1", "2026-03-02 09:00")], events).ended == at(3, 11)

    def test_a_move_back_in_time_ends_a_stay_at_once(self):
        events = [
            event("1", "2026-03-02 10:00", "judge", "supervisor"),
            event("1", "2026-03-02 08:00", "finish", "clerk"),
        ]
        assert [each.lasted for each in one([case("1", "2026-03-02 09:00")], events).stays] == [
            timedelta(hours=1),
            timedelta(),
        ]


MOVES = ("judge", "finish", "reopen", "tell", "dance")


@st.composite
def logs(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Cases and whatever may happen in them, their events mixed."""
    cases = [
        case(str(number), f"2026-03-0{draw(st.integers(2, 6))} 09:00", draw(st.sampled_from(("high", "low"))))
        for number in range(draw(st.integers(1, 5)))
    ]
    events: Rows = []
    for each in cases:
        for _ in range(draw(st.integers(0, 5))):
            moment = f"2026-03-{draw(st.integers(2, 9)):02} {draw(st.integers(8, 19)):02}:00"
            role = draw(st.sampled_from(("supervisor", "clerk", "")))
            events.append(event(str(each["case"]), moment, draw(st.sampled_from(MOVES)), role))
    return cases, events


def facts_of(cases: tuple[Audited, ...]) -> Iterator[object]:
    for each in cases:
        codes = [(found.problem.code, found.at, found.late and found.late.by) for found in each.findings]
        yield each.number, each.verdict, codes, each.ended, each.stays


class TestOneCaseAtATime:
    @settings(max_examples=40)
    @given(logs(), st.randoms(use_true_random=False))
    def test_the_order_of_the_cases_changes_nothing(self, log: tuple[Rows, Rows], random: Random):
        stories = list(read_cases(DESK, Book.from_tables({"cases": log[0], "events": log[1]})).stories.values())
        straight = audit_stories(DESK, stories, date(2026, 3, 10))
        random.shuffle(stories)
        assert audit_stories(DESK, stories, date(2026, 3, 10)) == straight

    @settings(max_examples=40)
    @given(logs())
    def test_a_case_says_of_itself_what_it_says_among_others(self, log: tuple[Rows, Rows]):
        together = list(facts_of(found(*log).cases))
        alone = [
            fact
            for each in log[0]
            for fact in facts_of(found([each], [row for row in log[1] if row["case"] == each["case"]]).cases)
        ]
        assert sorted(map(repr, together)) == sorted(map(repr, alone))

    @settings(max_examples=40)
    @given(logs())
    def test_no_stretch_of_time_is_counted_twice_or_left_out(self, log: tuple[Rows, Rows]):
        for each in found(*log).cases:
            whole = (each.ended or at(11, 0)) - each.story.opened.at
            in_final = whole - sum((stay.lasted for stay in each.stays), timedelta())
            assert in_final >= timedelta()
            if "reopen" not in each.moves and each.is_open:
                assert in_final == timedelta()


class TestTheCommand:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "policy.yaml").write_text(POLICY, "utf-8")
        book = tmp_path / "book"
        book.mkdir()
        (book / "cases.csv").write_text(
            "case,opened_at,priority,major\n1,2026-03-02 09:00,low,no\n2,2026-03-02 09:00,low,no\n", "utf-8"
        )
        rows = [",".join(map(str, each.values())) for each in (*kept("1"), *kept("2", 5))]
        (book / "events.csv").write_text("case,at,name,role,actor\n" + "\n".join(rows) + "\n", "utf-8")
        (book / "columns.yaml").write_text(
            "tables: {cases: {columns: {major: {heading: major, type: boolean, meaning: whether it is major}}}}",
            "utf-8",
        )
        return tmp_path

    def asked(self, *more: str, book: str = "book") -> int:
        return main(["complaint", "audit", "policy.yaml", book, "--as-of", "2026-03-10", *more])

    def test_violations_do_not_change_the_exit_code(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked() == 0
        out = capsys.readouterr().out
        assert "2 cases, 1 of them keep every rule (50%)" in out
        assert "Rows of events: 4 read = 4 used + 0 rejected" in out

    def test_a_row_that_cannot_be_read_does(self, folder: Path):
        (folder / "book" / "events.csv").write_text("case,at,name\n1,yesterday,judge\n", "utf-8")
        assert self.asked() == 1
        assert self.asked("--accept-rejects", "1") == 0

    def test_a_single_file_of_events_will_do(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked("--format", "json", book="book/events.csv") == 0
        document = json.loads(capsys.readouterr().out)
        # Without the table of cases nobody knows their priority, by which the clock has its goal.
        assert [(each["cases"], each["undetermined"]) for each in document["flows"]] == [(2, 2)]

    def test_one_case_is_told_from_beginning_to_end(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked("--case", "2") == 0
        out = capsys.readouterr().out
        assert "Violates. Opened 2026-03-02 09:00, ended 2026-03-05 17:00" in out
        assert "late by 2 d 8 h" in out

    def test_the_case_in_chinese_and_as_json(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked("--case", "2", "--lang", "zh") == 0
        assert "违规" in capsys.readouterr().out
        assert self.asked("--case", "2", "--format", "json") == 0
        assert json.loads(capsys.readouterr().out)["findings"][0]["late"]["seconds"] == 56 * 3_600

    def test_a_case_that_is_not_there_names_one_that_is(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked("--case", "22") == 2
        assert "DK658" in capsys.readouterr().err

    def test_a_flow_that_is_not_there(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        assert self.asked("--flow", "dsk") == 2
        assert "DK661" in capsys.readouterr().err

    def test_files_hold_every_case_violation_way_and_state(self, folder: Path):
        assert self.asked("--out", "found") == 0
        names = {each.name for each in (folder / "found").iterdir()}
        assert {"cases.csv", "violations.csv", "variants.csv", "states.csv"} <= names
        violations = (folder / "found" / "violations.csv").read_text("utf-8-sig").splitlines()
        assert len(violations) == 2
        assert "3360" in violations[1].split(",")


class TestStrangers:
    def test_whoever_the_book_does_not_know_is_named_once_and_taken_at_his_word(self, tmp_path: Path):
        path = tmp_path / "policy.yaml"
        path.write_text(
            "policy: {name: desk, revision: '1', currency: CNY, effective: 2026-01-01..}\n"
            "flows:\n  desk:\n    states: {open: {initial: true}, done: {final: true}}\n"
            "    transitions: [{id: note, from: open}, {id: finish, from: open, to: done, by: clerk}]\n",
            "utf-8",
        )
        policy = load([path]).policy
        assert policy is not None
        rows = [("note", "zoe"), ("note", "K1"), ("note", ""), ("note", "zoe"), ("finish", "ann")]
        book = Book.from_tables(
            {
                "events": [
                    {"case": "1", "at": f"2026-03-02 0{hour}:00", "name": name, "actor": actor, "role": "clerk"}
                    for hour, (name, actor) in enumerate(rows)
                ],
                "employees": [{"employee": "ann", "role": "clerk"}],
                "customers": [{"customer": "K1"}],
            }
        )
        found = audit(policy, book, date(2026, 3, 3))
        assert [(each.code, each.severity.value, each.arg("actor")) for each in found.problems] == [
            ("DK660", "note", "zoe")
        ]
        assert [each.findings for each in found.cases] == [()]
