"""What a desk is told that cannot be right: one table, asked from Python, from a file and through a pipe.

Nothing of it lets an order through silently, and nothing holds one silently: the answer has a code, or says what is
not known.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from dealerkit import cli
from dealerkit.book import open_book
from dealerkit.credit.desk import OrderDesk, check_order
from dealerkit.credit.order import Order
from dealerkit.credit.results import OrderAnswer
from dealerkit.policy.policy import Policy
from tests.credit.accounts import policy_of

DAY = date(2026, 3, 31)
TEXT: Final = """\
credit:
  payment_days: 30
  limits: {usual: {fixed: 10_000}}
  checks: [{id: limit, static: {above: 100%}, then: over-limit}]
  over_limit: {steps: [{id: first, times: 1, shipment: {below: 1/3}, sign: manager}]}
"""
BOOK: Final = {
    "customers": "customer,kind,status\nA,dealer,active\nB,dealer,active\nC,dealer,active\n",
    "employees": "employee,role\nM,manager\n",
    "invoices": "invoice,date,customer,gross_amount\nF1,2026-03-20,B,9000\nF2,2026-03-20,C,9500\n",
    # The money for F1 arrived ten days before F1.
    "receipts": "receipt,date,customer,amount,invoice\nR1,2026-03-10,B,9000,F1\n",
    "releases": (
        "release,order,customer,date,amount,signed_by,role,kind\n"
        "X1,S1,C,2026-03-30,2000,M,manager,first\nX2,S1,C,2026-03-31,2000,M,manager,first\n"
    ),
}


@frozen
class Case:
    """One record as JSON, what becomes of it, and the code that says why."""

    record: str
    action: str
    code: str


CASES: Final = {
    "a negative amount": Case('{"order": "S1", "customer": "A", "amount": -0.01}', "undetermined", "DK540"),
    "an absent amount": Case('{"order": "S1", "customer": "A"}', "undetermined", "DK540"),
    "an unknown dealer": Case('{"order": "S1", "customer": "Z", "amount": 1}', "undetermined", "DK541"),
    "another currency than the limit's": Case(
        '{"order": "S1", "customer": "A", "amount": 1, "currency": "USD"}', "undetermined", "DK542"
    ),
    "a receipt before its invoice": Case('{"order": "S1", "customer": "B", "amount": 10000}', "ship", "DK510"),
    "two releases for one order": Case('{"order": "S1", "customer": "C", "amount": 1500}', "undetermined", "DK561"),
    "a clock that goes back": Case(
        '{"order": "S1", "customer": "A", "amount": 1, "date": "2026-03-30"}', "undetermined", "DK577"
    ),
}
"""Money that came before its invoice has paid it by now: the order ships, and the row is told."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    head = 'policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
    Path("policy.yaml").write_text(head + TEXT, encoding="utf-8")
    Path("book").mkdir()
    for name, text in BOOK.items():
        (Path("book") / f"{name}.csv").write_text(text, encoding="utf-8")


def order_of(record: str) -> Order:
    said = json.loads(record, parse_float=Decimal, parse_int=Decimal)
    day = said.pop("date", None)
    return Order(**{"amount": None, **said, "day": day and date.fromisoformat(day)})


def policy() -> Policy:
    return policy_of(TEXT)


def told(answer: OrderAnswer) -> set[str]:
    return {each.code for each in answer.problems}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestBadInput:
    def test_one_call_says_what_is_wrong(self, case: Case):
        answer = check_order(policy(), open_book(Path("book")), order_of(case.record), DAY)
        assert (answer.action.value, case.code in told(answer)) == (case.action, True)

    def test_a_desk_says_what_is_wrong_and_counts_nothing_that_it_does_not_ship(self, case: Case):
        desk = OrderDesk.open(policy(), open_book(Path("book")), DAY)
        order = order_of(case.record)
        answer = desk.place(order)
        assert answer.action.value == case.action
        assert case.code in told(answer) | {each.code for each in desk.problems}
        assert [each.order.order for each in desk.open_orders()] == (["S1"] if case.action == "ship" else [])

    def test_a_file_of_orders_is_answered_with_its_code(self, case: Case, capfd: pytest.CaptureFixture[str]):
        Path("o.jsonl").write_text(case.record + "\n", encoding="utf-8")
        cli.main(("credit", "check", "policy.yaml", "book", "o.jsonl", "--as-of", "2026-03-31", "--format", "json"))
        out, err = capfd.readouterr()
        assert [each["action"] for each in json.loads(out)["orders"]] == [case.action]
        assert f"{case.code} " in err

    def test_a_pipe_gets_its_answer_and_goes_on(
        self, case: Case, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        after = '{"order": "S9", "customer": "A", "amount": 10000}'
        text = f"{case.record}\n{after}\n".encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
        cli.main(("credit", "check", "policy.yaml", "book", "-", "--as-of", "2026-03-31"))
        out, err = capfd.readouterr()
        found = [json.loads(line) for line in out.splitlines()]
        assert [each["action"] for each in found] == [case.action, "ship"]
        assert case.code in err or case.code in out


def test_a_desk_never_goes_back_and_stays_where_it_is():
    desk = OrderDesk.open(policy(), open_book(Path("book")), DAY)
    refused = desk.advance(date(2026, 3, 30))
    assert refused is not None
    assert (refused.code, desk.day) == ("DK577", DAY)


def test_before_its_invoice_money_is_unapplied_and_counts_once():
    answer = check_order(policy(), open_book(Path("book")), order_of(CASES["a receipt before its invoice"].record), DAY)
    assert answer.exposure is not None
    assert (answer.exposure.receivables, answer.exposure.unapplied, answer.exposure.total) == (0, 0, 0)
    early = OrderDesk.open(policy(), open_book(Path("book")), date(2026, 3, 15)).check(
        Order(customer="B", amount=Decimal(1))
    )
    assert early.exposure is not None
    assert (early.exposure.receivables, early.exposure.unapplied) == (0, -9_000)
