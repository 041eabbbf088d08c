from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.tax import tax_on
from dealerkit.values.rounding import Rounding

CENTS = Rounding(Decimal("0.01"))
THIRTEEN, NINE = Decimal("0.13"), Decimal("0.09")


def test_one_rate_taxes_the_whole_amount():
    assert tax_on(Decimal(100), {THIRTEEN: Decimal(5000)}, CENTS) == 13


def test_two_rates_share_the_amount_by_base():
    # 100.00 is shared 75.00 and 25.00: 9.75 and 2.25.
    assert tax_on(Decimal(100), {THIRTEEN: Decimal(3000), NINE: Decimal(1000)}, CENTS) == 12


def test_each_share_is_rounded_once():
    # 0.01 by halves goes to one of them: the smaller rate by key, 0.09 of a cent is nothing.
    assert tax_on(Decimal("0.01"), {THIRTEEN: Decimal(1), NINE: Decimal(1)}, CENTS) == 0


def test_lines_without_a_rate_bear_no_tax():
    assert tax_on(Decimal(100), {None: Decimal(1), THIRTEEN: Decimal(1)}, CENTS) == Decimal("6.50")
    assert tax_on(Decimal(100), {None: Decimal(1)}, CENTS) == 0


def test_amounts_in_whole_hundreds_are_shared_in_cents():
    # 100 is shared 50.00 and 50.00: 6.50 and 4.50.
    assert tax_on(Decimal(100), {THIRTEEN: Decimal(1), NINE: Decimal(1)}, Rounding(Decimal(100))) == 11


def test_tax_is_in_cents_where_amounts_are_in_whole_hundreds():
    # 1,100 at 13 % is 143.00 and not 100.
    assert tax_on(Decimal(1_100), {THIRTEEN: Decimal(1)}, Rounding(Decimal(100))) == 143


@given(st.integers(-10_000, 10_000), st.integers(1, 500), st.integers(1, 500))
def test_tax_lies_between_the_two_rates(cents: int, one: int, other: int):
    amount = Decimal(cents) / 100
    tax = tax_on(amount, {THIRTEEN: Decimal(one), NINE: Decimal(other)}, CENTS)
    assert abs(amount) * NINE - Decimal("0.01") <= abs(tax) <= abs(amount) * THIRTEEN + Decimal("0.01")
