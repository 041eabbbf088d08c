"""The real arithmetic and the one-page reference agree on every method, kind and combination of steps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.values.numbers import Number, as_fraction, canonical
from tests.rebates.naive import Deal, earned, rounded
from tests.rebates.policies import programme

CENT = Fraction(1, 100)
METHODS = ("retrospective", "incremental", "excess-over-band")

amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
rates = st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(9, 400), Fraction(1, 3), Fraction(1, 7), Fraction(1)])
factors = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(4, 5), Fraction(1), Fraction(13, 11)])


@st.composite
def ladders(
    draw: st.DrawFn, pays: st.SearchStrategy[Fraction], sides: tuple[str, ...]
) -> list[tuple[str, Fraction, Fraction]]:
    bounds = sorted(draw(st.sets(st.integers(1, 10**7), min_size=1, max_size=5)))
    if "at_unit" in sides:
        return [("at_unit", Fraction(bound), draw(pays)) for bound in bounds]
    return [(draw(st.sampled_from(sides)), Fraction(bound), draw(pays)) for bound in bounds]


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    kind = draw(st.sampled_from(["percent", "per-unit", "lump-sum"]))
    method = draw(st.sampled_from(["retrospective", "incremental"] if kind == "lump-sum" else METHODS))
    pays = rates if kind == "percent" else st.integers(0, 5000).map(Fraction)
    deal = Deal(method, kind, draw(ladders(pays, draw(st.sampled_from([("at", "above"), ("at_unit",)])))))
    deal.eligible = draw(st.sampled_from([True, True, True, False]))
    deal.gates = [(Fraction(draw(st.integers(80, 100)), 100), Fraction(9, 10)) for _ in range(draw(st.integers(0, 1)))]
    deal.supplements = [(draw(st.booleans()), draw(pays)) for _ in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        days = Fraction(draw(st.integers(-1, 60)))
        steps = zip(
            ["at", "above", "above"],
            map(Fraction, (0, 15, 45)),
            draw(st.tuples(factors, factors, factors)),
            strict=True,
        )
        deal.factors = [(days, list(steps))]
    few = st.one_of(st.none(), st.integers(0, 10**6).map(Fraction))
    deal.least_base, deal.least_payout, deal.most_base, deal.most_payout = (draw(few) for _ in range(4))
    return deal


def near(deal: Deal, unit: Fraction = Fraction(1)) -> st.SearchStrategy[Fraction]:
    """Bases exactly at, just below and just above every bound, and anywhere, far away and below zero."""
    whole = deal.bands[0][0] == "at_unit"
    step = Fraction(1) if whole else CENT
    at_bounds = [bound * unit + shift for _, bound, _ in deal.bands for shift in (-step, Fraction(0), step)]
    anywhere = st.integers(-(10**4), 10**8).map(Fraction) if whole else amounts.map(Fraction)
    return st.one_of(
        st.sampled_from(at_bounds), anywhere, st.sampled_from([Fraction(0), Fraction(-1), Fraction(10**25)])
    )


def text(number: Fraction) -> str:
    return canonical(number)


def as_policy(deal: Deal, extra: str = "") -> str:
    """The deal in the words of a policy."""
    pay = "rate" if deal.kind == "percent" else "pay"
    lines = [f"method: {deal.method}", f"kind: {deal.kind}", "eligible: dealer.filed", extra]
    lines.append("bands: [" + ", ".join(f"{{{side}: {text(b)}, {pay}: {text(r)}}}" for side, b, r in deal.bands) + "]")
    if deal.gates:
        lines.append("gates: [{id: g, of: attainment.year, at: 90%}]")
    if deal.supplements:
        flags = ("period.reports_on_time", "period.display_score >= 90")
        each = [f"{{id: s{i}, when: {flags[i]}, {pay}: {text(r)}}}" for i, (_, r) in enumerate(deal.supplements)]
        lines.append(f"supplements: [{', '.join(each)}]")
    for _, steps in deal.factors:
        bands = ", ".join(f"{{{side}: {text(bound)}, factor: {text(factor)}}}" for side, bound, factor in steps)
        lines.append(f"factors: [{{id: f, of: period.days_to_pay, bands: [{bands}]}}]")
    for name, base, payout in (
        ("minimum", deal.least_base, deal.least_payout),
        ("cap", deal.most_base, deal.most_payout),
    ):
        parts = [f"{key}: {text(value)}" for key, value in (("base", base), ("payout", payout)) if value is not None]
        lines += [f"{name}: {{{', '.join(parts)}}}"] if parts else []
    return "\n".join(line for line in lines if line)


def facts_of(deal: Deal) -> Mapping[str, Value | Missing]:
    facts: dict[str, Value | Missing] = {"dealer.filed": deal.eligible}
    for figure, _ in deal.gates:
        facts["attainment.year"] = figure
    for name, (held, _) in zip(("reports", "display"), deal.supplements, strict=False):
        if name == "reports":
            facts["period.reports_on_time"] = held
        else:
            facts["period.display_score"] = Decimal(90 if held else 89)
    for days, _ in deal.factors:
        facts["period.days_to_pay"] = days
    return facts


def plain(number: Fraction) -> Number:
    """The number as books give it: a decimal where its digits end."""
    return Decimal(canonical(number)) if "/" not in canonical(number) else number


def agree(
    deal: Deal, policy: str, base: Fraction, paying: Fraction | None = None, baseline: Fraction | None = None
) -> None:
    terms = compile_terms(programme(policy))
    measured = Measured(
        plain(base),
        None if paying is None else plain(paying),
        None if baseline is None else plain(baseline),
        facts_of(deal),
    )
    expected = earned(deal, base, paying, baseline)
    wanted = None if expected is None else rounded(expected, CENT)
    with localcontext(prec=3):  # the caller's context must not matter
        amount, entitlement, story = terms.amount(measured), terms.decide(measured), terms.trace(measured)
    assert (None if amount is None else as_fraction(amount)) == wanted
    assert entitlement.amount == amount == story.amount
    assert (entitlement.outcome, entitlement.code, entitlement.because) == (story.outcome, story.code, story.because)
    assert amount is None or amount >= 0


class TestEveryProgramme:
    @settings(max_examples=250)
    @given(st.data())
    def test_agrees_with_the_reference_at_and_around_every_bound(self, data):
        deal = data.draw(deals())
        agree(deal, as_policy(deal), data.draw(near(deal)))

    @settings(max_examples=150)
    @given(st.data())
    def test_agrees_where_another_base_is_paid(self, data):
        deal = data.draw(deals())
        deal.method, deal.kind = "retrospective", "percent"
        deal.bands = [(side, bound, min(rate, Fraction(1))) for side, bound, rate in deal.bands]
        deal.supplements = [(held, min(rate, Fraction(1))) for held, rate in deal.supplements]
        paying = data.draw(st.one_of(amounts.map(Fraction), st.just(Fraction(-5))))
        agree(deal, as_policy(deal, "paying: {measure: net_amount}"), data.draw(near(deal)), paying)

    @settings(max_examples=250)
    @given(st.data(), st.sampled_from((*METHODS, "excess-over-baseline")), st.integers(1, 10**7))
    def test_agrees_where_bounds_are_shares_of_a_baseline(self, data, method, baseline):
        deal = data.draw(deals())
        deal.method, deal.kind = method, "percent"
        shares = sorted(data.draw(st.sets(st.integers(1, 250), min_size=1, max_size=4)))
        deal.bands = [("at", Fraction(share, 100), data.draw(rates)) for share in shares]
        deal.supplements = [(held, min(rate, Fraction(1))) for held, rate in deal.supplements]
        extra = "against: {baseline: same-period-last-year, missing: skip}"
        base = data.draw(near(deal, Fraction(baseline)))
        agree(deal, as_policy(deal, extra), base, baseline=Fraction(baseline))


common_rates = st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(9, 400), Fraction(1, 2)])


class TestTheCommonCase:
    """Plain figures and bounds in money: the fused function must answer, and answer like the others."""

    @settings(max_examples=300)
    @given(st.data(), st.sampled_from(METHODS))
    def test_agrees_at_and_around_every_bound(self, data, method):
        deal = Deal(method, "percent", data.draw(ladders(common_rates, ("at", "above"))))
        deal.supplements = [(data.draw(st.booleans()), Fraction(1, 400)) for _ in range(data.draw(st.integers(0, 2)))]
        days = Fraction(data.draw(st.sampled_from([0, 14, 15, 16, 45, 46])))
        steps = [
            ("at", Fraction(0), Fraction(1)),
            ("above", Fraction(15), Fraction(1, 2)),
            ("above", Fraction(45), Fraction(0)),
        ]
        deal.factors = [(days, steps)] if data.draw(st.booleans()) else []
        few = st.one_of(st.none(), st.integers(0, 10**5).map(Fraction))
        deal.least_base, deal.least_payout, deal.most_payout = (data.draw(few) for _ in range(3))
        base = data.draw(near(deal))
        agree(deal, as_policy(deal), base)
        measured = Measured(plain(base), facts=facts_of(deal))
        terms = compile_terms(programme(as_policy(deal)))
        quick, long = terms._quick(measured), terms._reckon(measured)
        if long[0] is None:
            assert quick is not None
            assert quick[:2] + quick[3:5] + quick[6:] == long[:2] + long[3:5] + long[6:]


class TestHugeAndTiny:
    @given(st.integers(20, 60), st.sampled_from(METHODS))
    @example(60, "incremental")
    def test_thirty_and_more_digits_lose_none(self, digits, method):
        deal = Deal(
            method, "percent", [("at", Fraction(1, 10**6), Fraction(1, 3)), ("above", Fraction(10**19), Fraction(1, 7))]
        )
        agree(deal, as_policy(deal), Fraction(10**digits + 7, 10**6))
