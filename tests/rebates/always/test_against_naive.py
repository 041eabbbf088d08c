"""The prover against the naive reference, on programmes of every kind whose bases are whole numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.engine import Engine, Point, breaks
from dealerkit.rebates.always.invariant import invariants_of
from dealerkit.rebates.always.moments import Moment
from dealerkit.rebates.always.proving import prove
from dealerkit.rebates.always.verdicts import State
from dealerkit.rebates.programme import programmes_of
from tests.rebates.always.building import policy_of
from tests.rebates.always.naive import breaking, totals

UPTO = 260
"""The bases that are scanned; every bound and limit that is drawn lies well below."""

SCORE = {"period.score": {"type": "number", "unit": "points", "meaning": "a score", "source": "figures"}}
_SCORES = (-2, 0, 1, 59, 60, 61, 100, 119, 120, 121, 200)
FACTS: list[dict[str, Value | Missing]] = [{"period.score": Decimal(each) / 2} for each in _SCORES]
FACTS.append({"period.score": Missing(("period.score",))})

shares = st.integers(0, 60).map(lambda each: f"{Decimal(each) / 200:f}")
sums = st.integers(0, 40).map(lambda each: f"{Decimal(each) / 4:f}")
bounds = st.lists(st.integers(0, 80), min_size=1, max_size=3, unique=True).map(sorted)


@st.composite
def limits(draw: st.DrawFn) -> dict[str, Any]:
    """Supplements, factors, minimum, caps and a guarantee, each there or not."""
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["supplements"] = [{"id": "s", "when": draw(st.sampled_from(CONDITIONS)), "rate": draw(shares)}]
    if draw(st.booleans()):
        steps = [{"at": "0", "factor": draw(shares)}, {"above": "30", "factor": draw(shares)}]
        more["factors"] = [{"id": "f", "of": "period.score", "bands": steps}]
        if draw(st.booleans()):
            more["factors"][0]["if_missing"] = "150%"
    if draw(st.booleans()):
        more["minimum"] = {draw(st.sampled_from(("base", "payout"))): draw(sums)}
    if draw(st.booleans()):
        more["cap"] = {draw(st.sampled_from(("base", "payout"))): str(draw(st.integers(0, 90)))}
    if draw(st.integers(0, 4)) == 0:
        more["guarantee"] = {"payout": draw(sums)}
    return more


CONDITIONS = (
    "period.score >= 60",
    "period.score < 30",
    "period.qualifying > 50",
    "period.score > 30 or period.qualifying < 20",
)


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, Any]:
    """A programme of any method and kind."""
    method = draw(
        st.sampled_from(("retrospective", "incremental", "excess-over-band", "linear", "excess-over-baseline"))
    )
    more = draw(limits())
    starts = draw(bounds)
    if method == "excess-over-baseline":
        more["against"] = {"baseline": str(draw(st.integers(1, 60))), "missing": "skip"}
        bands = [{"at": f"{Decimal(each) / 40:f}", "rate": draw(shares)} for each in starts]
        return {"method": method, "bands": bands, "more": more}
    kind = draw(st.sampled_from(("percent", "per-unit", "lump-sum")))
    if kind == "percent":
        bands = [{draw(st.sampled_from(("at", "above"))): str(each), "rate": draw(shares)} for each in starts]
        return {"method": method, "kind": kind, "bands": bands, "more": more}
    for each in more.get("supplements", ()):
        each["pay"] = each.pop("rate")
    bands = [{"at": str(each), "pay": draw(sums)} for each in starts]
    if kind == "per-unit" and method != "linear" and draw(st.booleans()):
        per = str(draw(st.integers(1, 12)))
        bands = [{**each, "per": per} for each in bands]
    if kind == "lump-sum" and method.startswith("excess"):
        method = "retrospective"
    return {"method": method, "kind": kind, "bands": bands, "more": more}


promises = st.one_of(
    st.fixed_dictionaries({"at_most": shares, "of": st.just("base")}),
    st.fixed_dictionaries({"at_most": sums}),
    st.fixed_dictionaries({"at_least": st.one_of(st.just("0"), sums)}),
    st.just({"more_sales": "never-less"}),
    st.fixed_dictionaries({"at_most": shares, "next": st.integers(1, 20).map(str)}),
)
roundings = st.fixed_dictionaries(
    {"to": st.sampled_from(("0.01", "0.5", "1")), "mode": st.sampled_from(("half-up", "half-even", "down", "up"))},
    optional={"level": st.just("band")},
)


def compared(data: dict[str, Any]) -> State:
    """The prover's verdict, after the naive reference agreed with it."""
    policy = policy_of(data)
    promise = invariants_of(policy)["p"]
    verdict = prove(policy, promise)
    assert verdict is not None
    smallest = min(breaking(policy, promise, FACTS, date(2026, 3, 31), UPTO), default=None)
    if verdict.state is State.BROKEN:
        assert verdict.counterexample is not None
        if verdict.counterexample.base <= UPTO:
            assert smallest == verdict.counterexample.base
    else:
        assert smallest is None, (verdict.state, smallest)
    return verdict.state


