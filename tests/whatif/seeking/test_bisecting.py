"""Halving between two neighbours: held to looking at every value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import Number
from dealerkit.whatif.seeking.bisecting import Found, search, search_all
from dealerkit.whatif.sweeps.steps import Steps

NO_PROBES, SOME_PROBES = 0, 8


def percent(value: Number) -> Number:
    """A rebate of a rate on 1,234.56, in whole cents, half up: 12.3456 a point."""
    cents = Fraction(value) * Fraction(123456)
    return Decimal((2 * cents.numerator + cents.denominator) // (2 * cents.denominator)) / 100


def test_the_largest_rate_that_keeps_to_a_goal_and_its_neighbour_are_found() -> None:
    # 30.00 / 1,234.56 = 2.43001 %: 2.43 % costs 29.999808, rounded 30.00; 2.44 % costs 30.123264, rounded 30.12.
    rates = Steps(from_=Decimal(0), to=Decimal("0.05"), step=Decimal("0.0001"))
    found = search(len(rates), rates.value, percent, Decimal("29.99"), NO_PROBES)
    assert found.found is Found.BETWEEN
    assert found.within is not None
    assert found.beyond is not None
    # 2.42 % costs 29.876352, rounded 29.88.
    assert (found.within.value, found.within.cost) == (Decimal("0.0242"), Decimal("29.88"))
    assert (found.beyond.value, found.beyond.cost) == (Decimal("0.0243"), Decimal("30.00"))
    assert found.crossings[0].jump == Decimal("0.12")


def test_a_goal_that_a_value_costs_exactly_is_met() -> None:
    rates = Steps(from_=Decimal(0), to=Decimal("0.05"), step=Decimal("0.0001"))
    found = search(len(rates), rates.value, percent, Decimal("30.00"), NO_PROBES)
    assert found.found is Found.MET
    assert found.within is not None
    assert found.within.value == Decimal("0.0243")


def test_501_values_are_searched_by_looking_at_eleven() -> None:
    # The two ends and nine halvings of 500 steps: 2 to the 9th power is 512.
    rates = Steps(from_=Decimal(0), to=Decimal("0.05"), step=Decimal("0.0001"))
    assert len(rates) == 501
    assert len(search(len(rates), rates.value, percent, Decimal("30.00"), NO_PROBES).looked) <= 11


def test_a_threshold_whose_cost_falls_gives_the_smallest_that_keeps_to_the_goal() -> None:
    # Three dealers with 100, 200 and 300 are paid 10 each from the threshold on.
    def cost(threshold: Number) -> Number:
        return Decimal(sum(10 for sales in (100, 200, 300) if sales >= threshold))

    bounds = Steps(from_=Decimal(50), to=Decimal(350), step=Decimal(1))
    found = search(len(bounds), bounds.value, cost, Decimal(20), SOME_PROBES)
    assert not found.rises
    assert found.within is not None
    assert found.beyond is not None
    # At 100 all three are paid, at 101 two: 20 is met.
    assert (found.beyond.value, found.within.value) == (Decimal(100), Decimal(101))
    assert found.found is Found.MET


def test_a_cost_that_jumps_over_the_goal_is_told_with_both_neighbours() -> None:
    found = search(11, Decimal, lambda at: Decimal(0) if at < 7 else Decimal(1_000), Decimal(400), NO_PROBES)
    assert found.found is Found.BETWEEN
    assert [(each.within.value, each.beyond.value, each.jump) for each in found.crossings] == [(6, 7, 1_000)]


def test_a_goal_above_every_cost_is_told_with_the_dearest_end() -> None:
    found = search(11, Decimal, lambda at: at, Decimal(99), SOME_PROBES)
    assert found.found is Found.ALL_WITHIN
    assert found.within is None
    assert (found.first.cost, found.last.cost) == (0, 10)


def test_a_goal_below_every_cost_is_told() -> None:
    assert search(11, Decimal, lambda at: at, Decimal(-1), SOME_PROBES).found is Found.NONE_WITHIN


def test_a_single_value_is_no_search() -> None:
    found = search(1, Decimal, lambda at: at, Decimal(0), SOME_PROBES)
    assert found.found is Found.ALL_WITHIN
    assert found.is_exhaustive


def test_a_cost_that_turns_is_not_monotone_and_three_points_show_it() -> None:
    # 0, 5, 9, 5, 0 …: up and down again.
    costs = {0: 0, 25: 5, 50: 9, 75: 5, 100: 0}

    def cost(at: Number) -> Number:
        return Decimal(costs.get(int(at), int(at) if at < 50 else 100 - int(at)))

    found = search(101, Decimal, cost, Decimal(4), 3)
    assert found.found is Found.NOT_MONOTONE
    low, top, after = found.witness
    assert low.place < top.place < after.place
    assert low.cost < top.cost > after.cost


def test_where_a_cost_turns_each_crossing_that_was_seen_is_narrowed_down_to_neighbours() -> None:
    # 0, 1 … 50, 49 … 0 with a goal of 30.5: passed between 30 and 31 on the way up, between 69 and 70 on the way down.
    found = search(101, Decimal, lambda at: Decimal(50 - abs(int(at) - 50)), Decimal("30.5"), 3)
    assert found.found is Found.NOT_MONOTONE
    assert [(each.within.value, each.beyond.value) for each in found.crossings] == [(30, 31), (70, 69)]
    # The ends, three probes, and five halvings of each stretch of 25.
    assert len(found.looked) <= 5 + 2 * 5


def test_a_turn_met_while_halving_is_not_passed_over() -> None:
    # The ends say it rises; the middle costs more than the upper end.
    costs = {0: 0, 4: 2, 8: 10}
    found = search(9, Decimal, lambda at: Decimal(costs.get(int(at), 50)), Decimal(5), NO_PROBES)
    assert found.found is Found.NOT_MONOTONE


def test_looking_at_all_tells_every_crossing() -> None:
    # 0 3 0 3: three crossings of 1.
    found = search_all(4, Decimal, lambda at: Decimal(3 if int(at) % 2 else 0), Decimal(1))
    assert [(each.within.place, each.beyond.place) for each in found.crossings] == [(0, 1), (2, 1), (2, 3)]
    assert found.is_exhaustive


RISING = st.lists(st.integers(0, 12), min_size=1, max_size=40).map(sorted)
COSTS = RISING | RISING.map(lambda costs: costs[::-1])


@given(COSTS, st.integers(-1, 13), st.integers(0, 5))
def test_halving_finds_what_looking_at_everything_finds(costs: list[int], goal: int, probes: int) -> None:
    def cost(at: Number) -> Number:
        return Decimal(costs[int(at)])

    quick = search(len(costs), Decimal, cost, Decimal(goal), probes)
    whole = search_all(len(costs), Decimal, cost, Decimal(goal))
    assert (quick.found, quick.crossings) == (whole.found, whole.crossings)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=25), st.integers(0, 5), st.integers(0, 5))
def test_whatever_the_cost_does_an_answer_is_two_neighbours_on_the_two_sides(
    costs: list[int], goal: int, probes: int
) -> None:
    found = search(len(costs), Decimal, lambda at: Decimal(costs[int(at)]), Decimal(goal), probes)
    for each in found.crossings:
        assert abs(each.within.place - each.beyond.place) == 1
        assert costs[each.within.place] <= goal < costs[each.beyond.place]
    if found.found is Found.NOT_MONOTONE:
        one, turn, other = found.witness
        assert (turn.cost - one.cost) * (other.cost - turn.cost) < 0  # type: ignore[operator]


@given(st.integers(0, 20), st.integers(0, 50), st.integers(1, 9))
def test_steps_are_the_values_a_loop_would_give(start: int, length: int, step: int) -> None:
    steps = Steps(from_=Decimal(start), to=Decimal(start + length), step=Decimal(step))
    assert [steps.value(place) for place in range(len(steps))] == list(range(start, start + length + 1, step))


def test_steps_of_a_third_are_exact() -> None:
    steps = Steps(from_=Decimal(0), to=Decimal(1), step=Fraction(1, 3))
    assert [steps.value(place) for place in range(len(steps))] == [0, Fraction(1, 3), Fraction(2, 3), 1]


def test_steps_that_lead_nowhere_have_no_values() -> None:
    assert len(Steps(from_=Decimal(1), to=Decimal(0), step=Decimal(1))) == 0
    assert len(Steps(from_=Decimal(0), to=Decimal(1), step=Decimal(0))) == 0
