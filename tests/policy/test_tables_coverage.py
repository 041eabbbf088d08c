"""The search for gaps, overlaps and rows without a turn, against trying every case."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealerkit.policy import coverage
from dealerkit.policy.coverage import MAX_FOUND, gaps, overlaps, turns
from dealerkit.policy.intervals import (
    HIGHEST,
    LOWEST,
    Cut,
    Span,
    before,
    behind,
    in_whole_steps,
    is_empty,
    joined,
    meet,
    smallest,
    smallest_whole,
)
from tests.policy import naive_tables as naive
from tests.policy.naive_tables import Test

Limits = dict[str, int]
BOUNDS = st.integers(0, 5)
LOWER = st.one_of(st.just({}), st.builds(lambda key, bound: {key: bound}, st.sampled_from(["at", "above"]), BOUNDS))
UPPER = st.one_of(st.just({}), st.builds(lambda key, bound: {key: bound}, st.sampled_from(["below", "up_to"]), BOUNDS))
CELLS = st.one_of(
    st.none(), st.builds(lambda low, high: {**low, **high}, LOWER, UPPER).filter(lambda each: not none_meets(each))
)
FROM_ZERO: Span = (before(0), HIGHEST)


def span(limits: Limits) -> Span:
    low = before(limits["at"]) if "at" in limits else behind(limits["above"]) if "above" in limits else LOWEST
    high = before(limits["below"]) if "below" in limits else behind(limits["up_to"]) if "up_to" in limits else HIGHEST
    return (low, high)


def none_meets(limits: Limits) -> bool:
    return is_empty(span(limits))


def rows_of(columns: int) -> st.SearchStrategy[list[tuple[Limits | None, ...]]]:
    return st.lists(st.tuples(*[CELLS] * columns), min_size=1, max_size=5)


TABLES = st.integers(1, 3).flatmap(rows_of)


def searched(rows: list[tuple[Limits | None, ...]]) -> tuple[list[Span], list[coverage.Cells]]:
    cells: list[coverage.Cells] = [tuple(None if cell is None else (span(cell),) for cell in row) for row in rows]
    return [FROM_ZERO] * len(rows[0]), cells


def as_tests(rows: list[tuple[Limits | None, ...]]) -> tuple[list[list[Test | None]], list[list[Fraction]]]:
    tests: list[list[Test | None]] = [[naive.cell(cell) if cell else None for cell in row] for row in rows]
    bounds = [[bound for row in rows for bound in (row[number] or {}).values()] for number in range(len(rows[0]))]
    return tests, [naive.values_to_try(each) for each in bounds]


class TestAgainstTryingEveryCase:
    @given(TABLES)
    def test_there_is_a_gap_exactly_where_some_case_is_taken_by_no_row(self, rows: list[tuple[Limits | None, ...]]):
        tests, tried = as_tests(rows)
        found = gaps(*searched(rows))
        assert found.complete
        assert bool(found.boxes) == naive.has_gap(tests, tried)

    @given(TABLES)
    def test_the_smallest_case_of_every_gap_is_taken_by_no_row(self, rows: list[tuple[Limits | None, ...]]):
        tests, _ = as_tests(rows)
        for box in gaps(*searched(rows)).boxes:
            assert naive.matching(tests, [Fraction(smallest(each)) for each in box]) == []

    @given(TABLES)
    def test_every_case_taken_by_no_row_lies_in_one_of_the_gaps(self, rows: list[tuple[Limits | None, ...]]):
        tests, tried = as_tests(rows)
        found = gaps(*searched(rows))
        assume(not found.more)
        for case in naive.cases(tried):
            if not naive.matching(tests, case):
                places = [before(value) for value in case]
                assert any(
                    all(low <= place < high for place, (low, high) in zip(places, box, strict=True))
                    for box in found.boxes
                )

    @given(TABLES)
    def test_the_overlapping_pairs_are_those_that_share_a_case(self, rows: list[tuple[Limits | None, ...]]):
        tests, tried = as_tests(rows)
        found = overlaps(*searched(rows))
        assert {(pair.first, pair.second) for pair in found.pairs} == naive.overlapping(tests, tried)
        for pair in found.pairs:
            assert {pair.first, pair.second} <= set(
                naive.matching(tests, [Fraction(smallest(each)) for each in pair.box])
            )

    @given(TABLES)
    def test_the_rows_without_a_turn_are_those_no_case_reaches_first(self, rows: list[tuple[Limits | None, ...]]):
        tests, tried = as_tests(rows)
        assert set(turns(*searched(rows)).never) == naive.never_first(tests, tried)


class TestLargeTables:
    @staticmethod
    def neighbours(count: int) -> list[coverage.Cells]:
        return [((((number * 10, 0), (number * 10 + 10, 0)),),) for number in range(count)]

    def test_two_thousand_rows_side_by_side_take_few_steps_each(self):
        rows = self.neighbours(2_000)
        search = coverage._OverlapSearch([FROM_ZERO], rows)
        search.visit(0, search.all_rows, ())
        assert search.complete
        assert search.pairs == {}
        assert search.steps < 3 * len(rows)

    def test_one_row_that_overlaps_two_thousand_others_is_listed_for_the_first_of_them(self):
        found = overlaps([FROM_ZERO], [*self.neighbours(2_000), (None,)])
        assert [(pair.first, pair.second) for pair in found.pairs] == [(number, 2_000) for number in range(MAX_FOUND)]
        assert found.more

    def test_a_search_that_takes_too_long_says_so(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(coverage, "MAX_STEPS", 3)
        rows = self.neighbours(5)
        assert not gaps([FROM_ZERO], rows).complete
        assert not overlaps([FROM_ZERO], rows).complete
        assert turns([FROM_ZERO], rows) == coverage.Turns((), more=False, complete=False)

    def test_more_gaps_than_are_listed_are_said_to_exist(self):
        found = gaps([FROM_ZERO], self.neighbours(100)[::2])
        assert len(found.boxes) == MAX_FOUND
        assert found.more


class TestSmallestValue:
    @pytest.mark.parametrize(
        ("low", "high", "value"),
        [
            (before(Decimal(10)), HIGHEST, "10"),
            (behind(Decimal(10)), HIGHEST, "10.01"),
            (behind(Decimal(10)), before(Decimal("10.01")), "10.005"),
            (behind(Decimal(10)), behind(Decimal("10.01")), "10.01"),
            (LOWEST, HIGHEST, "0"),
            (LOWEST, behind(Decimal(0)), "0"),
            (LOWEST, before(Decimal(0)), "-1"),
            (LOWEST, before(Decimal(-5)), "-6"),
        ],
    )
    def test_it_is_the_value_people_would_name_first(self, low: Cut, high: Cut, value: str):
        assert smallest((low, high)) == Decimal(value)

    def test_between_two_thirds_it_is_the_middle(self):
        third = Fraction(1, 3)
        assert smallest((behind(third), before(third + Fraction(1, 1000)))) == third + Fraction(1, 2000)

    @pytest.mark.parametrize(
        ("low", "high", "value"), [((3, 0), HIGHEST, 3), (LOWEST, (5, 0), 0), (LOWEST, (-2, 0), -3)]
    )
    def test_among_whole_numbers_it_is_the_first_or_the_nearest_to_zero(self, low: Cut, high: Cut, value: int):
        assert smallest_whole((low, high)) == value


class TestSpans:
    def test_touching_and_overlapping_spans_become_one(self):
        spans = [((5, 0), (9, 0)), ((1, 0), (3, 1)), ((3, 1), (4, 0)), ((7, 0), (8, 0)), ((9, 1), (9, 1))]
        assert joined(spans) == (((1, 0), (4, 0)), ((5, 0), (9, 0)))

    def test_a_value_left_out_on_both_sides_keeps_spans_apart(self):
        assert len(joined([((1, 0), (3, 0)), ((3, 1), (4, 0))])) == 2

    def test_spans_that_share_one_end_do_not_meet_unless_both_include_it(self):
        assert is_empty(meet((before(1), before(5)), (before(5), HIGHEST)))
        assert not is_empty(meet((before(1), behind(5)), (before(5), HIGHEST)))

    def test_among_whole_numbers_nothing_lies_between_ten_and_eleven(self):
        assert in_whole_steps((behind(10), before(11))) == ((11, 0), (11, 0))
        assert in_whole_steps((LOWEST, behind(10))) == (LOWEST, (11, 0))
