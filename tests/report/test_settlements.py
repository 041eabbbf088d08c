"""A settlement on the screen, on paper, in tables and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dealerkit.book import Book, Count
from dealerkit.book.columns import Native
from dealerkit.rebates.run import Run
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.settlements import SettlementReport, Wanted
from tests.report import settling


def report(
    lines: Count | None = None, wanted: Wanted | None = None, as_of: date = settling.AS_OF, text: str = settling.POLICY
) -> SettlementReport:
    opened = settling.run(as_of, text)
    wanted = wanted or Wanted()
    settlement = wanted.of(opened.settlement())
    counted = lines or opened.standing.book.counts["lines"]
    return SettlementReport(settlement, settling.teller(opened), counted, wanted)


PAGES = Path(__file__).parent / "pages"


class TestPage:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_it_shows_head_totals_rows_and_one_dealer_in_full(self, lang: Language):
        # A bought 2,001.00: 2.5% is 50.025, half of it for 40 days is 25.0125, so 25.01; 5.00 was paid before.
        # A bought 7 units: units 3 to 5 at 20 and 6 and 7 at 40 make 140.
        expected = (PAGES / f"settlement.{lang}.txt").read_text(encoding="utf-8")
        assert report().page(lang).text(lang) == expected

    def test_every_yuan_is_explained_down_to_a_line_of_the_policy(self):
        page = report().page("en").text("en")
        story = [line.split("  ") for line in page[page.index("坎级返利 2026-Q1: 25.01") :].splitlines()]
        told = {parts[1]: parts[-1].strip() for parts in story if len(parts) > 1}
        assert told["net_amount that counts: 2,001.00"] == "small.yaml:19"
        assert told['takes part under dealer.status == "active"'] == "small.yaml:18"
        assert told["multiplied by 50% for 回款速度: 40"] == "small.yaml:24"
        assert told["2,001.00 × 2.5% × 50% = 25.0125 → 25.01"] == "small.yaml:6"
        assert told["3 × 20 + 2 × 40 = 140.00"] == "3 × 20 + 2 × 40 = 140.00"

    def test_it_says_the_same_in_chinese(self):
        page = report().page("zh").text("zh")
        assert page.startswith("小政策：截至 2026-03-31 的返利结算\n")
        assert "共 4 行：计入 3" in page
        assert "此前已付：5.00" in page
        assert "本次应付：20.01，以贷项凭证支付" in page

    def test_a_book_without_ledger_is_said_first(self):
        opened = Run.open(settling.policy(), Book.from_tables({"lines": settling.TABLES["lines"]}), settling.AS_OF)
        without = SettlementReport(opened.settlement(), settling.teller(opened), opened.standing.book.counts["lines"])
        assert without.page("en").text("en").splitlines()[2].startswith("This book has no ledger")
        assert without.page("zh").text("zh").splitlines()[2].startswith("此账册没有台账")

    def test_the_dealer_asked_for_is_explained_even_if_nothing_is_paid(self):
        wanted = Wanted(dealer="C")
        page = report(wanted=wanted).page("en").text("en")
        assert "Why, in full: C 丙公司" in page
        assert "nothing is paid until this is known: the days taken to pay" in page
        assert "甲公司" not in page

    def test_only_the_largest_rows_are_shown_and_the_rest_is_summed(self):
        bought = {"A": "2001.00", "D": "1000.00", "E": "1000.00", "F": "1000.00", "G": "1000.00"}
        lines: list[dict[str, Native]] = [
            {"date": "2026-01-10", "dealer": code, "product": "P", "quantity": "0", "net_amount": amount}
            for code, amount in bought.items()
        ]
        customers: list[dict[str, Native]] = [
            {"customer": code, "name": code, "kind": "dealer", "status": "active"} for code in "ADEFG"
        ]
        figures: list[dict[str, Native]] = [
            {"subject": code, "period": "2026-Q1", "fact": "days_to_pay", "value": "3"} for code in "ADEFG"
        ]
        opened = settling.run(lines=lines, customers=customers, figures=figures)
        shown = SettlementReport(opened.settlement(), settling.teller(opened), Count()).page("en").text("en")
        assert "坎级返利 (volume): the largest of 5 payments" in shown
        assert "and 2 more: 20.00" in shown

    def test_one_dealer_is_explained_by_its_largest_payments(self):
        lines: list[dict[str, Native]] = [
            {"date": f"2026-{month:02}-10", "dealer": "A", "product": "P", "quantity": "7", "net_amount": "10.00"}
            for month in (1, 4, 7, 10)
        ]
        opened = settling.run(date(2026, 12, 31), lines=lines, postings=[])
        shown = SettlementReport(opened.settlement(), settling.teller(opened), Count()).page("en").text("en")
        assert shown.count("3 × 20 + 2 × 40 = 140.00") == 3
        assert "and 1 more with `--dealer A`" in shown

    def test_a_running_period_is_not_due_yet(self):
        page = report(as_of=date(2026, 4, 30)).paper("en").text("en")
        assert "running" in page

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_paper_shows_every_row(self, lang: Language):
        paper = report().paper(lang)
        for layout in (paper.text(lang), paper.markdown(lang), paper.html(lang)):
            assert all(name in layout for name in ("甲公司", "乙公司", "丙公司"))


class TestForPrograms:
    def test_json_holds_rows_with_reasons_and_their_places(self):
        document = json.loads(json.dumps(report().report().document("en")))
        row = next(each for each in document["rows"] if each["payee"] == "A" and each["programme"] == "volume")
        assert document["schema_version"] == 1
        assert (row["entitlement"], row["settled"], row["posted"]) == ("25.01", "5.00", "20.01")
        band = next(each for each in row["reasons"] if each["step"] == "band-percent")
        assert band["rule"] == "rebates.volume.bands[2000]"
        assert band["at"] == {"file": "policy/small.yaml", "line": 22, "column": 36, "length": band["at"]["length"]}
        assert document["lines"] == {"read": 4, "taken": 3, "untaken": 0, "later": 1, "ignored": 0, "rejected": 0}

    def test_a_cap_that_cut_the_amount_is_what_decided(self):
        # 2.5 % of 2,001 by half is 25.01; the cap is 9,000 at first, then 20.
        capped = settling.POLICY.replace("values: {2026-01-01: 9_000}", "values: {2026-01-01: 20}")
        for text, rule in ((settling.POLICY, "bands[2000]"), (capped, "cap")):
            told = report(text=text)
            table = told.report().tables("en")[0]
            names = [column.name for column in table.columns]
            assert table.rows[0][names.index("why")] == f"rebates.volume.{rule}"
            assert told.teller.why(told.settlement.rows[0]).startswith(f"{rule} small.yaml:")

    def test_what_is_set_against_another_period_is_not_to_be_invoiced(self):
        opened = settling.overpaid()
        row = opened.settlement().rows[0]
        told = [point.words for point in settling.teller(opened).points(row, "en").points]
        assert told[-2:] == ["paid before: 30.01", "set against other periods: 5.00"]

    def test_an_undetermined_row_has_no_amount_and_names_what_is_missing(self):
        rows = report().report().document("en")["rows"]
        assert isinstance(rows, list)
        row = next(each for each in rows if isinstance(each, dict) and each["payee"] == "C")
        assert row["entitlement"] is None
        assert row["posted"] is None
        assert row["missing"] == ["period.days_to_pay"]

    def test_tables_are_rows_totals_reasons_and_postings(self):
        tables = {table.name: table for table in report().report().tables("en")}
        assert list(tables) == ["settlement", "totals", "reasons", "postings"]
        assert len(tables["settlement"].rows) == 6
        assert [row[2:5] for row in tables["postings"].rows] == [("volume", "A", "2026-Q1"), ("units", "A", "2026-Q1")]

    @pytest.mark.parametrize("wanted", [Wanted(programme="units"), Wanted(dealer="A"), Wanted(period="2026-Q2")])
    def test_what_is_not_asked_for_is_neither_shown_nor_posted(self, wanted: Wanted):
        chosen = report(wanted=wanted).settlement
        assert all(wanted.programme in {"", row.programme} for row in chosen.rows)
        assert all(wanted.dealer in {"", row.payee} for row in chosen.rows)
        assert {each.account for each in chosen.proposals} <= {row.account for row in chosen.rows}
