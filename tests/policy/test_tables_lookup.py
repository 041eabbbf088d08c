"""What a table decides: by hit policy, three-valued, with its reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.decisions import Decision
from dealerkit.policy.lookup import decide
from dealerkit.policy.types import Missing
from dealerkit.problems import DealerkitError
from tests.policy.table_reading import table

ROWS = ("small, amount: {below: 500}", "middle, amount: {at: 500, below: 5_000}", "large, amount: {at: 5_000}")


def summary(decision: Decision) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return decision.outcome.value, decision.code, decision.because, decision.missing


class TestUnique:
    @pytest.mark.parametrize(
        ("amount", "row"),
        [("0", "small"), ("499.99", "small"), ("500", "middle"), ("4999.99", "middle"), ("5000", "large")],
    )
    def test_the_one_row_that_matches_decides(self, amount: str, row: str):
        found = decide(table("unique", *ROWS), {"amount": Decimal(amount)})
        assert summary(found) == ("granted", "", (f"authority.t.rows[{row}]",), ())
        assert found.value("say") == row

    def test_no_row_is_a_refusal_that_says_which_rows_were_tried_and_why_not(self):
        found = decide(table("unique", ROWS[0], ROWS[2]), {"amount": Decimal(700)})
        assert summary(found) == ("refused", "DK001", (), ())
        assert [(each.step, each.rule.address, each.arg("value"), each.arg("wanted")) for each in found.tried] == [
            ("row-not-met", "authority.t.rows[small]", Decimal(700), "below 500"),
            ("row-not-met", "authority.t.rows[large]", Decimal(700), "at 5_000"),
        ]

    def test_two_rows_are_undetermined_and_both_named(self):
        found = decide(table("unique", "a, amount: {up_to: 5}", "b, amount: {at: 5}"), {"amount": Decimal(5)})
        assert summary(found) == ("undetermined", "DK002", ("authority.t.rows[a]", "authority.t.rows[b]"), ())

    def test_what_was_read_is_listed_and_the_reason_shows_it(self):
        found = decide(
            table("unique", "a, amount: {up_to: 5}, urgent: true"), {"amount": Decimal("4.50"), "urgent": True}
        )
        assert [(each.name, each.value) for each in found.reads] == [("amount", Decimal("4.50")), ("urgent", "true")]
        assert found.reasons[0].arg("facts") == ("amount 4.5", "urgent true")


class TestMissingFacts:
    ROWS = ("a, amount: {below: 500}, class: A", "b, amount: {below: 500}, class: B", "c, amount: {at: 500}")

    def test_a_missing_fact_that_a_row_needs_is_named(self):
        found = decide(table("unique", *self.ROWS), {"amount": Decimal(5)})
        assert summary(found) == ("undetermined", "DK003", (), ("class",))

    def test_a_missing_fact_that_no_row_needs_any_more_does_not_matter(self):
        found = decide(table("unique", *self.ROWS), {"amount": Decimal(500)})
        assert summary(found) == ("granted", "", ("authority.t.rows[c]",), ())

    def test_what_is_known_to_be_missing_says_what_it_lacks(self):
        found = decide(table("unique", *self.ROWS), {"amount": Decimal(5), "class": Missing(("dealer.class",))})
        assert found.missing == ("dealer.class",)

    def test_an_earlier_row_that_might_match_leaves_first_undetermined(self):
        found = decide(table("first", "a, urgent: true", "b"), {})
        assert summary(found) == ("undetermined", "DK003", (), ("urgent",))

    def test_a_later_row_that_might_match_does_not_matter_to_first(self):
        found = decide(table("first", "a, amount: 5", "b, urgent: true"), {"amount": Decimal(5)})
        assert summary(found) == ("granted", "", ("authority.t.rows[a]",), ())

    def test_collect_is_undetermined_and_keeps_the_rows_that_match(self):
        found = decide(table("collect", "a, amount: 5", "b, urgent: true"), {"amount": Decimal(5)})
        assert summary(found) == ("undetermined", "DK003", ("authority.t.rows[a]",), ("urgent",))

    @given(
        st.lists(
            st.tuples(st.sampled_from(["", "{below: 3}", "{at: 3}", "5"]), st.sampled_from(["", "true", "false"])),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from(["unique", "first"]),
        st.one_of(st.none(), st.sampled_from([1, 3, 5])),
        st.one_of(st.none(), st.booleans()),
    )
    def test_what_is_decided_without_a_fact_is_decided_the_same_whatever_the_fact_is(
        self,
        cells: list[tuple[str, str]],
        hit: str,
        number: int | None,
        flag: bool | None,  # noqa: FBT001
    ):
        rows = [
            f"r{position}" + (f", n: {limits}" if limits else "") + (f", urgent: {word}" if word else "")
            for position, (limits, word) in enumerate(cells)
        ]
        found = (
            table(hit, *rows, columns="{n: amount, urgent: condition}")
            if used(cells)
            else table(hit, "r0, n: 5, urgent: true")
        )
        known = {"n": Decimal(number)} if number is not None else {}
        known_flag = {"urgent": flag} if flag is not None else {}
        decision = decide(found, {**known, **known_flag})
        completed = [
            decide(found, {"n": Decimal(one), "urgent": other})
            for one in ([number] if number is not None else [1, 3, 5])
            for other in ([flag] if flag is not None else [True, False])
        ]
        if decision.code == "DK003":
            assert decision.missing
        elif decision.code == "DK002":
            # What is not known may add a third row to the two.
            assert {each.code for each in completed} == {"DK002"}
        else:
            assert {summary(each) for each in completed} == {summary(decision)}


def used(cells: list[tuple[str, str]]) -> bool:
    """Whether rows use both columns, so that none is reported as unused."""
    return any(limits for limits, _ in cells) and any(word for _, word in cells)


class TestFirstAndCollect:
    def test_the_first_row_that_matches_decides(self):
        found = decide(table("first", "a, amount: {at: 9}", "b, amount: {at: 5}", "c"), {"amount": Decimal(6)})
        assert found.because == ("authority.t.rows[b]",)
        assert [each.rule.address for each in found.tried] == ["authority.t.rows[a]"]

    def test_all_rows_that_match_are_collected_in_order(self):
        found = decide(table("collect", "a, amount: {at: 5}", "b, amount: {at: 9}", "c"), {"amount": Decimal(6)})
        assert found.because == ("authority.t.rows[a]", "authority.t.rows[c]")
        assert found.value("say") == ("a", "c")

    def test_nothing_collected_is_a_refusal(self):
        assert summary(decide(table("collect", "a, amount: {at: 5}"), {"amount": Decimal(1)})) == (
            "refused",
            "DK001",
            (),
            (),
        )


class TestWrongValues:
    @pytest.mark.parametrize("value", ["5", True])
    def test_a_caller_that_gives_a_word_for_an_amount_is_told_so(self, value: str | bool):  # noqa: FBT001
        with pytest.raises(DealerkitError, match="the column amount takes values of the kind amount"):
            decide(table("first", "a, amount: {at: 5}"), {"amount": value})

    def test_a_caller_that_gives_a_number_for_a_word_is_told_so(self):
        with pytest.raises(DealerkitError, match="the kind word"):
            decide(table("first", "a, class: A"), {"class": Decimal(5)})
