"""Steps of rebates judged before any sale: too steep, falling, in vain; each with a witness the engine confirms."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import loads
from dealerkit.assembly.checking import problems_of
from dealerkit.problems import Problem, Severity
from dealerkit.rebates.cliffs import alone
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.terms import Measured, compile_terms
from tests.rebates.naive import Deal, earned
from tests.rebates.policies import written

HEAD = 'policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
TWO_BANDS = "bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]"
CODES = {"DK176", "DK177", "DK178", "DK179", "DK180", "DK181", "DK182", "DK183", "DK184", "DK185", "DK189", "DK190"}


def found(body: str, more: str = "") -> list[Problem]:
    """What is said of a programme, as far as it is about its steps, factors and credit."""
    indented = "".join(f"  {line}\n" for line in written(body).splitlines())
    loaded = loads({"p.yaml": f"{HEAD}{more}rebates:\n{indented}".encode()})
    assert loaded.policy is not None, loaded.problems
    return [each for each in problems_of(loaded.policy) if each.code in CODES]


def said(body: str, more: str = "") -> list[tuple[str, str]]:
    return [(each.code, each.address.removeprefix("rebates.p")) for each in found(body, more)]


class TestSteepSteps:
    """800,000 at 1 % to 2 %: the last 1, 5 and 10 % before the bound earn 101 %, 21 % and 11 % of what they cost."""

    @pytest.mark.parametrize(
        ("over", "steepest", "codes"),
        [
            ("1%", "101%", []),
            ("1%", "100.99%", ["DK176"]),
            ("5%", "21%", []),
            ("5%", "20.9%", ["DK176"]),
            ("10%", "11%", []),
            ("10%", "10.9%", ["DK176"]),
        ],
    )
    def test_a_step_is_held_to_the_limit_over_its_last_purchases(self, over: str, steepest: str, codes: list[str]):
        limits = f"margins: {{over: {over}, steepest: {steepest}}}\n"
        assert [code for code, address in said("bands: [{at: 800_000, rate: 2%}]\n", "") if address] == []
        assert [code for code, address in said(TWO_BANDS, limits) if "800000" in address] == codes

    def test_the_first_band_is_a_step_as_well(self):
        # From 297,000, which earns nothing, to 300,000, which earns 3,000: 100 % of 3,000.
        (problem,) = found("bands: [{at: 300_000, rate: 1%}]", "margins: {over: 1%, steepest: 99%}\n")
        assert (problem.arg("start"), problem.arg("earns"), problem.arg("rate")) == (297_000, 3_000, 1)

    def test_the_witness_is_what_the_next_yuan_earns(self):
        problem = found(TWO_BANDS, "margins: {over: 1%, steepest: 100.5%}\n")[0]
        # 16,000 less 1 % of 799,999
        assert (problem.arg("below"), problem.arg("next")) == (799_999, Decimal("8000.01"))
        # 16,000 less 1 % of 792,000
        assert (problem.arg("start"), problem.arg("earns")) == (792_000, 8_080)

    def test_where_selling_below_cost_gains_it_is_told_as_dumping(self):
        limits = "margins: {over: 10%, steepest: 100%, trade_margin: 8%}\n"
        assert said(TWO_BANDS, limits) == [("DK177", ".bands[300000]"), ("DK177", ".bands[800000]")]

    def test_a_step_that_breaks_both_limits_is_told_once(self):
        limits = "margins: {over: 1%, steepest: 100.5%, trade_margin: 8%}\n"
        assert [code for code, address in said(TWO_BANDS, limits) if "800000" in address] == ["DK176"]

    def test_without_limits_nothing_is_too_steep(self):
        assert said(TWO_BANDS) == []

    def test_a_programme_may_have_a_limit_of_its_own(self):
        limits = "margins: {over: 5%, steepest: 500%}\n"
        assert said(TWO_BANDS + "\nmargins: {steepest: 20.5%}", limits) == [("DK176", ".bands[800000]")]
        assert said(TWO_BANDS + "\nmargins: {steepest: 21%}", limits) == []

    def test_a_programme_may_be_the_only_one_with_limits(self):
        assert ("DK176", ".bands[800000]") in said(TWO_BANDS + "\nmargins: {over: 1%, steepest: 100.5%}")

    @pytest.mark.parametrize("where", ["margins: {steepest: 100%}\n", ""])
    def test_limits_say_over_which_purchases_they_hold(self, where: str):
        own = "" if where else "\nmargins: {trade_margin: 8%}"
        assert [code for code, _ in said(TWO_BANDS + own, where)] == ["DK185"]

    def test_slices_are_as_steep_as_their_rates(self):
        limits = "margins: {over: 1%, steepest: 2%}\n"
        assert said("method: incremental\nbands: [{at: 0, rate: 1%}, {at: 800_000, rate: 2%}]", limits) == []

    def test_a_bound_that_must_be_passed_is_reached_a_cent_later(self):
        # 800,000.01 at 2 % is 16,000.00; 792,000 at 1 % is 7,920.
        problem = found(TWO_BANDS.replace("at: 800", "above: 800"), "margins: {over: 1%, steepest: 100.5%}\n")[0]
        assert (problem.arg("below"), problem.arg("earns")) == (Decimal("799999.01"), 8_080)

    def test_units_of_goods_have_no_share_of_their_price(self):
        body = (
            "qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at_unit: 1, pay: 10}, {at_unit: 100, pay: 50}]"
        )
        assert said(body, "margins: {over: 1%, steepest: 1%}\n") == []

    def test_shares_of_a_baseline_are_told_with_an_example(self):
        # At a baseline of 1,000,000: 1,089,000 earns 10,890 and 1,100,000 earns 22,000, which is 101 % of 11,000.
        body = "against: {baseline: target, missing: skip}\nbands: [{at: 90%, rate: 1%}, {at: 110%, rate: 2%}]"
        problem = found(body, "margins: {over: 1%, steepest: 100.5%}\n")[0]
        told = [problem.arg(name) for name in ("baseline", "start", "earns", "rate")]
        assert told == [1_000_000, 1_089_000, 11_110, Decimal("1.01")]

    def test_figures_that_follow_a_parameter_are_judged_on_each_day_they_change(self):
        dated = "parameters: {top: {unit: share, source: rule, values: {2026-01-01: 1.1%, 2026-07-01: 2%}}}\n"
        body = TWO_BANDS.replace("2%", "=top")
        # Until July the last 5 % before the bound earn 3.1 % (8,800 less 7,600 of 40,000), from July 21 %.
        problem = found(body, "margins: {over: 5%, steepest: 20.5%}\n" + dated)[0]
        assert str(problem.arg("since")) == "2026-07-01"

    def test_figures_that_depend_on_the_dealer_are_passed_over(self):
        body = "bands: [{at: =period.target, rate: 1%}]"
        assert said(body, "margins: {over: 1%, steepest: 1%}\n") == []

    def test_every_finding_is_a_warning(self):
        assert {each.severity for each in found(TWO_BANDS, "margins: {over: 1%, steepest: 1%}\n")} == {Severity.WARNING}


class TestFallingPayouts:
    def test_increments_that_grow_faster_than_their_pay_fall_at_the_bound(self):
        # 49 full hundreds at 5 are 245; 10 full five hundreds at 20 are 200.
        body = "kind: per-unit\nbands: [{at: 1_000, pay: 5, per: 100}, {at: 5_000, pay: 20, per: 500}]"
        (problem,) = found(body)
        told = [problem.arg(name) for name in ("below", "before", "reached", "after")]
        assert (problem.code, told) == ("DK178", [Decimal("4999.99"), 245, 5_000, 200])

    def test_an_excess_starts_anew_at_each_bound(self):
        assert said("method: excess-over-band\n" + TWO_BANDS) == [("DK178", ".bands[800000]")]

    def test_a_fixed_sum_beside_that_ends_is_a_fall(self):
        # 1 % of 800,000 is 8,000 with 500 beside; 1.01 % alone is 8,080.
        assert said("bands: [{at: 300_000, rate: 1%, plus: 500}, {at: 800_000, rate: 1.01%}]") == [
            ("DK178", ".bands[800000]")
        ]

    def test_slices_do_not_fall_with_their_rates(self):
        assert said("method: incremental\nbands: [{at: 300_000, rate: 2%}, {at: 800_000, rate: 1%}]") == []

    def test_a_falling_rate_is_told_by_its_own_code_with_the_same_witness(self):
        loaded = loads({"p.yaml": f"{HEAD}rebates:\n".encode()})
        assert loaded.policy is None
        body = "bands: [{at: 300_000, rate: 2%}, {at: 800_000, rate: 1%}]"
        indented = "".join(f"  {line}\n" for line in written(body).splitlines())
        policy = loads({"p.yaml": f"{HEAD}rebates:\n{indented}".encode()}).policy
        assert policy is not None
        (problem,) = problems_of(policy)
        told = [problem.arg(name) for name in ("below", "sum_before", "reached", "sum_after")]
        assert (problem.code, told) == ("DK303", [Decimal("799999.99"), 16_000, 800_000, 8_000])


METHODS = {
    "percent": ("retrospective", "incremental", "excess-over-band"),
    "lump-sum": ("retrospective", "incremental"),
}


@st.composite
def ladders(draw: st.DrawFn) -> Deal:
    kind = draw(st.sampled_from(sorted(METHODS)))
    bounds = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=4)))
    paid = [draw(st.integers(0, 8)) for _ in bounds]
    rates = [Fraction(each, 10) if kind == "percent" else Fraction(each) for each in paid]
    bands = [("at", Fraction(bound * 10), rate) for bound, rate in zip(bounds, rates, strict=True)]
    pluses = [Fraction(draw(st.integers(0, 40))) for _ in bounds] if kind == "percent" else None
    return Deal(draw(st.sampled_from(METHODS[kind])), kind, bands, pluses=pluses)


def as_body(deal: Deal) -> str:
    word = "rate" if deal.kind == "percent" else "pay"
    pluses = deal.pluses or [Fraction(0)] * len(deal.bands)
    bands = [
        f"{{at: {bound}, {word}: {float(rate)}{f', plus: {plus}' if deal.pluses else ''}}}"
        for (_, bound, rate), plus in zip(deal.bands, pluses, strict=True)
    ]
    return f"method: {deal.method}\nkind: {deal.kind}\nbands: [{', '.join(bands)}]"


@given(ladders())
@settings(max_examples=120)
def test_a_bound_is_told_to_fall_exactly_where_the_reference_earns_less(deal: Deal):
    """Each bound against a cent below it, by the one-page reference; both codes that speak of a fall count."""
    cent = Fraction(1, 100)
    falls = set()
    for _, bound, _ in deal.bands:
        below, reached = earned(deal, bound - cent), earned(deal, bound)
        assert below is not None
        assert reached is not None
        # What is paid is rounded to cents: a fall by less is none.
        if round(reached, 2) < round(below, 2):
            falls.add(f"rebates.p.bands[{bound}]")
    indented = "".join(f"  {line}\n" for line in written(as_body(deal)).splitlines())
    policy = loads({"p.yaml": f"{HEAD}rebates:\n{indented}".encode()}).policy
    assert policy is not None
    told = {
        each.address
        for each in problems_of(policy)
        if each.code == "DK178" or (each.code == "DK303" and each.arg("below"))
    }
    assert told == falls


class TestBandsInVain:
    CAP = "bands: [{at: 300_000, rate: 2%}, {at: 800_000, rate: 3%}]\ncap: {payout: 10_000}"
    FACTOR = "\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 1}, {above: 30, factor: 50%}]}]"

    def test_a_band_beyond_the_base_at_which_the_cap_is_met_adds_nothing(self):
        # 2 % of 500,000 is the cap; at 799,999.99 it has long been paid.
        (problem,) = found(self.CAP)
        assert (problem.code, problem.address) == ("DK179", "rebates.p.bands[800000]")
        assert (problem.arg("below"), problem.arg("most")) == (Decimal("799999.99"), 10_000)

    def test_a_cap_that_is_met_in_the_band_itself_leaves_it_something(self):
        assert said(self.CAP.replace("10_000", "20_000")) == []

    def test_a_factor_that_keeps_the_cap_away_lets_the_band_pay(self):
        # At a factor of 50 % the first band earns 8,000 before the second begins.
        factor = (
            "\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 100%}, {above: 30, factor: 50%}]}]"
        )
        assert said(self.CAP + factor) == []

    def test_a_factor_that_does_not_keep_it_away_changes_nothing(self):
        factor = (
            "\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 100%}, {above: 30, factor: 80%}]}]"
        )
        assert said(self.CAP + factor) == [("DK179", ".bands[800000]")]


class TestFactorsInVain:
    def test_a_factor_of_100_percent_in_all_bands_is_told(self):
        body = "bands: [{at: 1, rate: 1%}]\nfactors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 1}]}]"
        assert said(body) == [("DK180", ".factors[f]")]

    @pytest.mark.parametrize(
        ("factor", "never", "disguised"), [("0%", "yes", ""), ("80%", "", "yes"), ("120%", "", "yes")]
    )
    def test_a_factor_that_is_one_figure_in_all_bands_is_told(self, factor: str, never: str, disguised: str):
        bands = f"bands: [{{at: 0, factor: {factor}}}, {{above: 30, factor: {factor}}}]"
        (one,) = found(f"bands: [{{at: 1, rate: 1%}}]\nfactors: [{{id: f, of: period.days_to_pay, {bands}}}]")
        assert (one.code, one.severity) == ("DK180", Severity.WARNING)
        assert (dict(one.args)["never"], dict(one.args)["disguised"]) == (never, disguised)

    @pytest.mark.parametrize(("rate", "codes"), [("0%", [("DK190", ".supplements[s]")]), ("0.1%", [])])
    def test_a_supplement_of_nothing_is_told(self, rate: str, codes: list[tuple[str, str]]):
        supplement = f"{{id: s, when: period.days_to_pay <= 30, rate: {rate}}}"
        assert said(f"bands: [{{at: 1, rate: 1%}}]\nsupplements: [{supplement}]") == codes

    def test_a_factor_that_is_less_where_its_figure_is_missing_does_something(self):
        body = (
            "bands: [{at: 1, rate: 1%}]\n"
            "factors: [{id: f, of: period.days_to_pay, if_missing: 50%, bands: [{at: 0, factor: 100%}]}]"
        )
        assert said(body) == []

    def test_a_figure_of_the_policy_alone_never_reaches_some_bands(self):
        days = "parameters: {norm: {unit: days, source: rule, values: {2026-01-01: 20, 2026-07-01: 25}}}\n"
        bands = "bands: [{at: 0, factor: 1}, {above: 22, factor: 80%}, {above: 25, factor: 50%}]"
        body = f"bands: [{{at: 1, rate: 1%}}]\nfactors: [{{id: f, of: norm, {bands}}}]"
        assert said(body, days) == [("DK181", ".factors[f].bands[above 25]")]

    def test_a_baseline_that_no_key_gives_is_asked_for_in_vain(self):
        gate = "gates: [{id: g, of: period.qualifying / period.baseline, at: 90%}]"
        assert said(f"bands: [{{at: 1, rate: 1%}}]\n{gate}") == [("DK182", ".gates[g]")]
        against = "against: {baseline: target, missing: skip}\n"
        assert said(f"{against}bands: [{{at: 90%, rate: 1%}}]\n{gate}") == []

    def test_a_written_baseline_is_not_looked_up_either(self):
        gate = "gates: [{id: g, of: period.qualifying / period.baseline, at: 90%}]"
        against = "against: {baseline: 100_000, missing: skip}\n"
        assert said(f"{against}bands: [{{at: 90%, rate: 1%}}]\n{gate}") == [("DK182", ".gates[g]")]


class TestSupplementsInVain:
    @pytest.mark.parametrize(
        ("when", "codes"),
        [
            ("period.days_to_pay > 45", ["DK189"]),
            ("period.days_to_pay >= 30", []),
            ("period.days_to_pay > 45 or dealer.filed", []),
            ("dealer.filed", []),
        ],
    )
    def test_a_supplement_that_eligibility_excludes_is_told(self, when: str, codes: list[str]):
        body = f"bands: [{{at: 1, rate: 1%}}]\nsupplements: [{{id: s, when: {when}, rate: 0.1%}}]"
        assert [code for code, _ in said(f"eligible: period.days_to_pay <= 30\n{body}")] == codes


class TestCreditInVain:
    """At 15 % of orders, 8 % of a quarter's purchases take 53 1/3 % of a quarter to use up: 48 of its 90 days."""

    EARNED = "bands: [{at: 800_000, rate: 8%}]\n"

    @staticmethod
    def settle(within: str) -> str:
        return f"settle: {{payout: credit-note, expires: {{after: posting, within: {within}}}, negative: floor}}"

    @pytest.mark.parametrize(("within", "codes"), [("47 days", ["DK183"]), ("48 days", [])])
    def test_credit_must_live_as_long_as_using_it_takes(self, within: str, codes: list[str]):
        assert [code for code, _ in said(self.EARNED + self.settle(within), "offset: {share: 15%}\n")] == codes

    def test_the_witness_tells_the_orders_needed_and_the_pace(self):
        (problem,) = found(self.EARNED + self.settle("45 days"), "offset: {share: 15%}\n")
        # 64,000 at 15 % need 426,666.67; 800,000 in 90 days are 400,000 in 45.
        assert (problem.arg("earned"), problem.arg("orders")) == (64_000, Fraction(1_280_000, 3))
        assert problem.arg("pace") == 400_000

    def test_what_is_transferred_is_not_used_on_orders(self):
        transferred = self.settle("10 days").replace("credit-note", "transfer")
        assert "DK183" not in [code for code, _ in said(self.EARNED + transferred, "offset: {share: 15%}\n")]

    def test_a_base_of_some_goods_only_tells_no_pace(self):
        some = "qualifying: {where: line.net_amount > 100, measure: net_amount}\n"
        assert said(some + self.EARNED + self.settle("10 days"), "offset: {share: 15%}\n") == []

    @pytest.mark.parametrize(("within", "codes"), [("45 days", ["DK184"]), ("46 days", [])])
    def test_credit_must_not_expire_before_it_is_due(self, within: str, codes: list[str]):
        settle = (
            "settle: {payout: transfer, due: {after: period-end, within: 45 days},"
            f" expires: {{after: period-end, within: {within}}}, negative: floor}}"
        )
        assert [code for code, _ in said(self.EARNED + settle)] == codes


def test_a_witness_is_what_the_terms_engine_pays():
    policy = loads(
        {
            "p.yaml": (
                f"{HEAD}margins: {{over: 3%, steepest: 1%}}\nrebates:\n"
                + "".join(f"  {line}\n" for line in written(TWO_BANDS + "\nminimum: {payout: 50}").splitlines())
            ).encode()
        }
    ).policy
    assert policy is not None
    terms = compile_terms(alone(programmes_of(policy)["p"]), policy.header.rounding)
    for problem in problems_of(policy):
        start, bound = problem.arg("start"), Decimal(str(problem.arg("bound")))
        assert isinstance(start, Decimal)
        low, high = terms.amount(Measured(start)), terms.amount(Measured(bound))
        assert low is not None
        assert high is not None
        assert high - low == problem.arg("earns")
