"""Goods through the ledger, the statement, the journal and accruals: units are never money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.accrual import accrue
from dealerkit.rebates.journal.accounts import Accounts
from dealerkit.rebates.journal.entries import Booked, journal
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.run import Run
from dealerkit.rebates.settlement import Settlement, settle
from dealerkit.rebates.statement import statement
from dealerkit.rebates.worth import value_of_posting
from tests.rebates.histories import book_of, policy_of
from tests.rebates.histories import entry as plain_entry
from tests.rebates.histories import line as sale

GIFTS = """
rebates:
  gifts:
    period: quarter
    qualifying: {measure: quantity}
    method: retrospective
    kind: goods
    goods: {product: GIFT, worth: 12.50}
    bands: [{at_unit: 100, pay: 2, per: 100}]
    settle: {payout: goods, negative: carry-forward}
"""
POLICY = policy_of(GIFTS)
WORTHLESS = policy_of(GIFTS.replace(", worth: 12.50", ""))
MONEY = policy_of(
    GIFTS.replace("kind: goods", "kind: per-unit")
    .replace("    goods: {product: GIFT, worth: 12.50}\n", "")
    .replace("pay: 2, per: 100", "pay: 2")
    .replace("payout: goods", "payout: credit-note")
)
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
ACCOUNTS = Accounts(
    expense="Expenses:Rebates",
    accrual="Liabilities:Accrued",
    payable="Liabilities:Payable",
    tax="Liabilities:Tax",
    rule=POLICY.sections["rebates"]["gifts"].rule,  # type: ignore[index]
)


def line(day: str, quantity: int) -> dict[str, object]:
    return sale(day, 1, quantity=quantity, tax_rate="13%")


def entry(posting: Posting) -> dict[str, object]:
    return {**plain_entry(posting), "product": posting.product, "quantity": posting.quantity, "rule": posting.rule}


def settled(*lines: dict[str, object], ledger: tuple[Posting, ...] = (), as_of: date = MARCH) -> Settlement:
    return settle(POLICY, book_of(lines, [entry(each) for each in ledger]), as_of)


class TestAPosting:
    def test_has_units_and_no_money(self):
        (found,) = settled(line("2026-02-01", 340)).proposals
        assert (found.product, found.quantity, found.net, found.tax) == ("GIFT", Decimal(6), 0, 0)

    def test_that_was_changed_afterwards_is_found(self):
        (found,) = settled(line("2026-02-01", 340)).proposals
        book = book_of([line("2026-02-01", 340)], [{**entry(found), "quantity": "5"}])
        assert [each.code for each in settle(POLICY, book, MARCH).problems] == ["DK365"]

    def test_of_another_quantity_has_another_content(self):
        (found,) = settled(line("2026-02-01", 340)).proposals
        assert found.content_hash != evolve(found, quantity=Decimal(5)).content_hash

    def test_of_money_has_the_content_it_always_had(self):
        book = book_of([line("2026-02-01", 340)])
        (found,) = settle(MONEY, book, MARCH).proposals
        assert found.quantity is None


class TestASettlement:
    def test_gives_the_difference_when_more_comes(self):
        first = settled(line("2026-02-01", 340)).proposals
        again = settled(line("2026-02-01", 340), line("2026-03-01", 80), ledger=first, as_of=APRIL)
        assert [each.quantity for each in again.proposals] == [Decimal(2)]

    def test_totals_are_units_apart_from_money(self):
        (total,) = settled(line("2026-02-01", 340)).totals
        assert (total.goods, total.posted) == ("GIFT", Decimal(6))

    def test_pays_no_money_for_what_was_given_in_goods(self):
        first = settled(line("2026-02-01", 340)).proposals
        found = settle(MONEY, book_of([line("2026-02-01", 340)], [entry(each) for each in first]), MARCH)
        assert "DK465" in [each.code for each in found.problems]
        assert found.proposals == ()

    def test_gives_no_goods_for_what_was_paid_in_money(self):
        first = settle(MONEY, book_of([line("2026-02-01", 340)]), MARCH).proposals
        found = settle(POLICY, book_of([line("2026-02-01", 340)], first), MARCH)
        assert ("DK465" in [each.code for each in found.problems], found.proposals) == (True, ())

    @given(st.lists(st.tuples(st.integers(1, 6), st.integers(-150, 400)), max_size=6), st.integers(0, 6))
    def test_a_second_run_gives_nothing(self, sales: list[tuple[int, int]], known: int):
        lines = [line(f"2026-{month:02}-10", quantity) for month, quantity in sales]
        ledger: tuple[Posting, ...] = ()
        for day, facts in ((MARCH, lines[:known]), (date(2026, 7, 1), lines)):
            ledger += settled(*facts, ledger=ledger, as_of=day).proposals
            assert settled(*facts, ledger=ledger, as_of=day).proposals == ()


def test_a_statement_adds_up_units_apart_from_money():
    found = statement(POLICY, book_of([line("2026-02-01", 340)]), "A", MARCH)
    assert (found.paid_now, found.goods_now) == (0, (("GIFT", Decimal(6)),))


class TestInMoney:
    def test_accrued_at_their_worth(self):
        # 6 units at 12.50.
        (found,) = accrue(POLICY, book_of([line("2026-02-01", 340)]), MARCH).proposals
        assert (found.net, found.quantity) == (Decimal("75.00"), None)

    def test_what_was_given_is_off_the_liability(self):
        book = book_of([line("2026-02-01", 340)])
        ledger = (*accrue(POLICY, book, MARCH).proposals, *settle(POLICY, book, MARCH).proposals)
        (row,) = accrue(POLICY, book_of([line("2026-02-01", 340)], [entry(each) for each in ledger]), MARCH).rows
        assert (row.accrued, row.settled, row.liability, row.change) == (Decimal("75.00"), Decimal("75.00"), 0, 0)

    def test_without_a_worth_nothing_is_accrued_and_that_is_said(self):
        found = accrue(WORTHLESS, book_of([line("2026-02-01", 340)]), MARCH)
        assert (found.proposals, [each.code for each in found.problems]) == ((), ["DK466"])

    def test_the_journal_takes_back_what_was_accrued(self):
        book = book_of([line("2026-02-01", 340)])
        run = Run.open(POLICY, book, MARCH)
        postings = (*accrue(POLICY, book, MARCH).proposals, *settle(POLICY, book, MARCH).proposals)
        booked = [Booked(each.id, each, value=value_of_posting(run.standing, each)) for each in postings]
        found = journal(ACCOUNTS, "CNY", booked)
        assert [[(leg.account, leg.amount) for leg in each.legs] for each in found.entries] == [
            [("Expenses:Rebates", Decimal("75.00")), ("Liabilities:Accrued", Decimal("-75.00"))],
            [("Expenses:Rebates", Decimal("-75.00")), ("Liabilities:Accrued", Decimal("75.00"))],
        ]

    @pytest.mark.parametrize("policy", [WORTHLESS])
    def test_without_a_worth_there_is_no_entry_and_that_is_said(self, policy: object):
        del policy
        (posting,) = settled(line("2026-02-01", 340)).proposals
        found = journal(ACCOUNTS, "CNY", [Booked(posting.id, posting)])
        assert (found.entries, [each.code for each in found.problems]) == ((), ["DK466"])
