"""Straight terms over sorted rows give what the terms give row by row, whatever the bases and the figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.header import RoundingRule
from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.rebates.terms.lines import lines_of
from dealerkit.rebates.windows import State, Window
from dealerkit.values.periods import Period
from dealerkit.whatif.engine.ladders import ladder_of
from dealerkit.whatif.engine.sheets import Place, Sheet
from tests.rebates.policies import programme

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def sheet_of(bases: list[tuple[date, Decimal]]) -> Sheet:
    places = []
    for number, (end, _) in enumerate(bases):
        period = Period(f"until {end}", date(2026, 1, 1), end)
        places.append(Place(f"D{number}", Window(period, period.start, end, end, State.FINAL)))
    return Sheet(tuple(places), tuple(Measured(base) for _, base in bases))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["percent", "per-unit", "lump-sum"]))
    methods = (
        ["retrospective", "incremental"] if kind == "lump-sum" else ["retrospective", "incremental", "excess-over-band"]
    )
    bounds = sorted(draw(st.sets(st.integers(0, 40), min_size=1, max_size=3)))
    side = draw(st.sampled_from(["at", "above"]))
    figures = sorted(draw(st.lists(st.sampled_from(["0", "0.5", "1", "1.25", "2.375"]), min_size=3, max_size=3)))
    key, unit = ("rate", draw(st.sampled_from(["%", "/3"]))) if kind == "percent" else ("pay", "")
    if unit == "/3":
        figures = ["0", "1", "2"]
    bands = ", ".join(
        f"{{{side}: {bound}, {key}: {figure}{unit}}}" for bound, figure in zip(bounds, figures, strict=False)
    )
    lines = [f"method: {draw(st.sampled_from(methods))}", f"kind: {kind}", f"bands: [{bands}]"]
    least = [f"{word}: {figure}" for word, figure in (("base", "12.5"), ("payout", "0.20")) if draw(st.booleans())]
    if least:
        lines.append(f"minimum: {{{', '.join(least)}}}")
    if draw(st.booleans()):
        lines.append(f"cap: {{payout: {draw(st.sampled_from(['0.10', '1', '20']))}}}")
    return "\n".join(lines)


BASES = st.lists(st.tuples(st.sampled_from([MARCH, JUNE]), st.decimals(-5, 60, places=2)), max_size=12)
ROUNDINGS = st.builds(
    lambda to, mode: RoundingRule(to=to, mode=mode),
    st.sampled_from([Decimal("0.01"), Decimal("0.05"), Decimal(1)]),
    st.sampled_from(["half-up", "down", "up", "floor", "ceiling"]),
)


@settings(max_examples=150)
@given(bodies(), BASES, ROUNDINGS)
def test_a_ladder_gives_what_the_terms_give(
    body: str, bases: list[tuple[date, Decimal]], rounding: RoundingRule
) -> None:
    one = programme(body)
    lines, terms, sheet = lines_of(one, rounding, {}), compile_terms(one, rounding), sheet_of(bases)
    assert lines is not None
    ladder = ladder_of(sheet)
    assert ladder is not None
    assert ladder.fits(lines)
    by_end = {MARCH: lines, JUNE: lines}
    expected = [terms.reached(measured) for measured in sheet.measured]
    step = rounding.to
    amounts = {place: amount * step for place, amount in zip(ladder.order(), ladder.amounts(by_end), strict=True)}
    steps = dict(zip(ladder.order(), ladder.steps(by_end), strict=True))
    assert [(steps[place], amounts[place]) for place in range(len(bases))] == expected
    assert ladder.cost(by_end) * step == sum((amount or Decimal(0) for _, amount in expected), Decimal(0))


def test_terms_that_ask_more_than_the_base_are_no_lines() -> None:
    asked = "bands: [{at: 1, rate: 1%}]\n"
    assert lines_of(programme(asked), None, {}) is not None
    for more in (
        'eligible: dealer.class == "A"',
        "paying: {measure: quantity}",
        "against: {baseline: target, missing: skip}",
        "supplements: [{id: display, when: period.display_score >= 90, rate: 0.25%}]",
        "guarantee: {payout: 5, over: period}",
        "cap: {base: 100}",
    ):
        assert lines_of(programme(asked + more), None, {}) is None, more


def test_counted_units_need_whole_bases() -> None:
    lines = lines_of(programme("kind: per-unit\nmethod: incremental\nbands: [{at_unit: 3, pay: 2}]"), None, {})
    assert lines is not None
    whole, part = ladder_of(sheet_of([(MARCH, Decimal(7))])), ladder_of(sheet_of([(MARCH, Decimal("7.5"))]))
    assert whole is not None
    assert part is not None
    assert whole.fits(lines)
    assert not part.fits(lines)
    assert whole.amounts({MARCH: lines}) == [1_000]  # five units from the third on, two yuan each, in cents
