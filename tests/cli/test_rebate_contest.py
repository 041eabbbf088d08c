"""``rebate contest`` and ``rebate promises`` from end to end over the examples."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

CONTEST, PROMISES = ROOT / "examples" / "contest", ROOT / "examples" / "promises"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(capfd: pytest.CaptureFixture[str], verb: str, example: Path, *more: str) -> tuple[int, str, str]:
    day = "2026-06-02" if verb == "contest" else "2026-04-02"
    ended = cli.main(("rebate", verb, str(example / "policy"), str(example / "book"), "--as-of", day, *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestContest:
    def test_the_prizes_of_the_example_are_worth_what_was_planned(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = ask(capfd, "contest", CONTEST)
        assert (ended, err) == (0, "")
        assert "Prizes worth 600,000.00 of 600,000.00: 40,000.00 in money, 4 VAN." in out

    def test_a_pipe_gets_a_row_for_each_dealer(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "contest", CONTEST, "--contest", "spring", "--format", "csv")
        rows = {row["payee"]: row["rank"] for row in csv.DictReader(io.StringIO(out))}
        assert rows == {"D01": "1", "D03": "2", "D04": "3", "D05": "4", "D02": "5", "D06": "6", "D07": "", "D08": ""}

    def test_json_holds_places_reasons_and_postings(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "contest", CONTEST, "--dealer", "D02", "--format", "json")
        found = json.loads(out)
        spring = found["contests"][0]
        assert [each["rank"] for each in spring["dealers"]] == [5]
        assert [each["net"] for each in found["postings"]] == ["20000", "5000"]
        assert spring["dealers"][0]["reasons"][-1]["rule"] == "contests.spring.prizes[5..6]"

    def test_posting_twice_posts_once(self, capfd: pytest.CaptureFixture[str], here: Path):
        shutil.copytree(CONTEST, here / "contest")
        ask(capfd, "contest", here / "contest", "--post")
        ended, _, err = ask(capfd, "contest", here / "contest", "--post")
        assert (ended, err) == (0, "there is nothing to post\n")

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "contest", CONTEST, "--dealer", "D07", "--contest", "spring", "--lang", "zh")
        assert "未排名：低于下限" in out

    def test_evaluate_shows_it_beside_the_other_domains(self, capfd: pytest.CaptureFixture[str]):
        cli.main(("evaluate", str(CONTEST / "policy"), str(CONTEST / "book"), "--as-of", "2026-06-02"))
        assert "2 over, prizes worth 620,000.00, 60,000.00 payable now" in capfd.readouterr()[0]

    def test_a_contest_that_is_not_there(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = ask(capfd, "contest", CONTEST, "--contest", "sprang")
        assert ended == 2
        assert "DK371" in err

    def test_a_policy_without_contests(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = ask(capfd, "contest", PROMISES)
        assert (ended, out) == (3, "")
        assert "DK493 this policy has no section `contests`" in err

    def test_a_day_before_any_has_begun(self, capfd: pytest.CaptureFixture[str]):
        cli.main(("rebate", "contest", str(CONTEST / "policy"), str(CONTEST / "book"), "--as-of", "2025-12-31"))
        assert "No contest has begun." in capfd.readouterr()[0]


class TestPromises:
    def test_the_example_has_three_open_and_late(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = ask(capfd, "promises", PROMISES)
        assert ended == 0
        assert "5 promises, 3 open, 3 of them late." in out
        assert [code for code in ("DK494", "DK495", "DK496") if code not in err] == []

    def test_a_pipe_gets_a_row_for_each_promise(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "promises", PROMISES, "--format", "csv")
        rows = {row["promise"]: row["state"] for row in csv.DictReader(io.StringIO(out))}
        assert rows == {
            "V1": "stands",
            "V2": "to be decided",
            "V3": "changed",
            "V4": "to be decided",
            "V5": "declined, to be answered",
        }

    def test_json_says_with_whom_and_since_when(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "promises", PROMISES, "--dealer", "D06", "--format", "json")
        (promise,) = json.loads(out)["promises"]
        assert promise["figures"]["waits_for"] == "general-manager"
        assert promise["figures"]["since"] == "2026-03-25"

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = ask(capfd, "promises", PROMISES, "--dealer", "D06", "--lang", "zh")
        assert "没有写明限度" in out

    def test_evaluate_shows_it_beside_the_other_domains(self, capfd: pytest.CaptureFixture[str]):
        cli.main(("evaluate", str(PROMISES / "policy"), str(PROMISES / "book"), "--as-of", "2026-04-02"))
        assert "5 made, 3 open, 3 of them late" in capfd.readouterr()[0]

    def test_a_policy_without_rules_on_promises(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = ask(capfd, "promises", CONTEST)
        assert ended == 3
        assert "DK493 this policy has no section `promises`" in err
