"""Distributions: held to hand derivations, to published tables and to another implementation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.whatif.sampling.distributions import (
    SLOTS,
    discrete,
    lognormal,
    normal,
    resampled,
    triangular,
    uniform,
)
from dealerkit.whatif.sampling.draws import WHOLE
from dealerkit.whatif.sampling.gauss import point_of, share_below

SLICE = WHOLE // SLOTS
"""How many draws fall into one slot."""


def mean(values: Sequence[Decimal]) -> Fraction:
    return Fraction(sum(values)) / len(values)


class TestUniform:
    def test_the_first_slot_is_half_a_slice_above_the_least(self) -> None:
        # 0.9 + 0.2 × 0.5 / 4096 = 0.9000244…
        assert uniform(Decimal("0.9"), Decimal("1.1")).values[0] == Decimal("0.900024")

    def test_draws_of_one_slice_have_one_value(self) -> None:
        drawn = uniform(Decimal(0), Decimal(1))
        assert drawn.of([0, SLICE - 1, SLICE, WHOLE - 1]) == [
            Decimal("0.000122"),  # 0.5 / 4096 = 0.00012207
            Decimal("0.000122"),
            Decimal("0.000366"),  # 1.5 / 4096 = 0.00036621
            Decimal("0.999878"),  # 4095.5 / 4096
        ]

    def test_a_third_is_rounded_once(self) -> None:
        # 1/3 + (1/3) × 0.5 / 4096 = 0.33337402
        assert uniform(Fraction(1, 3), Fraction(2, 3)).values[0] == Decimal("0.333374")


class TestTriangular:
    def test_the_likeliest_splits_the_probability_as_it_splits_the_width(self) -> None:
        # From 0.8 over 1 to 1.3: 0.2 / 0.5 = 40 % lie below 1.
        below = sum(each < 1 for each in triangular(Decimal("0.8"), Decimal(1), Decimal("1.3")).values)
        assert abs(below - Decimal("0.4") * SLOTS) <= 1

    def test_the_mean_is_that_of_the_three_figures(self) -> None:
        # (0.8 + 1 + 1.3) / 3 = 1.0333…; the middles of slices miss it by far less than a ten-thousandth.
        found = mean(triangular(Decimal("0.8"), Decimal(1), Decimal("1.3")).values)
        assert abs(found - Fraction(31, 30)) < Fraction(1, 10_000)

    def test_a_quarter_of_the_probability_is_at_half_of_a_side_that_is_all(self) -> None:
        # From 0 rising to 1 at 1: the share below x is x², so the slot around a share of 1/4 is around 0.5.
        values = triangular(Decimal(0), Decimal(1), Decimal(1)).values
        assert values[1_023] < Decimal("0.5") < values[1_024]


class TestGauss:
    @pytest.mark.parametrize(
        ("share", "point"),
        [
            # Percentage points as any table of the normal distribution has them.
            ("0.5", "0"),
            ("0.975", "1.95996398454005"),
            ("0.9", "1.28155156554460"),
            ("0.99", "2.32634787404084"),
            ("0.001", "-3.09023230616781"),
            ("0.0000000000000000000000001", "-10.4205"),
        ],
    )
    def test_percentage_points(self, share: str, point: str) -> None:
        digits = Decimal(10) ** Decimal(point).as_tuple().exponent  # type: ignore[operator]
        assert abs(point_of(Decimal(share)) - Decimal(point)) <= max(digits, Decimal("1e-14"))

    def test_shares(self) -> None:
        # Φ(1) = 0.8413447460685429485852…
        assert abs(share_below(Decimal(1)) - Decimal("0.8413447460685429485852325456")) < Decimal("1e-27")
        assert share_below(Decimal(0)) == Decimal("0.5")
        assert (share_below(Decimal(-99)), share_below(Decimal(99))) == (0, 1)

    @given(st.integers(1, 10**6 - 1))
    def test_points_and_shares_undo_each_other(self, millionths: int) -> None:
        share = Decimal(millionths) / 10**6
        assert abs(share_below(point_of(share)) - share) < Decimal("1e-15")


class TestNormal:
    def test_it_is_the_normal_distribution_of_another_implementation(self) -> None:
        values = normal(Decimal(1), Decimal("0.1"), Decimal("0.7"), Decimal("1.5")).values
        other = NormalDist(1, 0.1)
        below, above = other.cdf(0.7), other.cdf(1.5)
        for place in range(0, SLOTS, 97):
            share = below + (above - below) * (place + 0.5) / SLOTS
            assert float(values[place]) == pytest.approx(other.inv_cdf(share), abs=1e-6)

    def test_nothing_lies_beyond_the_ends_and_what_is_cut_off_is_spread_over_the_rest(self) -> None:
        # Cut off at one deviation: Φ(−1) = 0.158655, Φ(1) = 0.841345; the first slot's middle is the point of
        # 0.158655 + 0.68269 / 8192 = 0.158739, which is −0.999656.
        values = normal(Decimal(1), Decimal("0.1"), Decimal("0.9"), Decimal("1.1")).values
        assert values[0] == Decimal("0.900034")
        assert values[-1] == Decimal("1.099966")

    def test_a_distribution_that_is_cut_off_unevenly_leans(self) -> None:
        values = normal(Decimal(1), Decimal("0.1"), Decimal("0.9"), Decimal("1.5")).values
        assert mean(values) > 1


class TestLognormal:
    def test_half_lies_below_the_median_and_the_mean_above_it(self) -> None:
        values = lognormal(Decimal(1), Decimal("0.2"), Decimal("0.3"), Decimal(3)).values
        assert sum(each < 1 for each in values) == SLOTS // 2
        # exp(0.2² / 2) = 1.0202
        assert abs(mean(values) - Fraction(10202, 10_000)) < Fraction(1, 1_000)

    def test_it_may_be_cut_off_at_nothing(self) -> None:
        assert min(lognormal(Decimal(1), Decimal(1), Decimal(0), Decimal(10)).values) > 0


class TestDiscrete:
    def test_chances_are_parts_of_all_draws(self) -> None:
        drawn = discrete({Decimal("1.1"): Decimal("0.25"), Decimal("0.9"): Decimal("0.25"), Decimal(1): Decimal("0.5")})
        quarter = WHOLE // 4
        edges = [0, quarter - 1, quarter, 3 * quarter - 1, 3 * quarter, WHOLE - 1]
        assert drawn.of(edges) == [Decimal(each) for each in ("0.9", "0.9", "1", "1", "1.1", "1.1")]

    def test_chances_that_no_power_of_two_divides_are_off_by_less_than_a_draw(self) -> None:
        drawn = discrete({Decimal(0): Fraction(1, 3), Decimal(1): Fraction(1, 3), Decimal(2): Fraction(1, 3)})
        # 2^32 / 3 = 1,431,655,765.33: draws from 0 to 1,431,655,765 lie below it.
        assert drawn.of([1_431_655_765, 1_431_655_766]) == [0, 1]
        assert drawn.of([WHOLE - 1]) == [2]


class TestHistory:
    def test_factors_are_periods_beside_their_mean(self) -> None:
        # 100, 300 and 200: the mean is 200.
        drawn = resampled([Decimal(100), Decimal(300), Decimal(200)])
        assert drawn is not None
        assert drawn.values == (Decimal("0.5"), Decimal("1.5"), Decimal(1))

    def test_each_period_is_as_likely(self) -> None:
        drawn = resampled([Decimal(1), Decimal(3)])
        assert drawn is not None
        assert drawn.of([0, WHOLE // 2 - 1, WHOLE // 2, WHOLE - 1]) == [
            Decimal(each) for each in ("0.5", "0.5", "1.5", "1.5")
        ]

    def test_a_factor_of_the_past_is_rounded_to_a_millionth(self) -> None:
        # 100 and 200 have the mean 150: 2/3 is 0.6666666…, 4/3 is 1.3333333….
        drawn = resampled([Decimal(100), Decimal(200)])
        assert drawn is not None
        assert drawn.values == (Decimal("0.666667"), Decimal("1.333333"))

    def test_a_past_that_adds_up_to_nothing_says_nothing(self) -> None:
        assert resampled([Decimal(5), Decimal(-5)]) is None
        assert resampled([]) is None


@settings(max_examples=6, deadline=None)
@given(
    st.sampled_from(["uniform", "triangular", "normal", "lognormal"]),
    st.integers(1, 50),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(1, 100),
)
def test_whatever_is_drawn_rises_with_the_draw_and_keeps_to_its_ends(
    kind: str, low: int, more: int, most: int, deviation: int
) -> None:
    least, middle, greatest = (Decimal(each) / 50 for each in (low, low + more, low + more + most + 1))
    if kind == "uniform":
        values = uniform(least, greatest).values
    elif kind == "triangular":
        values = triangular(least, middle, greatest).values
    else:
        made = normal if kind == "normal" else lognormal
        values = made(middle, Decimal(deviation) / 50, least, greatest).values
    assert all(one <= other for one, other in pairwise(values))
    assert least <= values[0]
    assert values[-1] <= greatest
