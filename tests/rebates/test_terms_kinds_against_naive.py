"""Lines, increments, fixed sums, goods, guarantees and short periods agree with the one-page reference."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.values.numbers import as_fraction
from tests.rebates.naive import Deal, earned, rounded
from tests.rebates.policies import programme
from tests.rebates.test_terms_against_naive import (
    CENT,
    amounts,
    as_policy,
    deals,
    facts_of,
    ladders,
    near,
    plain,
    rates,
    text,
)

KINDS = ("percent", "per-unit", "lump-sum", "goods")
pays = st.integers(0, 5_000).map(Fraction)
days = st.integers(1, 92).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def methods(kind: str) -> tuple[str, ...]:
    return {
        "percent": ("linear", "retrospective", "incremental", "excess-over-band"),
        "per-unit": ("linear", "retrospective", "incremental", "excess-over-band"),
        "lump-sum": ("linear", "retrospective", "incremental"),
        "goods": ("retrospective", "incremental"),
    }[kind]


@st.composite
def kinds_of_deals(draw: st.DrawFn) -> Deal:
    """A deal of the reference's tests with one or more of the newer clauses."""
    deal = draw(deals())
    deal.kind = draw(st.sampled_from(KINDS))
    deal.method = draw(st.sampled_from(methods(deal.kind)))
    paid = rates if deal.kind == "percent" else pays
    deal.bands = draw(ladders(paid, draw(st.sampled_from([("at", "above"), ("at_unit",)]))))
    deal.supplements = [(held, draw(paid)) for held, _ in deal.supplements]
    if deal.kind in {"per-unit", "goods"} and deal.method != "linear" and draw(st.booleans()):
        deal.pers = [draw(st.integers(1, 500).map(Fraction)) for _ in deal.bands]
    if deal.kind in {"percent", "per-unit"} and draw(st.booleans()):
        deal.pluses = [draw(pays) for _ in deal.bands]
    if draw(st.booleans()):
        deal.guarantee = draw(st.integers(0, 10**6).map(Fraction))
    if draw(st.booleans()):
        deal.days = draw(days)
    if draw(st.booleans()):
        deal.ceilings = [(Fraction(draw(st.integers(44, 46))), draw(st.sampled_from(["up_to", "below"])), Fraction(45))]
    return deal


def written(deal: Deal) -> str:
    """The deal in the words of a policy, with the newer clauses."""
    lines = [line for line in as_policy(deal).split("\n") if not line.startswith("bands:")]
    bands = []
    for place, (side, bound, pay) in enumerate(deal.bands):
        parts = [f"{side}: {text(bound)}", f"{'rate' if deal.kind == 'percent' else 'pay'}: {text(pay)}"]
        parts += [f"per: {text(deal.pers[place])}"] if deal.pers else []
        parts += [f"plus: {text(deal.pluses[place])}"] if deal.pluses else []
        bands.append("{" + ", ".join(parts) + "}")
    lines.append(f"bands: [{', '.join(bands)}]")
    if deal.guarantee is not None:
        lines.append(f"guarantee: {{payout: {text(deal.guarantee)}}}")
    if deal.days is not None:
        lines.append("short_period: pro-rata")
    ceilings = [f"{{id: c, of: period.agreed_cap, {side}: {text(bound)}}}" for _, side, bound in deal.ceilings]
    if ceilings:
        gates = [line.removeprefix("gates: [").removesuffix("]") for line in lines if line.startswith("gates:")]
        lines = [line for line in lines if not line.startswith("gates:")]
        lines.append(f"gates: [{', '.join([*gates, *ceilings])}]")
    if deal.kind == "goods":
        lines += ["goods: {product: GIFT}", "settle: {payout: goods, negative: carry-forward}"]
    return "\n".join(lines)


