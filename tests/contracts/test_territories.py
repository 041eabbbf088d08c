"""Territories: pairs that meet against all pairs, gaps, splits, trees that change or run in a circle."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.contracts.territory.overlaps import Grant, meeting
from dealerkit.contracts.territory.run import evaluate
from tests.contracts.contracting import book_of, codes, policy_of, row_of
from tests.contracts.naive_contracts import meeting_pairs

DAY = date(2026, 3, 31)
POLICY = policy_of("contracts: {territory: {gaps: {}}}\n")
TREE = [
    {"territory": "EAST", "parent": ""},
    {"territory": "NB", "parent": "EAST", "kind": "city"},
    {"territory": "NB1", "parent": "NB"},
    {"territory": "WEST", "parent": ""},
    {"territory": "CD", "parent": "WEST", "kind": "city"},
]


def paths(parents: list[int]) -> list[tuple[str, ...]]:
    """Every node's path up to its root; node ``i`` hangs under an earlier one, or is a root."""
    found: list[tuple[str, ...]] = []
    for i, parent in enumerate(parents):
        above = () if parent >= i or parent < 0 else found[parent]
        found.append((f"N{i}", *above))
    return found


TREES = st.lists(st.integers(-1, 6), min_size=1, max_size=7).map(paths)


@st.composite
def granted(draw: st.DrawFn) -> list[Grant]:
    territories, groups = draw(TREES), [*draw(TREES), ("",)]
    return [
        Grant(f"C{i}", f"D{draw(st.integers(0, 3))}", draw(st.sampled_from(territories)), draw(st.sampled_from(groups)))
        for i in range(draw(st.integers(0, 9)))
    ]


class TestMeeting:
    @given(granted())
    def test_the_pairs_are_those_of_trying_all_of_them(self, grants: list[Grant]):
        found = [frozenset({one.contract, other.contract}) for one, other in meeting(grants)]
        assert set(found) == meeting_pairs(grants)

    @given(granted())
    def test_no_pair_is_told_twice(self, grants: list[Grant]):
        found = [frozenset({one.contract, other.contract}) for one, other in meeting(grants)]
        assert len(found) == len(set(found))

    def test_ten_thousand_grants_beside_each_other_are_no_pair_and_take_no_time(self):
        grants = [Grant(f"C{i}", f"D{i}", (f"T{i}", "EAST"), ("TEA", "DRINKS")) for i in range(10_000)]
        assert list(meeting(grants)) == []

    def test_one_for_the_whole_region_meets_each_of_a_thousand_cities(self):
        cities = [Grant(f"C{i}", f"D{i}", (f"T{i}", "EAST"), ("TEA",)) for i in range(1_000)]
        region = Grant("R", "DR", ("EAST",), ("",))
        assert sum(1 for _ in meeting([*cities, region])) == 1_000


def grant(contract: str, dealer: str, territory: str, exclusive: str = "yes", **more: str) -> dict[str, str]:
    row = {"contract": contract, "customer": dealer, "kind": "distribution", "start": "2026-01-01"}
    return {**row, "territory": territory, "exclusive": exclusive, **more}


class TestOnADay:
    def test_the_pair_is_told_once_and_both_contracts_are_not_in_order(self):
        book = book_of(territories=TREE, contracts=[grant("C1", "D1", "NB"), grant("C2", "D2", "NB1", "no")])
        run = evaluate(POLICY, book, DAY)
        assert [each.decision.code for each in run.rows if each.part == "grants"] == ["DK784", "DK784"]
        assert codes(run).count("DK784") == 1

    def test_a_dealer_does_not_meet_himself(self):
        book = book_of(territories=TREE, contracts=[grant("C1", "D1", "NB"), grant("C2", "D1", "NB1")])
        assert "DK784" not in codes(evaluate(POLICY, book, DAY))

    def test_the_largest_territories_nobody_serves_are_told_and_not_their_parts(self):
        book = book_of(territories=TREE, contracts=[grant("C1", "D1", "EAST")])
        gaps = [each.subject for each in evaluate(POLICY, book, DAY).rows if each.part == "gaps"]
        assert gaps == ["WEST"]

    def test_a_region_with_one_served_city_is_no_gap_but_its_other_parts_are(self):
        book = book_of(territories=TREE, contracts=[grant("C1", "D1", "NB1"), grant("C2", "D2", "WEST")])
        gaps = [each.subject for each in evaluate(POLICY, book, DAY).rows if each.part == "gaps"]
        assert gaps == []

    def test_a_territory_is_served_only_for_the_products_that_are_granted(self):
        policy = policy_of("contracts: {territory: {gaps: {kind: city, products: [TEA, WATER]}}}\n")
        groups = [{"group": "DRINKS"}, {"group": "TEA", "parent": "DRINKS"}, {"group": "WATER", "parent": "DRINKS"}]
        contracts = [grant("C1", "D1", "NB", product_group="TEA"), grant("C2", "D2", "CD", product_group="DRINKS")]
        run = evaluate(policy, book_of(territories=TREE, product_groups=groups, contracts=contracts), DAY)
        assert [each.subject for each in run.rows if each.part == "gaps"] == ["NB|WATER"]

    def test_a_tree_that_runs_in_a_circle_is_a_finding_of_the_book_at_its_row_and_ends(self):
        circle = [{"territory": "A", "parent": "B"}, {"territory": "B", "parent": "A"}]
        book = book_of(territories=circle, contracts=[grant("C1", "D1", "A"), grant("C2", "D2", "B")])
        evaluate(POLICY, book, DAY)
        found = [each for each in book.problems if each.code == "DK862"]
        assert [str(each.at) for each in found] == ["territories:2:2"]

    def test_without_a_rule_on_splits_none_is_allowed(self):
        splits = [{"split": "S", "territory": "NB", "dealer": "D1", "added": "D2", "from": "2026-01-01"}]
        run = evaluate(POLICY, book_of(territories=TREE, territory_splits=splits), DAY)
        assert row_of(run, "S").decision.code == "DK786"

    def test_a_split_elsewhere_does_not_excuse_an_overlap(self):
        splits = [{"split": "S", "territory": "CD", "dealer": "D1", "added": "D2", "from": "2026-01-01"}]
        contracts = [grant("C1", "D1", "NB"), grant("C2", "D2", "NB1")]
        run = evaluate(POLICY, book_of(territories=TREE, contracts=contracts, territory_splits=splits), DAY)
        assert row_of(run, "C1").decision.code == "DK784"

    def test_nothing_sold_leaves_the_dependence_unknown(self):
        text = "contracts: {territory: {splits: {over: 12 months, steps: [{id: second, dealers: 2, at: 20%}]}}}\n"
        splits = [{"split": "S", "territory": "NB", "dealer": "D1", "added": "D2", "from": "2026-01-01"}]
        run = evaluate(policy_of(text), book_of(territories=TREE, territory_splits=splits), DAY)
        assert row_of(run, "S").decision.missing == ("territory_splits.dependence",)

    def test_a_contract_that_renewed_itself_still_grants_its_territory(self):
        text = (
            "contracts: {kinds: {distribution: {terms: [{id: territory}], remind: 1 month,"
            " renewal: {by: itself, for: 1 year}}}, territory: {}}\n"
        )
        old = grant("C1", "D1", "NB") | {"start": "2025-01-01", "end": "2025-12-31"}
        run = evaluate(policy_of(text), book_of(territories=TREE, contracts=[old, grant("C2", "D2", "NB")]), DAY)
        assert row_of(run, "C1").decision.code == "DK784"
