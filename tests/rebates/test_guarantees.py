"""A guarantee over the year: what each period pays, whatever the periods were like."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.rebates.projection import project
from dealerkit.rebates.results import Row
from dealerkit.rebates.settlement import settle
from dealerkit.values.numbers import as_fraction
from tests.rebates.naive import made_up_over_the_year
from tests.report.settling import policy as policy_of

POLICY = """
policy: {{name: p, revision: "1", currency: CNY, effective: 2025-01-01..2026-12-31}}
rebates:
  p:
    period: month
    eligible: dealer.status == "active"
    qualifying: {{measure: net_amount}}
    method: retrospective
    kind: percent
    bands: [{{at: 100, rate: 10%}}]
    guarantee: {{payout: 20, over: year}}
    settle: {{payout: credit-note, negative: carry-forward}}
{more}
"""
ACTIVE = {"customer": "D1", "kind": "dealer", "status": "active"}


def rows(
    bases: list[int], *, year: int = 2026, more: str = "", customers: list[dict[str, object]] | None = None
) -> list[Row]:
    """The rows of the year's first months, with so much bought in each of them."""
    lines = [
        {"date": date(year, month, 15), "dealer": "D1", "net_amount": Decimal(base)}
        for month, base in enumerate(bases, start=1)
    ]
    book = Book.from_tables({"lines": lines, "customers": customers or [ACTIVE]})
    end = date(year + len(bases) // 12, len(bases) % 12 + 1, 1) - timedelta(1)
    return [row for row in settle(policy_of(POLICY.format(more=more)), book, end).rows if row.window.first.year == year]


class TestEachPeriod:
    @pytest.mark.slow
    @given(st.lists(st.sampled_from([0, 50, 100, 150, 200, 300, 1_000]), min_size=1, max_size=12))
    def test_pays_what_the_larger_sum_has_grown_by(self, bases: list[int]):
        earned = [(Fraction(base, 10) if base >= 100 else Fraction(0), Fraction(20)) for base in bases]
        found = [as_fraction(row.entitlement or Decimal(0)) for row in rows(bases)]
        assert found == made_up_over_the_year(earned)

    def test_a_good_one_makes_up_for_a_bad_one(self):
        # 20 guaranteed; then 50 earned to date against 40 guaranteed, 20 given before.
        assert [row.entitlement for row in rows([0, 500])] == [20, 30]

    def test_an_average_one_after_a_good_one_brings_what_it_earned(self):
        assert [row.entitlement for row in rows([1_000, 100])] == [100, 10]

    def test_tells_what_was_added_up(self):
        reason = rows([0, 500])[1].decided.reasons[-1]
        assert (reason.step, *(reason.arg(name) for name in ("to_date", "least", "before"))) == (
            "guarantee-year",
            50,
            40,
            20,
        )

    def test_is_left_as_it_is_where_nothing_is_made_up(self):
        assert [reason.step for reason in rows([1_000, 200])[1].decided.reasons] == ["eligible", "band-percent"]

    def test_begins_anew_with_the_year(self):
        lines = [
            {"date": date(2025, 6, 15), "dealer": "D1", "net_amount": Decimal(100_000)},
            {"date": date(2026, 1, 15), "dealer": "D1", "net_amount": Decimal(0)},
        ]
        book = Book.from_tables({"lines": lines, "customers": [ACTIVE]})
        found = settle(policy_of(POLICY.format(more="")), book, date(2026, 1, 31)).rows[-1]
        assert (found.window.label, found.entitlement) == ("2026-01", 20)


class TestWhoTakesNoPart:
    def test_has_no_guarantee_for_that_period_only(self):
        customers = [
            {**ACTIVE, "status": "inactive", "valid_from": date(2025, 1, 1), "valid_to": date(2026, 1, 31)},
            {**ACTIVE, "valid_from": date(2026, 2, 1)},
        ]
        assert [row.entitlement for row in rows([0, 0, 0], customers=customers)] == [0, 20, 20]

    def test_is_undetermined_as_long_as_an_earlier_period_is(self):
        customers = [
            {"customer": "D1", "kind": "dealer", "valid_from": date(2025, 1, 1), "valid_to": date(2026, 1, 31)},
            {**ACTIVE, "valid_from": date(2026, 2, 1)},
        ]
        found = rows([0, 500], customers=customers)
        assert [(row.entitlement, row.decided.missing) for row in found] == [(None, ("dealer.status",))] * 2


class TestWithOtherRules:
    def test_a_budget_limits_what_is_guaranteed(self):
        assert [row.entitlement for row in rows([0, 0], more="    budget: {amount: 15}")] == [15, 15]

    def test_half_a_month_is_guaranteed_a_half(self):
        customers = [{**ACTIVE, "opened_on": date(2026, 4, 16)}]
        found = rows([0, 0, 0, 0, 0], more="    short_period: pro-rata", customers=customers)
        assert [(row.window.label, row.entitlement) for row in found if row.entitlement] == [
            ("2026-04", 10),
            ("2026-05", 20),
        ]

    @pytest.mark.parametrize(("base", "so_far"), [(0, 20), (500, 30)])
    def test_a_projection_makes_it_up_too(self, base: int, so_far: int):
        lines = [
            {"date": date(2026, 1, 15), "dealer": "D1", "net_amount": Decimal(1)},
            {"date": date(2026, 2, 2), "dealer": "D1", "net_amount": Decimal(base)},
        ]
        book = Book.from_tables({"lines": lines, "customers": [ACTIVE]})
        (found,) = project(policy_of(POLICY.format(more="")), book, date(2026, 2, 14)).projections
        assert found.so_far.amount == so_far


def test_a_guarantee_of_a_period_is_not_paid_before_it_is_over():
    more = "    short_period: whole"
    text = POLICY.format(more=more).replace("period: month", "period: quarter").replace(", over: year", "")
    policy = policy_of(text.replace("settle: {payout", "settle: {every: month, payout"))
    book = Book.from_tables(
        {
            "lines": [{"date": date(2026, 1, 15), "dealer": "D1", "net_amount": Decimal(100)}],
            "customers": [ACTIVE],
        }
    )
    assert settle(policy, book, date(2026, 1, 31)).rows[-1].entitlement == 10
    assert settle(policy, book, date(2026, 3, 31)).rows[-1].entitlement == 20
