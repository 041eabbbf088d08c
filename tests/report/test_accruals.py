"""Accruals as people and programs read them."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.rebates.accrual import Method, accruals
from dealerkit.report.accruals import SHOWN, AccrualReport
from dealerkit.report.languages import Language
from tests.report import settling

HALF = date(2026, 2, 14)
"""Day 45 of the 90 of the first quarter."""
FIGURES: list[dict[str, object]] = [{"subject": "C", "period": "2026-Q1", "fact": "days_to_pay", "value": "10"}]
LINES: list[dict[str, object]] = [
    {"date": "2026-01-10", "dealer": "A", "product": "P", "quantity": "1", "net_amount": "600.00"},
    {"date": "2026-02-10", "dealer": "C", "product": "P", "quantity": "2", "net_amount": "1000.00"},
]
POSTINGS: list[dict[str, object]] = [
    {
        "id": f"volume|C|2026-Q1|{kind}|1",
        "kind": kind,
        "programme": "volume",
        "payee": "C",
        "period": "2026-Q1",
        "seq": "1",
        "net": net,
        "posted_on": "2026-01-31",
    }
    for kind, net in (("accrual", "4.00"), ("settlement", "3.00"))
]


def reported(method: Method = Method.ACTUAL) -> AccrualReport:
    opened = settling.run(HALF, lines=LINES, figures=FIGURES, postings=POSTINGS)
    return AccrualReport(accruals(opened, method), settling.teller(opened))


def row_of(text: str, first: str) -> list[str]:
    return next(line for line in text.splitlines() if line.startswith(first)).split()


class TestForPeople:
    def test_a_row_goes_from_what_is_earned_to_what_is_owed(self):
        text = reported().report().page("en").text("en")
        # 1,000 at 1 % are 10.00; 4.00 stand accrued, 3.00 were paid.
        assert row_of(text, "C") == ["C", "丙公司", "2026-Q1", "1,000.00", "10.00", "4.00", "6.00", "3.00", "7.00"]

    def test_a_forecast_shows_the_projected_base(self):
        text = reported(Method.FORECAST).report().page("en").text("en")
        # 2,000 at 2.5 % are 50.00, and half of it is bought.
        assert row_of(text, "C") == ["C", "丙公司", "2026-Q1", "2,000.00", "25.00", "4.00", "21.00", "3.00", "22.00"]
        assert "projected base" in text

    def test_what_cannot_be_told_is_counted_apart(self):
        # A will reach the first band, and nobody recorded how quickly A pays.
        text = reported(Method.FORECAST).report().page("en").text("en")
        assert row_of(text, "volume") == ["volume", "坎级返利", "2", "25.00", "4.00", "21.00", "3.00", "22.00", "1"]

    @pytest.mark.parametrize(("lang", "said"), [("en", "Method actual: "), ("zh", "方法 actual：")])
    def test_the_method_is_named(self, lang: Language, said: str):
        assert said in reported().report().page(lang).text(lang)

    def test_a_screen_shows_those_that_change_most_and_paper_all(self):
        lines = [{**LINES[0], "dealer": f"D{number}", "quantity": f"{number + 3}"} for number in range(SHOWN + 2)]
        customers = [{"customer": each["dealer"], "kind": "dealer", "status": "active"} for each in lines]
        opened = settling.run(HALF, lines=lines, postings=[], customers=customers)
        report = AccrualReport(accruals(opened).of("units"), settling.teller(opened)).report()
        text = report.page("en").text("en")
        # D0 has three units and earns 20.00, D1 twice that.
        assert "and 2 more: 60.00 to accrue" in text
        assert "\nD0 " not in text
        assert "\nD0 " in report.paper("en").text("en")

    def test_nothing_at_all_is_said(self):
        opened = settling.run(HALF, lines=[], postings=[])
        report = AccrualReport(accruals(opened), settling.teller(opened)).report()
        assert "没有可计提的内容" in report.page("zh").text("zh")


class TestForPrograms:
    def test_json_has_rows_postings_and_findings(self):
        document = reported(Method.FORECAST).document("en")
        assert document["method"] == "forecast"
        rows, postings, problems = document["rows"], document["postings"], document["problems"]
        assert isinstance(rows, list)
        assert isinstance(postings, list)
        assert isinstance(problems, list)
        assert len(rows) == 4
        assert [isinstance(each, dict) and (each["id"], each["net"]) for each in postings] == [
            ("volume|C|2026-Q1|accrual|2", "21.00"),
            # Two units become four, of which the third and fourth pay 20.00 each; half of the units are bought.
            ("units|C|2026-Q1|accrual|1", "20.00"),
        ]
        assert [isinstance(each, dict) and each["code"] for each in problems] == ["DK367"]

    def test_tables_are_the_accounts_the_totals_and_the_postings(self):
        assert [table.name for table in reported().report().tables("en")] == ["accruals", "totals", "postings"]
