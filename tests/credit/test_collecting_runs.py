"""Collecting over a whole book: totals, findings, reports, commands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from dealerkit.assembly import load
from dealerkit.book import Book, open_book
from dealerkit.credit.collecting.ageing_run import age
from dealerkit.credit.collecting.collected_facts import collected_facts
from dealerkit.credit.collecting.dunning_run import remind
from dealerkit.credit.collecting.provision_run import provide
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import read_movements
from dealerkit.policy.policy import Policy
from dealerkit.report.credit_ageing import AgeingReport
from dealerkit.report.credit_dunning import DunningReport
from dealerkit.report.credit_provision import ProvisionReport
from dealerkit.report.languages import Language
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "collections"
DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def policy() -> Policy:
    found = load([EXAMPLE / "policy"]).policy
    assert found is not None
    return found


@pytest.fixture
def book() -> Book:
    return open_book(EXAMPLE / "book")


HEAD = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
collections:
  ageing:
    buckets: [{id: not-due}, {id: late, above: 0}]
"""

DUNNING = "  dunning: {levels: [{id: reminder, at: 7}]}\n"


def ruled(tmp_path: Path, more: str = "") -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(HEAD + more, encoding="utf-8")
    found = load([path])
    assert found.policy is not None, found.problems
    return found.policy


def owing(*invoices: Mapping[str, str], **tables: Sequence[Mapping[str, str]]) -> Book:
    return Book.from_tables({"invoices": list(invoices), **{name: list(rows) for name, rows in tables.items()}})


def invoice(number: str = "R1", **cells: str) -> Mapping[str, str]:
    return {"invoice": number, "date": "2026-05-01", "customer": "D1", "gross_amount": "100", **cells}


class TestAgeingOfABook:
    def test_the_total_is_the_receivables_less_what_is_not_applied(self, policy: Policy, book: Book):
        total = age(policy, book, DAY).total
        assert total is not None
        assert (total.receivables, total.unapplied, total.total) == (200_000, 3_000, 197_000)

    def test_columns_of_customers_add_up_to_the_total(self, policy: Policy, book: Book):
        run = age(policy, book, DAY)
        assert run.total is not None
        for column, amount in run.total.amounts.items():
            assert sum((each.amounts[column] for each in run.customers), Decimal(0)) == amount

    def test_a_group_is_the_sum_of_its_customers(self, policy: Policy, book: Book):
        (group,) = age(policy, book, DAY).groups
        assert (group.subject, group.total, group.overdue) == ("G1", 115_000, 60_000)

    def test_a_past_day_is_answered_as_it_was(self, policy: Policy, book: Book):
        total = age(policy, book, date(2026, 3, 31)).total
        assert total is not None
        assert total.amounts["not-due"] == 42_000
        assert total.amounts["1-30"] == 25_000

    def test_days_sales_outstanding_of_everybody(self, policy: Policy, book: Book):
        found = age(policy, book, DAY).pace.dso
        assert found is not None
        # 197,000 owed over 177,000 sold from 1 April to 30 June, 91 days.
        assert found.simple == Fraction(197_000 * 91, 177_000)
        # June 70,000, May 59,000 and April 48,000 in full are 91 days; of March it is 20,000 of 42,000.
        assert found.count_back == 91 + Fraction(20_000 * 31, 42_000)

    def test_a_debt_without_a_due_date_leaves_the_best_possible_figure_untold(self, policy: Policy, book: Book):
        found = age(policy, book, DAY).pace.dso
        assert found is not None
        assert found.best_possible is None

    def test_debts_without_a_due_date_are_told_once_a_customer(self, policy: Policy, book: Book):
        codes = [(each.code, each.arg("customer")) for each in age(policy, book, DAY).problems]
        assert codes == [("DK590", "D06")]

    def test_by_invoice_date_a_due_date_is_not_needed(self, tmp_path: Path):
        path = tmp_path / "policy.yaml"
        path.write_text(HEAD.replace("  ageing:\n", "  ageing:\n    by: invoice\n"), encoding="utf-8")
        by_invoice = load([path]).policy
        assert by_invoice is not None
        assert age(by_invoice, owing(invoice()), DAY).problems == ()


