"""A statement that its dealer can read: figures, sentences, nothing of the inside."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dealerkit.book.columns import Native
from dealerkit.rebates.statement import statement_of
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.statements import StatementReport
from tests.report import settling


def report(dealer: str, as_of: date = settling.AS_OF) -> StatementReport:
    opened = settling.run(as_of)
    return StatementReport(statement_of(opened, dealer), settling.teller(opened))


# A: 2,001.00 at the highest band, half of 2.5% is 25.01, of which 5.00 was paid on 1 February.
STORY_EN = """\
坎级返利 2026-Q1
  Your purchases that count: 2,001.00.
  You have reached the band from 2,000: 2.5%.
  This is the highest band.
  回款速度: 50% is paid, for a figure of 40.
  Earned: 2,001.00 × 2.5% × 50% = 25.0125 → 25.01.
  Paid on 2026-02-01: 5.00.
  Payable now: 20.01, by credit note.
"""
STORY_ZH = """\
坎级返利 2026-Q1
  计入的进货：2,001.00。
  已达到 2,000 起的一档：2.5%。
  这已是最高一档。
  回款速度：按 50% 支付（实际为 40）。
  应得：2,001.00 × 2.5% × 50% = 25.0125 → 25.01。
  2026-02-01 已付：5.00。
  本次应付：20.01，以贷项凭证支付。
"""


@pytest.mark.parametrize(("lang", "story"), [("en", STORY_EN), ("zh", STORY_ZH)])
def test_each_rebate_is_told_in_sentences(lang: Language, story: str):
    assert story in report("A").page(lang).text(lang)


def test_the_head_says_what_comes_now_and_what_came_before():
    page = report("A").page("en").text("en")
    assert page.startswith("Rebate statement for 甲公司 (A)\n")
    assert "Payable to you now: 160.01. Paid before: 5.00." in page


def test_the_next_band_its_distance_and_what_it_would_bring_are_told():
    # B is inactive, so nothing would be earned there; C lacks the days to pay; A's units: 7 of 6, the top.
    opened = settling.run(figures=[{"subject": "C", "period": "2026-Q1", "fact": "days_to_pay", "value": "1"}])
    page = StatementReport(statement_of(opened, "C"), settling.teller(opened)).page("en").text("en")
    assert "The next band begins at 2,000 and pays 2.5%: 10.00 to go. Reaching it would bring 50.00 in all." in page


def test_what_is_missing_is_named_in_words():
    page = report("C").page("en").text("en")
    assert "cannot be told yet, because this is not on record: the days taken to pay." in page
    assert "以下信息没有记录：回款天数。" in report("C").page("zh").text("zh")


def test_a_figure_that_does_not_fit_the_rules_is_not_told_as_missing():
    # 2.5 units cannot be counted: nothing is missing, and still nobody can tell the amount.
    half: list[dict[str, Native]] = [
        {"date": "2026-01-10", "dealer": "C", "product": "P", "quantity": "2.5", "net_amount": "10.00"}
    ]
    opened = settling.run(lines=half)
    page = StatementReport(statement_of(opened, "C"), settling.teller(opened)).page("en").text("en")
    assert "What you have earned cannot be told yet: a figure does not fit the rules. Please ask us." in page


def test_what_is_set_against_another_period_is_not_asked_back():
    # Q1: 25.01 was earned and 30.01 paid; Q2: 1,000.00 at 1%, half of it for 40 days, is 5.00.
    opened = settling.overpaid()
    found = StatementReport(statement_of(opened, "A"), settling.teller(opened))
    page = found.page("en").text("en")
    assert "5.00 paid too much before is taken off what is payable to you now." in page
    assert "ask back" not in page
    assert "此前多付的 5.00 已从本次应付中抵减。" in found.page("zh").text("zh")


def test_who_is_not_eligible_is_told_so_and_no_band_is_dangled():
    page = report("B").page("en").text("en")
    assert "This rebate is for others: its conditions of participation are not met." in page
    assert "next band begins at 2,000" not in page


def test_a_dealer_without_anything_is_told_so():
    assert "There are no purchases or payments of yours" in report("Z").page("en").text("en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dealer", ["A", "B", "C"])
def test_nothing_of_the_inside_is_on_it(dealer: str, lang: Language):
    page = report(dealer, date(2026, 4, 30)).page(lang)
    for shown in (page.text(lang), page.markdown(lang), page.html(lang)):
        inside = r"rebates\.|\.yaml|DK\d{3}|days_to_pay|net_amount|dealer\.status"
        assert not re.search(inside, shown)


def test_json_holds_sentences_and_the_rules_behind_them():
    document = report("A").document("en")
    entries = document["entries"]
    assert isinstance(entries, list)
    assert isinstance(entries[0], dict)
    assert entries[0]["entitlement"] == "25.01"
    assert entries[0]["next_band"] is None
    assert "Your purchases that count: 2,001.00." in str(entries[0]["sentences"])
