"""``rebate protect`` from end to end over the example: files in, words and figures out, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "price-protection"
DAY = ("--as-of", "2026-05-31")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def protect(
    capfd: pytest.CaptureFixture[str],
    *more: str,
    policy: str = str(EXAMPLE / "policy"),
    book: str = str(EXAMPLE / "book"),
) -> tuple[int, str, str]:
    ended = cli.main(("rebate", "protect", policy, book, *DAY, *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestTheExample:
    def test_the_sums_are_those_worked_out_by_hand(self, capfd: pytest.CaptureFixture[str]):
        # 8,100 + 4,500 + 2,400 + 5,000 + 20,000 + 2,000 + 1,500 + 400; 27 + 15 + 8 + 20 + 100 + 20 + 5 + 2 units;
        # refused 860 + 900 + 1,200 + 1,800 + 1,200 + 800.
        ended, out, err = protect(capfd)
        assert ended == 1
        assert "Credited: 43,900.00 for 197 units. Refused: 24 units, 6,760.00." in out
        assert "3 cannot be told." in out
        assert [code for code in ("DK379", "DK380", "DK381", "DK382", "DK383") if code not in err] == []

    def test_the_dealer_with_three_old_units_is_refused_860(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = protect(capfd, "--dealer", "D02", "--format", "json")
        found = json.loads(out)
        assert found["credit"] == "0"
        assert sum(Decimal(each["refused_amount"]) for each in found["decisions"]) == 860
        assert [Decimal(each["claim"]["amount"]) for each in found["decisions"]] == [600, 260]
        assert {unit["fate"] for each in found["decisions"] for unit in each["units"]} == {"over-window"}

    def test_a_pipe_gets_a_row_for_each_decision(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = protect(capfd, "--product", "H2", "--format", "csv")
        rows = {row["payee"]: row for row in csv.DictReader(io.StringIO(out))}
        assert {dealer: row["code"] for dealer, row in rows.items()} == {
            "D02": "DK385",
            "D07": "DK386",
            "D08": "DK388",
            "D09": "DK380",
            "D10": "DK387",
            "D11": "",
        }
        assert rows["D11"]["credit"] == "2000.00"

    def test_files_hold_rows_units_and_cuts(self, capfd: pytest.CaptureFixture[str]):
        protect(capfd, "--out", "out", "--format", "csv")
        assert sorted(path.name for path in Path("out").iterdir() if path.suffix == ".csv") == [
            "price_cuts.csv",
            "protection.csv",
            "protection_postings.csv",
            "protection_units.csv",
        ]

    def test_paper_tells_every_decision_and_the_screen_one(self, capfd: pytest.CaptureFixture[str]):
        _, screen, _ = protect(capfd)
        _, paper, _ = protect(capfd, "--format", "md")
        assert (screen.count(", cut of "), paper.count(", cut of ")) == (1, 18)

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = protect(capfd, "--dealer", "D06", "--lang", "zh")
        assert "超过价保期" in out
        assert "E04 的承诺 V2 超出 regional-manager 的权限" in out

    def test_evaluate_shows_it_beside_the_other_domains(self, capfd: pytest.CaptureFixture[str]):
        cli.main(("evaluate", str(EXAMPLE / "policy"), str(EXAMPLE / "book"), *DAY))
        assert "43,900.00 CNY credited for 197 units; 3 cannot be told" in capfd.readouterr()[0]


class TestWhatCannotBeAsked:
    def test_a_policy_without_schemes(self, capfd: pytest.CaptureFixture[str]):
        Path("p.yaml").write_text(
            'policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n', encoding="utf-8"
        )
        ended, out, err = protect(capfd, policy="p.yaml")
        assert (ended, out) == (3, "")
        assert "DK378" in err

    def test_a_book_without_the_tables_it_needs(self, capfd: pytest.CaptureFixture[str]):
        Path("book").mkdir()
        (Path("book") / "prices.csv").write_text("product,price\nP,1\n", encoding="utf-8")
        ended, _, err = protect(capfd, book="book")
        assert ended == 3
        assert "DK802" in err

    def test_a_dealer_who_is_not_there(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = protect(capfd, "--dealer", "D1")
        assert ended == 2
        assert "DK932" in err

    def test_a_day_before_any_cut(self, capfd: pytest.CaptureFixture[str]):
        ended = cli.main(("rebate", "protect", str(EXAMPLE / "policy"), str(EXAMPLE / "book"), "--as-of", "2026-03-19"))
        assert ended == 0
        assert "No price was lowered" in capfd.readouterr()[0]
