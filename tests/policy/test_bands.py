from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.policy.bands import Band, Bound, Ladder, Side, banded, bound_key, check_bands
from dealerkit.policy.nodes import Mapping, Sequence, parse
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import RATE
from dealerkit.policy.shapes import Keyed, entry
from dealerkit.problems import Problem
from dealerkit.values.numbers import Number


@frozen(kw_only=True)
class RateBand(Band):
    """A band of a test: it pays a rate."""

    rate: Number = entry(RATE, "what the band pays")  # type: ignore[assignment]


BANDS = banded(RateBand)


def read(text: str) -> tuple[Keyed[RateBand] | None, list[Problem]]:
    parsed = parse(f"bands: {text}\n".encode(), "policy.yaml")
    assert parsed.root is not None
    node = parsed.root.get("bands")
    assert node is not None
    reading = Reading()
    found = BANDS.read(node, reading, "rebates.volume.bands")
    return (None if isinstance(found, Invalid) else found), reading.problems


def bands(text: str) -> Keyed[RateBand]:
    found, problems = read(text)
    assert problems == []
    assert found is not None
    return found


def ladder(*bounds: tuple[Side, int | str]) -> Ladder[Band]:
    made = {
        "at": lambda value: Band(at=Decimal(value)),
        "above": lambda value: Band(above=Decimal(value)),
        "at_unit": lambda value: Band(at_unit=int(value)),
    }
    return Ladder(made[side](value) for side, value in bounds)


class TestBounds:
    def test_at_is_reached_by_the_value_itself(self):
        assert Bound(Decimal(15), "at").reached(Decimal(15))

    def test_above_is_not_reached_by_the_value_itself(self):
        assert not Bound(Decimal(15), "above").reached(Decimal(15))
        assert Bound(Decimal(15), "above").reached(Decimal("15.000001"))

    def test_the_slice_of_the_hundred_and_first_unit_starts_behind_the_hundredth(self):
        assert Bound(Decimal(101), "at_unit").start == 100
        assert not Bound(Decimal(101), "at_unit").reached(Decimal(100))
        assert Bound(Decimal(101), "at_unit").reached(Decimal(101))

    def test_a_base_that_is_a_fraction_is_compared_exactly(self):
        third = Bound(Fraction(1, 3), "at")
        assert third.reached(Fraction(1, 3))
        assert not third.reached(Decimal("0.3333333333333333333333333333"))

    def test_the_context_of_the_caller_changes_nothing(self):
        with localcontext() as context:
            context.prec = 2
            assert not Bound(Decimal(800_000), "at").reached(Decimal("799999.99"))


class TestAddresses:
    def test_a_band_is_addressed_by_its_bound_in_plain_digits(self):
        found = bands("[{at: 300_000, rate: 1%}, {at: 800_000.00, rate: 2%}]")
        assert list(found) == ["300000", "800000"]
        assert found["800000"].rule.address == "rebates.volume.bands[800000]"

    def test_above_and_unit_bounds_say_so(self):
        assert list(bands("[{above: 15, rate: 1%}, {above: 30, rate: 2%}]")) == ["above 15", "above 30"]
        assert list(bands("[{at_unit: 101, rate: 1%}]")) == ["unit 101"]

    def test_a_percentage_is_addressed_by_its_value(self):
        assert list(bands("[{at: 110%, rate: 1%}]")) == ["1.1"]

    def test_an_id_takes_the_place_of_the_bound(self):
        assert list(bands("[{id: top, at: 110%, rate: 1%}]")) == ["top"]

    def test_a_bound_that_cannot_be_read_keeps_its_text(self):
        parsed = parse(b"bands: [{at: much}, {rate: 1%}]\n", "policy.yaml")
        assert parsed.root is not None
        node = parsed.root.get("bands")
        assert isinstance(node, Sequence)
        assert [bound_key(each) for each in node.items if isinstance(each, Mapping)] == ["much", "line 1"]


class TestReading:
    @pytest.mark.parametrize(
        "text", ["[{rate: 1%}]", "[{at: 1, above: 2, rate: 1%}]", "[{at: 1, at_unit: 1, rate: 1%}]"]
    )
    def test_exactly_one_bound_is_written(self, text: str):
        assert [each.code for each in read(text)[1]] == ["DK151"]

    def test_units_are_counted_from_one(self):
        assert [each.code for each in read("[{at_unit: 0, rate: 1%}]")[1]] == ["DK148"]


class TestOrder:
    @staticmethod
    def findings(text: str) -> list[tuple[str, str]]:
        return [(each.code, each.address) for each in check_bands(bands(text).values())]

    def test_ascending_bounds_are_sound(self):
        assert self.findings("[{at: 1, rate: 1%}, {above: 1, rate: 1%}, {at: 2, rate: 1%}]") == []

    def test_a_bound_below_the_one_before_is_found(self):
        found = self.findings("[{at: 800_000, rate: 2%}, {at: 300_000, rate: 1%}]")
        assert found == [("DK230", "rebates.volume.bands[300000]")]

    def test_at_behind_above_the_same_value_is_out_of_order(self):
        assert self.findings("[{above: 5, rate: 2%}, {at: 5, rate: 1%}]") == [("DK230", "rebates.volume.bands[5]")]

    def test_one_bound_under_two_ids_is_found(self):
        found = self.findings("[{id: a, at: 5, rate: 2%}, {id: b, at: 5.0, rate: 1%}]")
        assert found == [("DK231", "rebates.volume.bands[b]")]

    def test_units_beside_amounts_are_found(self):
        found = self.findings("[{at: 5, rate: 2%}, {at_unit: 101, rate: 1%}]")
        assert found == [("DK232", "rebates.volume.bands[unit 101]")]


class TestLadder:
    def test_below_the_first_bound_there_is_no_band(self):
        assert ladder(("at", 10)).reached(Decimal("9.99")) is None

    def test_at_is_sorted_before_above_the_same_value(self):
        steps = ladder(("above", 15), ("at", 15), ("at", 0))
        assert [bound.key for bound in steps.bounds] == ["0", "15", "above 15"]
        assert steps.step(Decimal(15)) == 2
        assert steps.step(Decimal("15.01")) == 3

    def test_the_following_band_is_the_next_one_to_reach(self):
        steps = ladder(("at", 10), ("at", 20))
        assert [following and following.bound.key for following in map(steps.following, map(Decimal, (9, 10, 20)))] == [
            "10",
            "20",
            None,
        ]

    @given(
        st.lists(st.tuples(st.sampled_from(["at", "above"]), st.integers(-5, 5)), min_size=1, max_size=8, unique=True),
        st.fractions(-6, 6, max_denominator=3),
    )
    def test_the_step_counts_the_bounds_that_the_base_has_reached(self, bounds: list[tuple[Side, int]], base: Fraction):
        steps = ladder(*bounds)
        assert steps.step(base) == sum(bound.reached(base) for bound in steps.bounds)

    def test_many_bands_are_found_as_by_bisection(self):
        bounds = list(range(0, 3_000, 3))
        steps = ladder(*(("at", value) for value in bounds))
        for base in (0, 1, 2, 3, 1_499, 1_500, 2_997, 5_000):
            assert steps.step(Decimal(base)) == bisect_right(bounds, base)
