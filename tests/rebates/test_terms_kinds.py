"""Kinds of terms one by one: what they earn, what they say of it, and what becomes of it at the edges."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.decisions import Outcome
from dealerkit.policy.types import Missing
from dealerkit.rebates.terms import Entitlement, Measured, Terms, compile_terms
from tests.rebates.policies import programme

LINE = "method: linear\nbands: [{at: 100, rate: 1%}, {at: 200, rate: 2%}]"
GOODS = "kind: goods\ngoods: {product: TEA}\nsettle: {payout: goods, negative: carry-forward}\n"
GUARANTEED = "bands: [{at: 100, rate: 10%}]\nguarantee: {payout: 50}"


def terms(body: str) -> Terms:
    return compile_terms(programme(body))


def decided(body: str, base: int | str, **more: object) -> Entitlement:
    return terms(body).decide(Measured(Decimal(base), **more))  # type: ignore[arg-type]


def steps(found: Entitlement) -> list[str]:
    return [reason.step for reason in found.reasons]


class TestLines:
    def test_the_rate_told_is_the_one_paid(self):
        found = decided(LINE, 150)
        assert (found.rate, found.amount) == (Decimal("0.015"), Decimal("2.25"))

    def test_the_reason_names_both_bounds(self):
        (reason,) = decided(LINE, 150).reasons
        assert (reason.step, reason.arg("bound"), reason.arg("next")) == ("band-linear-percent", 100, 200)

    def test_above_the_last_bound_there_is_no_next(self):
        (reason,) = decided(LINE, 500).reasons
        assert (reason.arg("rate"), reason.arg("next")) == (Decimal("0.02"), "")

    def test_a_supplement_is_added_to_the_rate_between(self):
        body = LINE + "\nsupplements: [{id: s, when: dealer.filed, rate: 0.5%}]"
        assert decided(body, 150, facts={"dealer.filed": True}).amount == 3  # 150 x 2 %

    def test_a_falling_line_falls_straight(self):
        body = "method: linear\nkind: per-unit\nbands: [{at: 0, pay: 10}, {at: 100, pay: 0}]"
        assert decided(body, 25).amount == Decimal("187.50")  # 25 x 7.5


class TestIncrements:
    def test_only_full_ones_are_told(self):
        (reason,) = decided(GOODS + "bands: [{at: 100, pay: 2, per: 100}]", 299).reasons
        assert (reason.step, reason.arg("full"), reason.arg("per"), reason.arg("product")) == (
            "band-goods-full",
            2,
            100,
            "TEA",
        )

    def test_a_supplement_is_given_for_each(self):
        body = GOODS + "bands: [{at: 100, pay: 2, per: 100}]\nsupplements: [{id: s, when: dealer.filed, pay: 1}]"
        assert decided(body, 299, facts={"dealer.filed": True}).amount == 6

    def test_none_is_full_where_more_came_back(self):
        body = "kind: per-unit\npaying: {measure: net_amount}\nbands: [{at: 0, pay: 50, per: 1_000}]"
        assert decided(body, 5_000, paying=Decimal(-5_000)).amount == 0

    def test_an_increment_that_is_computed_as_nothing_is_undetermined(self):
        body = "kind: per-unit\nbands: [{at: 0, pay: 50, per: =period.display_score}]"
        found = decided(body, 5_000, facts={"period.display_score": Decimal(0)})
        assert (found.outcome, found.code, found.amount) == (Outcome.UNDETERMINED, "DK423", None)

    def test_an_increment_that_is_missing_is_named(self):
        body = "kind: per-unit\nbands: [{at: 0, pay: 50, per: =period.display_score}]"
        found = decided(body, 5_000, facts={"period.display_score": Missing(("period.display_score",))})
        assert (found.code, found.missing) == ("DK003", ("period.display_score",))


class TestFixedSums:
    def test_it_has_a_reason_of_its_own(self):
        found = decided("bands: [{at: 0, rate: 1%, plus: 5}, {at: 100, rate: 1%, plus: 20}]", 100)
        assert (steps(found), found.amount) == (["band-percent", "fixed-sum"], 21)

    def test_each_slice_that_is_reached_brings_its_own(self):
        body = "method: incremental\nbands: [{at: 0, rate: 1%, plus: 5}, {at: 100, rate: 2%, plus: 20}]"
        found = decided(body, 100)
        assert (steps(found), found.amount) == (["slice-percent", "fixed-sum", "slice-percent", "fixed-sum"], 26)

    def test_a_factor_multiplies_it_too(self):
        half = "factors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 50%}]}]"
        body = f"bands: [{{at: 0, rate: 1%, plus: 20}}]\n{half}"
        assert decided(body, 100, facts={"period.days_to_pay": Decimal(1)}).amount == Decimal("10.5")

    def test_bands_rounded_one_by_one_are_rounded_with_it(self):
        body = "rounding: {to: 1, mode: down, level: band}\nbands: [{at: 0, rate: 1%, plus: 0.6}]"
        assert decided(body, 150).amount == 2  # 1.5 + 0.6 = 2.1


class TestGoods:
    def test_they_are_whole_units_rounded_down_by_default(self):
        body = (
            GOODS
            + "bands: [{at: 0, pay: 5}]\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 50%}]}]"
        )
        found = decided(body, 1, facts={"period.days_to_pay": Decimal(1)})
        assert (str(found.amount), steps(found)) == ("2", ["band-goods", "factor"])

    def test_a_rounding_of_their_own_holds(self):
        body = (
            GOODS
            + "rounding: {to: 1, mode: up}\nbands: [{at: 0, pay: 5}]\n"
            + "factors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 50%}]}]"
        )
        assert decided(body, 1, facts={"period.days_to_pay": Decimal(1)}).amount == 3

    def test_every_band_that_is_reached_gives_its_units(self):
        body = GOODS + "method: incremental\nbands: [{at: 10, pay: 1}, {at: 20, pay: 3}]"
        assert decided(body, 25).amount == 4


class TestUpperGates:
    @pytest.mark.parametrize(
        ("gate", "figure", "is_open"),
        [("up_to: 45", 45, True), ("up_to: 45", 46, False), ("below: 45", 44, True), ("below: 45", 45, False)],
    )
    def test_the_bound_itself_belongs_where_it_says(self, gate: str, figure: int, is_open: bool):  # noqa: FBT001
        body = f"gates: [{{id: g, of: period.days_to_pay, {gate}}}]\nbands: [{{at: 0, rate: 1%}}]"
        found = decided(body, 100, facts={"period.days_to_pay": Decimal(figure)})
        assert (found.amount == 1, found.code) == (is_open, "" if is_open else "DK331")

    def test_the_reason_tells_figure_and_bound(self):
        body = "gates: [{id: g, of: period.days_to_pay, up_to: 45}]\nbands: [{at: 0, rate: 1%}]"
        (reason,) = decided(body, 100, facts={"period.days_to_pay": Decimal(46)}).reasons
        assert reason.args == (("figure", 46), ("up_to", 45))

    def test_a_bound_may_be_computed(self):
        body = "gates: [{id: g, of: period.days_to_pay, below: =period.display_score}]\nbands: [{at: 0, rate: 1%}]"
        facts = {"period.days_to_pay": Decimal(46), "period.display_score": Decimal(47)}
        assert decided(body, 100, facts=facts).amount == 1

    def test_a_missing_figure_is_undetermined(self):
        body = "gates: [{id: g, of: period.days_to_pay, up_to: 45}]\nbands: [{at: 0, rate: 1%}]"
        found = decided(body, 100, facts={"period.days_to_pay": Missing(("period.days_to_pay",))})
        assert found.code == "DK003"


class TestGuarantees:
    def test_below_the_bands_it_is_paid_and_says_what_was_missed(self):
        found = decided(GUARANTEED, 99)
        assert (found.outcome, found.code, found.amount) == (Outcome.GRANTED, "", 50)
        assert (steps(found), found.band, found.decided_by) == (
            ["below-bands", "guarantee"],
            None,
            found.reasons[-1].rule,
        )

    def test_below_the_minimum_it_is_paid(self):
        assert steps(decided(GUARANTEED + "\nminimum: {payout: 40}", 110)) == [
            "band-percent",
            "minimum-payout",
            "guarantee",
        ]

    def test_it_comes_after_the_cap(self):
        found = decided(GUARANTEED.replace("50", "5") + "\ncap: {payout: 6}", 100)
        assert (found.amount, steps(found)) == (6, ["band-percent", "cap-payout"])

    def test_a_factor_of_nothing_leaves_it(self):
        body = GUARANTEED + "\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 0%}]}]"
        assert decided(body, 1_000, facts={"period.days_to_pay": Decimal(1)}).amount == 50

    @pytest.mark.parametrize(
        ("clause", "fact", "code"),
        [
            ("eligible: dealer.filed", {"dealer.filed": False}, "DK330"),
            ("gates: [{id: g, of: attainment.year, at: 90%}]", {"attainment.year": Decimal("0.8")}, "DK331"),
        ],
    )
    def test_who_takes_no_part_has_none(self, clause: str, fact: dict[str, object], code: str):
        found = decided(f"{clause}\n{GUARANTEED}", 10, facts=fact)
        assert (found.amount, found.code) == (0, code)

    def test_without_a_baseline_there_is_none(self):
        body = GUARANTEED.replace("100", "90%") + "\nagainst: {baseline: target, missing: skip}"
        assert decided(body, 10).code == "DK333"

    def test_what_is_undetermined_stays_so(self):
        body = GUARANTEED + "\ngates: [{id: g, of: attainment.year, at: 90%}]"
        found = decided(body, 10, facts={"attainment.year": Missing(("attainment.year",))})
        assert (found.amount, found.code) == (None, "DK003")

    def test_before_the_period_is_over_it_is_not_given(self):
        found = decided(GUARANTEED, 99, is_over=False)
        assert (found.amount, found.code) == (0, "DK332")

    def test_unrounded_it_is_the_guarantee_itself(self):
        body = GUARANTEED.replace("50", "50.005") + "\nshort_period: pro-rata"
        measured = Measured(Decimal(1), days=(1, 3))
        assert terms(body).unrounded(measured) == Fraction(10_001, 600)  # a third of 50.005


class TestShortPeriods:
    PART = "short_period: pro-rata\nbands: [{at: 90, rate: 1%}, {at: 180, rate: 2%}]"

    def test_bounds_shrink_and_rates_do_not(self):
        found = decided(self.PART, 90, days=(45, 90))
        assert (found.amount, steps(found)) == (Decimal("1.80"), ["pro-rata", "band-percent"])

    def test_days_are_told(self):
        assert decided(self.PART, 90, days=(45, 90)).reasons[0].args == (("days", 45), ("of", 90))

    def test_a_whole_period_is_not_spoken_of(self):
        assert steps(decided(self.PART, 90)) == ["band-percent"]

    def test_the_first_unit_of_a_band_is_a_whole_one(self):
        body = "short_period: pro-rata\nqualifying: {measure: quantity}\nkind: per-unit\nmethod: incremental\n"
        body += "bands: [{at_unit: 1, pay: 1}, {at_unit: 100, pay: 2}]"
        # A third of 100 is reached by the 34th unit: 33 x 1 + 2 x 2.
        assert decided(body, 35, days=(30, 90)).amount == 37

    @pytest.mark.parametrize(
        ("limits", "base", "amount"),
        [
            ("minimum: {base: 200}", 100, "2.00"),  # 100 is the half
            ("minimum: {base: 202}", 100, "0.00"),
            ("minimum: {payout: 2}", 100, "2.00"),  # not cut: too little to pay is too little
            ("minimum: {payout: 2.01}", 100, "0.00"),
            ("cap: {payout: 3}", 100, "1.50"),
            ("cap: {base: 190}", 100, "1.90"),
            ("guarantee: {payout: 9}", 100, "4.50"),
        ],
    )
    def test_limits_shrink_but_the_least_payout(self, limits: str, base: int, amount: str):
        assert str(decided(f"{self.PART}\n{limits}", base, days=(45, 90)).amount) == amount

    def test_sums_fixed_sums_and_supplements_of_sums_shrink(self):
        body = "short_period: pro-rata\nkind: lump-sum\nbands: [{at: 90, pay: 10}]\n"
        body += "supplements: [{id: s, when: dealer.filed, pay: 4}]"
        assert decided(body, 45, days=(45, 90), facts={"dealer.filed": True}).amount == 7
        assert decided("short_period: pro-rata\nbands: [{at: 0, rate: 1%, plus: 10}]", 100, days=(45, 90)).amount == 6

    def test_a_target_shrinks_and_shares_of_it_do_not(self):
        body = "short_period: pro-rata\nagainst: {baseline: target, missing: skip}\nbands: [{at: 100%, rate: 1%}]"
        found = decided(body, 50, baseline=Decimal(100), days=(45, 90))
        assert (found.amount, found.baseline) == (Decimal("0.50"), 50)

    def test_last_years_base_comes_for_the_same_days_and_is_not_cut_again(self):
        body = "short_period: pro-rata\nagainst: {baseline: same-period-last-year, missing: skip}\n"
        assert decided(body + "bands: [{at: 100%, rate: 1%}]", 50, baseline=Decimal(50), days=(45, 90)).baseline == 50

    @pytest.mark.parametrize(("rule", "days"), [("nothing", (45, 90)), ("pro-rata", (0, 90))])
    def test_nothing_is_paid_for_a_part_or_for_no_day(self, rule: str, days: tuple[int, int]):
        found = decided(self.PART.replace("pro-rata", rule), 90, days=days)
        assert (found.outcome, found.code, found.amount) == (Outcome.REFUSED, "DK420", 0)
