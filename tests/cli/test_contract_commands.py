"""``contract audit`` and ``contract price`` from end to end over the example: files in, words and figures out."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "contracts"
POLICY, BOOK = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
DAY = ("--as-of", "2026-03-31")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capfd: pytest.CaptureFixture[str], verb: str, *more: str, book: str = BOOK) -> tuple[int, str, str]:
    ended = cli.main(("contract", verb, POLICY, book, *DAY, *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestAudit:
    def test_every_room_of_the_policy_is_told_and_decisions_do_not_change_the_exit_code(
        self, capfd: pytest.CaptureFixture[str]
    ):
        ended, out, err = told(capfd, "audit")
        assert ended == 0
        titles = ("Contracts:", "Territories:", "What dealers can carry:", "Prices:", "How contracts are carried out:")
        assert [title for title in titles if title not in out] == []
        expected = ("DK775", "DK776", "DK778", "DK781", "DK782", "DK785", "DK788", "DK681")
        assert [code for code in expected if code not in err] == []

    def test_one_contract_is_told_with_every_step_and_its_line(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = told(capfd, "audit", "--contract", "C2")
        assert "营业执照 has expired" in out
        assert "policy.yaml:" in out
        assert "甬江商贸" not in out

    def test_json_has_each_decision_with_its_reasons(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = told(capfd, "audit", "--format", "json")
        found = json.loads(out)
        kinds = {each["subject"]: each for each in found["contract_kinds"]["decisions"]}
        assert (kinds["C2"]["code"], kinds["C2"]["lacking"]) == ("DK775", ["targets", "licence", "tax-registration"])
        assert kinds["C2"]["reasons"][0]["rule"] == "contracts.kinds.distribution"
        assert kinds["C1"]["deposit_held"] == "34796"

    def test_a_contract_that_is_not_there_is_wrong_usage(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = told(capfd, "audit", "--contract", "C02")
        assert ended == 2
        assert "DK672" in err

    def test_without_the_section_there_is_nothing_to_audit(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "p.yaml").write_text(
            'policy: {name: t, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n', encoding="utf-8"
        )
        assert cli.main(("contract", "audit", "p.yaml", BOOK, *DAY)) == 3
        assert "DK493" in capfd.readouterr().err

    def test_chinese_pages_have_no_english_words_of_ours(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = told(capfd, "audit", "--lang", "zh")
        ours = ("in order", "granted", "running", "overdue", "needs", "suffice", "not-due", "ends-soon", "holds")
        assert [word for word in ours if word in out] == []

    def test_it_is_a_row_of_the_overview(self, capfd: pytest.CaptureFixture[str]):
        ended = cli.main(("evaluate", POLICY, BOOK, *DAY))
        out = capfd.readouterr().out
        assert ended == 0
        assert [row for row in ("contracts ", "territories", "prices", "contracts carried out") if row not in out] == []

    def test_the_files_of_every_room_are_written(self, capfd: pytest.CaptureFixture[str], here: Path):
        told(capfd, "audit", "--out", "out", "--format", "csv")
        names = {path.name for path in (here / "out").iterdir()}
        assert {"contracts.csv", "territory_gaps.csv", "price_requests.csv", "contract_summary.csv"} <= names

    def test_a_row_that_cannot_be_used_is_listed_once_though_every_room_passes_over_it(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        shutil.copytree(BOOK, here / "book")
        with (here / "book" / "lines.csv").open("a", encoding="utf-8") as lines:
            lines.write("2026-03-16,D1,W550,1,sixteen,18,I9,1,C1,\n")
        ended, _, err = told(capfd, "audit", book=str(here / "book"))
        assert ended == 1
        assert "1 rejected row," in err
        assert len((here / "rejects.csv").read_text("utf-8").splitlines()) == 2


class TestPrice:
    def test_one_price_is_answered_with_the_signature_and_the_rule(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = told(capfd, "price", "--customer", "D1", "--product", "T500", "--price", "29.10")
        assert ended == 0
        assert "sales-director" in out
        assert "authority.discount.rows[director]: discount 3%" in out

    def test_the_requests_of_the_book_are_answered_in_their_order(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = told(capfd, "price", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [(row["request"], row["answer"]) for row in rows] == [
            ("Q1", "granted"),
            ("Q2", "needs a signature"),
            ("Q3", "granted by signature"),
            ("Q4", "needs a signature"),
            ("Q5", "needs a signature"),
            ("Q6", "granted"),
            ("Q7", "needs a signature"),
        ]
        # 35,000 at 20 all sold; 3,000 at 20 less 1,000, 1,500 at 23; less 400 and 300, 200 back at 23: 55,000 / 2,600.
        assert rows[0]["cost"] == format(Decimal("21.153846153846"), "f")

    def test_a_file_of_requests_is_answered_as_the_book_s_are(self, capfd: pytest.CaptureFixture[str]):
        _, own, _ = told(capfd, "price", "--format", "csv")
        _, from_file, _ = told(capfd, "price", str(EXAMPLE / "book" / "price_requests.csv"), "--format", "csv")
        assert from_file == own

    def test_a_pipe_is_answered_line_by_line_and_what_cannot_be_read_is_told(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        lines = (
            b'{"customer": "D2", "product": "W550", "discount": "5%"}\nno json\n{"customer": "D2", "product": "W550"}\n'
        )
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        ended, out, err = told(capfd, "price", "-", "--format", "json")
        answers = [each["answer"] for each in json.loads(out)["decisions"]]
        assert (ended, answers) == (1, ["needs-signature", "refused"])
        assert "it is not a JSON object" in err
        assert "it asks for nothing" in err

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (("--customer", "D1", "--price", "5"), "DK680"),
            (("--customer", "D1", "--product", "T500", "--price", "five"), "DK680"),
            (("--customer", "D99", "--product", "T500", "--price", "5"), "DK936"),
            (("--customer", "D1", "--product", "T5000", "--price", "5"), "DK936"),
        ],
    )
    def test_what_is_not_said_or_not_known_is_wrong_usage(
        self, capfd: pytest.CaptureFixture[str], options: tuple[str, ...], code: str
    ):
        ended, _, err = told(capfd, "price", *options)
        assert ended == 2
        assert code in err

    def test_a_level_nobody_knows_is_a_finding(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = told(capfd, "price", "--customer", "D1", "--product", "T500", "--level", "wholsale")
        assert ended == 1
        assert "did you mean `wholesale`?" in err

    def test_a_discount_that_never_ends_is_shown_as_people_read_it(self, capfd: pytest.CaptureFixture[str]):
        # (28.50 - 28.10) / 28.50 = 4/285 = 1.4035… per cent.
        _, out, _ = told(capfd, "price", "--customer", "D3", "--product", "T500", "--price", "28.10")
        assert "authority.discount.rows[salesperson]: discount 1.40%" in out


def test_json_has_all_findings_that_the_screen_cuts_short(capfd: pytest.CaptureFixture[str]):
    _, out, err = told(capfd, "audit", "--format", "json")
    problems = json.loads(out)["problems"]
    assert {each["code"] for each in problems} >= {"DK775", "DK776", "DK785"}
    assert all(each["code"] in err for each in problems[:3])
