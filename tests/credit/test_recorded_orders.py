"""Answers to orders recorded as test cases: asked again they are the same answer, from as few rows as tell it."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit.assembly import load, loads, results_of
from dealerkit.book import Book, open_book
from dealerkit.cli import main
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.replay.telling import answer_of
from dealerkit.credit.stated import stated_order
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase, cases_text
from dealerkit.problems import Problem
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
DAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "order-desk", tmp_path / "desk")
    return tmp_path / "desk"


def policy_of(name: str) -> Policy:
    policy = load([EXAMPLES / name / "policy"]).policy
    assert policy is not None
    return policy


def recorded(name: str, number: str, day: date) -> StatedCase | Problem:
    policy, book = policy_of(name), open_book(EXAMPLES / name / "book")
    found = answer_of(policy, book, day, number)
    assert not isinstance(found, Problem)
    return stated_order(policy, book, *found)


@pytest.mark.parametrize(
    ("name", "number", "day", "action"),
    [
        ("order-desk", "SO-100", DAY, "ship"),
        ("order-desk", "SO-110", DAY, "refer"),
        ("order-desk", "SO-112", DAY, "cash-first"),
        ("credit", "O-0701", date(2026, 6, 30), "hold"),
        ("credit", "O-1502", date(2026, 6, 30), "cash-first"),
    ],
)
def test_an_order_of_an_example_is_a_case_that_passes(name: str, number: str, day: date, action: str):
    case = recorded(name, number, day)
    assert isinstance(case, StatedCase)
    assert case.expect["action"] == action
    files = {file.name: file.read_bytes() for file in (EXAMPLES / name / "policy").glob("*.yaml")}
    found = results_of(loads(files | {"recorded.yaml": cases_text([case]).encode()}), case.id)
    assert (found.problems, found.ended("passed")) == ((), 1)


def test_rows_and_columns_that_make_no_difference_are_left_out():
    case = recorded("order-desk", "SO-110", DAY)
    assert isinstance(case, StatedCase)
    # The book has five customers with names and addresses; whether D02 may buy turns on these figures of his alone.
    assert case.given["customers"] == ({"customer": "D02", "status": "active", "filed": True},)


POLICY = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..}
credit:
  amounts: gross
  limits: {own: {fixed: 100_000}}
  checks: [{id: static, static: {above: 100%}, then: block}]
"""


def small(**tables: list[dict[str, object]]) -> tuple[Policy, Book]:
    policy = loads({"policy.yaml": POLICY.encode()}).policy
    assert policy is not None
    return policy, Book.from_tables({"customers": [{"customer": "D1"}, {"customer": "D2"}], **tables})


def test_a_change_of_the_limit_fails_the_recorded_case():
    policy, book = small(orders=[{"order": "O1", "customer": "D1", "date": "2026-03-30", "gross_amount": "99000"}])
    found = answer_of(policy, book, DAY, "O1")
    assert not isinstance(found, Problem)
    case = stated_order(policy, book, *found)
    assert isinstance(case, StatedCase)
    assert case.expect == {
        "outcome": "granted",
        "action": "ship",
        "limit": Decimal(100_000),
        "exposure": Decimal(0),
        "headroom": Decimal(100_000),
    }
    changed = POLICY.replace("100_000", "90_000") + cases_text([case])
    assert {each.code for each in results_of(loads({"p.yaml": changed.encode()})).problems} == {"DK261", "DK262"}


def test_what_a_rejected_row_decides_is_no_case():
    rows: list[dict[str, object]] = [
        {"invoice": "I1", "customer": "D1", "date": "2026-03-01", "gross_amount": "much"},
        {"invoice": "I2", "customer": "D1", "date": "2026-03-01", "gross_amount": "100"},
    ]
    policy, book = small(invoices=rows, orders=[
        {"order": "O1", "customer": "D1", "date": "2026-03-30", "gross_amount": "10"},
    ])  # fmt: skip
    found = answer_of(policy, book, DAY, "O1")
    assert not isinstance(found, Problem)
    assert found[1].action.value == "undetermined"
    refused = stated_order(policy, book, *found)
    assert isinstance(refused, Problem)
    assert refused.code == "DK297"


def test_what_shipped_before_counts_in_the_case():
    policy, book = small(invoices=[])
    order = Order(customer="D1", amount=Decimal(60_000), order="O2")
    before = Order(customer="D1", amount=Decimal(50_000), order="O1")
    desk = OrderDesk.open(policy, book, DAY)
    desk.accept(before, desk.trace(before))
    case = stated_order(policy, book, order, desk.trace(order), [before])
    assert isinstance(case, StatedCase)
    assert case.expect["action"] == "hold"  # 50,000 + 60,000 are more than 100,000
    assert case.given["orders"] == (
        {"order": "O1", "customer": "D1", "date": DAY, "gross_amount": Decimal(50_000)},
    )  # fmt: skip


class TestCommands:
    def test_explain_records_one_order(self, desk: Path, capfd: pytest.CaptureFixture[str]):
        policy, file = str(desk / "policy"), desk / "policy" / "recorded.yaml"
        asked = ["--as-of", "2026-03-31", "--order", "SO-110", "--as-case", str(file)]
        assert main(["explain", policy, str(desk / "book"), *asked]) == 0
        assert main(["test", policy, "--only", "order-so-110"]) == 0
        assert "1 passed" in capfd.readouterr().out
        assert main(["explain", policy, str(desk / "book"), *asked]) == 1  # DK295: it is recorded already
        assert "DK295" in capfd.readouterr().err

    def test_the_desk_records_a_file_of_orders_each_after_those_before_it(
        self, desk: Path, capfd: pytest.CaptureFixture[str]
    ):
        policy, file = str(desk / "policy"), desk / "policy" / "recorded.yaml"
        asked = [str(desk / "orders.jsonl"), "--as-of", "2026-03-31", "--as-case", str(file)]
        assert main(["credit", "check", policy, str(desk / "book"), *asked]) == 1  # one record is no order
        capfd.readouterr()
        assert main(["test", policy, "--only", "order-so-20"]) == 0
        assert "7 passed" in capfd.readouterr().out

    def test_a_line_is_no_case(self, desk: Path, capfd: pytest.CaptureFixture[str]):
        asked = ["--as-of", "2026-03-31", "--line", "X:1", "--as-case", str(desk / "x.yaml")]
        assert main(["explain", str(desk / "policy"), str(desk / "book"), *asked]) == 2
        assert "DK391" in capfd.readouterr().err
