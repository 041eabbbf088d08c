"""``rebate approvals``, and what ``rebate settle --post`` leaves: from end to end."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

BOOK, POLICY = "approvals/book", "approvals/policy"
DAY = "2026-04-10"
GRANT = "A9,rebate-settlement,{id},{amount},2026-04-08,E04,2026-04-09,{by},{role},granted\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "approvals", "approvals")


def run(capfd: pytest.CaptureFixture[str], *command: str, as_of: str = DAY) -> tuple[int, str, str]:
    ended = cli.main(["rebate", command[0], POLICY, BOOK, "--as-of", as_of, *command[1:]])
    out, err = capfd.readouterr()
    return ended, out, err


def ledger() -> list[dict[str, str]]:
    return list(csv.DictReader(Path(BOOK, "postings.csv").read_text("utf-8-sig").splitlines()))


def grant(id: str, amount: str, by: str, role: str) -> None:
    with Path(BOOK, "approvals.csv").open("a", encoding="utf-8") as file:
        file.write(GRANT.format(id=id, amount=amount, by=by, role=role))


class TestApprovals:
    def test_every_document_is_a_row_for_programs(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "approvals", "--format", "json")
        found = json.loads(out)
        assert ended == 0
        assert {each["reference"]: each["verdict"] for each in found["approvals"]} == {
            "volume|D1|2026-Q1|settlement|1": "waiting",
            "volume|D2|2026-Q1|settlement|1": "granted",
            "volume|D3|2026-Q1|settlement|1": "waiting",
            "volume|D4|2026-Q1|settlement|1": "refused",
            "samples|D1|2026-Q1|settlement|1": "waiting",
            "samples|D2|2026-Q1|settlement|1": "waiting",
            "samples|D4|2026-Q1|settlement|1": "waiting",
            "K2": "waiting",
        }
        assert found["waiting"][0] == {"role": "finance", "people": ["E03"], "count": 2, "amount": "12300.00"}

    def test_a_spreadsheet_says_what_is_missing_and_since_when(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "settle", "--out", "out")
        del out
        rows = list(csv.DictReader(Path("out/approvals.csv").read_text("utf-8-sig").splitlines()))
        first = rows[0]
        assert (first["role"], first["second signature"], first["still to sign"], first["asked on"]) == (
            "sales-director",
            "finance",
            "finance",
            "2026-04-02",
        )

    def test_in_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "approvals", "--lang", "zh")
        assert "待签批 8 件：已同意 1 件，已拒绝 1 件，等待 6 件" in out
        assert "E05 的签批无效：当日不具有该角色" in out

    def test_a_policy_without_the_subject_says_so(self, capfd: pytest.CaptureFixture[str]):
        policy = Path(POLICY, "policy.yaml")
        text = policy.read_text("utf-8")
        policy.write_text(text[: text.index("authority:")] + text[text.index("accounts:") :], encoding="utf-8")
        Path(POLICY, "tests.yaml").unlink()
        _, out, _ = run(capfd, "approvals")
        assert "no `authority: rebate-settlement`" in out
        ended, _, said = run(capfd, "settle", "--post")
        assert (ended, len(ledger()), "left" in said) == (0, 7, False)


class TestPost:
    def test_posts_what_is_approved_and_says_what_it_leaves(self, capfd: pytest.CaptureFixture[str]):
        ended, _, said = run(capfd, "settle", "--post")
        assert (ended, [each["id"] for each in ledger()]) == (0, ["volume|D2|2026-Q1|settlement|1"])
        assert "1 posting appended to the ledger" in said
        assert "left, as it is not approved: volume|D4|2026-Q1|settlement|1, 3,100.00: refused by E01" in said
        assert "6 units of GIFT-1: waits for regional-manager" in said

    def test_posts_the_rest_once_it_is_approved_and_nothing_twice(self, capfd: pytest.CaptureFixture[str]):
        run(capfd, "settle", "--post")
        grant("volume|D1|2026-Q1|settlement|1", "12000.00", "E03", "finance")
        run(capfd, "settle", "--post")
        run(capfd, "settle", "--post")
        assert [(each["id"], each["net"]) for each in ledger()] == [
            ("volume|D2|2026-Q1|settlement|1", "1500.00"),
            ("volume|D1|2026-Q1|settlement|1", "12000.00"),
        ]

    def test_goods_keep_product_and_quantity_in_the_ledger(self, capfd: pytest.CaptureFixture[str]):
        grant("samples|D4|2026-Q1|settlement|1", "4", "E01", "regional-manager")
        run(capfd, "settle", "--post", "--programme", "samples")
        (row,) = ledger()
        assert (row["product"], row["quantity"], row["net"], row["tax"]) == ("GIFT-1", "4", "0", "0")
        ended, out, _ = run(capfd, "settle", "--programme", "samples", "--dealer", "D4", "--format", "csv")
        assert (ended, [each["posted"] for each in csv.DictReader(out.splitlines())]) == (0, ["0"])

    def test_a_ledger_without_their_columns_takes_no_goods(self, capfd: pytest.CaptureFixture[str]):
        grant("samples|D4|2026-Q1|settlement|1", "4", "E01", "regional-manager")
        Path(BOOK, "postings.csv").write_text("id,kind,programme,payee,period,seq,net,posted_on\n", "utf-8")
        ended, _, said = run(capfd, "settle", "--post", "--programme", "samples")
        assert ended != 0
        assert "quantity" in said
        assert ledger() == []


def test_the_expected_average_asks_over_how_many_periods(capfd: pytest.CaptureFixture[str]):
    ended, _, said = run(capfd, "accrue", "--method", "expected-average")
    assert (ended, "DK469" in said) == (2, True)


def test_the_journal_takes_back_what_was_accrued_for_goods(capfd: pytest.CaptureFixture[str]):
    run(capfd, "accrue", "--post", "--programme", "samples", as_of="2026-03-31")
    _, out, _ = run(capfd, "journal", "--proposals", "--format", "json")
    found = json.loads(out)
    assert found["balances"]["Liabilities:Rebates:Accrued"] == "0.00"
    given = [each for each in found["entries"] if each["programme"] == "samples" and each["kind"] == "settlement"]
    assert [(each["product"], each["quantity"]) for each in given] == [
        ("GIFT-1", "6"),
        ("GIFT-1", "2"),
        ("GIFT-1", "4"),
    ]
