"""What a programme pays, step by step: outcomes, codes, reasons, and facts that are missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest

from dealerkit.decisions import Outcome
from dealerkit.policy.header import RoundingRule
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.terms import Entitlement, Measured, compile_terms
from tests.rebates.policies import programme

BANDS = "bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]"
FULL = f"""
eligible: contract.kind == "distribution" and dealer.status == "active"
gates: [{{id: year-target, of: attainment.year, at: 90%}}]
{BANDS}
supplements: [{{id: display, when: period.display_score >= 90, rate: 0.25%}}]
factors:
  - id: collection-speed
    of: period.days_to_pay
    if_missing: 100%
    bands: [{{at: 0, factor: 100%}}, {{above: 15, factor: 80%}}, {{above: 30, factor: 50%}}, {{above: 45, factor: 0%}}]
minimum: {{base: 50_000, payout: 100}}
cap: {{payout: 50_000}}
"""
GOOD: dict[str, Value | Missing] = {
    "contract.kind": "distribution",
    "dealer.status": "active",
    "attainment.year": Decimal("0.95"),
    "period.display_score": Decimal(93),
    "period.days_to_pay": Decimal(12),
}


def decide(
    body: str, base: int | str, *, paying: int | None = None, baseline: int | None = None, **facts: object
) -> Entitlement:
    known = {name.replace("__", "."): cast("Value", value) for name, value in facts.items()}
    measured = Measured(
        Decimal(base),
        None if paying is None else Decimal(paying),
        None if baseline is None else Decimal(baseline),
        known,
    )
    return compile_terms(programme(body)).decide(measured)


def full(base: int | str, **changed: object) -> Entitlement:
    known = {name: cast("Value", value) for name, value in (GOOD | changed).items()}
    return compile_terms(programme(FULL)).decide(Measured(Decimal(base), facts=known))


class TestTheOrderOfSteps:
    def test_the_band_the_supplement_and_the_factor_make_the_amount(self):
        # (2 % + 0.25 %) x 1,000,000 x 80 % = 18,000
        assert full(1_000_000, **{"period.days_to_pay": Decimal(16)}).amount == 18_000

    def test_reasons_stand_in_the_order_of_the_steps(self):
        assert full(1_000_000).because == (
            "rebates.p.eligible",
            "rebates.p.gates[year-target]",
            "rebates.p.bands[800000]",
            "rebates.p.supplements[display]",
            "rebates.p.factors[collection-speed].bands[0]",
        )

    def test_a_supplement_that_is_not_given_is_no_reason(self):
        found = full(1_000_000, **{"period.display_score": Decimal(89)})
        assert (found.amount, "rebates.p.supplements[display]" in found.because) == (20_000, False)

    def test_the_cap_on_the_payout_comes_last(self):
        # 2.25 % of 4,000,000 is 90,000; the factor of 50 % comes before the cap: 45,000.
        assert full(4_000_000, **{"period.days_to_pay": Decimal(31)}).amount == 45_000

    def test_the_cap_is_a_reason_where_it_cuts(self):
        found = full(4_000_000)
        assert (found.amount, found.because[-1]) == (50_000, "rebates.p.cap")

    def test_an_amount_just_at_the_cap_is_not_cut(self):
        assert "rebates.p.cap" not in decide(BANDS + "\ncap: {payout: 16_000}", 800_000).because

    def test_a_factor_of_nothing_earns_nothing_and_falls_below_the_minimum(self):
        found = full(1_000_000, **{"period.days_to_pay": Decimal(46)})
        assert (found.outcome, found.code, found.amount) == (Outcome.REFUSED, "DK335", 0)

    def test_fifteen_days_are_not_above_fifteen(self):
        assert full(1_000_000, **{"period.days_to_pay": Decimal(15)}).amount == 22_500


class TestWhatDecidedLast:
    @pytest.mark.parametrize(
        ("base", "changed", "rule"),
        [
            (1_000_000, {}, "bands[800000]"),
            # 2.25 % of 4,000,000 is 90,000, cut to 50,000.
            (4_000_000, {}, "cap"),
            # The factor of 0 % leaves less than the minimum of 100.
            (1_000_000, {"period.days_to_pay": Decimal(46)}, "minimum"),
            (1_000_000, {"attainment.year": Decimal("0.5")}, "gates[year-target]"),
            (200_000, {}, ""),
        ],
    )
    def test_a_cap_a_minimum_or_a_closed_gate_decide_after_the_band(
        self, base: int, changed: dict[str, object], rule: str
    ):
        found = full(base, **changed).decided_by
        assert found is not None
        assert found.address.removeprefix("rebates.p").removeprefix(".") == rule


class TestRefusals:
    @pytest.mark.parametrize(
        ("changed", "code", "rule"),
        [
            ({"dealer.status": "closed"}, "DK330", "rebates.p.eligible"),
            ({"attainment.year": Decimal("0.8999")}, "DK331", "rebates.p.gates[year-target]"),
        ],
    )
    def test_a_condition_that_fails_pays_nothing_and_is_the_reason(self, changed, code, rule):
        found = full(1_000_000, **changed)
        assert (found.outcome, found.code, found.amount, found.because) == (Outcome.REFUSED, code, 0, (rule,))

    def test_below_the_first_band_nothing_is_paid(self):
        found = full("299999.99")
        assert (found.outcome, found.code, found.amount, found.band) == (Outcome.REFUSED, "DK332", 0, None)

    def test_a_base_below_zero_pays_nothing(self):
        assert decide("bands: [{at: 0, rate: 10%}]", -500).amount == 0

    def test_a_paying_base_below_zero_pays_nothing(self):
        found = decide("paying: {measure: net_amount}\nbands: [{at: 0, rate: 10%}]", 500, paying=-500)
        assert (found.outcome, found.amount) == (Outcome.GRANTED, 0)

    def test_a_base_below_the_minimum_pays_nothing(self):
        found = decide("bands: [{at: 0, rate: 1%}]\nminimum: {base: 50_000}", "49999.99")
        assert (found.code, found.amount, found.because[-1]) == ("DK334", 0, "rebates.p.minimum")

    def test_an_amount_below_the_minimum_is_judged_before_rounding(self):
        # 1 % of 9,999.60 is 99.996, which rounds to 100.00 but is less than 100.
        assert decide("bands: [{at: 0, rate: 1%}]\nminimum: {payout: 100}", "9999.60").code == "DK335"

    def test_an_amount_just_at_the_minimum_is_paid(self):
        assert decide("bands: [{at: 0, rate: 1%}]\nminimum: {payout: 100}", 10_000).amount == 100


class TestMissingFacts:
    def test_a_fact_that_decides_leaves_the_amount_undetermined_and_is_named(self):
        found = full(1_000_000, **{"attainment.year": None})
        assert (found.outcome, found.code, found.amount, found.missing) == (
            Outcome.UNDETERMINED, "DK003", None, ("attainment.year",)
        )  # fmt: skip

    def test_one_condition_that_is_false_settles_it_whatever_is_missing(self):
        found = full(1_000_000, **{"dealer.status": None, "attainment.year": Decimal(0)})
        assert (found.outcome, found.code) == (Outcome.REFUSED, "DK331")

    def test_all_that_is_missing_is_named_once(self):
        found = full(1_000_000, **{"dealer.status": None, "contract.kind": None, "attainment.year": None})
        assert sorted(found.missing) == ["attainment.year", "contract.kind", "dealer.status"]

    def test_a_missing_value_is_as_missing_as_an_absent_one(self):
        found = full(1_000_000, **{"period.display_score": Missing(("period.display_score",))})
        assert found.missing == ("period.display_score",)

    def test_a_factor_may_state_what_it_is_without_its_figure(self):
        found = full(1_000_000, **{"period.days_to_pay": None})
        assert (found.amount, found.because[-1]) == (22_500, "rebates.p.factors[collection-speed]")

    @pytest.mark.parametrize(
        ("if_missing", "outcome", "amount"),
        [("true", Outcome.GRANTED, 3_000), ("false", Outcome.REFUSED, 0), ("refuse", Outcome.REFUSED, 0)],
    )
    def test_eligibility_says_what_a_missing_fact_means(self, if_missing, outcome, amount):
        body = f"eligible: {{when: dealer.filed, if_missing: {if_missing}}}\n{BANDS}"
        found = decide(body, 300_000)
        assert (found.outcome, found.amount) == (outcome, amount)

    def test_a_refusal_for_a_missing_fact_names_it(self):
        found = decide(f"eligible: {{when: dealer.filed, if_missing: refuse}}\n{BANDS}", 300_000)
        assert (found.code, found.missing) == ("DK336", ("dealer.filed",))

    def test_a_gate_may_assume_a_figure(self):
        body = f"gates: [{{id: g, of: attainment.year, at: 90%, if_missing: 95%}}]\n{BANDS}"
        assert decide(body, 300_000).amount == 3_000

    @pytest.mark.parametrize(("if_missing", "amount"), [("true", 3_750), ("false", 3_000)])
    def test_a_supplement_says_what_a_missing_fact_means(self, if_missing, amount):
        given = f"supplements: [{{id: s, when: period.display_score >= 90, rate: 0.25%, if_missing: {if_missing}}}]"
        assert decide(f"{BANDS}\n{given}", 300_000).amount == amount

    def test_a_figure_below_a_factors_first_band_is_undetermined(self):
        found = full(1_000_000, **{"period.days_to_pay": Decimal(-1)})
        assert (found.outcome, found.code) == (Outcome.UNDETERMINED, "DK337")


class TestBaselines:
    AGAINST = (
        "against: {baseline: same-period-last-year, missing: %s}\n"
        "bands: [{at: 110%%, rate: 2%%}, {at: 120%%, rate: 4%%}]"
    )

    def test_growth_exactly_at_the_bound_reaches_it(self):
        assert decide(self.AGAINST % "skip", 1_100, baseline=1_000).amount == 22

    def test_a_third_of_growth_is_compared_without_dividing(self):
        # 400 is exactly 4/3 of 300.
        body = "against: {baseline: target, missing: skip}\nbands: [{at: 4/3, rate: 3%}]"
        assert decide(body, 400, baseline=300).amount == 12

    @pytest.mark.parametrize("baseline", [None, 0, -500])
    def test_without_a_baseline_skip_pays_nothing(self, baseline):
        found = decide(self.AGAINST % "skip", 1_000, baseline=baseline)
        assert (found.outcome, found.code, found.because) == (Outcome.REFUSED, "DK333", ("rebates.p.against",))

    def test_zero_takes_any_base_to_the_top_band(self):
        found = decide(self.AGAINST % "zero", 500)
        assert (found.amount, found.baseline) == (20, 0)

    def test_zero_does_not_pay_on_no_base(self):
        assert decide(self.AGAINST % "zero", 0).code == "DK332"

    def test_an_amount_stands_in_for_the_baseline(self):
        assert decide(self.AGAINST % "1_000", 1_100).amount == 22

    def test_the_target_stands_in_for_the_baseline(self):
        assert decide(self.AGAINST % "target", 1_100, period__target=Decimal(1_000)).amount == 22

    def test_without_a_target_either_nothing_is_paid(self):
        assert decide(self.AGAINST % "target", 1_100).code == "DK333"

    def test_below_the_baseline_an_excess_over_it_is_nothing(self):
        body = "method: excess-over-baseline\nagainst: {baseline: target, missing: skip}\nbands: [{at: 90%, rate: 5%}]"
        assert decide(body, 950, baseline=1_000).amount == 0


class TestCountedUnits:
    BODY = "qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at_unit: 3, pay: 20}, {at_unit: 5, pay: 30}]"

    @pytest.mark.parametrize(("units", "amount"), [(2, 0), (3, 60), (4, 80), (5, 150)])
    def test_the_unit_named_belongs_to_its_band(self, units, amount):
        assert decide(self.BODY, units).amount == amount

    @pytest.mark.parametrize(("units", "amount"), [(3, 20), (4, 40), (5, 30)])
    def test_an_excess_counts_the_unit_itself(self, units, amount):
        assert decide("method: excess-over-band\n" + self.BODY, units).amount == amount

    def test_parts_of_a_unit_leave_the_amount_undetermined(self):
        found = decide(self.BODY, "3.5")
        assert (found.outcome, found.code) == (Outcome.UNDETERMINED, "DK338")


class TestLumpSums:
    BODY = "kind: lump-sum\nbands: [{at: 100, pay: 10}, {at: 200, pay: 50}]"

    def test_retrospective_pays_the_sum_of_the_band_reached(self):
        assert decide(self.BODY, 200).amount == 50

    def test_incremental_pays_every_sum_reached(self):
        assert decide("method: incremental\n" + self.BODY, 200).amount == 60

    def test_a_supplement_is_added_once(self):
        body = "method: incremental\n" + self.BODY + "\nsupplements: [{id: s, when: dealer.filed, pay: 5}]"
        assert decide(body, 200, dealer__filed=True).amount == 65


class TestFiguresThatAreComputed:
    def test_a_parameter_is_read_as_it_stands(self):
        terms = compile_terms(programme(f"{BANDS}\ncap: {{payout: =payout_cap}}"), None, {"payout_cap": Decimal(5_000)})
        assert terms.amount(Measured(Decimal(800_000))) == 5_000

    def test_a_parameter_without_a_value_is_named(self):
        terms = compile_terms(programme(f"{BANDS}\ncap: {{payout: =payout_cap}}"), None, {})
        assert terms.decide(Measured(Decimal(800_000))).missing == ("payout_cap",)

    def test_a_figure_agreed_with_the_payee_is_read_from_its_facts(self):
        assert (
            decide(f"{BANDS}\ncap: {{payout: =period.agreed_cap}}", 800_000, period__agreed_cap=Decimal(7)).amount == 7
        )

    def test_bounds_that_do_not_ascend_for_a_payee_are_undetermined(self):
        body = "bands: [{at: 1_000, rate: 1%}, {at: =period.target, rate: 2%}]"
        assert decide(body, 5_000, period__target=Decimal(500)).code == "DK339"

    def test_a_figure_below_zero_is_undetermined(self):
        assert (
            decide(f"{BANDS}\ncap: {{payout: =period.agreed_cap}}", 800_000, period__agreed_cap=Decimal(-1)).code
            == "DK340"
        )


class TestCapOnTheBase:
    def test_where_one_base_serves_both_it_is_cut_before_the_band(self):
        # 500,000 of 900,000 count: the first band, 1 %.
        found = decide(f"{BANDS}\ncap: {{base: 500_000}}", 900_000)
        assert (found.amount, found.because) == (5_000, ("rebates.p.cap", "rebates.p.bands[300000]"))

    def test_a_paying_base_of_its_own_is_cut_and_the_band_is_reached_all_the_same(self):
        body = f"paying: {{measure: net_amount}}\n{BANDS}\ncap: {{base: 100_000}}"
        assert decide(body, 900_000, paying=200_000).amount == 2_000


class TestRounding:
    def test_a_third_is_rounded_once_at_the_end(self):
        # 1/3 of 100 is 33.33..., half of it 16.66..., not 33.33 / 2 = 16.665
        body = "bands: [{at: 0, rate: 1/3}]\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 50%}]}]"
        assert decide(body, 100, period__days_to_pay=Decimal(0)).amount == Decimal("16.67")

    def test_the_programmes_own_rounding_goes_before_the_policys(self):
        body = "rounding: {to: 1, mode: down}\nbands: [{at: 0, rate: 1/3}]"
        terms = compile_terms(programme(body), RoundingRule(to=Decimal("0.01")))
        assert terms.amount(Measured(Decimal(100))) == 33

    def test_bands_may_be_rounded_one_by_one(self):
        # Three slices of 10 at 1/3 are 3.33 each, 9.99 in all; together they are 10.00.
        bands = "bands: [{at: 0, rate: 1/3}, {at: 10, rate: 1/3}, {at: 20, rate: 1/3}]"
        body = f"method: incremental\n{bands}\nrounding: {{to: 0.01, level: %s}}"
        assert [decide(body % level, 30).amount for level in ("band", "programme")] == [
            Decimal("9.99"),
            Decimal("10.00"),
        ]


class TestTheWholeStory:
    @pytest.fixture
    def terms(self):
        return compile_terms(programme(FULL))

    def test_it_says_what_was_tried_in_vain(self, terms):
        story = terms.trace(Measured(Decimal(300_000), facts=GOOD | {"period.display_score": Decimal(10)}))
        tried = {reason.step: reason for reason in story.tried}
        assert tried["band-not-reached"].arg("distance") == 500_000
        assert tried["supplement-not-given"].arg("facts") == ("period.display_score = 10",)

    def test_a_gate_shows_the_figure_and_the_bound(self, terms):
        story = terms.trace(Measured(Decimal(300_000), facts=GOOD))
        gate = next(reason for reason in story.reasons if reason.step == "gate")
        assert (gate.arg("figure"), gate.arg("at")) == (Decimal("0.95"), Decimal("0.90"))

    def test_the_part_of_a_condition_that_failed_is_named(self, terms):
        story = terms.trace(Measured(Decimal(300_000), facts=GOOD | {"dealer.status": "closed"}))
        assert [reason.arg("condition") for reason in story.tried] == ['dealer.status == "active"']

    def test_everything_read_is_listed_with_its_value(self, terms):
        story = terms.trace(Measured(Decimal(300_000), facts=GOOD))
        assert {read.name: read.value for read in story.reads} == GOOD

    def test_the_decided_figures_stand_beside_the_amount(self, terms):
        story = terms.trace(Measured(Decimal(1_000_000), facts=GOOD))
        assert (story.value("rate"), story.value("band")) == (Decimal("0.0225"), "rebates.p.bands[800000]")


class TestExactness:
    def test_fractions_as_bases_are_taken_as_they_are(self):
        terms = compile_terms(programme("bands: [{at: 1/3, rate: 50%}]"))
        assert terms.amount(Measured(Fraction(1, 3))) == Decimal("0.17")

    def test_the_quick_way_and_the_long_way_give_the_same_trail(self):
        terms = compile_terms(programme(FULL))
        measured = Measured(Decimal("812345.67"), facts=GOOD)
        quick, long = terms._quick(measured), terms._reckon(measured)
        assert quick is not None
        assert quick[:2] == long[:2]
        assert quick[3:] == long[3:]