class TestLettersOfABook:
    def test_the_letters_and_what_they_ask_for(self, policy: Policy, book: Book):
        letters = remind(policy, book, DAY).letters
        # D03: 8,000 x 0.03% x 77 + 50; D04: 20,000 x 0.03% x 100 + 10,000 x 0.03% x 11 + 100.
        # Reminders ask for no interest.
        assert {customer: (letter.level, letter.asked) for customer, letter in letters} == {
            "D01": (1, Decimal(40_000)),
            "D02": (1, Decimal(15_000)),
            "D03": (2, Decimal("8234.80")),
            "D04": (3, Decimal("30733.00")),
        }

    def test_a_customer_with_a_running_plan_gets_none(self, policy: Policy, book: Book):
        found = remind(policy, book, DAY).of("D05")
        assert found is not None
        assert [each.why_not for each in found.items] == ["in-plan"]

    def test_a_letter_of_a_level_that_is_not_there_is_told(self, tmp_path: Path):
        letters = [{"letter": "L1", "date": "2026-06-10", "customer": "D1", "level": "4"}]
        run = remind(ruled(tmp_path, DUNNING), owing(invoice(due_on="2026-06-01"), dunnings=letters), DAY)
        assert [each.code for each in run.problems] == ["DK588"]
        assert run.letters == ()

    def test_levels_without_any_letter_wake_on_the_day_they_are_reached(self, tmp_path: Path):
        run = remind(ruled(tmp_path, DUNNING), owing(invoice(due_on="2026-07-10")), DAY)
        assert [each.wakes_on for each in run.customers] == [date(2026, 7, 17)]


class TestTheLevelOfAnAccount:
    @pytest.mark.parametrize(("paid", "expected"), [("250", 0), ("0", 1)])
    def test_a_plan_counts_while_it_is_kept_and_not_once_it_is_broken(self, tmp_path: Path, paid: str, expected: int):
        more = "  dunning: {level: reached, levels: [{id: reminder, at: 7}]}\n  repayments: {broken_after: 7 days}\n"
        rows = [
            {"plan": "P1", "instalment": str(number), "customer": "D1", "agreed_on": "2026-06-01", "due_on": due}
            for number, due in enumerate(("2026-06-10", "2026-07-31"))
        ]
        receipt = {"receipt": "Z1", "date": "2026-06-09", "customer": "D1", "amount": paid, "plan": "P1"}
        book = owing(
            invoice(due_on="2026-05-20", gross_amount="500"),
            repayments=[{**each, "amount": "250"} for each in rows],
            receipts=[receipt],
        )
        rules = ruled(tmp_path, more)
        positions = Positions(read_movements(book, rules, DAY).movements)
        facts = dict(collected_facts(rules, book, DAY, positions))
        assert facts["account.dunning_level"]("D1", DAY, None) == expected
        found = remind(rules, book, DAY).of("D1")
        assert found is not None
        assert found.reached == expected


