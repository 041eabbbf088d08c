"""Places in trees: what can be told of them, and what cannot where the tree does not reach so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from dealerkit.measures.masters import Masters
from dealerkit.policy.types import Missing
from tests.measures.asking import CATALOGUE, MASTERS, book_of, condition

DAY = date(2026, 3, 1)
P9: Sequence[Mapping[str, object]] = ({"product": "P9", "group": "small"},)


def within(name: str, id: str, code: str, **tables: Sequence[Mapping[str, object]]) -> object:
    """Whether a product's or a dealer's place is within an id, in a book with some tables replaced."""
    kept = {table: rows for table, rows in {**MASTERS, **tables}.items() if rows}
    masters = Masters(book_of([], kept), CATALOGUE)
    ask = masters.product if name.startswith("product") else masters.dealer
    return condition(f'within({name}, "{id}")').evaluate({name: ask(name, code, DAY)})


class TestWithinATreeThatHasThePlace:
    @pytest.mark.parametrize("id", ["P1", "small", "phones"])
    def test_a_product_is_within_itself_and_all_around_it(self, id: str):
        assert within("product", id, "P1") is True

    def test_it_is_not_within_another_branch(self):
        assert within("product", "cases", "P1") is False


class TestWithinATreeThatDoesNotHaveThePlace:
    @pytest.mark.parametrize("id", ["P9", "small"])
    def test_what_the_path_holds_can_be_told_without_a_tree(self, id: str):
        assert within("product", id, "P9", products=P9, product_groups=()) is True

    def test_a_book_without_the_table_cannot_tell_the_rest(self):
        found = within("product", "phones", "P9", products=P9, product_groups=())
        assert found == Missing(("product_groups.small",))

    def test_a_node_that_the_table_does_not_have_is_named(self):
        found = within("dealer.territory", "south", "A", territories=({"territory": "north"},))
        assert found == Missing(("territories.north-1",))

    def test_a_parent_that_is_nowhere_ends_what_is_known(self):
        groups = ({"group": "small", "parent": "phones"},)
        assert within("product", "phones", "P9", products=P9, product_groups=groups) is True
        found = within("product", "goods", "P9", products=P9, product_groups=groups)
        assert found == Missing(("product_groups.phones",))

    def test_a_node_counts_only_on_the_days_it_is_there(self):
        groups = ({"group": "small", "parent": "phones", "valid_from": "2026-04-01"}, {"group": "phones"})
        assert within("product", "phones", "P9", products=P9, product_groups=groups) == Missing(
            ("product_groups.small",)
        )

    def test_a_product_without_a_group_may_be_in_any(self):
        found = within("product", "phones", "P9", products=({"product": "P9"},))
        assert found == Missing(("product.group",))
