"""Kinds of contracts: overlapping versions, renewals, deposits and what is traded without a contract."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.contracts.kinds.run import evaluate
from dealerkit.values.months import add_months
from tests.contracts.contracting import book_of, codes, policy_of, row_of

DAY = date(2026, 3, 31)
POLICY = policy_of(
    "contracts: {kinds: {distribution: {terms: [{id: territory}], remind: 1 month,"
    " renewal: {by: itself, for: 1 year, notice: 2 months},"
    " deposit: {keep: overdue, offset: penalty}}, direct: {terms: [{id: price_level}], remind: 1 month}}}\n"
)


def contract(number: str = "C1", **more: str) -> dict[str, str]:
    return {"contract": number, "customer": "D1", "kind": "direct", "start": "2026-01-01", "price_level": "A", **more}


class TestVersions:
    def test_two_rows_of_one_contract_that_overlap_are_a_finding_of_the_book_and_the_later_is_rejected(self):
        rows = [
            contract(valid_from="2026-01-01", valid_to="2026-06-30"),
            contract(valid_from="2026-06-01", valid_to="2026-12-31", price_level="B"),
        ]
        book = book_of(contracts=rows)
        evaluate(POLICY, book, DAY)
        assert [each.code for each in book.problems] == ["DK861"]
        assert (book.counts["contracts"].used, book.counts["contracts"].rejected) == (1, 1)

    def test_two_contracts_for_the_same_at_the_same_time_are_an_error_at_the_second(self):
        run = evaluate(POLICY, book_of(contracts=[contract(), contract("C2")]), DAY)
        assert [(each.code, str(each.at)) for each in run.problems] == [("DK777", "contracts:2:1")]

    def test_two_contracts_one_after_the_other_are_not(self):
        rows = [contract(end="2026-02-28"), contract("C2", start="2026-03-01")]
        assert codes(evaluate(POLICY, book_of(contracts=rows), DAY)) == []

    def test_the_row_that_holds_on_the_day_decides(self):
        rows = [
            contract(valid_to="2026-03-30", price_level=""),
            contract(valid_from="2026-03-31"),
        ]
        assert codes(evaluate(POLICY, book_of(contracts=rows), DAY)) == []
        assert codes(evaluate(POLICY, book_of(contracts=rows), DAY - timedelta(days=1))) == ["DK775"]


class TestRenewal:
    @given(st.dates(date(2020, 1, 1), date(2025, 12, 31)), st.integers(0, 2_000))
    def test_the_end_is_the_first_one_in_whole_years_that_is_not_over(self, end: date, later: int):
        day = min(end + timedelta(days=later), date(2030, 1, 1))
        row = contract(kind="distribution", start="2019-01-01", end=str(end), territory="NB")
        found = row_of(evaluate(POLICY, book_of(contracts=[row]), day), "C1").decision
        years = 0
        while add_months(end, 12 * years) < day:
            years += 1
        assert (found.value("until"), found.value("renewals")) == (add_months(end, 12 * years), years)

    def test_notice_that_nobody_knows_of_yet_does_not_end_it(self):
        row = contract(kind="distribution", end="2025-12-31", territory="NB", notice_on="2026-06-01")
        found = row_of(evaluate(POLICY, book_of(contracts=[row]), DAY), "C1").decision
        assert found.value("until") == date(2026, 12, 31)

    def test_trade_after_the_end_is_told_with_its_last_day(self):
        lines = [
            {"date": "2026-03-05", "dealer": "D1", "product": "P", "contract": "C1"},
            {"date": "2026-03-09", "dealer": "D1", "product": "P", "contract": ""},
        ]
        book = book_of(contracts=[contract(end="2026-02-28")], lines=lines)
        run = evaluate(POLICY, book, DAY)
        assert [(each.code, each.arg("traded")) for each in run.problems] == [("DK776", date(2026, 3, 9))]

    def test_orders_are_trade_too(self):
        orders = [{"order": "O", "date": "2026-03-05", "customer": "D1", "product": "P", "quantity": 1}]
        run = evaluate(POLICY, book_of(contracts=[contract(end="2026-02-28")], orders=orders), DAY)
        assert codes(run) == ["DK776"]

    def test_a_contract_that_a_named_one_follows_needs_no_reminder(self):
        assert codes(evaluate(POLICY, book_of(contracts=[contract(end="2026-04-15")]), DAY)) == ["DK778"]
        assert codes(evaluate(POLICY, book_of(contracts=[contract(end="2026-04-15", renewed_by="C9")]), DAY)) == []


OLD = contract(kind="distribution", status="ended", start="2025-01-01", end="2026-03-30", territory="NB", deposit="900")
PAID = {"receipt": "R1", "date": "2025-01-02", "customer": "D1", "kind": "deposit", "contract": "C1", "amount": "900"}
INVOICES = [
    {"invoice": "I1", "date": "2026-01-02", "customer": "D1", "gross_amount": "100", "due_on": "2026-03-30"},
    {"invoice": "I2", "date": "2026-01-02", "customer": "D1", "gross_amount": "200", "due_on": "2026-03-31"},
]


class TestEndedEarly:
    def test_a_contract_that_is_said_to_have_ended_holds_no_longer_whatever_its_term_says(self):
        row = contract(status="ended", end="2026-12-31")
        found = row_of(evaluate(POLICY, book_of(contracts=[row]), DAY), "C1").decision
        assert (found.value("state"), found.value("until")) == ("ended", DAY - timedelta(days=1))

    def test_it_ended_the_day_before_the_row_that_says_so(self):
        rows = [
            contract(end="2026-12-31", valid_to="2026-02-14"),
            contract(status="ended", end="2026-12-31", valid_from="2026-02-15"),
        ]
        found = row_of(evaluate(POLICY, book_of(contracts=rows), DAY), "C1").decision
        assert found.value("until") == date(2026, 2, 14)


class TestDeposit:
    def test_only_what_is_overdue_is_held_where_the_policy_says_so(self):
        book = book_of(contracts=[OLD], receipts=[PAID], invoices=INVOICES)
        found = row_of(evaluate(POLICY, book, DAY), "C1").decision
        assert (found.value("deposit_held"), found.value("returnable")) == (100, 800)

    def test_a_deposit_that_went_back_is_not_there(self):
        back = {**PAID, "receipt": "R2", "date": "2026-03-31", "amount": "-900"}
        book = book_of(contracts=[OLD], receipts=[PAID, back], invoices=INVOICES)
        assert row_of(evaluate(POLICY, book, DAY), "C1").decision.value("returnable") == 0

    def test_a_deposit_that_names_no_contract_is_nobody_s_where_the_customer_has_two(self):
        loose = {**PAID, "contract": ""}
        book = book_of(contracts=[OLD, {**OLD, "contract": "C2"}], receipts=[loose], invoices=INVOICES)
        found = row_of(evaluate(POLICY, book, DAY), "C1").decision
        assert "receipts.contract" in found.missing
        assert found.value("returnable") == ""

    def test_a_deduction_in_a_currency_without_a_rate_is_a_finding(self):
        off = {
            "deduction": "X",
            "contract": "C1",
            "date": "2026-01-01",
            "kind": "penalty",
            "amount": 5,
            "currency": "EUR",
        }
        book = book_of(contracts=[OLD], receipts=[PAID], invoices=INVOICES, deposit_deductions=[off])
        assert "DK678" in codes(evaluate(POLICY, book, DAY))
