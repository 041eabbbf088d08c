"""What statements and settlements say of goods, tax by rate, corrections and the partner's own figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dealerkit import assembly
from dealerkit.book import Book, open_book
from dealerkit.policy.policy import Policy
from dealerkit.rebates.approval.proposals import approvals
from dealerkit.rebates.run import Run
from dealerkit.rebates.statement import statement_of
from dealerkit.report.languages import Language
from dealerkit.report.places import shortest
from dealerkit.report.settlements import SettlementReport
from dealerkit.report.statements import StatementReport
from dealerkit.report.whys import teller_of
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "approvals"
DAY = date(2026, 4, 10)


def material() -> tuple[Policy, Book, list[Path]]:
    files = sorted((EXAMPLE / "policy").glob("*.yaml"))
    loaded = assembly.load(files)
    assert loaded.policy is not None
    return loaded.policy, open_book(EXAMPLE / "book"), files


def opened() -> Run:
    policy, book, _ = material()
    return Run.open(policy, book, DAY)


def statement(payee: str, lang: Language = "en") -> str:
    run = opened()
    return StatementReport(statement_of(run, payee), teller_of(run, shortest([]))).page(lang).text(lang)


def settlement(lang: Language = "en") -> str:
    run = opened()
    found = run.settlement()
    report = SettlementReport(found, teller_of(run, shortest([])), run.standing.book.counts["lines"], run=run)
    assert approvals(run, found).settlements
    return report.page(lang).text(lang)


def test_a_statement_adds_up_money_and_names_the_goods():
    said = statement("D1")
    assert "Payable to you now: 12,000.00." in said
    assert "Given to you now: 6 units of GIFT-1." in said
    assert "Payable now: 6 units of GIFT-1, in goods." in said


def test_a_statement_shows_each_tax_rate_and_the_sum_of_the_posting():
    # 12,000.00 on 400,000 at 13 % and 200,000 at 9 %: 8,000.00 and 4,000.00.
    said = statement("D1")
    assert "At 13%: 8,000.00, tax 1,040.00, with tax 9,040.00." in said
    assert "At 9%: 4,000.00, tax 360.00, with tax 4,360.00." in said
    assert "With tax of 1,400.00: 13,400.00." in said


def test_a_statement_gives_the_reason_of_a_correction_and_no_names():
    said = statement("D3")
    assert "Corrected by 200.00: 一张退货单多扣了两次." in said
    assert "E04" not in said
    assert "120,000.00 × 1% = 1,200.00 + 200.00 → 1,400.00" in said


@pytest.mark.parametrize(
    ("payee", "lang", "words"),
    [
        ("D4", "en", "That is 400.00 more than ours."),
        ("D2", "en", "That is the same as ours."),
        ("D4", "zh", "比我方多 400.00。"),
        ("D2", "zh", "与我方一致。"),
    ],
)
def test_a_statement_compares_the_dealers_own_figure(payee: str, lang: Language, words: str):
    assert words in statement(payee, lang)


def test_a_statement_says_that_it_is_still_to_be_approved():
    assert "What is payable now is subject to our approval." in statement("D4")
    assert "须经我方签批" in statement("D4", "zh")
    assert "our approval" not in statement("D5")


def test_totals_keep_goods_apart_from_money_and_tax_is_told_by_rate():
    said = settlement()
    rows = {line.split()[0]: line.split() for line in said.splitlines() if line.split()}
    assert any(line.startswith("百台送二") and "12 × GIFT-1" in line for line in said.splitlines())
    # 8,000.00 + 1,500.00 + 1,400.00 + 3,100.00 at 13 %, and 4,000.00 at 9 %.
    assert rows["13%"] == ["13%", "14,000.00", "1,820.00", "15,820.00"]
    assert rows["9%"] == ["9%", "4,000.00", "360.00", "4,360.00"]
