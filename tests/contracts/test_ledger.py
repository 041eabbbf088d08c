"""Book stock against a naive reckoning, and what a count says beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.contracts.goods.ledger import Standing, fold
from dealerkit.contracts.goods.moves import Counted, Move, Place
from dealerkit.problems import Location
from tests.contracts.naive_ledger import Row, balance_on, first_below

START = datetime(2026, 6, 1, 8, 0)
PLACES = ("A", "B", "C")
MOMENTS = st.integers(0, 60).map(lambda hours: START + timedelta(hours=4 * hours))
ROWS = st.lists(
    st.tuples(
        MOMENTS,
        st.sampled_from(PLACES),
        st.integers(-9, 9).filter(bool),
        st.sampled_from(("", "", *PLACES)),
    ),
    max_size=25,
)
COUNTS = st.dictionaries(st.sampled_from(PLACES), st.tuples(st.integers(0, 9), st.integers(0, 20)), max_size=3)


def place(name: str) -> Place:
    return Place(name, "P", "good")


def numbered(rows: list[tuple[datetime, str, int, str]]) -> list[Row]:
    """The rows with their numbers; what changes its place is more than nothing, and goes elsewhere."""
    return [
        (on, here, abs(quantity) if to and to != here else quantity, to if to != here else "", f"M{i}")
        for i, (on, here, quantity, to) in enumerate(rows)
    ]


def moves(rows: list[Row]) -> list[Move]:
    return [
        Move(
            id=number,
            on=on,
            kind="",
            place=place(here),
            quantity=Decimal(quantity),
            into=place(to) if to else None,
            at=Location("stock_moves", 1),
        )
        for on, here, quantity, to, number in rows
    ]


def counts(found: dict[str, tuple[int, int]]) -> list[Counted]:
    return [
        Counted((START + timedelta(days=day)).date(), place(name), Decimal(quantity))
        for name, (day, quantity) in found.items()
    ]


class TestAgainstNaive:
    @given(ROWS, COUNTS)
    def test_the_balance_is_the_first_count_and_all_that_came_after(
        self, rows: list[tuple[datetime, str, int, str]], counted: dict[str, tuple[int, int]]
    ):
        written = numbered(rows)
        found = fold(moves(written), counts(counted), first_count=True, in_first=True)
        for name in PLACES:
            first = counted.get(name)
            began = None if first is None else ((START + timedelta(days=first[0])).date(), first[1])
            wanted = balance_on(name, written, began, date.max)
            assert found.get(place(name), Standing()).balance == wanted

    @given(ROWS)
    def test_the_first_movement_below_zero_is_the_one_that_is_named(self, rows: list[tuple[datetime, str, int, str]]):
        written = numbered(rows)
        found = fold(moves(written), (), first_count=True, in_first=True)
        for name in PLACES:
            below = found.get(place(name), Standing()).below
            assert (None if below is None else (below.move.id, below.balance)) == first_below(name, written, None)

    @given(ROWS, st.lists(st.integers(0, 12), unique=True, max_size=4))
    def test_each_count_is_compared_with_the_end_of_its_day(
        self, rows: list[tuple[datetime, str, int, str]], days: list[int]
    ):
        written = numbered(rows)
        counted = [Counted((START + timedelta(days=day)).date(), place("A"), Decimal(3)) for day in days]
        found = fold(moves(written), counted, first_count=False, in_first=True).get(place("A"), Standing())
        wanted = [(each.on, Decimal(balance_on("A", written, None, each.on))) for each in counted]
        assert [(each.counted.on, each.balance) for each in found.compared] == sorted(wanted)

    @given(ROWS, st.randoms(use_true_random=False))
    def test_the_order_of_the_rows_never_changes_a_balance(
        self, rows: list[tuple[datetime, str, int, str]], chance: Random
    ):
        written = numbered(rows)
        shuffled = list(written)
        chance.shuffle(shuffled)
        one, other = (fold(moves(each), (), first_count=True, in_first=True) for each in (written, shuffled))
        assert {each: one[each].balance for each in one} == {each: other[each].balance for each in other}


class TestFold:
    def test_what_only_comes_in_is_never_below_zero(self):
        rows: list[Row] = [(START, "A", -3, "", "M0"), (START + timedelta(hours=1), "A", 1, "", "M1")]
        found = fold(moves(rows), (), first_count=True, in_first=True)[place("A")]
        assert (found.below is not None and found.below.move.id, found.balance) == ("M0", -2)

    def test_a_count_of_the_day_itself_takes_its_movements_in(self):
        rows: list[Row] = [(START, "A", -3, "", "M0")]
        found = fold(moves(rows), counts({"A": (0, 5)}), first_count=True, in_first=True)[place("A")]
        assert (found.balance, found.below) == (5, None)
