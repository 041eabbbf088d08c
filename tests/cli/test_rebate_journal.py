"""``rebate journal`` from end to end: what was posted becomes balanced entries, in every form."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import cli
from tests.report import settling

ACCOUNTS = """
accounts:
  expense: Expenses:Rebates
  accrual: Liabilities:Rebates:Accrued
  payable: Liabilities:Rebates:Payable
  tax: Liabilities:Tax:VAT
"""
LINES = """\
document,line_no,date,dealer,product,quantity,net_amount,tax_rate
1,1,2026-01-10,A,P,7,2001.00,13%
2,1,2026-02-10,B,P,5,1500.00,13%
"""
LEDGER = "id,kind,programme,payee,period,seq,net,tax,gross,currency,posted_on,revision,content_hash\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a policy and a book, in which commands run."""
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("book").mkdir()
    Path("policy.yaml").write_text(settling.POLICY + ACCOUNTS, encoding="utf-8")
    customers = "customer,name,kind,status\nA,甲公司,dealer,active\nB,乙公司,dealer,inactive\n"
    Path("book/customers.csv").write_text(customers, encoding="utf-8")
    Path("book/lines.csv").write_text(LINES, encoding="utf-8")
    Path("book/figures.csv").write_text("subject,period,fact,value\nA,2026-Q1,days_to_pay,40\n", encoding="utf-8")
    Path("book/postings.csv").write_text(LEDGER, encoding="utf-8")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    ended = cli.main(arguments)
    out, err = capfd.readouterr()
    return ended, out, err


def journal(capfd: pytest.CaptureFixture[str], *options: str, as_of: str = "2026-03-31") -> tuple[int, str, str]:
    return run(capfd, "rebate", "journal", "policy.yaml", "book", "--as-of", as_of, *options)


def post(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "rebate", "settle", "policy.yaml", "book", "--as-of", "2026-03-31", "--post")[0] == 0


def test_what_was_posted_is_entered_and_balances(capfd: pytest.CaptureFixture[str]):
    post(capfd)
    rows = list(csv.DictReader(journal(capfd, "--format", "csv")[1].splitlines()))
    # A: units 3 to 5 at 20, 6 and 7 at 40, 140.00 and 13% tax; B: units 3 to 5, 60.00 and tax.
    assert [
        (row["payee"], row["account"], row["debit"], row["credit"]) for row in rows if row["programme"] == "units"
    ] == [
        ("A", "Expenses:Rebates", "140.00", ""),
        ("A", "Liabilities:Tax:VAT", "18.20", ""),
        ("A", "Liabilities:Rebates:Payable:A", "", "158.20"),
        ("B", "Expenses:Rebates", "60.00", ""),
        ("B", "Liabilities:Tax:VAT", "7.80", ""),
        ("B", "Liabilities:Rebates:Payable:B", "", "67.80"),
    ]
    assert {row["state"] for row in rows} == {"posted"}


def test_before_anything_is_posted_it_is_empty(capfd: pytest.CaptureFixture[str]):
    ended, out, err = journal(capfd)
    assert (ended, err) == (0, "")
    assert "0 posted, 0 proposed" in out


def test_proposals_are_marked(capfd: pytest.CaptureFixture[str]):
    out = journal(capfd, "--proposals")[1]
    assert "0 posted, 3 proposed" in out
    text = journal(capfd, "--proposals", "--format", "beancount")[1]
    assert '2026-03-31 ! "甲公司" "台数奖励 2026-Q1: settlement"' in text


def test_what_is_proposed_is_what_is_posted(capfd: pytest.CaptureFixture[str]):
    proposed = json.loads(journal(capfd, "--proposals", "--format", "json")[1])
    post(capfd)
    posted = json.loads(journal(capfd, "--proposals", "--format", "json")[1])
    assert posted["balances"] == proposed["balances"]
    one, other = (
        {each["id"]: (each["date"], each["legs"]) for each in found["entries"]} for found in (posted, proposed)
    )
    assert one == other
    assert not any(each["proposed"] for each in posted["entries"])


def test_what_is_posted_later_is_not_there_yet(capfd: pytest.CaptureFixture[str]):
    post(capfd)
    assert "3 posted" in journal(capfd, as_of="2026-03-31")[1]
    assert "0 posted" in journal(capfd, as_of="2026-03-30")[1]


def test_entries_carry_their_reasons_with_their_places(capfd: pytest.CaptureFixture[str]):
    post(capfd)
    document = json.loads(journal(capfd, "--format", "json")[1])
    entry = next(each for each in document["entries"] if each["id"] == "volume|A|2026-Q1|settlement|1")
    assert [each["rule"] for each in entry["reasons"]] == [
        "rebates.volume.eligible",
        "rebates.volume.bands[2000]",
        "rebates.volume.factors[speed].bands[above 30]",
    ]
    assert sum(Decimal(leg["debit"] or 0) - Decimal(leg["credit"] or 0) for leg in entry["legs"]) == 0
    assert sum(map(Decimal, document["balances"].values())) == 0


def test_files_hold_entries_and_balances(capfd: pytest.CaptureFixture[str]):
    post(capfd)
    assert journal(capfd, "--out", "books")[0] == 0
    assert sorted(each.name for each in Path("books").iterdir()) == ["balances.csv", "journal.csv", "journal.txt"]
    journal(capfd, "--format", "beancount", "--out", "books")
    assert Path("books/journal.beancount").read_text("utf-8").startswith('option "title"')


def test_beancount_accepts_it(capfd: pytest.CaptureFixture[str]):
    loader = pytest.importorskip("beancount.loader", reason="beancount is not installed")
    post(capfd)
    for lang in ("en", "zh"):
        entries, errors, _ = loader.load_string(journal(capfd, "--format", "beancount", "--lang", lang)[1])
        assert errors == []
        assert len(entries) == 4 + 3  # accounts and postings


def test_chinese_narrates_in_chinese(capfd: pytest.CaptureFixture[str]):
    post(capfd)
    assert "台数奖励 2026-Q1：结算" in journal(capfd, "--lang", "zh")[1]


def test_a_policy_without_accounts_cannot_write_one(capfd: pytest.CaptureFixture[str]):
    Path("policy.yaml").write_text(settling.POLICY, encoding="utf-8")
    ended, out, err = journal(capfd)
    assert (ended, out) == (3, "")
    assert "DK346" in err


def test_a_posting_that_cannot_be_entered_is_a_finding(capfd: pytest.CaptureFixture[str]):
    row = "volume|A|2026-Q1|offset|1,offset,volume,A,2026-Q1,1,5.00,0.00,5.00,CNY,2026-03-20,1,\n"
    Path("book/postings.csv").write_text(LEDGER + row, encoding="utf-8")
    ended, _, err = journal(capfd)
    assert ended == 1
    assert "DK356 posting `volume|A|2026-Q1|offset|1` is an offset" in err


def test_other_commands_do_not_know_its_form(capfd: pytest.CaptureFixture[str]):
    ended, _, err = run(
        capfd, "rebate", "settle", "policy.yaml", "book", "--as-of", "2026-03-31", "--format", "beancount"
    )
    assert ended == 2
    assert "DK903" in err
