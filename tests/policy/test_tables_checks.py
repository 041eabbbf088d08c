"""What a check says about a table: every finding with the smallest case that shows it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.policy import coverage
from dealerkit.policy.lookup import decide
from dealerkit.policy.table_checks import _Plan, check_table
from dealerkit.problems import Severity
from tests.policy.table_reading import found_in, table


def checked(hit: str, *rows: str, columns: str = "") -> list[tuple[str, str]]:
    return found_in(table(hit, *rows, columns=columns))


class TestGaps:
    def test_a_table_without_gaps_is_silent(self):
        assert checked("unique", "a, amount: {below: 500}", "b, amount: {at: 500}") == []

    def test_an_open_end_beside_an_open_end_leaves_one_value(self):
        assert checked("unique", "a, amount: {below: 500}", "b, amount: {above: 500}") == [("DK237", "amount 500")]

    def test_the_smallest_amount_above_an_open_end_is_a_cent_more(self):
        assert checked("unique", "a, amount: {up_to: 500}", "b, amount: {at: 600}") == [("DK237", "amount 500.01")]

    def test_a_share_steps_by_a_hundredth_of_a_per_cent(self):
        assert checked("unique", "a, part: {up_to: 90%}") == [("DK237", "part 90.01%")]

    def test_whole_numbers_and_days_have_no_gap_between_neighbours(self):
        assert checked("unique", "a, n: {up_to: 10}", "b, n: {at: 11}", columns="{n: count}") == []
        assert checked("unique", "a, day: {up_to: 2026-03-31}", "b, day: {at: 2026-04-01}") == []

    def test_amounts_have_one_where_whole_numbers_have_none(self):
        assert checked("unique", "a, n: {up_to: 10}", "b, n: {at: 11}") == [("DK237", "n 10.01")]

    def test_days_before_the_first_row_are_a_gap(self):
        assert checked("unique", "a, day: {at: 2026-04-01}") == [("DK237", "day 2026-03-31")]

    def test_amounts_start_at_zero(self):
        assert checked("unique", "a, amount: {at: 0}") == []
        assert checked("unique", "a, amount: {above: 0}") == [("DK237", "amount 0")]

    def test_amounts_start_below_zero_where_a_cell_does(self):
        assert checked("unique", "a, amount: {below: 0}", "b, amount: {above: 0}") == [("DK237", "amount 0")]
        assert checked("unique", "a, amount: {at: -5}") == [("DK237", "amount -6")]

    def test_shares_end_at_a_hundred_per_cent_unless_a_cell_reaches_beyond(self):
        assert checked("unique", "a, part: {up_to: 100%}") == []
        assert checked("unique", "a, part: {up_to: 110%}") == [("DK237", "part 110.01%")]

    def test_a_number_has_no_limits_of_its_own(self):
        assert checked("unique", "a, n: {at: 0}", columns="{n: number}") == [("DK237", "n -1")]

    def test_declared_limits_bound_what_must_be_covered(self):
        columns = "{size: {type: quantity, unit: kW, from: 5, to: 10}}"
        assert checked("unique", "a, size: {at: 5, up_to: 10}", columns=columns) == []
        assert checked("unique", "a, size: {above: 5, below: 10}", columns=columns) == [
            ("DK237", "size 5 kW"),
            ("DK237", "size 10 kW"),
        ]

    def test_days_without_any_bound_name_some_day(self):
        assert checked("unique", "a, day: 2026-01-01", columns="{day: date}")[0] == ("DK237", "day 2025-12-31")

    def test_a_declared_word_that_no_row_mentions_is_a_gap(self):
        assert checked("unique", "a, v: low", columns="{v: [low, high]}") == [("DK237", "v high")]

    def test_a_condition_has_two_sides(self):
        assert checked("unique", "a, urgent: true") == [("DK237", "urgent false")]

    def test_columns_that_may_be_anything_are_left_out_of_the_case(self):
        found = checked(
            "unique", "a, v: low, n: {below: 5}", "b, v: high, n: {below: 5}", columns="{v: [low, high], n: amount}"
        )
        assert found == [("DK237", "n 5")]

    def test_a_gap_in_several_columns_names_each(self):
        rows = ("a, v: low", "b, v: high, n: {at: 10}")
        assert checked("unique", *rows) == [("DK237", "v high, n 0")]

    def test_collect_may_leave_cases_without_a_row(self):
        assert checked("collect", "a, amount: {at: 5}") == []


class TestOverlaps:
    def test_rows_that_share_an_end_overlap_there(self):
        found = list(check_table(table("unique", "a, amount: {up_to: 500}", "b, amount: {at: 500}")))
        assert [(each.code, each.arg("witness"), each.arg("other"), each.arg("row")) for each in found] == [
            ("DK238", "amount 500", "a", "b")
        ]
        assert found[0].address == "authority.t.rows[b]"
        assert [each.role for each in found[0].related] == ["other-row"]

    def test_rows_that_differ_in_one_column_do_not_overlap(self):
        rows = (
            "a, amount: {below: 5}, v: x",
            "b, amount: {below: 9}, v: y",
            "c, amount: {at: 5}, v: x",
            "d, amount: {at: 9}, v: y",
        )
        assert checked("unique", *rows) == []

    def test_more_overlaps_than_are_listed_are_announced(self):
        found = checked("unique", *(f"r{number}, amount: {{at: 0}}" for number in range(6)))
        assert [code for code, _ in found] == ["DK238"] * coverage.MAX_FOUND + ["DK241"]

    def test_first_and_collect_may_overlap(self):
        assert checked("first", "a, amount: {at: 5}", "b") == []
        assert checked("collect", "a, amount: {at: 5}", "b") == []


class TestRowsWithoutATurn:
    def test_a_row_behind_one_that_takes_more_never_fires(self):
        found = list(check_table(table("first", "a, amount: {at: 5}", "b, amount: {at: 9}", "c")))
        assert [(each.code, each.arg("row"), each.arg("other"), each.arg("witness")) for each in found] == [
            ("DK239", "b", "a", "amount 9")
        ]
        assert [each.role for each in found[0].related] == ["shadowed-by"]

    def test_a_row_that_several_earlier_rows_take_together_never_fires(self):
        found = list(
            check_table(table("first", "a, amount: {below: 5}", "b, amount: {at: 5}", "c, amount: {at: 3, below: 9}"))
        )
        assert [(each.code, each.arg("row"), each.arg("other")) for each in found] == [("DK239", "c", "a")]
        assert [each.role for each in found[0].related] == ["other-row"]

    def test_more_rows_without_a_turn_than_are_listed_are_announced(self):
        found = checked("first", "all", *(f"r{number}, amount: {number}" for number in range(20)))
        assert [code for code, _ in found] == ["DK239"] * coverage.MAX_FOUND + ["DK241"]

    def test_a_row_that_has_one_value_left_does_fire(self):
        assert checked("first", "a, amount: {below: 5}", "b, amount: {above: 5}", "c, amount: {at: 3, below: 9}") == []

    def test_a_row_behind_one_without_conditions_never_fires(self):
        assert checked("first", "a", "b, amount: 5") == [("DK239", "amount 5")]

    @pytest.mark.parametrize("hit", ["unique", "first", "collect"])
    def test_a_cell_outside_the_limits_never_fires(self, hit: str):
        columns = "{n: {type: amount, from: 0, to: 10}}"
        assert checked(hit, "a, n: {up_to: 10}", "b, n: {above: 10}", columns=columns) == [("DK236", "")]


class TestTooMuch:
    def test_a_check_that_gives_up_says_so_and_how_far_it_came(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(coverage, "MAX_STEPS", 2)
        found = list(check_table(table("first", "a, amount: {below: 5}", "b, amount: {at: 5}")))
        assert {(each.code, each.severity) for each in found} == {("DK240", Severity.WARNING)}
        assert [each.arg("what") for each in found] == ["gaps", "rows without a turn"]

    def test_a_search_for_overlaps_that_gives_up_says_so(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(coverage, "MAX_STEPS", 2)
        found = list(check_table(table("unique", "a, amount: {below: 5}", "b, amount: {at: 5}")))
        assert [each.arg("what") for each in found] == ["gaps", "overlaps"]

    def test_more_findings_than_are_listed_are_announced(self):
        rows = [f"r{number}, amount: {number}" for number in range(50)]
        found = checked("unique", *rows)
        assert found.count(("DK241", "")) == 1
        assert len(found) == coverage.MAX_FOUND + 1


LIMITS = st.sampled_from(
    ["", "{below: 3}", "{at: 3}", "{above: 3}", "{up_to: 3}", "{at: 2, below: 4}", "[2, 3, 4]", "3"]
)
WORDS = st.sampled_from(["", "x", "y", "[x, y]"])


@given(st.lists(st.tuples(LIMITS, LIMITS, WORDS), min_size=1, max_size=5), st.sampled_from(["unique", "first"]))
def test_the_smallest_case_of_every_gap_is_refused_by_the_table_itself(cells: list[tuple[str, str, str]], hit: str):
    rows = [
        f"r{number}" + "".join(f", {name}: {cell}" for name, cell in zip(("m", "n", "v"), row, strict=True) if cell)
        for number, row in enumerate(cells)
    ]
    every = "last, m: -1, n: -1, v: z"
    found = table(hit, *rows, every, columns="{m: number, n: count, v: [x, y, z]}")
    plan = _Plan(found)
    for box in coverage.gaps(plan.domains, plan.rows).boxes:
        case = {column.name: column.witness(span) for column, span in zip(found.columns, box, strict=True)}
        assert decide(found, case).code == "DK001"
    for pair in coverage.overlaps(plan.domains, plan.rows).pairs:
        case = {column.name: column.witness(span) for column, span in zip(found.columns, pair.box, strict=True)}
        assert (
            len(decide(table("collect", *rows, every, columns="{m: number, n: count, v: [x, y, z]}"), case).because) > 1
        )


def test_a_word_that_no_column_lists_is_decided_by_rows_that_do_not_ask_for_it():
    found = table("first", "a, v: x", "b, n: {at: 5}")
    assert decide(found, {"v": "elsewhere", "n": Decimal(5)}).value("say") == "b"
