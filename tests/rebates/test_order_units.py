from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.book import Book
from dealerkit.rebates.offset.units import UnitPrice, unit_prices

DAY = date(2026, 4, 30)
LIST = {"product": "P", "price": "100"}
LEVEL = {"product": "P", "price": "90", "level": "gold"}
OWN = {"product": "P", "price": "80", "customer": "A"}
OTHERS = {"product": "P", "price": "70", "customer": "B"}
CONTRACT = {"contract": "K", "customer": "A", "kind": "distribution", "price_level": "gold", "start": "2026-01-01"}
PRODUCTS = [{"product": "P", "name": "Phone"}, {"product": "C", "name": "Case"}]


def prices_of(amount: str = "net_amount", **tables: list[dict[str, str]]) -> dict[str, tuple[object, str]]:
    book = Book.from_tables({"products": PRODUCTS, **tables})
    return {each.product: (each.price, each.source) for each in unit_prices(book, "A", DAY, "CNY", amount)}


def line(day: str, product: str, quantity: str, net: str, **more: str) -> dict[str, str]:
    return {"date": day, "dealer": "A", "product": product, "quantity": quantity, "net_amount": net, **more}


class TestUnits:
    def test_a_part_of_a_unit_is_a_whole_one_more(self):
        assert UnitPrice("P", "", Decimal(1899), "lines").units(Decimal("5733.34")) == 4

    def test_what_divides_evenly_needs_no_more(self):
        assert UnitPrice("P", "", Decimal(999), "lines").units(Decimal(1998)) == 2

    def test_a_price_that_does_not_end_is_taken_exactly(self):
        assert UnitPrice("P", "", Fraction(100, 3), "lines").units(Decimal(100)) == 3


class TestFromLines:
    def test_the_latest_line_of_each_product_says_what_it_costs_the_dealer(self):
        lines = [
            line("2026-01-01", "P", "2", "200"),
            line("2026-03-01", "P", "4", "380"),
            line("2026-02-01", "C", "3", "30"),
        ]
        assert prices_of(lines=lines) == {"P": (95, "lines"), "C": (10, "lines")}

    def test_returns_gifts_later_lines_and_others_lines_say_nothing(self):
        lines = [
            line("2026-03-01", "P", "-1", "-100"),
            line("2026-03-01", "P", "1", "0"),
            line("2026-05-01", "P", "1", "100"),
            {**line("2026-03-01", "P", "1", "100"), "dealer": "B"},
            line("2026-03-01", "P", "1", "100", currency="USD"),
        ]
        assert prices_of(lines=lines) == {}

    def test_a_gross_base_is_reckoned_in_gross_prices(self):
        lines = [line("2026-03-01", "P", "2", "200", gross_amount="226")]
        assert prices_of("gross_amount", lines=lines) == {"P": (113, "lines")}


class TestFromPrices:
    def test_the_list_holds_for_everybody(self):
        assert prices_of(prices=[LIST, LEVEL, OTHERS]) == {"P": (100, "prices")}

    def test_the_level_of_the_contract_comes_before_the_list(self):
        assert prices_of(prices=[LIST, LEVEL], contracts=[CONTRACT]) == {"P": (90, "prices")}

    def test_a_contract_that_has_ended_grants_no_level(self):
        ended = {**CONTRACT, "end": "2026-03-31"}
        assert prices_of(prices=[LIST, LEVEL], contracts=[ended]) == {"P": (100, "prices")}

    def test_the_customer_s_own_price_comes_first(self):
        prices = [LIST, LEVEL, OWN]
        assert prices_of(prices=prices, contracts=[CONTRACT]) == {"P": (80, "prices")}

    def test_a_price_holds_from_its_day_to_its_day(self):
        old = {**LIST, "valid_to": "2026-03-31"}
        new = {**LIST, "price": "95", "valid_from": "2026-04-01"}
        assert prices_of(prices=[old, new]) == {"P": (95, "prices")}

    def test_prices_are_net_so_a_gross_base_asks_the_lines(self):
        assert prices_of("gross_amount", prices=[LIST], lines=[line("2026-03-01", "P", "1", "1")]) == {}
