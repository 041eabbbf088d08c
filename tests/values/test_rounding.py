"""Rounding against a naive reference that looks at the two neighbours."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import Number
from dealerkit.values.rounding import Mode, Rounding
from tests.values.numbers import HOSTILE_CONTEXTS, as_ratio, numbers

UNITS = [
    Decimal(text) for text in ("0.01", "0.05", "0.1", "0.10", "0.25", "1", "3", "7.5", "10", "100", "1E+2", "1e-6")
]

# What 2.5, -2.5, 3.5, 2.4, -2.4, 2.6 become in whole units: the table by which the modes are defined.
DEFINITION = {
    Mode.HALF_UP: (3, -3, 4, 2, -2, 3),
    Mode.HALF_EVEN: (2, -2, 4, 2, -2, 3),
    Mode.HALF_DOWN: (2, -2, 3, 2, -2, 3),
    Mode.UP: (3, -3, 4, 3, -3, 3),
    Mode.DOWN: (2, -2, 3, 2, -2, 2),
    Mode.CEILING: (3, -2, 4, 3, -2, 3),
    Mode.FLOOR: (2, -3, 3, 2, -3, 2),
}


def naive(number: Number, to: Decimal, mode: Mode) -> Fraction:
    """Of the multiples of ``to`` below and above, the one the mode's own words choose."""
    steps = Fraction(number) / Fraction(to)
    lower, upper = floor(steps), -floor(-steps)
    inner, outer = sorted((lower, upper), key=abs)
    even = lower if lower % 2 == 0 else upper
    on_tie = {Mode.HALF_UP: outer, Mode.HALF_DOWN: inner, Mode.HALF_EVEN: even}
    if mode in on_tie:
        below, above = steps - lower, upper - steps
        chosen = on_tie[mode] if below == above else lower if below < above else upper
    else:
        chosen = {Mode.UP: outer, Mode.DOWN: inner, Mode.CEILING: upper, Mode.FLOOR: lower}[mode]
    return chosen * Fraction(to)


class TestModes:
    @pytest.mark.parametrize("mode", Mode)
    def test_whole_units_are_chosen_as_defined(self, mode: Mode) -> None:
        whole = Rounding(Decimal(1), mode)
        halves = [Decimal(text) for text in ("2.5", "-2.5", "3.5", "2.4", "-2.4", "2.6")]
        assert tuple(int(whole.apply(half)) for half in halves) == DEFINITION[mode]

    @given(numbers, st.sampled_from(UNITS), st.sampled_from(Mode), st.sampled_from(HOSTILE_CONTEXTS))
    def test_every_unit_and_mode_agrees_with_the_reference(
        self, number: Number, to: Decimal, mode: Mode, ambient: Context
    ) -> None:
        with localcontext(ambient):
            rounded = Rounding(to, mode).apply(number)
        assert rounded == naive(number, to, mode)

    @given(numbers, numbers, st.sampled_from(UNITS), st.sampled_from(Mode), st.sampled_from(HOSTILE_CONTEXTS))
    def test_a_product_is_rounded_once(
        self, amount: Number, rate: Number, to: Decimal, mode: Mode, ambient: Context
    ) -> None:
        with localcontext(ambient):
            rounded = Rounding(to, mode).product(amount, rate)
        assert rounded == naive(as_ratio(amount) * as_ratio(rate), to, mode)

    @given(st.integers(-9, 9) | st.integers(-(10**6), 10**6), st.sampled_from(UNITS), st.sampled_from(Mode))
    def test_ties_agree_with_the_reference(self, halves: int, to: Decimal, mode: Mode) -> None:
        tie = to * halves / 2
        assert Rounding(to, mode).apply(tie) == naive(tie, to, mode)

    @given(numbers, st.sampled_from(UNITS), st.sampled_from(Mode))
    def test_rounding_twice_changes_nothing(self, number: Number, to: Decimal, mode: Mode) -> None:
        rounding = Rounding(to, mode)
        once = rounding.apply(number)
        assert str(rounding.apply(once)) == str(once)


class TestMoney:
    def test_half_a_cent_goes_up_by_default(self) -> None:
        assert Rounding(Decimal("0.01")).apply(Decimal("18518.515")) == Decimal("18518.52")

    def test_the_decimals_of_the_unit_are_written(self) -> None:
        assert str(Rounding(Decimal("0.01")).apply(Decimal(5))) == "5.00"

    def test_five_cent_pieces(self) -> None:
        # 1.12 and 1.13 lie on either side of 1.125, the half between 1.10 and 1.15.
        five_cents = Rounding(Decimal("0.05"))
        assert [str(five_cents.apply(Decimal(text))) for text in ("1.12", "1.13")] == ["1.10", "1.15"]

    def test_hundreds_are_written_out(self) -> None:
        assert str(Rounding(Decimal("1E+2")).apply(Decimal(1250))) == "1300"

    def test_a_third_of_a_yuan_is_33_cents(self) -> None:
        assert Rounding(Decimal("0.01")).apply(Fraction(1, 3)) == Decimal("0.33")

    @pytest.mark.parametrize("number", [Decimal("-0.001"), Fraction(-1, 1000)])
    def test_what_rounds_to_zero_has_no_sign(self, number: Number) -> None:
        assert str(Rounding(Decimal("0.01")).apply(number)) == "0.00"

    def test_a_huge_amount_keeps_its_cents(self) -> None:
        huge = Decimal("1" + "0" * 40 + ".015")
        assert Rounding(Decimal("0.01")).apply(huge) == Decimal("1" + "0" * 40 + ".02")

    def test_a_unit_written_with_a_trailing_zero_is_the_same_unit(self) -> None:
        assert Rounding(Decimal("0.10")) == Rounding(Decimal("0.1"))

    @pytest.mark.parametrize("to", ["0", "-0.01", "NaN", "Infinity"])
    def test_a_unit_is_positive(self, to: str) -> None:
        with pytest.raises(ValueError, match="positive unit"):
            Rounding(Decimal(to))
