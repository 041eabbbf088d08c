"""Splits sum to the whole, whatever the order, and agree with a split by hand, unit by unit."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import Number
from dealerkit.values.split import split
from tests.values.numbers import HOSTILE_CONTEXTS, as_ratio

CENT = Decimal("0.01")

units = st.sampled_from([CENT, Decimal(1), Decimal("0.05"), Decimal(100)])
counts = st.integers(-(10**12), 10**12)
weights = st.dictionaries(
    st.text("abc甲乙", min_size=1, max_size=3),
    st.decimals(0, 10**6, places=2) | st.fractions(0, 1000, max_denominator=97),
    min_size=1,
    max_size=8,
)


def naive(units_to_give: int, weights: dict[str, Number]) -> dict[str, int]:
    """Hand out whole units one at a time, each to whoever is furthest below the fair share (not above it)."""
    whole = sum(map(as_ratio, weights.values()))
    fair = {key: units_to_give * Fraction(weight) / whole for key, weight in weights.items()}
    given_out = {key: int(share) for key, share in fair.items()}
    while sum(given_out.values()) < units_to_give:
        neediest = min(fair, key=lambda key: (given_out[key] - fair[key], key))
        given_out[neediest] += 1
    return given_out


class TestByHand:
    def test_a_cent_too_few_for_three_goes_to_the_first_key(self) -> None:
        parts = split(Decimal("1.00"), [("c", Decimal(1)), ("a", Decimal(1)), ("b", Decimal(1))], CENT)
        assert parts == {"a": Decimal("0.34"), "b": Decimal("0.33"), "c": Decimal("0.33")}

    def test_the_largest_remainder_gets_the_cent(self) -> None:
        # 0.10 over 1 : 2 : 4 is 1.43, 2.86 and 5.71 cents: 1 + 2 + 5 = 8, then b (.86) and c (.71) get one each.
        parts = split(Decimal("0.10"), [("a", Decimal(1)), ("b", Decimal(2)), ("c", Decimal(4))], CENT)
        assert parts == {"a": Decimal("0.01"), "b": Decimal("0.03"), "c": Decimal("0.06")}

    def test_a_negative_total_is_split_into_the_negative_parts(self) -> None:
        parts = split(Decimal("-0.10"), [("a", Decimal(1)), ("b", Decimal(2)), ("c", Decimal(4))], CENT)
        assert parts == {"a": Decimal("-0.01"), "b": Decimal("-0.03"), "c": Decimal("-0.06")}

    def test_a_returned_line_gives_back_its_part(self) -> None:
        parts = split(Decimal("9.00"), [("sold", Decimal(100)), ("returned", Decimal(-10))], CENT)
        assert parts == {"sold": Decimal("10.00"), "returned": Decimal("-1.00")}

    def test_weights_all_negative_are_in_proportion_as_well(self) -> None:
        parts = split(Decimal("0.30"), [("a", Decimal(-1)), ("b", Decimal(-2))], CENT)
        assert parts == {"a": Decimal("0.10"), "b": Decimal("0.20")}

    def test_a_weight_of_zero_gets_nothing(self) -> None:
        assert split(Decimal("1.00"), [("a", Decimal(0)), ("b", Decimal(3))], CENT)["a"] == 0

    def test_without_any_weight_all_count_alike(self) -> None:
        parts = split(Decimal("0.03"), [("a", Decimal(0)), ("b", Decimal(0))], CENT)
        assert parts == {"a": Decimal("0.02"), "b": Decimal("0.01")}

    def test_weights_may_be_thirds(self) -> None:
        parts = split(Decimal(9), [("a", Fraction(1, 3)), ("b", Fraction(2, 3))], Decimal(1))
        assert parts == {"a": Decimal(3), "b": Decimal(6)}

    def test_nothing_over_nobody_is_nothing(self) -> None:
        assert split(Decimal(0), [], CENT) == {}


class TestEverySplit:
    @given(counts, weights, units, st.sampled_from(HOSTILE_CONTEXTS))
    def test_parts_sum_to_the_total(
        self, count: int, weights: dict[str, Number], unit: Decimal, ambient: Context
    ) -> None:
        total = unit * count
        with localcontext(ambient):
            parts = split(total, list(weights.items()), unit)
        assert sum(map(Fraction, parts.values())) == total

    @given(counts, weights, st.randoms())
    def test_the_order_of_the_input_does_not_matter(self, count: int, weights: dict[str, Number], dice: object) -> None:
        shuffled = sorted(weights.items(), key=lambda _: dice.random())  # type: ignore[attr-defined]
        total = CENT * count
        assert list(split(total, shuffled, CENT).items()) == list(split(total, list(weights.items()), CENT).items())

    @given(counts, weights)
    def test_the_opposite_total_has_the_opposite_parts(self, count: int, weights: dict[str, Number]) -> None:
        parts = split(CENT * count, list(weights.items()), CENT)
        opposite = split(CENT * -count, list(weights.items()), CENT)
        assert opposite == {key: -part for key, part in parts.items()}

    @given(st.integers(0, 10**6), weights.filter(lambda weights: any(weights.values())))
    def test_it_agrees_with_handing_out_unit_by_unit(self, count: int, weights: dict[str, Number]) -> None:
        parts = split(Decimal(count), list(weights.items()), Decimal(1))
        assert parts == naive(count, weights)

    @given(counts, weights)
    def test_no_part_is_a_whole_unit_off_its_fair_share(self, count: int, weights: dict[str, Number]) -> None:
        whole = sum(map(as_ratio, weights.values())) or 1
        parts = split(Decimal(count), list(weights.items()), Decimal(1))
        fair = {key: count * Fraction(weight) / whole for key, weight in weights.items()}
        assert not any(weights.values()) or all(abs(Fraction(parts[key]) - fair[key]) < 1 for key in fair)


class TestMistakesOfTheCaller:
    def test_a_total_finer_than_the_unit_is_refused(self) -> None:
        with pytest.raises(ValueError, match="round it first"):
            split(Decimal("0.005"), [("a", Decimal(1))], CENT)

    def test_a_repeated_key_is_refused(self) -> None:
        with pytest.raises(ValueError, match="keys repeat"):
            split(Decimal(1), [("a", Decimal(1)), ("a", Decimal(1))], CENT)

    def test_a_total_for_nobody_is_refused(self) -> None:
        with pytest.raises(ValueError, match="nobody"):
            split(Decimal(1), [], CENT)
