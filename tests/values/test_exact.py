"""Arithmetic is exact and indifferent to the caller's decimal context."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import (
    Number,
    absolute,
    add,
    as_fraction,
    at_least,
    canonical,
    compare,
    divide,
    exactly,
    multiply,
    negate,
    read_number,
    share_at_least,
    simplest,
    subtract,
    total,
    total_of_decimals,
)
from dealerkit.values.rounding import Rounding
from tests.values.numbers import HOSTILE_CONTEXTS, as_ratio, decimals, numbers

hostile = st.sampled_from(HOSTILE_CONTEXTS)
THIRD = Fraction(1, 3)


class TestAgainstFractions:
    """Every operation against the same one on fractions, under contexts that would spoil it."""

    @given(numbers, numbers, hostile)
    def test_sums_differences_and_products_are_those_of_fractions(self, a: Number, b: Number, ambient: Context) -> None:
        with localcontext(ambient):
            sums = (add(a, b), subtract(a, b), multiply(a, b))
        x, y = as_ratio(a), as_ratio(b)
        assert tuple(map(as_ratio, sums)) == (x + y, x - y, x * y)

    @given(numbers, numbers.filter(bool), hostile)
    def test_quotients_are_those_of_fractions(self, a: Number, b: Number, ambient: Context) -> None:
        with localcontext(ambient):
            quotient = divide(a, b)
        assert as_ratio(quotient) == as_ratio(a) / as_ratio(b)

    @given(numbers, hostile)
    def test_negation_and_size_are_those_of_fractions(self, a: Number, ambient: Context) -> None:
        with localcontext(ambient):
            found = (negate(a), absolute(a), as_fraction(a))
        assert tuple(map(as_ratio, found)) == (-as_ratio(a), abs(as_ratio(a)), as_ratio(a))

    @given(numbers, numbers, hostile)
    def test_comparison_is_that_of_fractions(self, a: Number, b: Number, ambient: Context) -> None:
        with localcontext(ambient):
            found = (compare(a, b), at_least(a, b), a == b)
        x, y = as_ratio(a), as_ratio(b)
        assert found == ((x > y) - (x < y), x >= y, x == y)

    @given(numbers, numbers.filter(bool), numbers, hostile)
    def test_a_share_is_compared_as_its_quotient_would_be(
        self, part: Number, whole: Number, share: Number, ambient: Context
    ) -> None:
        with localcontext(ambient):
            found = share_at_least(part, whole, share)
        assert found == (as_ratio(part) / as_ratio(whole) >= as_ratio(share))

    @given(st.lists(numbers, max_size=6), hostile)
    def test_a_total_is_the_sum_of_fractions(self, parts: list[Number], ambient: Context) -> None:
        with localcontext(ambient):
            found = total(parts)
        assert as_ratio(found) == sum(map(as_ratio, parts))

    @given(st.lists(decimals, max_size=6), hostile)
    def test_a_total_of_decimals_is_the_sum_of_fractions(self, parts: list[Decimal], ambient: Context) -> None:
        with localcontext(ambient):
            found = total_of_decimals(parts)
        assert as_ratio(found) == sum(map(as_ratio, parts))


class TestExtremes:
    def test_a_cent_is_not_lost_beside_a_huge_amount(self) -> None:
        assert add(Decimal("1e40"), Decimal("0.01")) == Decimal("10000000000000000000000000000000000000000.01")

    def test_a_tiny_amount_times_a_huge_one_is_exact(self) -> None:
        assert multiply(Decimal("1e40"), Decimal("1e-30")) == Decimal("1e10")

    def test_a_result_that_needs_more_digits_than_there_are_is_an_error_not_a_rounding(self) -> None:
        with pytest.raises(Inexact):
            add(Decimal("1e9000"), Decimal("1e-9000"))


class TestFractionsAndDecimals:
    def test_a_quotient_that_ends_is_a_decimal(self) -> None:
        assert type(divide(Decimal(1), Decimal(8))) is Decimal

    def test_a_quotient_that_does_not_end_stays_a_fraction(self) -> None:
        assert divide(Decimal(1), Decimal(3)) == THIRD

    def test_a_long_quotient_that_ends_is_a_decimal(self) -> None:
        # 1 / 2**60 has sixty decimals.
        assert divide(Decimal(1), Decimal(2**60)) == Decimal(5**60).scaleb(-60, Context(prec=100))

    def test_three_thirds_are_a_decimal_again(self) -> None:
        whole = multiply(THIRD, Decimal(3))
        assert str(whole) == "1"
        assert type(whole) is Decimal

    def test_a_fraction_too_fine_to_be_worth_its_digits_stays_a_fraction(self) -> None:
        fine = Fraction(1, 2**600)
        assert simplest(fine) is fine

    @pytest.mark.parametrize("dividend", [Decimal(0), Decimal(5), THIRD])
    def test_nothing_is_divided_by_zero(self, dividend: Number) -> None:
        with pytest.raises(ZeroDivisionError):
            divide(dividend, Decimal(0))

    def test_a_share_of_nothing_is_an_error(self) -> None:
        with pytest.raises(ZeroDivisionError):
            share_at_least(Decimal(1), Decimal(0), Decimal(1))

    def test_the_negative_of_zero_is_zero_without_a_sign(self) -> None:
        assert str(negate(Decimal("0.00"))) == "0.00"

    def test_the_sum_of_nothing_is_zero(self) -> None:
        assert total([]) == 0


class TestShares:
    """Overdue 10,000 of a balance of 42,000 is 23.8 per cent."""

    def test_it_reaches_twenty_per_cent(self) -> None:
        assert share_at_least(Decimal(10_000), Decimal(42_000), Decimal("0.20"))

    def test_it_does_not_reach_twenty_five_per_cent(self) -> None:
        assert not share_at_least(Decimal(10_000), Decimal(42_000), Decimal("0.25"))

    def test_a_third_reaches_a_third(self) -> None:
        assert share_at_least(Decimal(1), Decimal(3), THIRD)


class TestExactly:
    def test_plain_operators_are_exact_inside(self) -> None:
        with localcontext(HOSTILE_CONTEXTS[0]), exactly():
            product = Decimal("1234567.89") * Decimal("0.015")
        assert product == Decimal("18518.51835")

    def test_a_rounding_inside_is_still_the_named_one(self) -> None:
        with exactly():
            assert Rounding(Decimal("0.01")).apply(Decimal("0.125")) == Decimal("0.13")

    def test_a_rounding_without_a_name_is_an_error_inside(self) -> None:
        with exactly(), pytest.raises(Inexact):
            Decimal("0.125").quantize(Decimal("0.01"))

    def test_the_callers_context_is_back_afterwards(self) -> None:
        with localcontext(Context(prec=3)):
            with exactly():
                pass
            assert Decimal(12345) + 0 == Decimal("1.23e4")


class TestCanonicalText:
    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (Decimal("8E+5"), "800000"),
            (Decimal("0.020"), "0.02"),
            (Decimal(100), "100"),
            (Decimal("100.00"), "100"),
            (Decimal("-1.50"), "-1.5"),
            (Decimal("-0.00"), "0"),
            (Decimal("1e-30"), "0.000000000000000000000000000001"),
            (Fraction(1, 3), "1/3"),
            (Fraction(-2, 6), "-1/3"),
            (Fraction(1, 4), "0.25"),
            (Fraction(6, 3), "2"),
        ],
    )
    def test_a_number_has_one_text(self, number: Number, text: str) -> None:
        assert canonical(number) == text

    @given(numbers, hostile)
    def test_reading_the_text_gives_the_number_back(self, number: Number, ambient: Context) -> None:
        with localcontext(ambient):
            assert read_number(canonical(number)) == number

    @given(decimals, st.integers(0, 5))
    def test_equal_numbers_have_equal_texts(self, number: Decimal, zeros: int) -> None:
        text = format(number, "f")
        longer = Decimal((text if "." in text else text + ".") + "0" * zeros)
        assert canonical(longer) == canonical(number)
