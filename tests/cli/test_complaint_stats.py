"""``complaint stats`` from end to end, on the example of two months of complaints."""

from __future__ import annotations

import csv
import io
import json
import runpy
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

POLICY = ROOT / "examples" / "complaints" / "policy"
EXAMPLE = ROOT / "examples" / "complaint-month"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capfd: pytest.CaptureFixture[str], *more: str, policy: Path = POLICY, as_of: str = "2026-04-02"
) -> tuple[int, str, str]:
    ended = cli.main(("complaint", "stats", str(policy), str(EXAMPLE / "book"), "--as-of", as_of, *more))
    out, err = capfd.readouterr()
    return ended, out, err


def raw(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((EXAMPLE / "book" / f"{table}.csv").read_text("utf-8"))))


class TestTheFigures:
    def test_they_are_those_that_the_files_give_when_counted_line_by_line(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--format", "json")
        found = json.loads(out)
        opened = [each for each in raw("cases") if each["opened_at"].startswith("2026-03")]
        events = [each for each in raw("events") if each["at"] < "2026-04-03"]
        ends = [each for each in events if each["name"] in {"decline", "summarise"}]
        paid = [each for each in events if each["name"] == "compensate" and each["at"].startswith("2026-03")]
        judged = {each["case"]: each["founded"] for each in events if each["name"] == "judge"}
        told = [judged[each["case"]] for each in opened if each["case"] in judged]
        assert (ended, err) == (0, "")
        assert found["figures"]["received"] == len(opened)
        assert found["figures"]["closed"] == sum(each["at"].startswith("2026-03") for each in ends)
        assert found["figures"]["compensation"] == str(sum(int(each["amount"]) for each in paid))
        assert (found["figures"]["founded_count"], found["figures"]["founded_of"]) == (told.count("true"), len(told))

    def test_a_pipe_gets_the_month_and_then_every_group(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "csv", "--by", "kind")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert (rows[0]["by"], rows[0]["group"]) == ("", "")
        assert int(rows[0]["received"]) == sum(int(each["received"]) for each in rows[1:])
        assert {each["by"] for each in rows[1:]} == {"kind"}

    def test_the_month_before_stands_beside_it(self, capfd: pytest.CaptureFixture[str]):
        _, now, _ = asked(capfd, "--format", "json")
        _, then, _ = asked(capfd, "--format", "json", "--month", "2026-02")
        assert json.loads(now)["before"] == json.loads(then)["figures"]


class TestTheDueDay:
    def test_before_the_tenth_it_says_how_many_days_are_left(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "table")
        assert "due by 2026-04-10: 8 days are left. It is handed in by administration." in out

    def test_after_the_tenth_it_is_overdue(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "table", as_of="2026-04-12")
        assert "it is 2 days overdue" in out

    def test_in_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "table", "--lang", "zh")
        assert "报表最迟 2026-04-10 上报：还有 8 天。由 administration 上报。" in out

    def test_a_month_that_runs_still_says_so(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "table", "--month", "2026-04")
        assert "The month is not over" in out


class TestWhatCannotBeAsked:
    def test_a_month_that_has_not_begun(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--month", "2026-05")
        assert (ended, "DK669" in err) == (2, True)

    def test_a_month_that_is_none(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--month", "2026-13")
        assert (ended, "a month as in 2026-03" in err) == (2, True)

    def test_by_what_is_no_fact_of_a_case(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--by", "knd")
        assert (ended, "DK666" in err, "`kind`" in err) == (2, True, True)

    def test_a_flow_that_is_not_there(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--flow", "complaints")
        assert (ended, "DK661" in err) == (2, True)

    def test_several_flows_and_none_named(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, policy=ROOT / "examples" / "emergency" / "policy")
        assert (ended, "DK670" in err, "emergency, spare-part" in err) == (2, True, True)


def test_the_book_of_the_example_is_what_its_script_writes(tmp_path: Path):
    script = runpy.run_path(str(EXAMPLE / "write_month.py"))
    script["main"].__globals__["BOOK"] = tmp_path
    script["main"]()
    for table in ("customers", "cases", "events"):
        assert (tmp_path / f"{table}.csv").read_bytes() == (EXAMPLE / "book" / f"{table}.csv").read_bytes()
