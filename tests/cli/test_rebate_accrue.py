"""``rebate accrue`` from end to end: accruals are shown, posted once, and go on from there."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.report import settling

LINES = """\
document,line_no,date,dealer,product,quantity,net_amount
1,1,2026-01-10,A,P,2,1000.00
2,1,2026-03-10,A,P,1,1500.00
"""
LEDGER = "id,kind,programme,payee,period,seq,net,tax,gross,currency,posted_on,revision,content_hash\n"
HALF = "2026-02-14"
"""Day 45 of the 90 of the first quarter."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a policy and a book, in which commands run."""
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    Path("book").mkdir()
    write("policy.yaml", settling.POLICY)
    write("book/customers.csv", "customer,name,kind,status\nA,甲公司,dealer,active\n")
    write("book/figures.csv", "subject,period,fact,value\nA,2026-Q1,days_to_pay,10\n")
    write("book/lines.csv", LINES)
    write("book/postings.csv", LEDGER)


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def accrue(capfd: pytest.CaptureFixture[str], *more: str, as_of: str = HALF) -> tuple[int, str, str]:
    ended = cli.main(["rebate", "accrue", "policy.yaml", "book", "--as-of", as_of, *more])
    out, err = capfd.readouterr()
    return ended, out, err


def ledger() -> list[dict[str, str]]:
    return list(csv.DictReader(Path("book/postings.csv").read_text("utf-8-sig").splitlines()))


def test_by_default_what_was_bought_so_far_counts(capfd: pytest.CaptureFixture[str]):
    ended, out, err = accrue(capfd, "--programme", "volume", "--format", "csv")
    assert (ended, err) == (0, "")
    (row,) = csv.DictReader(out.splitlines())
    assert (row["through"], row["earned"], row["accrued"], row["accrual"]) == (HALF, "10.00", "0", "10.00")
    assert ledger() == []


def test_by_forecast_the_band_that_will_be_reached(capfd: pytest.CaptureFixture[str]):
    # 1,000 become 2,000 at 2.5 %: half of the 50.00.
    document = json.loads(accrue(capfd, "--method", "forecast", "--programme", "volume", "--format", "json")[1])
    assert document["method"] == "forecast"
    (row,) = document["rows"]
    assert (row["whole"], row["share"], row["earned"]) == ("50.00", "0.5", "25.00")
    assert row["band"] == "rebates.volume.bands[2000]"
    assert [each["id"] for each in document["postings"]] == ["volume|A|2026-Q1|accrual|1"]


def test_accruals_are_posted_once_and_go_on_from_there(capfd: pytest.CaptureFixture[str]):
    ended, _, err = accrue(capfd, "--post")
    assert ended == 0
    assert "1 posting appended to the ledger" in err
    assert "there is nothing to post" in accrue(capfd, "--post")[2]
    # 2,500 at 2.5 % are 62.50, and the third unit earns 20.00.
    assert accrue(capfd, "--post", as_of="2026-03-31")[0] == 0
    assert [(row["id"], row["net"], row["tax"]) for row in ledger()] == [
        ("volume|A|2026-Q1|accrual|1", "10.00", "0"),
        ("volume|A|2026-Q1|accrual|2", "52.50", "0"),
        ("units|A|2026-Q1|accrual|1", "20.00", "0"),
    ]


def test_a_settlement_pays_in_full_and_leaves_no_liability(capfd: pytest.CaptureFixture[str]):
    accrue(capfd, "--post", as_of="2026-03-31")
    assert cli.main(["rebate", "settle", "policy.yaml", "book", "--as-of", "2026-03-31", "--post"]) == 0
    assert [row["net"] for row in ledger() if row["kind"] == "settlement"] == ["62.50", "20.00"]
    capfd.readouterr()
    rows = list(csv.DictReader(accrue(capfd, "--format", "csv", as_of="2026-04-30")[1].splitlines()))
    assert [(row["accrual"], row["liability"]) for row in rows] == [("0.00", "0.00")] * 2


def test_only_what_is_asked_for_is_posted(capfd: pytest.CaptureFixture[str]):
    accrue(capfd, "--post", "--programme", "units", "--dealer", "A", "--period", "2026-Q1", as_of="2026-03-31")
    assert [row["programme"] for row in ledger()] == ["units"]


def test_nothing_is_posted_where_the_run_has_findings(capfd: pytest.CaptureFixture[str]):
    accrue(capfd, "--post", as_of="2026-03-31")
    ended, _, err = accrue(capfd, "--post")
    assert ended == 1
    assert "DK302" in err
    assert "DK930" in err
    assert len(ledger()) == 2


@pytest.mark.parametrize("form", ["csv", "md", "html", "json", "xlsx", "table"])
def test_a_folder_gets_every_form(capfd: pytest.CaptureFixture[str], form: str):
    assert accrue(capfd, "--format", form, "--out", "results")[0] == 0
    assert any(Path("results").iterdir())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--programme", "volumes"), "DK371"),
        (("--dealer", "Z"), "DK932"),
        (("--period", "2026-Q9"), "DK933"),
        (("--method", "guess"), "guess"),
    ],
)
def test_what_is_not_there_is_refused(capfd: pytest.CaptureFixture[str], options: tuple[str, str], code: str):
    ended, out, err = accrue(capfd, *options)
    assert (ended, out) == (2, "")
    assert code in err
