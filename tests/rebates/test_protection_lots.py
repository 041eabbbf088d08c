"""Lots and units against labels on boxes: first in first out, returns from the end, nothing lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.protection.deciding import decide
from dealerkit.rebates.protection.lots import Held, Lot, held, lots_of
from dealerkit.rebates.protection.prices import Cut
from dealerkit.rebates.protection.results import Case
from dealerkit.rebates.protection.stock import Stock
from dealerkit.rebates.protection.units import CREDITED, REFUSED, Fate, units
from tests.rebates import naive_protection
from tests.rebates.protections import CUT_ON, scheme_of

FIRST = date(2025, 12, 1)
MOVES = st.lists(
    st.tuples(st.dates(FIRST, CUT_ON - timedelta(days=1)), st.integers(-9, 12).filter(bool)),
    max_size=12,
)
SCHEME = scheme_of("window: 60 days")
SINCE = date(2026, 1, 31)
CLAIMING = scheme_of("window: 60 days", "claim: 30 days")
CUT = Cut("P", CUT_ON, Decimal(2000), Decimal(1700))


def lots(moves: list[tuple[date, int]]) -> list[Lot]:
    return [Lot(day, Decimal(quantity)) for day, quantity in moves]


def day(number: int) -> date:
    return date(2026, 3, number)


class TestLots:
    def test_a_return_takes_back_what_was_bought_last_before_it(self):
        found = lots_of(lots([(day(1), 10), (day(5), 4), (day(7), -6), (day(9), 3)]))
        assert [(lot.bought_on, lot.quantity) for lot in found] == [(day(1), 8), (day(9), 3)]

    def test_a_return_never_takes_back_what_was_bought_after_it(self):
        found = lots_of(lots([(day(9), 3), (day(1), 5), (day(7), -9)]))
        assert [(lot.bought_on, lot.quantity) for lot in found] == [(day(9), 3)]

    def test_what_lies_in_stock_is_what_was_bought_last(self):
        old, new = lots([(day(1), 10), (day(5), 4)])
        assert held([old, new], Decimal(6)) == (Held(new, Decimal(4)), Held(old, Decimal(2)))

    def test_more_stock_than_lots_has_no_lot(self):
        (lot,) = lots([(day(1), 2)])
        assert held([lot], Decimal(5)) == (Held(lot, Decimal(2)), Held(None, Decimal(3)))

    def test_a_unit_known_to_be_there_is_there_although_it_is_old(self):
        old, new = Lot(day(1), Decimal(1), serial="A"), Lot(day(5), Decimal(1), serial="B")
        assert held([old, new], Decimal(1), {"A"}) == (Held(old, Decimal(1)),)

    def test_parts_of_a_unit_are_as_good_as_whole_ones(self):
        (lot,) = [Lot(day(1), Decimal("2.5"))]
        assert held([lot], Decimal("1.25")) == (Held(lot, Decimal("1.25")),)


class TestAgainstBoxes:
    @given(MOVES, st.integers(0, 40))
    def test_the_stock_lies_as_the_boxes_do(self, moves: list[tuple[date, int]], stock: int):
        found: list[date | None] = []
        for each in held(lots_of(lots(moves)), Decimal(stock)):
            found += [each.lot.bought_on if each.lot else None] * int(each.quantity)
        assert found == naive_protection.on_the_shelf(moves, stock)

    @given(MOVES, st.integers(0, 40))
    def test_the_credit_is_that_of_the_boxes(self, moves: list[tuple[date, int]], stock: int):
        row = decide(SCHEME, Case("D", CUT, Stock(Decimal(stock)), lots_of(lots(moves))))
        assert row.credit == naive_protection.credit(moves, stock, SINCE, 300)

    @given(MOVES, st.integers(0, 40))
    def test_protected_and_refused_units_are_the_stock_and_the_credit_is_never_more_than_its_drop(
        self, moves: list[tuple[date, int]], stock: int
    ):
        row = decide(SCHEME, Case("D", CUT, Stock(Decimal(stock)), lots_of(lots(moves))))
        assert units(row.parts, CREDITED) + units(row.parts, REFUSED) == stock
        assert row.credit is not None
        assert 0 <= row.credit <= stock * 300
        assert row.credit + row.refused_amount == stock * 300

    @given(MOVES, st.integers(0, 40), st.integers(1, 50))
    def test_with_a_claim_every_unit_still_has_one_fate(self, moves: list[tuple[date, int]], stock: int, asked: int):
        row = decide(CLAIMING, _claiming(moves, stock, asked))
        beyond = max(asked - stock, 0)
        assert units(row.parts, {Fate.BEYOND}) == beyond
        assert units(row.parts, set(Fate) - {Fate.BEYOND}) == stock
        assert units(row.parts, {Fate.UNCLAIMED}) == max(stock - asked, 0)
        assert row.credited_units <= min(stock, asked)

    @given(MOVES, st.integers(0, 40), st.integers(1, 49))
    def test_claiming_more_never_credits_less(self, moves: list[tuple[date, int]], stock: int, asked: int):
        less, more = (decide(CLAIMING, _claiming(moves, stock, each)) for each in (asked, asked + 1))
        assert (less.credit or 0) <= (more.credit or 0)


def _claiming(moves: list[tuple[date, int]], stock: int, asked: int) -> Case:
    from dealerkit.rebates.protection.claims import ClaimRow

    claim = ClaimRow("K1", CUT_ON, Decimal(asked))
    return Case("D", CUT, Stock(Decimal(stock)), lots_of(lots(moves)), [claim])
