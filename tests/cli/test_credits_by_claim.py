"""``rebate bids`` and ``rebate rotation`` from end to end over the examples: files in, words, figures, postings out."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
BIDS = ("bids", "special-bids", "2026-04-30")
ROTATION = ("rotation", "stock-rotation", "2026-05-31")
EITHER = pytest.mark.parametrize(("verb", "example", "day"), [BIDS, ROTATION], ids=["bids", "rotation"])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capfd: pytest.CaptureFixture[str], question: tuple[str, str, str], *more: str, book: str = "", policy: str = ""
) -> tuple[int, str, str]:
    verb, example, day = question
    folder = EXAMPLES / example
    ended = cli.main(
        ("rebate", verb, policy or str(folder / "policy"), book or str(folder / "book"), "--as-of", day, *more)
    )
    out, err = capfd.readouterr()
    return ended, out, err


class TestSpecialBids:
    def test_the_sums_are_those_worked_out_by_hand(self, capfd: pytest.CaptureFixture[str]):
        # 10 × 2,000 + 16 × 3,000 + 57 × 150 + 40 × 100; refused 16,000 + 450 + 9,000 + 7,500 + 2,000 + 30 + 800.
        ended, out, err = asked(capfd, BIDS)
        assert ended == 0
        assert "Credited: 80,550.00 for 123 units. Refused: 87 units, 35,780.00." in out
        assert "Posted before: 9,000.00. Payable now: 72,000.00, with tax 81,360.00." in out
        assert "Carried forward: -450.00." in out
        assert [code for code in ("DK475", "DK476", "DK477") if code not in err] == []

    def test_a_pipe_gets_a_row_for_each_claim(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, BIDS, "--format", "csv")
        rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(out))}
        assert rows["K101"]["credit"] == "68000.00"
        assert rows["K101"]["claimed_amount"] == "84000.00"
        assert (rows["K601"]["credit"], rows["K601"]["code"]) == ("", "DK474")

    def test_a_dealer_sees_every_step(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, BIDS, "--dealer", "D02")
        assert "57 units × 150.00: 8,550.00" in out
        assert "refused: sale SO-801 was credited under K201" in out
        assert "D01" not in out

    def test_json_holds_the_reasons_with_their_places(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, BIDS, "--dealer", "D04", "--format", "json")
        (decision,) = json.loads(out)["decisions"]
        assert decision["units"][0]["fate"] == "late"
        assert decision["reasons"][-1]["rule"] == "special_bids.projects.claim"

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, BIDS, "--dealer", "D03", "--lang", "zh")
        assert "特价单不被认可" in out
        assert "拒绝：特价单 P-103（down-to 18,500）不是本方案所认可的" in out


class TestRotation:
    def test_the_sums_are_those_worked_out_by_hand(self, capfd: pytest.CaptureFixture[str]):
        # 8 × 950 + 5 × 950 + 3 × 80 + 2 × 950 + 2 × 950; 1,900 of them were posted before.
        ended, out, _ = asked(capfd, ROTATION)
        assert ended == 0
        assert "Credited: 16,390.00 for 20 units. Refused: 24 units, 5,700.00." in out
        assert "Posted before: 1,900.00. Payable now: 14,490.00, with tax 16,373.70." in out

    def test_files_hold_requests_units_and_postings(self, capfd: pytest.CaptureFixture[str]):
        asked(capfd, ROTATION, "--out", "out", "--format", "csv")
        assert sorted(path.name for path in Path("out").iterdir() if path.suffix == ".csv") == [
            "stock_rotation.csv",
            "stock_rotation_postings.csv",
            "stock_rotation_units.csv",
        ]

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, ROTATION, "--dealer", "D02", "--lang", "zh")
        assert "拒绝：2 台，单价 950.00，额度仅余 5,250.00：1,900.00" in out


class TestPosting:
    @EITHER
    def test_what_was_posted_is_not_proposed_again(
        self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str
    ):
        shutil.copytree(EXAMPLES / example / "book", "book")
        ended, _, err = asked(capfd, (verb, example, day), "--post", book="book")
        assert ended == 0
        assert "appended to the ledger" in err
        ended, out, err = asked(capfd, (verb, example, day), "--post", book="book")
        assert ended == 0
        assert "Payable now: 0.00." in out
        assert "there is nothing to post" in err

    def test_one_dealer_may_be_posted_alone(self, capfd: pytest.CaptureFixture[str]):
        shutil.copytree(EXAMPLES / "special-bids" / "book", "book")
        asked(capfd, BIDS, "--dealer", "D07", "--post", book="book")
        rows = list(csv.DictReader(Path("book/postings.csv").read_text("utf-8").splitlines()))
        assert [(row["id"], row["net"], row["tax"]) for row in rows[1:]] == [
            ("special_bids.campaign|D07|K701|settlement|1", "4000.00", "520.00")
        ]

    def test_an_error_stands_against_posting(self, capfd: pytest.CaptureFixture[str]):
        shutil.copytree(EXAMPLES / "special-bids" / "book", "book")
        bids = Path("book/bids.csv")
        bids.write_text(bids.read_text("utf-8").replace("Q-107,campaign", "Q-107,summer"), encoding="utf-8")
        ended, _, err = asked(capfd, BIDS, "--post", book="book")
        assert ended == 1
        assert "DK483" in err
        assert "DK930" in err


class TestBeside:
    @EITHER
    def test_evaluate_shows_it_beside_the_other_domains(
        self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str
    ):
        folder = EXAMPLES / example
        cli.main(("evaluate", str(folder / "policy"), str(folder / "book"), "--as-of", day))
        shown = {"bids": "80,550.00 CNY credited for 123 units, 72,000.00 payable now; 1 cannot be told"}
        shown["rotation"] = "16,390.00 CNY credited for 20 units, 14,490.00 payable now"
        assert shown[verb] in capfd.readouterr()[0]

    @EITHER
    def test_a_policy_without_the_section(self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str):
        Path("p.yaml").write_text(
            'policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n', encoding="utf-8"
        )
        ended, out, err = asked(capfd, (verb, example, day), policy="p.yaml")
        assert (ended, out) == (3, "")
        assert ("DK470" if verb == "bids" else "DK471") in err

    @EITHER
    def test_a_book_without_the_tables_it_needs(
        self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str
    ):
        Path("book").mkdir()
        Path("book/customers.csv").write_text("customer,name\nD01,A\n", encoding="utf-8")
        ended, _, err = asked(capfd, (verb, example, day), book="book")
        assert ended == 3
        assert "DK802" in err

    @EITHER
    def test_a_dealer_who_is_not_there(self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str):
        ended, _, err = asked(capfd, (verb, example, day), "--dealer", "D1")
        assert ended == 2
        assert "DK932" in err

    @EITHER
    def test_a_day_before_anything_was_asked(
        self, capfd: pytest.CaptureFixture[str], verb: str, example: str, day: str
    ):
        del day
        ended, out, _ = asked(capfd, (verb, example, "2026-01-05"))
        assert ended == 0
        assert ("Nothing was claimed" if verb == "bids" else "Nobody asked") in out