class TestProvisionOfABook:
    def test_rates_of_history_and_what_they_set_aside(self, policy: Policy, book: Book):
        run = provide(policy, book, DAY)
        # Not due 42,000, 18,000, 10,000, of which 20,000, 18,000, 10,000 moved on; 1-30 25,000, 20,000, 18,000,
        # of which 25,000, 8,000, 18,000 did; all of 31-60 and 61-90 did.
        assert run.flows["others"].losses == {
            "not-due": Fraction(136, 245),
            "1-30": Fraction(17, 21),
            "31-60": 1,
            "61-90": 1,
            "over-90": 1,
        }
        assert run.total == Decimal("69861.77")

    def test_years_by_invoice_date_as_auditors_do_it(self, tmp_path: Path):
        # chinaacc.com on 迁徙率: 1,000,000 within a year, 600,000 of it at one to two years a year later: 60 %.
        path = tmp_path / "policy.yaml"
        path.write_text(
            HEAD.replace(
                "    buckets: [{id: not-due}, {id: late, above: 0}]",
                "    by: invoice\n    buckets: [{id: 1-year}, {id: 2-years, at: 365}, {id: older, at: 730}]",
            )
            + "  provision: [{id: all, flow_rate: {every: year, steps: 1, loss: 2-years}}]\n",
            encoding="utf-8",
        )
        rules = load([path]).policy
        assert rules is not None
        receipts = [{"receipt": "Z1", "date": "2025-03-01", "customer": "D1", "amount": "400000", "invoice": "R1"}]
        book = owing(
            {"invoice": "R1", "date": "2024-06-01", "customer": "D1", "gross_amount": "1000000"},
            {"invoice": "R2", "date": "2025-11-01", "customer": "D1", "gross_amount": "200000"},
            receipts=receipts,
        )
        run = provide(rules, book, date(2026, 1, 5))
        assert run.history["all"].days == (date(2024, 12, 31), date(2025, 12, 31))
        assert run.flows["all"].flows[0].rate == Fraction(3, 5)
        assert run.total == 200_000 * Fraction(3, 5) + 600_000

    def test_every_cent_is_somebodys(self, policy: Policy, book: Book):
        run = provide(policy, book, DAY)
        columns = [run.column(column) for column in run.rule.columns]
        assert sum((each for each in columns if each is not None), Decimal(0)) == run.total

    def test_a_book_that_begins_too_late_is_told(self, tmp_path: Path):
        more = "  provision: [{id: all, flow_rate: {steps: 6, loss: late}}]\n"
        run = provide(ruled(tmp_path, more), owing(invoice(due_on="2026-06-01")), DAY)
        assert [each.code for each in run.problems] == ["DK591"]
        assert str(run.problems[0].arg("begins")) == "2026-05-01"

    def test_a_customer_whom_no_entry_is_for_is_told_and_not_taken_for_good(self, tmp_path: Path):
        more = '  provision: [{id: a, where: dealer.class == "A", rates: {not-due: 0%, late: 5%}}]\n'
        customers = [{"customer": "D1", "class": "B"}]
        run = provide(ruled(tmp_path, more), owing(invoice(due_on="2026-06-01"), customers=customers), DAY)
        assert run.total is None
        assert [(each.code, each.arg("customer"), each.arg("missing")) for each in run.problems] == [
            ("DK591", "D1", ())
        ]

    def test_a_class_that_is_not_known_leaves_the_provision_untold(self, tmp_path: Path):
        more = (
            '  provision: [{id: a, where: dealer.class == "A", rates: {not-due: 0%, late: 5%}},'
            " {id: rest, rates: {not-due: 0%, late: 9%}}]\n"
        )
        customers = [{"customer": "D1"}]
        run = provide(ruled(tmp_path, more), owing(invoice(due_on="2026-06-01"), customers=customers), DAY)
        assert run.total is None
        assert run.problems[0].arg("missing") == ("dealer.class",)


class TestReports:
    @pytest.mark.parametrize("dealer", ["", "D04"])
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_form_of_every_report_is_made(self, policy: Policy, book: Book, dealer: str, language: Language):
        reports = (
            AgeingReport(age(policy, book, DAY), dealer).report(),
            DunningReport(remind(policy, book, DAY), dealer).report(),
            ProvisionReport(provide(policy, book, DAY), dealer).report(),
        )
        for each in reports:
            assert each.page(language).text(language)
            assert each.paper(language).html(language)
            assert all(len(row) == len(table.columns) for table in each.tables(language) for row in table.rows)
            assert json.dumps(each.document(language))

    def test_a_letter_says_what_is_to_be_paid(self, policy: Policy, book: Book):
        page = DunningReport(remind(policy, book, DAY), "D04").report().page("zh").text("zh")
        assert "最后催告" in page
        assert "请支付 30,733.00 CNY。" in page
        assert "七日内未付的，停止发货并保留诉讼的权利。" in page
