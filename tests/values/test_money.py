from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from dealerkit.values.money import CurrencyMismatch, Money
from dealerkit.values.rounding import Rounding
from tests.values.numbers import HOSTILE_CONTEXTS

CENT = Rounding(Decimal("0.01"))


def yuan(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


class TestOneCurrency:
    def test_it_adds_and_subtracts_exactly_in_every_context(self) -> None:
        for ambient in HOSTILE_CONTEXTS:
            with localcontext(ambient):
                found = yuan("1234.56") + yuan("0.01") - yuan("0.02")
            assert found == yuan("1234.55")

    def test_its_negative_is_exact_and_zero_has_no_sign(self) -> None:
        with localcontext(HOSTILE_CONTEXTS[0]):
            assert [str(-yuan(text)) for text in ("1234.56", "0.00")] == ["-1234.56 CNY", "0 CNY"]

    def test_it_is_compared(self) -> None:
        less, more = yuan("1"), yuan("1.01")
        assert less < more
        assert less <= more
        assert more > less
        assert more >= less

    def test_amounts_written_differently_are_equal(self) -> None:
        assert yuan("1.0") == yuan("1.00")

    def test_a_rate_of_it_is_rounded_once(self) -> None:
        assert yuan("100").share(Fraction(2, 3), CENT) == yuan("66.67")

    def test_it_is_rounded_to_what_can_be_paid(self) -> None:
        assert yuan("0.125").rounded(CENT) == yuan("0.13")

    def test_no_money_is_false(self) -> None:
        assert [bool(yuan(text)) for text in ("0.00", "0.01")] == [False, True]


class TestTwoCurrencies:
    @pytest.mark.parametrize(
        "operation",
        [
            lambda a, b: a + b,
            lambda a, b: a - b,
            lambda a, b: a < b,
            lambda a, b: a <= b,
            lambda a, b: a > b,
            lambda a, b: a >= b,
        ],
    )
    def test_they_neither_add_nor_compare(self, operation: Callable[[Money, Money], object]) -> None:
        with pytest.raises(CurrencyMismatch, match="CNY and EUR"):
            operation(yuan("1"), Money(Decimal(1), "EUR"))

    def test_the_same_amount_in_another_currency_is_not_equal(self) -> None:
        assert yuan("1") != Money(Decimal(1), "EUR")