drawn = given(one=programmes(), promise=promises, rounding=roundings, tolerance=st.sampled_from(("0", "0.01", "1")))


def agrees(one: dict[str, Any], promise: dict[str, Any], rounding: dict[str, Any], tolerance: str) -> None:
    whole = {**promise, "step": "1"} if "more_sales" in promise else {**promise, "step": "1", "tolerance": tolerance}
    state = compared({**one, "promise": whole, "rounding": rounding, "facts": SCORE})
    assert state is not State.OPEN


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn
def test_a_verdict_agrees_with_asking_every_base(
    one: dict[str, Any], promise: dict[str, Any], rounding: dict[str, Any], tolerance: str
) -> None:
    agrees(one, promise, rounding, tolerance)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@drawn
def test_many_verdicts_agree_with_asking_every_base(
    one: dict[str, Any], promise: dict[str, Any], rounding: dict[str, Any], tolerance: str
) -> None:
    agrees(one, promise, rounding, tolerance)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=programmes(), two=programmes(), promise=promises, rounding=roundings)
def test_two_programmes_on_one_base_agree_with_asking_every_base(
    one: dict[str, Any], two: dict[str, Any], promise: dict[str, Any], rounding: dict[str, Any]
) -> None:
    compared({**one, "other": two, "promise": {**promise, "step": "1"}, "rounding": rounding, "facts": SCORE})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=programmes(), rounding=roundings)
def test_a_base_below_zero_earns_nothing_or_its_guarantee(one: dict[str, Any], rounding: dict[str, Any]) -> None:
    # Promises ask about bases from zero on: what returns beyond all sales earn is then known as well.
    policy = policy_of({**one, "promise": {"at_least": "0"}, "rounding": rounding, "facts": SCORE})
    guarantee, step = Fraction(one["more"].get("guarantee", {"payout": "0"})["payout"]), Fraction(rounding["to"])
    for facts in FACTS:
        for amount in totals(policy, facts, date(2026, 3, 31), (-100, -1), waits=True):
            assert amount is not None
            assert amount == 0 or abs(amount - guarantee) < step


RULES = ("sum", "best-of", "exclusive", "ordered")
DAYS = (None, (1, 31), (17, 31), (27, 28), (29, 30))


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    one=programmes(),
    two=programmes(),
    rule=st.sampled_from(RULES),
    promise=promises,
    tolerance=st.sampled_from(("0", "1")),
)
def test_what_is_proved_of_stackings_and_short_periods_is_what_the_engine_pays(
    one: dict[str, Any], two: dict[str, Any], rule: str, promise: dict[str, Any], tolerance: str
) -> None:
    for each in (one, two):
        each["more"] = {**each["more"], "period": "month", "short_period": "pro-rata"}
    stacking: dict[str, Any] = {"rule": rule, "programmes": ["one", "two"]}
    if rule == "ordered":
        stacking["reduces"] = {"one": ["two"]}
    whole = {**promise, "step": "1"} if "more_sales" in promise else {**promise, "step": "1", "tolerance": tolerance}
    policy = policy_of({**one, "other": two, "promise": whole, "facts": SCORE, "stacking": {"s": stacking}})
    asked = invariants_of(policy)["p"]
    verdict = prove(policy, asked)
    assert verdict is not None
    if verdict.state is not State.PROVED:
        return
    day = date(2026, 3, 31)
    engine = Engine(policy, tuple(programmes_of(policy).values()), Moment(day, policy.parameters_at(day)))
    ahead = 1 if asked.more_sales else int(asked.next or 0)
    bound = Fraction(str(asked.bound))
    for facts in FACTS[::3]:
        for days in DAYS:
            points = [Point(Fraction(base), baseline=Fraction(base % 7 + 1), days=days) for base in range(0, 140, 3)]
            for point in points:
                pair = (point, Point(point.base + ahead, baseline=point.baseline, days=days)) if ahead else (point,)
                paid = [engine.paid(facts, each) for each in pair]
                if all(each is not None for each in paid):
                    sums = [sum((Fraction(part.amount) for part in each or ()), Fraction(0)) for each in paid]
                    assert breaks(asked, bound, pair, sums) is None, (facts, pair)
