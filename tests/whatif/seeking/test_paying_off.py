"""Where a scenario pays for itself: by hand, and held to looking at every value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import Number
from dealerkit.whatif.seeking.margins import Side, margin_needed
from dealerkit.whatif.seeking.paying_off import pay_off


def rebate(sales: int) -> int:
    """1 % from 100,000, 2 % from 200,000, on everything."""
    return sales * (2 if sales >= 200_000 else 1 if sales >= 100_000 else 0) // 100


class TestVolume:
    """One dealer sells 190,000 at a margin of 10 %; growth by whole percents of 100,000."""

    def test_a_saw_of_bands_is_told_with_where_it_pays_first_and_from_where_for_good(self) -> None:
        # The scenario costs 500 at once. Each 1,000 more earns 100 and costs 10: 90 a step, so the 6th step is the
        # first to pay (5 × 90 = 450 < 500 <= 540). At the 10th, 200,000 is reached: 2 % of 200,000 is 4,000 where
        # 1,900 was paid, so 1,000 − 2,100 − 500 = −1,600. From there 80 a step: 20 more, the 30th, bring it to 0.
        def amounts(step: Number) -> tuple[Number, Number]:
            sales = 190_000 + 1_000 * int(step)
            return Decimal(sales - 190_000) / 10, Decimal(rebate(sales) - rebate(190_000) + 500)

        found = pay_off(51, Decimal, amounts)
        assert found.first is not None
        assert (found.first.value, found.first.gain) == (6, 40)
        assert found.short is not None
        assert (found.short.value, found.short.gain) == (5, -50)
        assert found.fails_again is not None
        assert (found.fails_again.value, found.fails_again.gain) == (29, -80)
        assert found.holds is not None
        assert (found.holds.value, found.holds.gain) == (30, 0)

    def test_never_has_the_best_try_as_its_witness(self) -> None:
        # A margin of 1 % where the rebate takes 2 %: each step loses.
        found = pay_off(
            11, Decimal, lambda at: (Decimal(10) * Decimal(int(at)), Decimal(5) + Decimal(20) * Decimal(int(at)))
        )
        assert found.never
        assert found.holds is None
        assert (found.best.value, found.best.gain) == (0, -5)

    def test_a_stretch_that_cannot_pay_is_not_looked_into(self) -> None:
        found = pay_off(10_001, Decimal, lambda at: (Decimal(int(at)), Decimal(5_000) + Decimal(int(at)) / 2))
        # at − at/2 = 5,000 at 10,000: the last value only.
        assert found.first is not None
        assert found.first.value == 10_000
        assert len(found.trials) < 100

    def test_what_pays_from_the_beginning_holds_from_the_beginning(self) -> None:
        found = pay_off(11, Decimal, lambda at: (Decimal(int(at)), Decimal(0)))
        assert found.first == found.holds
        assert found.first is not None
        assert (found.first.value, found.short, found.fails_again) == (0, None, None)

    def test_a_cost_that_falls_makes_every_value_be_looked_at(self) -> None:
        # The ends and the middle hide it: only at 3 does it pay.
        costs = [9, 9, 9, 0, 9, 9, 5]
        found = pay_off(7, Decimal, lambda at: (Decimal(4), Decimal(costs[int(at)])))
        assert found.is_exhaustive
        assert found.first is not None
        assert found.first.value == 3


RISING = st.lists(st.integers(0, 30), min_size=1, max_size=30).map(sorted)


@given(RISING, RISING)
def test_setting_stretches_aside_finds_what_looking_at_everything_finds(earned: list[int], cost: list[int]) -> None:
    count = min(len(earned), len(cost))
    found = pay_off(count, Decimal, lambda at: (Decimal(earned[int(at)]), Decimal(cost[int(at)])))
    paying = [place for place in range(count) if earned[place] >= cost[place]]
    lasting = [place for place in range(count) if all(earned[n] >= cost[n] for n in range(place, count))]
    assert (None if found.first is None else found.first.place) == min(paying, default=None)
    assert (None if found.holds is None else found.holds.place) == min(lasting, default=None)


class TestMargin:
    def test_extra_sales_of_200000_that_cost_9000_need_a_margin_of_4_and_a_half_percent(self) -> None:
        found = margin_needed(Decimal(200_000), Decimal(9_000))
        assert (found.side, found.margin) == (Side.FROM, Decimal("0.045"))
        assert found.gain(Decimal("0.045")) == 0

    def test_a_margin_that_no_decimal_writes_stays_a_fraction(self) -> None:
        assert margin_needed(Decimal(300), Decimal(10)).margin == Fraction(1, 30)

    def test_more_cost_without_more_sales_never_pays(self) -> None:
        found = margin_needed(Decimal(0), Decimal(9_000))
        assert (found.side, found.margin) == (Side.NEVER, None)
        assert found.gain(Decimal(1)) == -9_000

    def test_more_cost_than_extra_sales_never_pays_even_if_goods_cost_nothing(self) -> None:
        found = margin_needed(Decimal(1_000), Decimal(1_001))
        assert found.side is Side.NEVER
        assert found.gain(Decimal(1)) == -1

    def test_less_cost_at_the_same_sales_always_pays(self) -> None:
        assert margin_needed(Decimal(0), Decimal(-5)).side is Side.ALWAYS

    def test_a_saving_that_loses_sales_pays_up_to_a_margin(self) -> None:
        # 10,000 less sales, 500 less rebate: at 5 % the two are equal, above it the lost sales are dearer.
        found = margin_needed(Decimal(-10_000), Decimal(-500))
        assert (found.side, found.margin) == (Side.UP_TO, Decimal("0.05"))

    def test_nothing_changed_always_pays(self) -> None:
        assert margin_needed(Decimal(0), Decimal(0)).side is Side.ALWAYS
