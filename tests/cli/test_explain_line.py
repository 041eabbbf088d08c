"""``explain --line`` from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.report import settling

LINES = """\
document,line_no,date,dealer,product,quantity,net_amount
1,1,2026-01-10,A,P,7,2001.00
2,1,2026-02-10,B,P,1,15O0.00
1,1,2026-01-10,A,P,7,2001.00
"""
DAY = ("--as-of", "2026-03-31", "--accept-rejects", "2")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a policy and a book, in which the command runs."""
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("book").mkdir()
    Path("policy.yaml").write_text(settling.POLICY, encoding="utf-8")
    customers = "customer,name,kind,status\nA,甲公司,dealer,active\nB,乙公司,dealer,inactive\n"
    Path("book/customers.csv").write_text(customers, encoding="utf-8")
    Path("book/lines.csv").write_text(LINES, encoding="utf-8")
    Path("book/figures.csv").write_text("subject,period,fact,value\nA,2026-Q1,days_to_pay,40\n", encoding="utf-8")


def explain(capfd: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    ended = cli.main(("explain", "policy.yaml", "book", *DAY, *options))
    out, err = capfd.readouterr()
    return ended, out, err


@pytest.mark.parametrize("name", ["1:1", "lines.csv:2", "book/lines.csv:2", "1"])
def test_a_line_is_asked_for_by_document_or_by_place(capfd: pytest.CaptureFixture[str], name: str):
    ended, out, _ = explain(capfd, "--line", name)
    assert ended == 0
    assert "坎级返利 (volume): taken" in out


def test_a_line_that_is_there_twice_has_the_story_of_both(capfd: pytest.CaptureFixture[str]):
    out = explain(capfd, "--line", "1:1")[1]
    assert "lines.csv:4\n" in out
    assert "The line that counts in its place is lines.csv:2." in out


def test_a_row_that_cannot_be_read_says_why(capfd: pytest.CaptureFixture[str]):
    out = explain(capfd, "--line", "lines.csv:3")[1]
    assert "DK835" in out
    assert "As written: 2,1,2026-02-10,B,P,1,15O0.00" in out


def test_rejected_rows_are_listed_once(capfd: pytest.CaptureFixture[str]):
    _, _, err = explain(capfd, "--line", "lines.csv:3")
    assert "2 rejected rows, 2 accepted" in err


def test_json_is_for_programs(capfd: pytest.CaptureFixture[str]):
    document = json.loads(explain(capfd, "--line", "1:1", "--format", "json")[1])
    assert (document["schema_version"], document["asked"]) == (1, "1:1")
    assert [line["fate"] for line in document["lines"]] == ["read", "rejected"]


def test_a_line_that_is_not_there_is_a_wrong_use(capfd: pytest.CaptureFixture[str]):
    ended, out, err = explain(capfd, "--line", "1:7")
    assert (ended, out) == (2, "")
    assert "the document `1` has the lines `1`" in err


@pytest.mark.parametrize("other", [("--dealer", "A"), ("--programme", "volume"), ("--period", "2026-Q1")])
def test_a_line_goes_with_nothing_else(capfd: pytest.CaptureFixture[str], other: tuple[str, str]):
    ended, out, err = explain(capfd, "--line", "1:1", *other)
    assert (ended, out) == (2, "")
    assert f"DK391 `--line` stands for itself and does not go with `{other[0]}`" in err


def test_without_line_a_dealer_is_needed(capfd: pytest.CaptureFixture[str]):
    ended, _, err = explain(capfd)
    assert ended == 2
    assert "DK902 `--dealer` is missing" in err


def test_a_book_without_lines_cannot_be_asked(capfd: pytest.CaptureFixture[str]):
    Path("book/lines.csv").unlink()
    ended, _, err = explain(capfd, "--line", "1:1")
    assert ended == 3
    assert "DK802" in err
