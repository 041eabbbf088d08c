"""What the commands say of programmes that add up other tables than invoice lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
CONDUCT, POINTS = EXAMPLES / "conduct", EXAMPLES / "sub-dealer-points"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capfd: pytest.CaptureFixture[str], *words: str, example: Path = CONDUCT) -> str:
    day = ("--as-of", "2026-03-31", "--accept-rejects", "9")
    cli.main((*words, str(example / "policy"), str(example / "book"), *day))
    return capfd.readouterr().out


class TestSettle:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [("en", "9 rows of `incidents`: 7 counted, 1 in no programme"), ("zh", "`incidents` 共 9 行：计入 7")],
    )
    def test_the_rows_of_each_table_are_counted(self, capfd: pytest.CaptureFixture[str], lang: str, words: str):
        out = said(capfd, "rebate", "settle", "--lang", lang)
        assert words in out

    def test_lines_are_not_mentioned_where_nobody_asks_for_them(self, capfd: pytest.CaptureFixture[str]):
        out = said(capfd, "rebate", "settle", example=POINTS)
        assert "11 rows of `sell-through` credited to buyers: 8 counted" in out
        assert " lines:" not in out

    def test_programs_get_the_counts_too(self, capfd: pytest.CaptureFixture[str]):
        out = said(capfd, "rebate", "settle", "--format", "json")
        assert json.loads(out)["sources"] == {
            "incidents": {"read": 9, "taken": 7, "untaken": 1, "later": 0, "rejected": 1}
        }


class TestReasons:
    @pytest.mark.parametrize(
        ("lang", "words"),
        [("en", "number of rows of `incidents` that counts: 3"), ("zh", "计入的 `incidents` 行数：3")],
    )
    def test_rows_that_are_counted_are_called_so(self, capfd: pytest.CaptureFixture[str], lang: str, words: str):
        out = said(capfd, "explain", "--dealer", "D01", "--programme", "reports", "--lang", lang)
        assert words in out

    def test_a_statement_does_not_call_reports_purchases(self, capfd: pytest.CaptureFixture[str]):
        out = said(capfd, "rebate", "statement", "--dealer", "D01", example=POINTS)
        assert "Reported sales that count: 87 units." in out

    def test_a_sub_dealers_statement_speaks_of_purchases(self, capfd: pytest.CaptureFixture[str]):
        out = said(capfd, "rebate", "statement", "--dealer", "B01", example=POINTS)
        assert "Your purchases that count: 225" in out
