"""What a program meets that asks the desk: mistakes are refused at once, and an answer can be printed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dealerkit import Action, DealerkitError, Order, OrderDesk, check_order, load, open_book, order_story
from tests.conftest import ROOT
from tests.credit.accounts import book_of, policy_of, table

DESK = ROOT / "examples" / "order-desk"
DAY = date(2026, 3, 31)


def loaded() -> Any:
    return load(str(DESK / "policy")).policy


class TestMistakes:
    @pytest.mark.parametrize("amount", [25_000.0, "25,000", Decimal("NaN"), Decimal("Infinity"), "yes"])
    def test_an_amount_that_is_no_exact_number_is_refused(self, amount: Any):
        with pytest.raises(DealerkitError, match="finite Decimal"):
            Order(customer="D01", amount=amount)

    @pytest.mark.parametrize("amount", [Decimal("0.01"), 25_000, Decimal(-5), None])
    def test_an_exact_number_is_taken_and_so_is_none(self, amount: Any):
        assert Order(customer="D01", amount=amount).amount == amount

    @pytest.mark.parametrize("day", ["2026-03-31", datetime(2026, 3, 31, 12)])
    def test_a_day_that_is_no_date_is_refused(self, day: Any):
        for key in ("day", "wanted_on"):
            with pytest.raises(DealerkitError, match="is a date"):
                Order(customer="D01", amount=Decimal(1), **{key: day})
        with pytest.raises(DealerkitError, match="the day of the question"):
            OrderDesk.open(loaded(), open_book(DESK / "book"), day)

    def test_a_policy_without_credit_lets_nothing_ship(self):
        policy = policy_of("")
        with pytest.raises(DealerkitError, match="no section credit"):
            check_order(policy, book_of(customers=table("customer", "A")), Order(customer="A", amount=Decimal(1)), DAY)

    def test_a_book_that_is_not_there_knows_no_customer(self):
        book = open_book("no-such-folder")
        answer = check_order(loaded(), book, Order(customer="D01", amount=Decimal(1)), DAY)
        assert answer.action is Action.UNDETERMINED
        assert [each.code for each in book.problems] == ["DK800"]


def test_paths_may_be_texts_and_one_alone():
    one, several = load(DESK / "policy"), load([str(DESK / "policy")])
    assert one.policy is not None
    assert several.policy is not None
    assert several.policy.header == one.policy.header


class TestTheStory:
    def story(self, customer: str, amount: int, lang: Any = "en", day: date | None = None) -> list[str]:
        desk = OrderDesk.open(loaded(), open_book(DESK / "book"), DAY)
        answer = desk.check(Order(order="SO-9", customer=customer, amount=Decimal(amount), day=day))
        return order_story(answer, loaded(), lang).splitlines()

    def test_it_says_what_to_do_then_why_then_what_else_was_looked_at(self):
        told = self.story("D02", 10_000)
        assert told[0].startswith(
            "SO-9, D02: refer to sales-department: the oldest item, F201 of 5,000, is 11 days past"
        )
        assert told[1].strip() == "limit 60,000.00, exposure 35,000.00, headroom 25,000.00"
        assert told[2].endswith("policy.yaml:30")
        assert "What else was looked at: passed, or not open" in told

    def test_in_chinese_as_well(self):
        told = self.story("D02", 10_000, "zh")
        assert told[0].startswith("SO-9，D02：报 sales-department 决定")
        assert told[1].strip() == "额度 60,000.00，已占用 35,000.00，可用额度 25,000.00"

    def test_what_is_wrong_with_an_order_is_said_and_not_its_code_alone(self):
        assert self.story("D09", 5)[0] == "SO-9, D09: cannot be told: nobody knows the customer `D09` of order `SO-9`"
        assert "does not go back to 2026-03-01" in self.story("D01", 5, day=date(2026, 3, 1))[0]
