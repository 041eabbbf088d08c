"""Percentiles by nearest rank: always one of the values, and the smallest that so many do not exceed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.percentiles import MEDIAN, NINE_OF_TEN, nearest_rank


@pytest.mark.parametrize(
    ("share", "expected"), [(Fraction(5, 100), 15), (Fraction(3, 10), 20), (Fraction(2, 5), 20), (MEDIAN, 35), (1, 50)]
)
def test_the_worked_example_of_five_values(share: Fraction, expected: int):
    # Nearest-rank method, the usual textbook example: 15, 20, 35, 40, 50.
    assert nearest_rank((15, 20, 35, 40, 50), Fraction(share)) == expected


def test_of_an_even_number_the_median_is_the_lower_of_the_two_in_the_middle():
    assert nearest_rank((1, 2, 3, 4), MEDIAN) == 2


def test_of_ten_values_nine_do_not_exceed_the_ninth():
    assert nearest_rank(tuple(range(1, 11)), NINE_OF_TEN) == 9


@given(st.lists(st.integers(), min_size=1), st.fractions(Fraction(1, 1_000), 1))
def test_it_is_the_smallest_value_that_so_large_a_share_does_not_exceed(values: list[int], share: Fraction):
    enough = [each for each in values if Fraction(sum(other <= each for other in values), len(values)) >= share]
    assert nearest_rank(sorted(values), share) == min(enough)
