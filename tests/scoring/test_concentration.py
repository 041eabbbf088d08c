"""Concentration over books and generated amounts: shares, indexes, alarms, control groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Severity
from dealerkit.scoring.concentration.run import ConcentrationRun, evaluate
from dealerkit.scoring.concentration.spread import COUNTED, LEFT_OUT, spread
from tests.scoring import naive_classes as naive
from tests.scoring.scored import policy, problems

TEXT = """
figures:
  sales: {from: lines, sum: net_amount, over: 12 months}
concentration:
  dealers:
    title: dealers
    of: figure.sales
    at_zero_or_below: left-out
    tops: [1, 3]
    alarms: {one: {title: one dealer, top: 1, at: 20%}, three: {top: 3, at: 40%}}
"""
DAY = date(2026, 6, 30)
AMOUNTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.decimals(min_value=-50, max_value=500, places=2),
    min_size=1,
    max_size=9,
)


def lines(**amounts: str) -> list[dict[str, str | date]]:
    return [
        {"date": DAY, "dealer": dealer, "product": "P", "net_amount": amount, "document": dealer}
        for dealer, amount in amounts.items()
    ]


def run(found: Policy, **amounts: str) -> ConcentrationRun:
    return evaluate(found, Book.from_tables({"lines": lines(**amounts)}), DAY)


class TestSpread:
    @given(AMOUNTS)
    def test_the_indexes_are_what_their_definitions_say(self, amounts: dict[str, Decimal]):
        found = spread(amounts, LEFT_OUT)
        above = [Fraction(each) for each in amounts.values() if each > 0]
        if not above:
            assert found is None
            return
        assert found is not None
        assert (found.hhi, found.gini) == (naive.hhi(above), naive.gini(above))
        assert found.top(2) == sum(sorted(above)[-2:]) / sum(above)

    @given(AMOUNTS)
    def test_members_with_nothing_are_members_with_a_share_of_zero_where_they_are_counted(
        self, amounts: dict[str, Decimal]
    ):
        found = spread(amounts, COUNTED)
        clipped = [max(Fraction(each), Fraction(0)) for each in amounts.values()]
        if found is not None:
            assert found.count == len(amounts)
            assert (found.hhi, found.gini) == (naive.hhi(clipped), naive.gini(clipped))

    @given(AMOUNTS, st.sampled_from([COUNTED, LEFT_OUT]))
    def test_every_index_stays_within_its_bounds(self, amounts: dict[str, Decimal], below: str):
        found = spread(amounts, below)
        if found is not None:
            assert Fraction(1, found.count) <= found.hhi <= 1
            assert 0 <= found.normalised_hhi <= 1
            assert 1 <= found.effective_number <= found.count
            assert 0 <= found.gini <= Fraction(found.count - 1, found.count)
            assert found.top(found.count) == 1

    @given(AMOUNTS, st.randoms(use_true_random=False))
    def test_the_order_of_members_never_matters(self, amounts: dict[str, Decimal], drawn: Random):
        keys = [*amounts]
        drawn.shuffle(keys)
        one, other = spread(amounts), spread({key: amounts[key] for key in keys})
        assert (one and one.holdings) == (other and other.holdings)

    @given(AMOUNTS, st.integers(1, 4), st.fractions(0, 1, max_denominator=20))
    def test_an_alarm_is_reached_just_where_the_exact_share_is(
        self, amounts: dict[str, Decimal], count: int, share: Fraction
    ):
        found = spread(amounts)
        if found is not None:
            assert found.top_reaches(count, share) == (found.top(count) >= share)

    def test_amounts_may_be_fractions_that_never_end(self):
        found = spread({"a": Fraction(1, 3), "b": Decimal("0.5")})
        assert found is not None
        assert found.top(1) == Fraction(3, 5)


class TestRun:
    def test_an_alarm_is_a_warning_that_names_who_raises_it(self):
        found = run(policy(TEXT), a="60", b="30", c="10")
        raised = [each for each in found.problems if each.code == "DK726"]
        assert [each.arg("holders") for each in raised] == [("a",), ("a", "b", "c")]
        assert {each.severity for each in raised} == {Severity.WARNING}
        assert raised[0].arg("value") == Fraction(3, 5)

    def test_below_the_alarms_nothing_is_said(self):
        found = run(policy(TEXT), **{f"d{number}": "10" for number in range(10)})
        assert not any(each.code == "DK726" for each in found.problems)

    def test_without_any_sales_there_is_nothing_to_be_concentrated_and_that_is_said(self):
        found = run(policy(TEXT), a="-5")
        assert found.measured["dealers"].spread is None
        assert [each.code for each in found.problems] == ["DK729"]

    def test_a_customer_whose_sales_are_not_known_is_left_out_and_named(self):
        text = TEXT.replace("sum: net_amount", "average: net_amount")
        book = Book.from_tables({"lines": lines(a="1"), "customers": [{"customer": "a"}, {"customer": "b"}]})
        found = evaluate(policy(text), book, DAY)
        assert [*found.measured["dealers"].missing] == ["b"]
        said = next(each for each in found.problems if each.code == "DK729")
        assert (said.arg("count"), said.arg("first")) == (1, "b")

    def test_control_groups_hold_as_they_stand_on_the_day(self):
        text = TEXT.replace("    tops:", "    merge: control\n    tops:")
        customers = [
            {"customer": "a", "group": "G", "valid_from": "2020-01-01", "valid_to": "2026-03-31"},
            {"customer": "a", "valid_from": "2026-04-01"},
            {"customer": "b", "group": "G"},
        ]
        groups = [{"group": "G", "kind": "control"}]
        tables: dict[str, list[dict[str, str | date]]] = {"lines": lines(a="60", b="40")}
        now = evaluate(policy(text), Book.from_tables({**tables, "customers": customers, "groups": groups}), DAY)
        assert {part.name for part, _ in now.measured["dealers"].holdings} == {"a", "G"}
        tables["lines"] = [{**each, "date": date(2026, 3, 1)} for each in lines(a="60", b="40")]
        before = Book.from_tables({**tables, "customers": customers, "groups": groups})
        then = evaluate(policy(text), before, date(2026, 3, 31))
        assert [(part.name, part.members) for part, _ in then.measured["dealers"].holdings] == [("G", ("a", "b"))]


class TestChecks:
    def test_figures_of_several_kinds_of_subjects_do_not_go_together(self):
        text = TEXT.replace("concentration:", "  pieces: {of: product, from: lines, sum: net_amount}\nconcentration:")
        text = text.replace("of: figure.sales", "of: figure.sales + figure.pieces")
        assert [each.code for each in problems(text)] == ["DK722"]

    def test_products_have_no_control_group(self):
        text = TEXT.replace("sales: {", "sales: {of: product, ").replace("    tops:", "    merge: control\n    tops:")
        assert [each.code for each in problems(text)] == ["DK723"]
