"""The fact catalogue: what can be asked for, and from where."""

from __future__ import annotations

import pytest

from dealerkit.policy.facts import LINE, PAYEE, Catalogue, Fact
from dealerkit.policy.types import (
    COUNT,
    DATE,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    Missing,
    Type,
    common,
    number,
    product,
    quotient,
)
from dealerkit.problems import DealerkitError

AMOUNT = Fact("line.net_amount", MONEY, meaning="what the line costs", source="lines.net_amount", instant="line date")
STATUS = Fact("dealer.status", TEXT, values=("active", "closed"))
SALES = Fact("period.销售额", MONEY)
CATALOGUE = Catalogue([AMOUNT, STATUS, SALES])


class TestCatalogue:
    def test_a_fact_is_found_by_its_name(self):
        assert CATALOGUE.get("line.net_amount") == AMOUNT
        assert CATALOGUE.get("line.gross") is None
        assert "dealer.status" in CATALOGUE

    def test_a_fact_shows_the_unit_of_its_type_unless_it_has_one_of_its_own(self):
        assert AMOUNT.unit == "money"
        assert Fact("line.quantity", number("units"), unit="handsets").unit == "handsets"

    def test_it_lists_each_fact_once_in_the_order_of_names(self):
        twice = CATALOGUE.with_facts([AMOUNT])
        assert [fact.name for fact in twice] == ["dealer.status", "line.net_amount", "period.销售额"]
        assert len(twice) == 3

    def test_two_descriptions_of_one_fact_are_a_mistake_of_the_program(self):
        with pytest.raises(DealerkitError, match="described twice"):
            CATALOGUE.with_facts([Fact("dealer.status", TEXT, meaning="another")])

    def test_a_scope_sees_names_by_their_first_part(self):
        assert CATALOGUE.names(LINE) == ("dealer.status", "line.net_amount")
        assert CATALOGUE.names(PAYEE) == ("dealer.status", "period.销售额")

    def test_it_says_under_which_keys_a_name_is_seen(self):
        assert CATALOGUE.places_that_see("line.net_amount") == ("where",)
        assert "eligible" in CATALOGUE.places_that_see("period.销售额")
        assert CATALOGUE.places_that_see("order.amount") == ()

    def test_a_domain_adds_its_places(self):
        more = CATALOGUE.with_places({"release": frozenset({"order"}), "where": frozenset({"order"})})
        assert more.places_that_see("order.amount") == ("where", "release")
        assert more.places_that_see("line.net_amount") == ("where",)


class TestMissing:
    def test_it_is_neither_true_nor_false(self):
        with pytest.raises(DealerkitError):
            bool(Missing(("dealer.status",)))


class TestUnits:
    """Which numbers go together, worked out by what the result would mean."""

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (MONEY, MONEY, MONEY),
            (MONEY, NUMBER, MONEY),
            (NUMBER, SHARE, SHARE),
            (MONEY, number("days"), None),
            (MONEY, SHARE, None),
            (TEXT, TEXT, TEXT),
            (TEXT, DATE, None),
        ],
    )
    def test_sums_and_comparisons_need_one_unit(self, one: Type, other: Type, expected: Type | None):
        assert common(one, other) == expected

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (MONEY, SHARE, MONEY),
            (SHARE, MONEY, MONEY),
            (COUNT, SHARE, COUNT),
            (SHARE, SHARE, SHARE),
            (NUMBER, number("days"), number("days")),
            (number("units"), MONEY, MONEY),
            (MONEY, MONEY, None),
            (number("days"), number("units"), None),
        ],
    )
    def test_products(self, one: Type, other: Type, expected: Type | None):
        assert product(one, other) == expected

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (MONEY, MONEY, SHARE),
            (MONEY, NUMBER, MONEY),
            (MONEY, SHARE, MONEY),
            (MONEY, number("units"), MONEY),
            (number("units"), number("days"), number("units")),
            (NUMBER, NUMBER, NUMBER),
            (SHARE, MONEY, NUMBER),
            (number("units"), MONEY, None),
        ],
    )
    def test_ratios(self, one: Type, other: Type, expected: Type | None):
        assert quotient(one, other) == expected
