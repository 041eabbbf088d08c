from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from dealerkit.assembly import CaseRun, loads, results_of
from dealerkit.report.verdicts import verdicts_json, verdicts_junit, verdicts_text

POLICY = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..}
authority:
  compensation:
    hit: unique
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: manager, amount: {at: 500}, then: {role: manager}}
tests:
  small:
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 499.99}
    expect: {role: supervisor}
"""
WRONG = """\
  at-the-bound:
    title: 正好 500
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 500}
    expect: {role: supervisor}
"""


def run(text: str) -> CaseRun:
    return results_of(loads({"p.yaml": text.encode()}))


@pytest.fixture(scope="module")
def passed() -> CaseRun:
    return run(POLICY)


@pytest.fixture(scope="module")
def known() -> CaseRun:
    return run(f"{POLICY}{WRONG}    bug: 500 is still signed by the manager\n")


@pytest.fixture(scope="module")
def failed() -> CaseRun:
    return run(POLICY + WRONG)


class TestText:
    def test_rules_that_no_case_reached_and_the_count(self, passed: CaseRun):
        lines = verdicts_text(passed, "en").splitlines()
        assert lines[0] == "no case reached these table rows (1 of 2):"
        assert "  authority.compensation.rows[manager]" in lines
        assert lines[-1].startswith("1 passed; ")

    def test_what_differed_comes_first_with_its_place(self, failed: CaseRun):
        text = verdicts_text(failed, "en")
        assert text.startswith("p.yaml:19:20: DK261 ")
        assert "DK261" in text
        assert text.splitlines()[-1].startswith("1 passed, 1 failed; ")

    def test_the_count_in_chinese(self, failed: CaseRun):
        assert verdicts_text(failed, "zh").splitlines()[-1].startswith("1 个用例通过，1 个不通过；")

    def test_without_any_case_only_the_reason_is_listed(self):
        text = verdicts_text(run(POLICY.partition("tests:")[0]), "en")
        assert "DK264" in text
        assert "no case reached" not in text

    def test_what_is_known_to_be_wrong_is_listed_with_its_note(self, known: CaseRun):
        lines = verdicts_text(known, "zh").splitlines()
        assert lines[:2] == ["已知有误：", "  at-the-bound: 500 is still signed by the manager"]
        assert lines[-1].startswith("1 个用例通过，1 个已知有误；")


class TestJson:
    def test_a_known_bug_says_how_it_ended_and_what_differs(self, known: CaseRun):
        document = json.loads(verdicts_json(known, "en"))
        assert (document["summary"]["failed"], document["summary"]["known"]) == (0, 1)
        wrong = document["cases"][1]
        assert (wrong["ended"], wrong["bug"]) == ("known", "500 is still signed by the manager")
        assert [each["code"] for each in wrong["known"]] == ["DK261"]

    def test_coverage_is_told_by_kind(self, passed: CaseRun):
        document = json.loads(verdicts_json(passed, "en"))
        rows = document["coverage"]["kinds"][2]
        assert rows == {
            "kind": "row",
            "covered": 1,
            "count": 2,
            "uncovered": ["authority.compensation.rows[manager]"],
        }

    def test_each_case_with_what_differed(self, failed: CaseRun):
        document = json.loads(verdicts_json(failed, "zh"))
        assert (document["summary"]["passed"], document["summary"]["failed"]) == (1, 1)
        assert document["problems"] == []
        wrong = document["cases"][1]
        assert (wrong["id"], wrong["title"], wrong["passed"]) == ("at-the-bound", "正好 500", False)
        assert [each["code"] for each in wrong["problems"]] == ["DK261"]

    def test_what_belongs_to_no_case_stands_apart(self):
        document = json.loads(verdicts_json(run("polcy: 1\n"), "en"))
        assert document["cases"] == []
        assert document["problems"]


class TestJunit:
    def test_a_failure_has_the_sentence_and_the_place(self, failed: CaseRun):
        suite = ET.fromstring(verdicts_junit(failed, "en"))  # noqa: S314 - ours
        assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
        failure = suite.findall("testcase")[1].find("failure")
        assert failure is not None
        assert "DK261" in (failure.text or "")
        assert failure.get("message")

    def test_a_known_bug_is_skipped_with_its_note(self, known: CaseRun):
        suite = ET.fromstring(verdicts_junit(known, "en"))  # noqa: S314 - ours
        assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
        skipped = suite.find("testcase/skipped")
        assert skipped is not None
        assert skipped.get("message") == "500 is still signed by the manager"
        assert "DK261" in (skipped.text or "")

    def test_the_coverage_stands_among_the_properties(self, passed: CaseRun):
        suite = ET.fromstring(verdicts_junit(passed, "en"))  # noqa: S314 - ours
        told = {each.get("name"): each.get("value") for each in suite.findall("properties/property")}
        assert told["covered.rows"] == "1/2"
        assert told["uncovered.rows"] == "authority.compensation.rows[manager]"

    def test_a_policy_that_cannot_be_read_is_a_failure_of_its_own(self):
        suite = ET.fromstring(verdicts_junit(run("polcy: 1\n"), "en"))  # noqa: S314 - ours
        assert [case.get("name") for case in suite] == ["policy"]
        assert suite.get("failures") == "1"

    def test_characters_that_xml_forbids_are_shown_as_codes(self):
        text = POLICY.replace("role: supervisor}\n", 'role: "super\\u0007visor"}\n')
        ET.fromstring(verdicts_junit(run(text), "en"))  # noqa: S314 - ours