def agree(deal: Deal, base: Fraction, paying: Fraction | None = None, baseline: Fraction | None = None) -> None:
    extra = "" if paying is None else "\npaying: {measure: net_amount}"
    extra += "" if baseline is None else "\nagainst: {baseline: target, missing: skip}"
    terms = compile_terms(programme(written(deal) + extra))
    measured = Measured(
        plain(base),
        None if paying is None else plain(paying),
        None if baseline is None else plain(baseline),
        {**facts_of(deal), "period.agreed_cap": plain(deal.ceilings[0][0]) if deal.ceilings else Decimal(0)},
        deal.days,
    )
    expected = earned(deal, base, paying, baseline)
    if expected is not None:
        expected = Fraction(expected // 1) if deal.kind == "goods" else rounded(expected, CENT)
    amount, entitlement, story = terms.amount(measured), terms.decide(measured), terms.trace(measured)
    assert (None if amount is None else as_fraction(amount)) == expected
    assert entitlement.amount == amount == story.amount
    assert (entitlement.outcome, entitlement.code, entitlement.because) == (story.outcome, story.code, story.because)


class TestTheNewerClauses:
    @settings(max_examples=250)
    @given(st.data())
    def test_agree_with_the_reference_at_and_around_every_bound(self, data):
        deal = data.draw(kinds_of_deals())
        share = Fraction(1) if deal.days is None else Fraction(*deal.days)
        if deal.bands[0][0] == "at_unit":
            share = Fraction(1)
        agree(deal, data.draw(near(deal, share or Fraction(1))))

    @settings(max_examples=150)
    @given(st.data(), st.sampled_from(["linear", "retrospective"]))
    def test_agree_where_another_base_is_paid(self, data, method):
        deal = data.draw(kinds_of_deals())
        deal.method, deal.kind, deal.pers = method, "percent", None
        deal.bands = [(side, bound, min(rate, Fraction(1))) for side, bound, rate in deal.bands]
        deal.supplements = [(held, min(rate, Fraction(1))) for held, rate in deal.supplements]
        agree(deal, data.draw(near(deal)), data.draw(st.one_of(amounts.map(Fraction), st.just(Fraction(-5)))))

    @pytest.mark.slow
    @settings(max_examples=200)
    @given(st.data(), st.integers(1, 10**7))
    def test_agree_where_bounds_are_shares_of_a_target(self, data, target):
        deal = data.draw(kinds_of_deals())
        shares = sorted(data.draw(st.sets(st.integers(1, 250), min_size=1, max_size=4)))
        deal.bands = [("at", Fraction(share, 100), min(deal.bands[0][2], Fraction(1))) for share in shares]
        deal.pers = None if deal.pers is None else [Fraction(7)] * len(shares)
        deal.pluses = None if deal.pluses is None else [Fraction(50)] * len(shares)
        agree(deal, data.draw(near(deal, Fraction(target))), baseline=Fraction(target))


class TestALine:
    @given(st.lists(st.integers(1, 10**6), min_size=2, max_size=5, unique=True), st.data())
    def test_meets_every_band_at_its_bound_and_never_leaves_its_neighbours(self, bounds, data):
        bounds = sorted(bounds)
        rates_of = [Fraction(data.draw(st.integers(0, 100)), 100) for _ in bounds]
        deal = Deal("linear", "percent", [("at", Fraction(b), r) for b, r in zip(bounds, rates_of, strict=True)])
        terms = compile_terms(programme(as_policy(deal)))
        measured = Measured(Decimal(bounds[0]), facts=facts_of(deal))
        for bound, rate in zip(bounds, rates_of, strict=True):
            assert terms.decide(evolve(measured, qualifying=Decimal(bound))).rate == rate
        place = data.draw(st.integers(0, len(bounds) - 2))
        base = data.draw(st.integers(bounds[place], bounds[place + 1]))
        found = terms.decide(evolve(measured, qualifying=Decimal(base))).rate
        assert found is not None
        assert min(rates_of[place : place + 2]) <= found <= max(rates_of[place : place + 2])
