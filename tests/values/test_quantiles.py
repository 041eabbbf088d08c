"""Quantiles by the nine definitions of Hyndman and Fan."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.quantiles import TYPES, quantile
from tests.scoring import naive_classes as naive

VALUES = st.lists(st.integers(-20, 20).map(Fraction), min_size=1, max_size=12)
SHARES = st.fractions(min_value=Fraction(1, 10), max_value=Fraction(9, 10), max_denominator=10)


class TestPublished:
    @pytest.mark.parametrize(
        ("kind", "answer"),
        [
            (1, "3"),
            (2, "3"),
            (3, "2"),
            (4, "2.5"),
            (5, "3"),
            (6, "2.75"),
            (7, "3.25"),
            (8, "2.916666666666666666666666667"),
            (9, "2.9375"),
        ],
    )
    def test_the_lower_quartile_of_one_to_ten_by_each_type(self, kind: int, answer: str):
        # What R's quantile(1:10, .25, type = …) prints.
        found = quantile([Decimal(each) for each in range(1, 11)], Fraction(1, 4), kind)
        assert round(Fraction(found), 20) == round(Fraction(answer), 20)

    def test_of_an_even_number_of_values_type_two_takes_the_mean_of_the_middle_ones(self):
        assert quantile([Decimal(1), Decimal(2), Decimal(4), Decimal(9)], Fraction(1, 2), 2) == 3

    def test_of_one_value_every_quantile_is_that_value(self):
        assert {quantile([Decimal(7)], Fraction(1, 5), kind) for kind in TYPES} == {Decimal(7)}


class TestAgainstOthers:
    @given(VALUES, SHARES, st.sampled_from(TYPES))
    def test_every_type_is_what_the_paper_says(self, values: list[Fraction], share: Fraction, kind: int):
        assert quantile(sorted(values), share, kind) == naive.quantile(values, share, kind)

    @given(st.lists(st.integers(-50, 50).map(Fraction), min_size=2, max_size=15), st.integers(2, 6))
    def test_types_six_and_seven_are_those_of_the_standard_library(self, values: list[Fraction], into: int):
        ordered = sorted(values)
        cuts = [Fraction(place, into) for place in range(1, into)]
        inclusive = [quantile(ordered, cut, 7) for cut in cuts]
        assert inclusive == statistics.quantiles(values, n=into, method="inclusive")
        # Beyond the outermost values the library goes on along the line; the definition stays on them.
        exclusive = [quantile(ordered, cut, 6) for cut in cuts]
        library = statistics.quantiles(values, n=into, method="exclusive")
        assert exclusive == [min(max(each, ordered[0]), ordered[-1]) for each in library]

    @given(VALUES, SHARES, st.sampled_from(TYPES))
    def test_a_larger_share_never_has_a_smaller_quantile(self, values: list[Fraction], share: Fraction, kind: int):
        ordered = sorted(values)
        assert quantile(ordered, share / 2, kind) <= quantile(ordered, share, kind)
