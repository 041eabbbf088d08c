"""The expected average: the rate of the periods before, on what was bought so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.accrual import Accrual, Method, accrue
from dealerkit.rebates.ledger import Posting
from tests.rebates.histories import QUARTERLY, Cells, book_of, line, policy_of
from tests.rebates.naive_settlement import earned

POLICY = policy_of(QUARTERLY)
MAY, JUNE, AUGUST = date(2026, 5, 15), date(2026, 6, 30), date(2026, 8, 15)
EXPECTED = Method.EXPECTED_AVERAGE
Q1_AT_2 = line("2026-02-01", 6000)
"""A quarter that ended in the band of 2 %."""


def row(
    lines: Sequence[Cells], as_of: date = MAY, periods: int = 1, period: str = "2026-Q2", payee: str = "A"
) -> Accrual:
    found = accrue(POLICY, book_of(lines), as_of, method=EXPECTED, periods=periods)
    return next(each for each in found.rows if (each.payee, each.account.period) == (payee, period))


class TestTheRate:
    def test_is_that_of_the_quarter_before(self):
        # 1,000 alone would earn 1 %; the quarter before earned 2 %: 20.00.
        found = row([Q1_AT_2, line("2026-05-01", 1000)])
        assert found.earned.amount == Decimal("20.00")
        assert found.earned.average is not None
        assert (found.earned.average.rate, found.earned.average.periods) == (Decimal("0.02"), ("2026-Q1",))

    def test_of_two_quarters_is_weighted_by_what_was_bought(self):
        # 6,000 at 2 % and 2,000 at 1 %: 140.00 of 8,000 are 1.75 %; of 800 that is 14.00.
        found = row([Q1_AT_2, line("2026-05-01", 2000), line("2026-08-01", 800)], AUGUST, 2, "2026-Q3")
        assert found.earned.amount == Decimal("14.00")

    def test_of_one_quarter_leaves_out_the_one_before_it(self):
        # Only the second quarter's 1 %: 8.00 of 800.
        found = row([Q1_AT_2, line("2026-05-01", 2000), line("2026-08-01", 800)], AUGUST, 1, "2026-Q3")
        assert found.earned.amount == Decimal("8.00")

    def test_of_a_new_dealer_is_that_of_all_dealers(self):
        # A earned 120.00 of 6,000 and C 20.00 of 2,000: 140.00 of 8,000 are 1.75 %; of 400 that is 7.00.
        lines = [Q1_AT_2, line("2026-02-01", 2000, "C"), line("2026-05-01", 400, "B")]
        found = row(lines, payee="B")
        assert found.earned.amount == Decimal("7.00")
        assert found.earned.average is not None
        assert found.earned.average.of_all

    def test_is_that_of_the_terms_where_nobody_has_bought_before(self):
        found = row([line("2026-02-01", 2000)], date(2026, 2, 14), period="2026-Q1")
        assert (found.earned.amount, found.earned.average) == (Decimal("20.00"), None)

    def test_gives_way_to_the_terms_on_the_last_day(self):
        # 900 is below the first band: nothing, whatever the quarter before has earned.
        assert row([Q1_AT_2, line("2026-05-01", 900)], JUNE).earned.amount == Decimal("0.00")

    def test_of_less_than_nothing_bought_is_nothing(self):
        assert row([Q1_AT_2, line("2026-05-01", -50)]).earned.amount == Decimal("0.00")


class TestOverTime:
    def test_what_was_expected_and_did_not_come_goes_back_once(self):
        lines = [Q1_AT_2, line("2026-05-01", 900)]
        ledger: list[Posting] = []
        for day in (MAY, JUNE, JUNE):
            found = accrue(POLICY, book_of(lines, ledger), day, method=EXPECTED)
            ledger += [each for each in found.proposals if each.account.period == "2026-Q2"]
        # 900 × 2 % = 18.00 in May; nothing was earned in the end.
        assert [each.net for each in ledger] == [Decimal("18.00"), Decimal("-18.00")]

    @pytest.mark.parametrize("method", list(Method))
    def test_a_closed_period_is_accrued_all_the_same(self, method: Method):
        closed = [{"period": "2026-Q1", "closed_on": "2026-04-10"}]
        book = book_of([Q1_AT_2], tables={"closings": closed})
        found = accrue(POLICY, book, MAY, method=method)
        assert [(each.account.period, each.net) for each in found.proposals] == [("2026-Q1", Decimal("120.00"))]


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 12), st.integers(1, 8_000)), max_size=10),
    st.integers(1, 3),
    st.integers(2, 4),
)
def test_the_amount_is_that_of_a_bookkeeper(sales: list[tuple[str, int, int]], periods: int, number: int):
    """Quarter ``number`` at its first month's end, by the quarters before it."""
    today = date(2026, 3 * number - 2, 28)
    lines = [line(f"2026-{month:02}-05", amount, payee) for payee, month, amount in sales]
    found = accrue(POLICY, book_of(lines), today, method=EXPECTED, periods=periods)
    for each in found.rows:
        if each.account.period != f"2026-Q{number}":
            continue
        before = range(max(1, number - periods), number)
        own = {payee: [bought(sales, payee, quarter) for quarter in before] for payee in "AB"}
        chosen = own[each.payee] if any(own[each.payee]) else [amount for mine in own.values() for amount in mine]
        base = sum(chosen)
        now = sum(amount for payee, month, amount in sales if payee == each.payee and month == 3 * number - 2)
        if not base:
            assert each.earned.amount == earned(Decimal(now))
            continue
        rate = sum((Fraction(earned(Decimal(amount))) for amount in chosen), Fraction(0)) / base
        assert each.earned.amount == Decimal(int(rate * now * 100 + Fraction(1, 2))) / 100


def bought(sales: list[tuple[str, int, int]], payee: str, quarter: int) -> int:
    return sum(amount for who, month, amount in sales if who == payee and (month + 2) // 3 == quarter)
