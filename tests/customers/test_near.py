"""Near names against comparing each with each."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.identity.near import is_near, near
from dealerkit.customers.identity.normal import Alike, without

NAMES = st.lists(st.text("ab中文", min_size=1, max_size=6), max_size=25, unique=True)


def distance(one: str, other: str) -> int:
    """The optimal string alignment distance, by its table."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_near_is_a_distance_of_at_most_one(one: str, other: str):
    assert is_near(one, other) == (distance(one, other) <= 1)


@settings(max_examples=150)
@given(NAMES, st.integers(1, 4))
def test_every_near_pair_is_found_and_no_other(names: list[str], least: int):
    found = near(names, [""] * len(names), least, 10_000)
    long_enough = [i for i, name in enumerate(names) if len(name) >= least]
    wanted = [(i, j) for i, j in combinations(long_enough, 2) if distance(names[i], names[j]) <= 1]
    assert found.pairs == tuple(sorted(wanted))
    assert found.crowds == ()


@given(NAMES, st.lists(st.sampled_from("xy"), min_size=25, max_size=25))
def test_only_those_of_the_same_place_are_compared(names: list[str], places: list[str]):
    found = near(names, places, 1, 10_000)
    assert all(places[i] == places[j] for i, j in found.pairs)


def test_a_crowd_is_told_and_not_compared_one_by_one():
    names = [f"永和大药房{sign}店" for sign in "甲乙丙丁戊己"] + ["别的药房商行"]
    found = near(names, [""] * len(names), 4, 5)
    assert [(crowd.shared, crowd.members) for crowd in found.crowds] == [("永和大药房店", (0, 1, 2, 3, 4, 5))]
    assert found.pairs == ()


def test_a_crowd_hides_no_pair_outside_it():
    names = [f"永和大药房{sign}店" for sign in "甲乙丙丁戊己"] + ["东升建材商行", "东昇建材商行"]
    assert near(names, [""] * len(names), 4, 5).pairs == ((6, 7),)


class TestAlike:
    @given(st.lists(st.text("aB １（.有限公司\n", max_size=8), max_size=12))
    def test_a_column_is_made_alike_as_each_value_alone(self, values: list[str]):
        alike = Alike("name", without(["有限公司", "b ltd"]))
        assert alike.column(values) == [alike.one(value) for value in values]

    @given(st.text("aB １（.有限责任公司 ", max_size=12))
    def test_what_is_alike_stays_so(self, value: str):
        alike = Alike("name", without(["有限责任公司"]))
        once = alike.one(value)
        assert Alike("text").one(once) == once

    def test_a_name_of_nothing_but_such_words_stays(self):
        assert Alike("name", without(["有限公司"])).column(["有限公司", "甲有限公司"]) == ["有限公司", "甲"]
