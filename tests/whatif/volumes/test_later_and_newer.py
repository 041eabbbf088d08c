"""Money that comes later, and dealers that are new: what is no arithmetic on what was measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.rebates.corrections import NO_CORRECTIONS
from dealerkit.whatif.engine.world import World
from tests.rebates.histories import policy_of
from tests.whatif.volumes.worlds import amounts, amounts_after, book_with, changes_on, measured, scenario_of

COLLECTED = policy_of("""
rebates:
  paid:
    period: quarter
    qualifying: {from: collections, measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
""")
PROMPT = policy_of("""
rebates:
  prompt:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    factors:
      - id: speed
        of: period.days_to_pay
        bands: [{at: 0, factor: 100%}, {above: 15, factor: 80%}, {above: 30, factor: 50%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
""")
CUSTOMERS = [{"customer": "A", "kind": "dealer", "class": "x"}, {"customer": "B", "kind": "dealer", "class": "y"}]


def paid_book(*receipts: tuple[str, str, str], later: int = 0) -> Book:
    """An invoice of 1,000 for each of A and B on 1 March, and receipts: dealer, day, amount."""
    lines = [
        {
            "document": f"F{code}",
            "line_no": "1",
            "date": "2026-03-01",
            "dealer": code,
            "product": "P",
            "net_amount": "1000",
        }
        for code in "AB"
    ]
    invoices = [
        {"invoice": f"F{code}", "date": "2026-03-01", "customer": code, "net_amount": "1000", "gross_amount": "1000"}
        for code in "AB"
    ]
    found = [
        {
            "receipt": f"R{place}",
            "date": date.fromordinal(date.fromisoformat(day).toordinal() + later).isoformat(),
            "customer": dealer,
            "amount": amount,
            "invoice": f"F{dealer}",
            "kind": "payment",
        }
        for place, (dealer, day, amount) in enumerate(receipts)
    ]
    return book_with(lines, invoices=invoices, receipts=found, customers=CUSTOMERS)


RECEIPTS = (("A", "2026-03-11", "400"), ("A", "2026-03-25", "600"), ("B", "2026-03-20", "1000"))
TEN_DAYS = "book: [{id: later, pay_later: 10 days}]"


class TestMoneyThatComesLater:
    def test_counts_in_the_period_in_which_it_then_comes(self) -> None:
        # 400 on 21 March and 600 on 4 April; B's 1,000 on 30 March.
        assert amounts_after(COLLECTED, paid_book(*RECEIPTS), TEN_DAYS) == {
            ("paid", "A", "2026-Q1"): 4,
            ("paid", "A", "2026-Q2"): 6,
            ("paid", "B", "2026-Q1"): 10,
        }

    def test_is_what_a_book_with_later_receipts_gives(self) -> None:
        later = paid_book(*RECEIPTS, later=10)
        there = amounts(measured(COLLECTED, later, scenario_of("title: as it is", COLLECTED)))
        assert amounts_after(COLLECTED, paid_book(*RECEIPTS), TEN_DAYS) == there

    def test_is_not_there_on_a_day_before_it_comes(self) -> None:
        found = amounts_after(COLLECTED, paid_book(*RECEIPTS), TEN_DAYS, date(2026, 3, 31))
        assert found == {("paid", "A", "2026-Q1"): 4, ("paid", "B", "2026-Q1"): 10}

    def test_makes_the_days_to_pay_longer_and_the_factor_smaller(self) -> None:
        # A paid 400 after 10 days and 600 after 24: 18.4 days on average, 80 %; ten days more are 28.4, 80 % still.
        # B paid after 19 days, 80 %; ten more are 29.
        book = paid_book(*RECEIPTS)
        assert amounts_after(PROMPT, book, TEN_DAYS) == {("prompt", "A", "2026-Q1"): 8, ("prompt", "B", "2026-Q1"): 8}
        more = "book: [{id: later, pay_later: 2 weeks}]"
        assert amounts_after(PROMPT, book, more) == {("prompt", "A", "2026-Q1"): 5, ("prompt", "B", "2026-Q1"): 5}

    def test_comes_later_from_the_dealers_of_the_condition_alone(self) -> None:
        text = 'book: [{id: later, pay_later: 2 weeks, dealers: dealer.class == "y"}]'
        found = amounts_after(PROMPT, paid_book(*RECEIPTS), text)
        assert found == {("prompt", "A", "2026-Q1"): 8, ("prompt", "B", "2026-Q1"): 5}

    def test_comes_later_on_the_days_of_the_change_alone(self) -> None:
        text = "book: [{id: later, pay_later: 10 days, during: 2026-03-01..2026-03-15}]"
        found = amounts_after(COLLECTED, paid_book(*RECEIPTS), text)
        assert found == {("paid", "A", "2026-Q1"): 10, ("paid", "B", "2026-Q1"): 10}

    def test_comes_later_from_a_new_dealer_as_from_the_one_that_it_is_like(self) -> None:
        text = "book: [{id: n, add: N1, like: A, times: 50%}, {id: later, pay_later: 2 weeks}]"
        found = amounts_after(PROMPT, paid_book(*RECEIPTS), text)
        # 18.4 days and two weeks are 32.4, half of one per cent of 1,000 and of 500.
        assert (found["prompt", "A", "2026-Q1"], found["prompt", "N1", "2026-Q1"]) == (5, Decimal("2.50"))

    def test_says_how_many_receipts_of_whom_come_later(self) -> None:
        found = changes_on(COLLECTED, paid_book(*RECEIPTS), TEN_DAYS)
        told = [(each.dealer, each.reason.step, each.reason.arg("receipts")) for each in found.moves]
        assert told == [("A", "book-paid-later", 2), ("B", "book-paid-later", 1)]

    def test_says_that_programmes_on_invoices_alone_do_not_mind(self) -> None:
        found = changes_on(policy_of(PLAIN), paid_book(*RECEIPTS), TEN_DAYS)
        assert [(each.code, each.arg("programme")) for each in found.problems] == [("DK969", "volume")]


PLAIN = """
rebates:
  volume:
    period: quarter
    eligible: contract.kind == "distribution" and dealer.class == "x"
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""
TARGETED = PLAIN.replace("bands:", "gates: [{id: g, of: attainment.period, at: 90%}]\n    bands:")
LINES = [{"date": "2026-02-01", "dealer": "A", "product": "P", "net_amount": "1000"}]
CONTRACT = [{"contract": "K1", "customer": "A", "kind": "distribution", "start": "2026-01-01", "end": "2026-12-31"}]


class TestNewDealers:
    def test_have_the_class_and_the_contract_of_whom_they_are_like(self) -> None:
        book = book_with(LINES, customers=CUSTOMERS, contracts=CONTRACT)
        found = amounts_after(policy_of(PLAIN), book, "book: [{id: n, add: N1, like: A, times: 50%}]")
        assert found == {("volume", "A", "2026-Q1"): 10, ("volume", "N1", "2026-Q1"): 5}

    def test_have_targets_as_much_smaller_as_their_sales(self) -> None:
        targets = [{"subject": "A", "period": "2026-Q1", "value": "1100"}]
        book = book_with(LINES, customers=CUSTOMERS, contracts=CONTRACT, targets=targets)
        found = amounts_after(policy_of(TARGETED), book, "book: [{id: n, add: N1, like: A, times: 50%}]")
        # Both stand at 1,000 of 1,100: 90.9 %.
        assert found == {("volume", "A", "2026-Q1"): 10, ("volume", "N1", "2026-Q1"): 5}

    def test_may_be_like_a_new_dealer(self) -> None:
        book = book_with(LINES, customers=CUSTOMERS, contracts=CONTRACT)
        text = "book: [{id: n, add: N1, like: A, times: 50%}, {id: m, add: N2, like: N1, times: 50%}]"
        found = amounts_after(policy_of(PLAIN), book, text)
        assert found["volume", "N2", "2026-Q1"] == Decimal("2.50")

    def test_have_no_last_year(self) -> None:
        policy = policy_of(
            PLAIN.replace('    eligible: contract.kind == "distribution" and dealer.class == "x"\n', "").replace(
                "bands: [{at: 0, rate: 1%}]",
                "against: {baseline: same-period-last-year, missing: skip}\n    bands: [{at: 110%, rate: 1%}]",
            )
        )
        lines = [*LINES, {"date": "2025-02-01", "dealer": "A", "product": "P", "net_amount": "500"}]
        found = amounts_after(
            policy, book_with(lines, customers=CUSTOMERS), "book: [{id: n, add: N1, like: A, times: 1}]"
        )
        assert found == {("volume", "A", "2026-Q1"): 10, ("volume", "N1", "2026-Q1"): 0}


class TestLastYearIsHistory:
    def test_sales_that_grow_this_year_grow_against_last_year_s(self) -> None:
        policy = policy_of(
            PLAIN.replace('    eligible: contract.kind == "distribution" and dealer.class == "x"\n', "").replace(
                "bands: [{at: 0, rate: 1%}]",
                "against: {baseline: same-period-last-year, missing: skip}\n    bands: [{at: 110%, rate: 1%}]",
            )
        )
        lines = [*LINES, {"date": "2025-02-01", "dealer": "A", "product": "P", "net_amount": "1000"}]
        book = book_with(lines, customers=CUSTOMERS)
        world = measured(policy, book, scenario_of("title: as it is", policy))
        assert amounts(world) == {("volume", "A", "2026-Q1"): 0}
        grown = changes_on(policy, book, "book: [{id: g, grow: 10%}]")
        assert amounts(World(grown.standing, NO_CORRECTIONS)) == {("volume", "A", "2026-Q1"): 11}
        both = "book: [{id: g, grow: 10%, during: 2025-01-01..}]"
        assert amounts_after(policy, book, both) == {("volume", "A", "2026-Q1"): 0}
