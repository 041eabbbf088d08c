from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.tax import tax_on, tax_parts, taxes_set_off
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


def test_a_posting_is_told_by_rate():
    # 120.00 by halves: 60.00 at 13 % and 60.00 at 9 %.
    found = tax_parts(Decimal("120.00"), Decimal("13.20"), {NINE: Decimal(3000), THIRTEEN: Decimal(3000)}, CENTS)
    assert [(each.rate, each.net, each.tax, each.gross) for each in found] == [
        (THIRTEEN, Decimal("60.00"), Decimal("7.80"), Decimal("67.80")),
        (NINE, Decimal("60.00"), Decimal("5.40"), Decimal("65.40")),
    ]


def test_goods_without_a_rate_are_a_part_without_tax():
    found = tax_parts(Decimal(100), Decimal("6.50"), {None: Decimal(1), THIRTEEN: Decimal(1)}, CENTS)
    assert [(each.rate, each.tax) for each in found] == [(THIRTEEN, Decimal("6.50")), (None, Decimal(0))]


@given(
    st.integers(-100_000, 100_000),
    st.integers(-20_000, 20_000),
    st.dictionaries(st.sampled_from([None, THIRTEEN, NINE, Decimal(0)]), st.integers(-50, 500), min_size=1),
)
def test_the_parts_come_to_the_posting(cents: int, tax_cents: int, bases: dict[Decimal | None, int]):
    net, tax = Decimal(cents) / 100, Decimal(tax_cents) / 100
    found = tax_parts(net, tax, {rate: Decimal(base) for rate, base in bases.items()}, CENTS)
    if not found:
        # Paid before on another mix of more than two rates: nobody can tell the parts.
        return
    assert sum(each.net for each in found) == net
    assert sum(each.tax for each in found) == tax


@given(
    st.lists(st.integers(1, 50_000), min_size=1, max_size=4),
    st.lists(st.integers(1, 50_000), min_size=1, max_size=4),
    st.integers(0, 20),
)
def test_what_is_set_off_in_full_moves_no_tax(due: list[int], back: list[int], rate: int):
    """The last of what is due makes both sides equal."""
    due = [*due, sum(back) - sum(due)] if sum(back) > sum(due) else due
    back = [*back, sum(due) - sum(back)] if sum(due) > sum(back) else back
    posted = {f"d{n}": Decimal(each) / 100 for n, each in enumerate(due)}
    posted |= {f"b{n}": -Decimal(each) / 100 for n, each in enumerate(back)}
    taxes = {period: CENTS.apply(amount * rate / 100) for period, amount in posted.items() if amount > 0}
    taxes |= {period: CENTS.apply(amount * 13 / 100) for period, amount in posted.items() if amount < 0}
    found = taxes_set_off(posted, taxes, frozenset(each for each in posted if each.startswith("b")), CENTS)
    assert sum(posted.values()) == 0
    assert sum(found.values()) == 0
    assert {period: found[period] for period in posted if period.startswith("d")} == {
        period: taxes[period] for period in posted if period.startswith("d")
    }


def test_an_amount_with_more_decimals_than_are_paid_is_shared_as_it_is():
    # Written by hand, as a correction or in a ledger: 10.005 by halves.
    bases: dict[Decimal | None, Decimal | Fraction] = {THIRTEEN: Decimal(1), NINE: Decimal(1)}
    assert tax_on(Decimal("10.005"), bases, CENTS) == Decimal("1.10")
    found = tax_parts(Decimal("10.005"), Decimal("1.1001"), bases, CENTS)
    assert (sum(each.net for each in found), sum(each.tax for each in found)) == (Decimal("10.005"), Decimal("1.1001"))


class TestAfterTheMixOfRatesChanged:
    """150.00 was paid on 100 at 13 % and 50 at 9 %; then 40 of those at 13 % come back, and the mix is 60 to 50."""

    BASES: ClassVar[dict[Decimal | None, Decimal | Fraction]] = {THIRTEEN: Decimal(60), NINE: Decimal(50)}

    def test_the_parts_of_two_rates_are_those_that_bear_the_tax(self):
        found = tax_parts(Decimal("-40.00"), Decimal("-5.20"), self.BASES, CENTS)
        assert [(each.rate, each.net, each.tax) for each in found] == [
            (THIRTEEN, Decimal("-40.00"), Decimal("-5.20")),
            (NINE, Decimal("0.00"), Decimal("0.00")),
        ]

    def test_of_three_rates_nobody_can_tell_and_nothing_is_told(self):
        bases = {**self.BASES, Decimal("0.06"): Decimal(10)}
        assert tax_parts(Decimal("-40.00"), Decimal("-5.20"), bases, CENTS) == ()

    def test_parts_by_base_stay_where_they_bear_their_rates(self):
        found = tax_parts(Decimal("110.00"), Decimal("12.30"), self.BASES, CENTS)
        assert [(each.net, each.tax) for each in found] == [
            (Decimal("60.00"), Decimal("7.80")),
            (Decimal("50.00"), Decimal("4.50")),
        ]
