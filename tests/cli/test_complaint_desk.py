"""``complaint next``, ``due`` and ``draw`` from end to end over the example; the figures are derived by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "complaints"
POLICY, BOOK = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
NOON = ("--now", "2026-03-16 12:00")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    ended = cli.main(("complaint", *words))
    out, err = capfd.readouterr()
    return ended, out, err


class TestNext:
    def test_a_program_reads_where_the_case_stands_and_what_is_late(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "next", POLICY, BOOK, "1041", *NOON, "--format", "json")
        found = json.loads(out)
        assert (ended, found["state"], found["is_ended"]) == (0, "replied", False)
        clocks = {each["clock"]: each for each in found["clocks"]}
        # Opened on the 5th, seven days are over at the end of the 12th: by noon of the 16th, 3.5 days ago.
        assert clocks["seven-days"]["due"] == "2026-03-13T00:00:00+08:00"
        assert clocks["seven-days"]["minutes_late"] == 84 * 60
        # Reviewed on the 11th at 10:00, answered on the 12th at 15:00: five hours after 24 hours were over.
        assert (clocks["result"]["ended"], clocks["result"]["minutes_late"]) == ("stopped", 5 * 60)
        assert found["to_tell"] == ["department-manager", "general-manager"]

    def test_a_person_reads_it_on_a_page(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "next", POLICY, BOOK, "1042", *NOON)
        assert out.startswith(
            "Case 1042: 投诉处理流程\n\nAt 2026-03-16 12:00: 已指派 (assigned), since 2026-03-11 14:00."
        )
        assert "12 h 00 min left" in out

    def test_in_chinese_too(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "next", POLICY, BOOK, "1042", *NOON, "--lang", "zh")
        assert "下一步可做" in out
        assert "剩 12 小时 00 分" in out

    def test_who_is_complained_about_may_do_nothing(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "next", POLICY, BOOK, "1043", *NOON, "--actor", "E04", "--format", "json")
        found = json.loads(out)
        assert found["next"] == []
        assert {each["code"] for move in found["refused"] for each in move["refused"]} == {"DK612", "DK617"}

    def test_a_colleague_of_the_same_role_may_act(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "next", POLICY, BOOK, "1043", *NOON, "--actor", "E10", "--format", "json")
        assert [each["move"] for each in json.loads(out)["next"]] == ["investigate", "tell-head", "tell-crisis"]

    def test_somebody_acts_in_a_role_he_holds_for_another(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "next", POLICY, BOOK, "1044", *NOON, "--actor", "E09", "--format", "json")
        found = json.loads(out)
        assert "accept" in [each["move"] for each in found["next"]]
        assert found["asked_by"]["acting"] == [{"role": "store", "for": None}, {"role": "supervisor", "for": "E02"}]

    def test_after_the_delegation_has_ended_he_does_not(self, capfd: pytest.CaptureFixture[str]):
        words = ("next", POLICY, BOOK, "1044", "--now", "2026-03-21 09:00", "--actor", "E09", "--format", "json")
        _, out, _ = asked(capfd, *words)
        assert "accept" in [each["move"] for each in json.loads(out)["refused"]]

    @pytest.mark.parametrize(
        ("words", "ended", "code"),
        [
            (("next", POLICY, BOOK, "1O42", *NOON), 2, "DK658"),
            (("next", POLICY, BOOK, "1042", "--as-of", "2026-03-08"), 2, "DK659"),
            (("next", POLICY, BOOK, "1042", *NOON, "--actor", "E99"), 2, "DK660"),
            (("next", str(ROOT / "examples/promises/policy"), BOOK, "1042", *NOON), 3, "DK661"),
            (("next", POLICY, BOOK, "1042", *NOON, "--role", "stores"), 2, "DK662"),
            (("next", POLICY, BOOK, "1042", "--now", "half past nine"), 2, "DK903"),
            (("next", POLICY, BOOK, "1042"), 2, "DK902"),
            (("due", POLICY, BOOK, *NOON, "--flow", "complaints"), 2, "DK661"),
            (("due", POLICY, BOOK, *NOON, "--within", "soon"), 2, "DK903"),
            (("due", POLICY, BOOK, *NOON, "--role", "stores"), 2, "DK662"),
            (("draw", POLICY, "--flow", "complaints"), 2, "DK661"),
            (("draw", str(ROOT / "examples/monthly-plan/policy")), 2, "DK670"),
            (("draw", str(ROOT / "examples/promises/policy")), 3, "DK661"),
        ],
    )
    def test_what_cannot_be_asked_is_a_coded_problem(
        self, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], ended: int, code: str
    ):
        found, out, err = asked(capfd, *words)
        assert (found, out) == (ended, "")
        assert code in err


class TestDue:
    def test_late_cases_come_first_with_who_must_act_and_be_told(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "due", POLICY, BOOK, *NOON, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert ended == 0
        assert [(each["case"], each["clock"] or each["notice"], each["minutes_late"]) for each in rows] == [
            ("1041", "seven-days", "5040"),
            ("1044", "major-at-once", "220"),
            ("1042", "seven-days", ""),
            ("1043", "seven-days", ""),
        ]
        assert rows[0]["tells"] == "department-manager, general-manager"

    def test_the_summary_counts_them(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "due", POLICY, BOOK, *NOON, "--within", "1 day")
        assert "3 cases shown of 4 open: 2 late, 0 whose end nobody can tell." in out

    def test_before_anything_happened_nothing_is_open(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "due", POLICY, BOOK, "--as-of", "2026-01-05")
        assert "No case is open." in out


class TestDraw:
    def test_a_picture_goes_to_standard_output(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "draw", POLICY)
        assert (ended, out.splitlines()[:2]) == (0, ["flowchart TD", '    s1(["已登记"])'])

    def test_every_flow_gets_a_file(self, capfd: pytest.CaptureFixture[str], here: Path):
        ended, _, _ = asked(capfd, "draw", POLICY, "--form", "dot", "--out", "pictures")
        assert ended == 0
        assert (here / "pictures" / "complaint.dot").read_text("utf-8").startswith("digraph flow {\n")
