"""A sudden change of rhythm: the median, the deviation from it, the score."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.governance.scan.rhythm import change, is_beyond, median

figures = st.lists(st.integers(-1_000, 1_000).map(Decimal), min_size=1, max_size=20)


@given(figures)
def test_the_median_is_that_of_the_standard_library(values: list[Decimal]):
    assert Fraction(median(values)) == statistics.median([Fraction(each) for each in values])


@given(figures, st.integers(-1_000, 1_000).map(Decimal), st.integers(-500, 500).map(Decimal))
def test_a_shift_of_every_month_changes_no_score(before: list[Decimal], last: Decimal, shift: Decimal):
    here, there = change(last, before), change(last + shift, [each + shift for each in before])

    assert here.score == there.score
    assert here.difference == there.difference


@given(figures, st.integers(-1_000, 1_000).map(Decimal), st.integers(1, 50).map(Decimal))
def test_another_currency_changes_no_score(before: list[Decimal], last: Decimal, rate: Decimal):
    assert change(last, before).score == change(last * rate, [each * rate for each in before]).score


@given(figures, st.integers(-1_000, 1_000).map(Decimal))
def test_the_order_of_the_months_before_never_matters(before: list[Decimal], last: Decimal):
    assert change(last, before) == change(last, before[::-1])


def test_one_strange_month_before_does_not_hide_the_next():
    usual = [Decimal(each) for each in (100, 110, 90, 105, 95, 1_000)]

    found = change(Decimal(1_000), usual)

    # Median of 90, 95, 100, 105, 110, 1000 is 102.5; deviations 2.5, 2.5, 7.5, 7.5, 12.5, 897.5 have median 7.5.
    assert (found.median, found.deviation) == (Decimal("102.5"), Decimal("7.5"))
    assert found.score == Fraction(6745, 10_000) * Fraction(8975, 10) / Fraction(75, 10)


@pytest.mark.parametrize(("last", "is_shown"), [(3, True), (2, False)])
def test_after_months_all_alike_any_other_month_is_shown_where_the_policy_says_so(last: int, *, is_shown: bool):
    found = change(Decimal(last), [Decimal(2)] * 6)

    assert found.score is None
    assert is_beyond(found, Decimal("3.5"), flat_is_shown=True) is is_shown
    assert not is_beyond(found, Decimal("3.5"), flat_is_shown=False)


def test_the_bound_itself_is_beyond():
    # 0.6745 · (20 - 10) / 1 = 6.745
    found = change(Decimal(20), [Decimal(9), Decimal(10), Decimal(11)])

    assert is_beyond(found, Decimal("6.745"), flat_is_shown=False)
    assert not is_beyond(found, Decimal("6.7451"), flat_is_shown=False)
