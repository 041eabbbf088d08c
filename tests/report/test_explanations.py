"""An explanation: what decided, what was tried, what was read and where it stands."""

from __future__ import annotations

from dealerkit.report.explanations import Explained, ExplanationReport
from tests.report import settling


def report(dealer: str, programme: str = "volume") -> ExplanationReport:
    opened = settling.run()
    teller = settling.teller(opened)
    rows = [row for row in opened.settlement().rows if row.payee == dealer and row.programme == programme]
    return ExplanationReport(opened, teller, dealer, tuple(Explained(row, teller.trace(row)) for row in rows))


def test_what_decided_comes_with_its_figures_and_places():
    page = report("A").page("en").text("en")
    assert page.startswith("A 甲公司: why, as of 2026-03-31\n")
    assert "坎级返利 2026-Q1: 25.01 earned" in page
    assert "the base of 2,001.00 has reached the band from 2,000: 2.5%" in page


def test_what_was_tried_says_by_how_much_it_was_missed():
    page = report("C").page("en").text("en")
    tried = page[page.index("What was tried and did not come in") :]
    assert "the band from 2,000 is 10.00 away" in tried
    assert "small.yaml:22" in tried


def test_what_was_read_has_its_value_and_the_cell_or_line_it_stands_in():
    page = report("A").page("en").text("en")
    read = [line.split() for line in page[page.index("What was read") :].splitlines()]
    days = next(line for line in read if "period.days_to_pay" in line)
    cap = next(line for line in read if "top" in line)
    assert " ".join(days).endswith("40 table figures; else tables receipts and invoices figures:1")
    assert cap[-5:] == ["9,000", "decision", "of", "January", "small.yaml:9"]


def test_what_is_not_known_is_said_to_be_so():
    page = report("C").page("zh").text("zh")
    assert "坎级返利 2026-Q1：无法确定" in page
    assert "缺少：回款天数。" in page
    assert "未知" in page


def test_who_is_refused_learns_the_condition_and_the_fact():
    page = report("B").page("en").text("en")
    assert 'does not take part under dealer.status == "active"' in page
    assert "dealer.status = inactive" in page


def test_json_holds_everything_with_places():
    explained = report("A").document("en")["explanations"]
    assert isinstance(explained, list)
    only = explained[0]
    assert isinstance(only, dict)
    assert {"reasons", "tried", "reads", "values"} <= set(only)


def test_a_dealer_without_anything_gets_an_answer():
    assert "There is nothing to explain" in report("Z").page("en").text("en")
