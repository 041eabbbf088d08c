from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.values.exact import total
from dealerkit.whatif.behaviour.forward import BoughtForward, bought_forward
from tests.rebates.histories import policy_of
from tests.whatif.behaviour.naive_forward import earned, stretched
from tests.whatif.volumes.worlds import measured, scenario_of

POLICY = policy_of("""
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 300, rate: 1%}, {at: 800, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
""")
QUARTERS = [date(2026, month, 15) for month in (2, 5, 8, 11)]
LABELS = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


def forward_of(bases: list[int], within: int, most: int) -> BoughtForward:
    rows = [
        {"date": day, "dealer": "A", "product": "P", "net_amount": Decimal(base)}
        for day, base in zip(QUARTERS, bases, strict=True)
    ]
    scenario = scenario_of(f"behaviour: {{forward: {{within: {within}%, most: {most}}}}}", POLICY)
    world = measured(POLICY, Book.from_tables({"lines": rows}), scenario)
    assert scenario.behaviour is not None
    assert scenario.behaviour.forward is not None
    return bought_forward(world.run, scenario.behaviour.forward)


def bases_of(found: BoughtForward) -> list[object]:
    standing = found.standing
    programme = standing.programmes["volume"]
    windows = {each.label: each for each in standing.windows(programme, "A")}
    return [standing.measured(programme, "A", windows[label]).qualifying for label in LABELS]


BASES = st.lists(st.integers(0, 1_000), min_size=4, max_size=4)


class TestBuyingForwardIsWhatAnEnvelopeSays:
    @settings(max_examples=60)
    @given(BASES, st.sampled_from((5, 20, 60)), st.sampled_from((10, 60, 400)))
    def test_quarter_by_quarter(self, bases: list[int], within: int, most: int) -> None:
        expected = stretched([Fraction(each) for each in bases], Fraction(within, 100), Fraction(most))
        assert bases_of(forward_of(bases, within, most)) == expected

    @settings(max_examples=30)
    @given(BASES)
    def test_what_is_missing_next_is_what_was_bought_forward(self, bases: list[int]) -> None:
        found = forward_of(bases, 60, 400)
        in_all = total(each.by for each in found.moves)
        lacking = [each.arg("amount") for each in found.problems if each.code == "DK974"]
        assert in_all == sum(each for each in lacking if isinstance(each, Decimal))

    @settings(max_examples=30)
    @given(BASES)
    def test_nobody_moves_for_nothing(self, bases: list[int]) -> None:
        for move in forward_of(bases, 60, 400).moves:
            if move.reason.step == "forward-bought":
                gain = earned(Fraction(move.after)) - earned(Fraction(move.before))
                assert gain == move.reason.arg("gain")
                assert gain > 0

    def test_nobody_moves_where_nothing_may_be_bought_forward(self) -> None:
        assert forward_of([799, 799, 799, 799], 100, 0).moves == ()
