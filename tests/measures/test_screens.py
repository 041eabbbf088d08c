from __future__ import annotations

from dealerkit.measures.masters import Masters
from dealerkit.measures.screens import Facts, Screen, screens
from dealerkit.measures.takes import Take, merged
from tests.measures.asking import CATALOGUE, book_of, condition


def facts(*, by_contract: bool = False, masters: Masters | None = None) -> Facts:
    return Facts(masters or Masters(book_of([]), CATALOGUE), {}, by_contract=by_contract)


def screened(*texts: str) -> tuple[Screen, ...]:
    takes = [Take(str(place), condition(text)) for place, text in enumerate(texts)]
    return screens(takes, facts())


class TestPlaces:
    def test_conditions_on_products_share_one_screen_whatever_their_number(self):
        found = screened('within(product, "phones")', 'within(product, "cases")', 'product.brand == "Star"')
        assert [each.place for each in found] == [("product",)]

    def test_a_condition_is_split_at_its_top_level_and(self):
        found = screened('within(product, "phones") and line.kind == "sale" and dealer.class == "gold"')
        assert {each.place for each in found} == {("product",), ("line.kind",), ("dealer", "segment")}

    def test_an_or_is_asked_about_everything_it_reads(self):
        (screen,) = screened('within(product, "phones") or line.kind == "sale"')
        assert screen.place == ("line.kind", "product")

    def test_a_contract_belongs_to_the_dealer_unless_the_line_names_it(self):
        asked = condition('contract.kind == "direct"')
        assert facts().place(asked) == ("dealer", "segment")
        assert facts(by_contract=True).place(asked) == ("contract", "segment")

    def test_products_that_change_are_asked_about_by_segment(self):
        masters = {"products": [{"product": "P", "brand": "Star", "valid_from": "2026-03-01"}]}
        changing = facts(masters=Masters(book_of([], masters), CATALOGUE))
        assert changing.place(condition('product.brand == "Star"')) == ("product", "segment")


class TestVerdicts:
    def test_a_combination_is_asked_about_once(self):
        (screen,) = screened('within(product, "phones")')
        assert [screen["P1"], screen["P3"], screen["P1"]] == [0b00, 0b01, 0b00]
        assert len(screen) == 2

    def test_nobody_knows_is_told_apart_from_fails(self):
        (screen,) = screened('product.brand == "Star"', 'within(product, "phones")')
        # P3 has no brand: the second bit of the upper half; it is no phone: the second take fails.
        assert screen["P3"] == 0b01_10
        assert [(why.take, why.facts) for why in screen.why("P3")] == [(0, ("product.brand",))]

    def test_a_take_that_fails_here_has_no_unknowns(self):
        (screen,) = screened('product.brand == "Star" and within(product, "phones")')
        assert screen["P3"] == 0b01

    def test_a_condition_that_reads_nothing_is_asked_about_once_for_all(self):
        (screen,) = screened("true", "1 < 2", "false")
        assert screen.place == ()
        assert screen[()] == 0b100

    def test_a_part_that_reads_nothing_stands_beside_the_others(self):
        found = {each.place: each for each in screened('true and within(product, "phones")')}
        assert [found[()][()], found["product",]["P1"], found["product",]["P3"]] == [0, 0, 1]


def test_the_same_lines_are_one_take_under_many_names():
    phones = condition('within(product, "phones")')
    found = merged([Take("one", phones), Take("other", phones), Take("apart", phones, "quantity")])
    assert found["one"] == found["other"] != found["apart"]
