"""The cliffs of a policy: jump, marginal return before a bound, who stands there."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.rebates.marginal import margins, standing
from dealerkit.rebates.terms import Measured, compile_terms
from tests.rebates.policies import programme

TWO_BANDS = "bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]"


class TestTheHandbooksExample:
    """800,000 at 1 % to 2 %: R(800,000) is 16,000; at 792,000, 760,000 and 720,000 it is 7,920, 7,600 and 7,200."""

    def test_the_jump_is_the_rise_of_the_rate_on_the_whole_base(self):
        assert margins(programme(TWO_BANDS))[1].jump == 8_000

    def test_the_last_hundredth_returns_more_than_it_costs(self):
        assert [gap.rate for gap in margins(programme(TWO_BANDS))[1].gaps] == [
            Decimal("1.01"),
            Decimal("0.21"),
            Decimal("0.11"),
        ]

    def test_the_next_unit_before_the_bound_earns_the_jump_and_its_own_rate(self):
        # 16,000 - 1 % of 799,999 = 8,000.01
        assert margins(programme(TWO_BANDS))[1].next_unit == Decimal("8000.01")

    def test_the_headroom_is_that_of_the_steepest_gap(self):
        assert margins(programme(TWO_BANDS))[1].headroom == Decimal("1.01")


class TestOtherMethods:
    def test_slices_have_no_jump_and_no_headroom_beyond_their_rates(self):
        found = margins(programme("method: incremental\n" + TWO_BANDS))[1]
        assert (found.jump, [gap.rate for gap in found.gaps]) == (0, [Decimal("0.01")] * 3)

    def test_a_lump_sum_jumps_by_the_difference_of_sums(self):
        found = margins(programme("kind: lump-sum\nbands: [{at: 100, pay: 10}, {at: 200, pay: 50}]"))
        assert [each.jump for each in found] == [10, 40]
        assert found[1].gaps[0].rate == 20  # 40 over the last 2

    def test_bounds_over_a_baseline_are_measured_in_baselines(self):
        body = "against: {baseline: target, missing: skip}\nbands: [{at: 100%, rate: 1%}, {at: 110%, rate: 2%}]"
        found = margins(programme(body))[1]
        # At 1.1 baselines 2 % is 0.022, 1 % is 0.011; over the last 1 % (0.011): 0.022 - 0.01089 = 0.01111.
        assert (found.jump, found.gaps[0].rate, found.next_unit) == (Decimal("0.011"), Decimal("1.01"), None)

    def test_a_line_has_a_slope_and_no_jump_between_two_bounds(self):
        found = margins(programme("method: linear\nbands: [{at: 100, rate: 1%}, {at: 200, rate: 2%}]"))
        # R(200) is 4; at 198 the rate is 1.98 %: 3.9204. Over the last 2: 0.0398 a unit.
        assert (found[0].jump, found[1].jump, found[1].gaps[0].rate) == (1, 0, Decimal("0.0398"))

    def test_a_fixed_sum_jumps_with_its_band(self):
        found = margins(programme("bands: [{at: 100, rate: 1%, plus: 5}, {at: 200, rate: 1%, plus: 20}]"))
        assert [each.jump for each in found] == [6, 15]

    def test_an_increment_that_fills_at_a_bound_jumps_there(self):
        (found,) = margins(programme("kind: per-unit\nbands: [{at: 1_000, pay: 50, per: 1_000}]"))
        assert (found.jump, found.gaps[0].earns) == (50, 50)

    def test_what_is_guaranteed_anyway_is_no_jump(self):
        (found,) = margins(programme("bands: [{at: 1_000, rate: 5%}]\nguarantee: {payout: 40}"))
        assert (found.jump, found.gaps[0].earns) == (10, 10)

    @pytest.mark.parametrize(
        "body",
        [
            "kind: goods\ngoods: {product: TEA}\nbands: [{at: 100, pay: 2, per: 100}]",
            "kind: lump-sum\nagainst: {baseline: target, missing: skip}\nbands: [{at: 90%, pay: 20}]",
            "against: {baseline: target, missing: skip}\nbands: [{at: 90%, rate: 1%, plus: 20}]",
        ],
    )
    def test_units_and_sums_at_shares_of_a_baseline_are_no_return_on_money(self, body: str):
        assert margins(programme(body)) == ()

    def test_the_cap_on_the_payout_flattens_the_cliff(self):
        # R(800,000) is 10,000 and no longer 16,000.
        assert margins(programme(TWO_BANDS + "\ncap: {payout: 10_000}"))[1].gaps[0].earns == 2_080

    def test_the_cap_on_the_base_leaves_a_band_beyond_it_without_effect(self):
        assert margins(programme(TWO_BANDS + "\ncap: {base: 500_000}"))[1].jump == 0

    def test_a_minimum_makes_a_cliff_of_its_own(self):
        # 300,000 at 1 % is 3,000, below it nothing is paid at all: the first bound jumps by 3,000.
        assert margins(programme(TWO_BANDS + "\nminimum: {payout: 3_000}"))[0].jump == 3_000

    def test_counted_units_have_gaps_of_whole_units(self):
        body = (
            "qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at_unit: 1, pay: 10}, {at_unit: 300, pay: 12}]"
        )
        found = margins(programme(body))[1]
        # 300 units at 12 are 3,600; 297 at 10 are 2,970.
        assert (found.bound, found.gaps[0].width, found.gaps[0].earns) == (300, 3, 630)

    def test_a_third_stays_a_third(self):
        found = margins(programme("bands: [{at: 3, rate: 1/3}]"))[0]
        assert found.gaps[0].rate == Fraction(100, 3)

    def test_another_paying_base_has_no_view_from_the_terms_alone(self):
        assert margins(programme("paying: {measure: net_amount}\n" + TWO_BANDS)) == ()


class TestWhoStandsThere:
    @pytest.fixture
    def terms(self):
        return compile_terms(programme(TWO_BANDS))

    def test_a_payee_just_below_gains_the_jump(self, terms):
        (found,) = standing(terms, [("D1", Measured(Decimal(792_000)))])
        assert (found.payee, found.distance, found.gains, found.rate) == (
            "D1",
            8_000,
            Decimal("8080.00"),
            Decimal("1.01"),
        )

    def test_a_payee_far_below_or_beyond_all_bounds_does_not_stand_there(self, terms):
        assert list(standing(terms, [("far", Measured(Decimal(700_000))), ("top", Measured(Decimal(900_000)))])) == []

    def test_a_tenth_below_is_still_in_the_gap(self, terms):
        assert [each.payee for each in standing(terms, [("edge", Measured(Decimal(720_000)))])] == ["edge"]
