"""Where a curve first passes a bound, against looking at every step."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.always import crossings
from dealerkit.rebates.always.crossings import first_above, runs_above
from dealerkit.rebates.always.curves import Line, Part, Steps, Stretch, at, difference, over_next, value
from dealerkit.values.rounding import Mode

UPTO = 400

ratios = st.fractions(-3, 3, max_denominator=40)
slopes = st.fractions(-1, 1, max_denominator=60)
squares = st.one_of(st.just(Fraction(0)), st.fractions(Fraction(-1, 50), Fraction(1, 50), max_denominator=900))
lines = st.tuples(ratios, slopes, squares)
steps = st.builds(Steps, st.sampled_from((Fraction(1, 100), Fraction(1, 2), Fraction(3))), st.sampled_from(list(Mode)))


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """A part that never falls below zero where it is rounded, as no amount does."""
    line = draw(lines)
    outer = draw(st.one_of(st.none(), steps))
    if outer is not None:
        line = (abs(line[0]), abs(line[1]), abs(line[2]))
    return Part(line, outer, sign=draw(st.sampled_from((1, -1))))


@given(lines, st.integers(0, 50), st.one_of(st.none(), st.integers(0, 200)))
def test_runs_above_zero_are_the_steps_above_zero(line: Line, first: int, length: int | None) -> None:
    last = None if length is None else first + length
    end = UPTO if last is None else last
    found = {
        j
        for start, stop in runs_above(line, first, last)
        for j in range(start, min(end, end if stop is None else stop) + 1)
    }
    assert found == {j for j in range(first, end + 1) if at(line, j) > 0}


@settings(max_examples=60)
@given(st.lists(parts(), min_size=1, max_size=3), st.tuples(ratios, slopes, st.just(Fraction(0))), st.integers(0, UPTO))
def test_the_first_step_above_a_bound_is_the_first_that_looking_finds(some: list[Part], bound: Line, last: int) -> None:
    stretch = Stretch(0, last, tuple(some))
    found = first_above((stretch,), bound)
    assert found.is_known
    assert found.step == next((j for j in range(last + 1) if stretch.at(j) > at(bound, j)), None)


@settings(max_examples=30)
@given(parts(), parts(), st.integers(1, 60), st.integers(1, 30))
def test_what_the_next_steps_earn_is_the_difference_of_two_values(one: Part, two: Part, turn: int, ahead: int) -> None:
    curve = (Stretch(0, turn - 1, (one,)), Stretch(turn, None, (two,)))
    earned = over_next(curve, ahead)
    assert all(value(earned, j) == value(curve, j + ahead) - value(curve, j) for j in range(2 * turn + ahead))
    assert all(value(difference(curve, curve), j) == 0 for j in range(2 * turn))


def test_a_bound_far_out_is_found_without_walking_there() -> None:
    rounded = Part((Fraction(0), Fraction(2, 10_000), Fraction(0)), Steps(Fraction(1, 100), Mode.HALF_UP))
    bound = (Fraction(10**12), Fraction(0), Fraction(0))
    # 0.0002 a step, a cent above 10^12 from 10^12 + 0.005 on: step 5 * 10^15 + 25.
    assert first_above((Stretch(0, None, (rounded,)),), bound).step == 5 * 10**15 + 25


def test_curved_rates_that_stay_within_half_a_cent_of_the_bound_are_not_called_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crossings, "MOST_STEPS", 500)
    nearly = Part((Fraction(1), Fraction(0), Fraction(1, 10**15)), Steps(Fraction(1, 100), Mode.HALF_UP))
    found = first_above((Stretch(0, 10**6, (nearly,)),), (Fraction(1), Fraction(0), Fraction(0)))
    assert not found.is_known
