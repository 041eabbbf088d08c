"""Amounts without a rate, and tables that are not there: what depends on them cannot be told, and is not passed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest

from dealerkit.contracts.execution.run import evaluate as carried_out
from dealerkit.contracts.kinds.run import evaluate as contracts_of
from dealerkit.contracts.territory.run import evaluate as territories_of
from dealerkit.decisions import Outcome
from tests.contracts.contracting import book_of, policy_of, row_of

DAY = date(2026, 3, 31)
KINDS = """\
contracts:
  kinds:
    plain:
      terms: [{id: territory}]
      remind: 1 month
      deposit: {offset: [penalty], keep: open}
"""
CONTRACT = {
    "contract": "C1",
    "customer": "D1",
    "kind": "plain",
    "start": "2025-01-01",
    "end": "2025-12-31",
    "territory": "T",
    "deposit": 1000,
    "currency": "CNY",
}
DEPOSIT = {
    "receipt": "R1",
    "date": "2025-01-01",
    "customer": "D1",
    "amount": 1000,
    "kind": "deposit",
    "currency": "CNY",
}
INVOICE = {"invoice": "I1", "date": "2025-05-01", "customer": "D1", "gross_amount": 300, "currency": "CNY"}
DEDUCTION = {
    "deduction": "X1",
    "contract": "C1",
    "date": "2025-05-01",
    "kind": "penalty",
    "amount": 100,
    "currency": "CNY",
}


class TestDeposits:
    def test_what_is_known_may_be_returned(self):
        book = book_of(contracts=[CONTRACT], receipts=[DEPOSIT], invoices=[INVOICE], deposit_deductions=[DEDUCTION])
        # 1000 paid in − 100 set off − 300 owed
        assert row_of(contracts_of(policy_of(KINDS), book, DAY), "C1").decision.value("returnable") == 600

    @pytest.mark.parametrize(
        ("table", "row"),
        [
            ("invoices", {**INVOICE, "currency": "USD"}),
            ("deposit_deductions", {**DEDUCTION, "currency": "USD"}),
            ("receipts", {**DEPOSIT, "currency": "USD"}),
            ("contracts", {**CONTRACT, "currency": "USD"}),
        ],
        ids=["a debt", "a deduction", "the money itself", "what is due"],
    )
    def test_what_has_no_rate_keeps_all_of_it_from_being_returned(self, table: str, row: dict[str, object]):
        tables = {"contracts": [CONTRACT], "receipts": [DEPOSIT], "invoices": [INVOICE]}
        tables = {**tables, "deposit_deductions": [DEDUCTION], table: [row]}
        found = row_of(contracts_of(policy_of(KINDS), book_of(**tables), DAY), "C1").decision
        assert found.value("returnable") == ""
        assert "rates.USD" in found.missing


class TestExecution:
    POLICY = policy_of(
        "contracts: {execution: {amounts: gross, grace: 0, services: {due: 30 days, bill_within: 90 days},"
        " low_stock: {holders: [W], days: 15, over: 90 days, tell: [buyer]}}}\n"
    )

    @pytest.mark.parametrize(
        ("table", "row"),
        [
            ("invoices", {**INVOICE, "contract": "C1", "currency": "USD"}),
            ("receipts", {**DEPOSIT, "kind": "", "currency": "USD"}),
            (
                "instalments",
                {"contract": "C1", "instalment": "1", "due_on": "2026-01-01", "amount": 5, "currency": "USD"},
            ),
            (
                "service_orders",
                {
                    "service": "V",
                    "date": "2026-03-01",
                    "customer": "D1",
                    "contract": "C1",
                    "amount": 5,
                    "currency": "USD",
                },
            ),
        ],
        ids=["an invoice", "a receipt", "an instalment", "a service"],
    )
    def test_a_contract_whose_figures_lack_an_amount_says_so(self, table: str, row: dict[str, object]):
        book = book_of(**{"contracts": [CONTRACT], "invoices": [INVOICE], table: [row]})
        found = row_of(carried_out(self.POLICY, book, DAY), "C1", "summary").decision
        assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("rates.USD",))

    def test_a_book_without_stock_is_not_an_empty_warehouse(self):
        book = book_of(products=[{"product": "P", "least_stock": 10}])
        run = carried_out(self.POLICY, book, DAY)
        assert [(each.decision.outcome, each.decision.missing) for each in run.rows if each.part == "low_stock"] == [
            (Outcome.UNDETERMINED, ("stock",))
        ]
        assert run.problems == ()


class TestSplits:
    POLICY = policy_of(
        "contracts: {territory: {splits: {over: 12 months, steps: [{id: second, dealers: 2, at: 20%}]}}}\n"
    )
    SPLIT: ClassVar = {"split": "S", "territory": "T", "dealer": "D1", "added": "D2", "from": "2026-03-01"}

    @pytest.mark.parametrize(
        ("currency", "outcome"), [("CNY", Outcome.REFUSED), ("USD", Outcome.UNDETERMINED)], ids=["known", "no rate"]
    )
    def test_dependence_on_sales_that_cannot_be_added_up_is_not_known(self, currency: str, outcome: Outcome):
        lines = [
            {"date": "2026-01-05", "dealer": "D1", "product": "P", "net_amount": 19, "currency": "CNY"},
            {"date": "2026-01-05", "dealer": "D3", "product": "P", "net_amount": 81, "currency": currency},
        ]
        book = book_of(lines=lines, territory_splits=[self.SPLIT])
        assert row_of(territories_of(self.POLICY, book, DAY), "S", "splits").decision.outcome is outcome


class TestTradeAfterTheEnd:
    @pytest.mark.parametrize(
        ("tables", "traded"),
        [
            ({"orders": [{"order": "O", "date": "2026-01-05", "customer": "D1", "status": "open"}]}, True),
            ({"orders": [{"order": "O", "date": "2026-01-05", "customer": "D1", "status": "cancelled"}]}, False),
            ({"lines": [{"date": "2026-01-05", "dealer": "D1", "product": "P", "quantity": -1}]}, False),
            ({"lines": [{"date": "2026-01-05", "dealer": "D1", "product": "P", "quantity": 1}]}, True),
        ],
        ids=["an order", "an order called off", "a return", "a sale"],
    )
    def test_only_what_was_sold_or_ordered_is_trade(self, tables: dict[str, list[dict[str, object]]], *, traded: bool):
        run = contracts_of(policy_of(KINDS), book_of(contracts=[CONTRACT], **tables), DAY)
        assert ("DK776" in [each.code for each in run.problems]) == traded
