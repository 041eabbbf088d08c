"""``explain --order`` from end to end, over the example of selling on credit and small books."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "credit"
POLICY = """\
policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
credit:
  payment_days: 30
  limits: {usual: {fixed: 10_000}}
  checks: [{id: limit, static: {above: 100%}, then: block}]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)


def explain(
    capfd: pytest.CaptureFixture[str],
    order: str,
    *more: str,
    policy: Path = EXAMPLE / "policy",
    book: Path = EXAMPLE / "book",
) -> tuple[int, str, str]:
    day = "2026-06-30"
    ended = cli.main(("explain", str(policy), str(book), "--as-of", day, "--order", order, *more))
    out, err = capfd.readouterr()
    return ended, out, err


def small(**tables: str) -> tuple[Path, Path]:
    """A policy with a limit of 10,000 and a book, both in the folder at hand."""
    Path("policy.yaml").write_text(POLICY, encoding="utf-8")
    Path("book").mkdir()
    tables.setdefault("customers", "customer,kind,status\nA,dealer,active\n")
    for name, text in tables.items():
        (Path("book") / f"{name}.csv").write_text(text, encoding="utf-8")
    return Path("policy.yaml"), Path("book")


def test_an_open_order_is_told_as_of_the_day_and_does_not_count_against_itself(capfd: pytest.CaptureFixture[str]):
    ended, out, _ = explain(capfd, "O-1502", "--format", "json")
    order = json.loads(out)["orders"][0]
    # 400,000 x 90 % guaranteed; 223,500 owed - 30,000 unapplied + the other order of 150,000.
    assert ended == 0
    assert (order["action"], order["date"]) == ("cash-first", "2026-06-30")
    assert (Decimal(order["limit"]), Decimal(order["exposure"])) == (360_000, 343_500)


def test_every_component_of_the_exposure_and_every_step_of_the_limit_is_told(capfd: pytest.CaptureFixture[str]):
    _, out, _ = explain(capfd, "O-1502")
    for words in (
        "open orders              added      150,000.00",
        "unapplied receipts       taken off  -30,000.00",
        "How the limit of D15 came about",
        "guarantee B-15 until 2026-12-31",
    ):
        assert words in out


def test_an_order_that_shipped_is_told_as_it_was_on_its_own_day(capfd: pytest.CaptureFixture[str]):
    # D08 buys load on load; on 17 June the load O-0801 itself was not there yet, and now it is not paid.
    _, out, _ = explain(capfd, "O-0801", "--format", "json")
    order = json.loads(out)["orders"][0]
    assert (order["action"], order["date"], Decimal(order["exposure"])) == ("ship", "2026-06-17", 0)


def test_what_was_invoiced_after_its_day_has_no_say(capfd: pytest.CaptureFixture[str]):
    policy, book = small(
        orders="order,line_no,date,customer,product,quantity,gross_amount,status\nS1,1,2026-02-02,A,P,1,6000,shipped\n",
        deliveries="delivery,date,customer,order,gross_amount\nL1,2026-02-02,A,S1,6000\n",
        invoices="invoice,date,customer,gross_amount\nF0,2026-02-01,A,5000\nF9,2026-03-01,A,90000\n",
    )
    _, out, _ = explain(capfd, "S1", "--format", "json", policy=policy, book=book)
    order = json.loads(out)["orders"][0]
    assert (order["action"], Decimal(order["exposure"]), order["date"]) == ("hold", 5_000, "2026-02-02")


def test_in_a_book_without_orders_an_invoice_is_the_order(capfd: pytest.CaptureFixture[str]):
    policy, book = small(invoices="invoice,date,customer,gross_amount\nF1,2026-02-01,A,9000\nF2,2026-02-05,A,2000\n")
    _, out, _ = explain(capfd, "F2", "--format", "json", policy=policy, book=book)
    order = json.loads(out)["orders"][0]
    assert (order["action"], Decimal(order["exposure"]), Decimal(order["headroom"])) == ("hold", 9_000, 1_000)


def test_a_pipe_gets_the_answer_as_a_row(capfd: pytest.CaptureFixture[str]):
    _, out, _ = explain(capfd, "O-1502", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["order"], row["action"], row["code"]) == ("O-1502", "cash first", "DK502")


def test_a_number_that_the_book_does_not_have_names_the_nearest(capfd: pytest.CaptureFixture[str]):
    ended, _, err = explain(capfd, "O-1503")
    assert ended == 2
    assert "DK579 the book has no order `O-1503` through 2026-06-30" in err
    assert "did you mean `O-150" in err


def test_an_order_stands_for_itself(capfd: pytest.CaptureFixture[str]):
    ended, _, err = explain(capfd, "O-1502", "--dealer", "D15")
    assert ended == 2
    assert "DK391 `--order` stands for itself and does not go with `--dealer`" in err


def test_a_policy_without_credit_has_no_answer(capfd: pytest.CaptureFixture[str]):
    Path("p.yaml").write_text(POLICY.partition("credit:")[0], encoding="utf-8")
    ended, _, err = explain(capfd, "O-1502", policy=Path("p.yaml"))
    assert (ended, "DK578" in err) == (3, True)


def test_in_chinese(capfd: pytest.CaptureFixture[str]):
    _, out, _ = explain(capfd, "O-1502", "--lang", "zh")
    assert "O-1502，D15：以 2026-06-30 为准" in out
    assert "占用额度的构成" in out
    assert "D15 的额度由来" in out
