"""Moving average cost against a shelf that is moved step by step, and margins that add up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.contracts.prices.costs import Card, Day, carded, read_costs
from dealerkit.contracts.prices.margins import margins_of
from dealerkit.contracts.prices.run import evaluate
from dealerkit.policy.types import Missing
from dealerkit.values.exact import add
from tests.contracts.contracting import book_of, codes, policy_of, row_of
from tests.contracts.naive_contracts import Shelf

FIRST = date(2026, 1, 1)
TEXT = """\
authority: {discount: {hit: unique, rows: [{id: all, discount: {at: 0}, then: {role: director}}]}}
contracts:
  prices:
    levels: [{id: wholesale}]
    discount: discount
    below_floor: {then: refuse}
    if_no_floor: ignore
    cost: {negative: last-cost}
"""

MOVES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["buy", "sell"]), st.integers(1, 30), st.integers(1, 50)), max_size=14
)


def card_of(moves: list[tuple[int, str, int, int]]) -> Card:
    return carded(days_of(moves))


def days_of(moves: list[tuple[int, str, int, int]]) -> dict[date, Day]:
    days: dict[date, Day] = defaultdict(Day)
    for day, what, units, cost in moves:
        each = days[FIRST + timedelta(days=day)]
        if what == "buy":
            each.bought = add(each.bought, Decimal(units))
            each.cost = add(each.cost, Decimal(units * cost))
        else:
            each.sold = add(each.sold, Decimal(units))
    return days


class TestAgainstAShelf:
    @given(MOVES)
    def test_the_average_of_each_day_is_what_the_shelf_says(self, moves: list[tuple[int, str, int, int]]):
        # One purchase a day: several on one day are one of their sum, which a shelf moved one by one is not told.
        bought = {day: (day, what, units, cost) for day, what, units, cost in moves if what == "buy"}
        kept = [*bought.values(), *(each for each in moves if each[1] == "sell")]
        card, shelf = card_of(kept), Shelf()
        for day in sorted({each[0] for each in kept}):
            for _, what, units, cost in sorted((each for each in kept if each[0] == day), key=lambda each: each[1]):
                if what == "buy":
                    shelf.buy(units, cost)
                else:
                    shelf.sell(units)
            point = card.at(FIRST + timedelta(days=day))
            assert point is not None
            assert (None if point.average is None else Fraction(point.average)) == shelf.cost
        assert Fraction(card.quantity) == shelf.units

    @given(MOVES)
    def test_what_is_left_is_worth_what_it_cost_less_what_was_sold_of_it(self, moves: list[tuple[int, str, int, int]]):
        card = card_of(moves)
        last = card.points[-1] if card.points else None
        if last is not None and last.average is not None:
            assert Fraction(card.value) == Fraction(card.quantity) * Fraction(last.average)

    @given(MOVES)
    def test_cost_of_sales_and_stock_and_variance_are_all_that_was_paid(self, moves: list[tuple[int, str, int, int]]):
        bought_first = [(day, what, units, cost) for day, what, units, cost in moves if what == "buy"]
        moves = [(0, "buy", 5, 10), *bought_first, *[each for each in moves if each[1] == "sell"]]
        card = card_of(moves)
        paid = sum(units * cost for _, what, units, cost in moves if what == "buy")
        sold = Fraction(0)
        for day, what, units, _ in moves:
            point = card.at(FIRST + timedelta(days=day))
            if what == "sell" and point is not None and point.average is not None:
                sold += units * Fraction(point.average)
        assert sold + Fraction(card.value) + Fraction(card.variance) == paid


class TestACard:
    def test_the_caller_s_decimal_context_does_not_matter(self):
        days = days_of([(0, "buy", 999, 333), (0, "sell", 1_000, 1), (1, "buy", 7_777, 3)])
        with localcontext() as context:
            context.prec = 2
            card = carded(days)
        assert card.quantity == Decimal(7_776)

    def test_what_goes_back_to_the_supplier_without_a_cost_leaves_at_the_average(self):
        purchases = [
            {"purchase": "B1", "date": "2026-01-01", "product": "P", "quantity": 10, "unit_cost": 6},
            {"purchase": "B2", "date": "2026-01-02", "product": "P", "quantity": -4, "unit_cost": ""},
        ]
        costs = read_costs(book_of(purchases=purchases), "CNY", FIRST + timedelta(days=9), "undetermined", "last-cost")
        assert costs.of("P", FIRST + timedelta(days=5)) == Decimal(6)
        assert costs.cards["P"].quantity == Decimal(6)

    def test_a_purchase_without_any_cost_makes_the_cost_unknown_from_then_on(self):
        purchases = [
            {"purchase": "B1", "date": "2026-01-01", "product": "P", "quantity": 10, "unit_cost": 6},
            {"purchase": "B2", "date": "2026-01-03", "product": "P", "quantity": 4, "unit_cost": ""},
        ]
        costs = read_costs(book_of(purchases=purchases), "CNY", FIRST + timedelta(days=9), "undetermined", "last-cost")
        assert costs.of("P", FIRST) == Decimal(6)
        assert costs.of("P", FIRST + timedelta(days=2)) == Missing(("purchases.P",))

    def test_before_the_first_purchase_nothing_is_known(self):
        purchases = [{"purchase": "B1", "date": "2026-01-05", "product": "P", "quantity": 10, "unit_cost": 6}]
        costs = read_costs(book_of(purchases=purchases), "CNY", FIRST + timedelta(days=9), "undetermined", "last-cost")
        assert costs.of("P", FIRST) == Missing(("purchases.P",))


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(["2026-01-02", "2026-01-03", "2026-01-04"]),
            "dealer": st.sampled_from(["D1", "D2"]),
            "product": st.sampled_from(["P", "Q"]),
            "quantity": st.integers(-3, 20),
            "net_amount": st.integers(-50, 500),
            "contract": st.sampled_from(["C1", "C2", ""]),
        }
    ),
    max_size=8,
)
BOUGHT = [
    {"purchase": "B1", "date": "2026-01-01", "product": "P", "quantity": 300, "unit_cost": 7},
    {"purchase": "B2", "date": "2026-01-01", "product": "Q", "quantity": 300, "unit_cost": 11},
    {"purchase": "B3", "date": "2026-01-03", "product": "P", "quantity": 90, "unit_cost": 9},
]


class TestMargins:
    @settings(max_examples=40)
    @given(LINES)
    def test_the_contracts_together_are_the_whole(self, lines: list[dict[str, object]]):
        book = book_of(lines=lines, purchases=BOUGHT)
        day = FIRST + timedelta(days=9)
        costs = read_costs(book, "CNY", day, "undetermined", "last-cost")
        parts = margins_of(book, "CNY", costs, day, "contract").values()
        whole = margins_of(book, "CNY", costs, day, "nothing-names-this")
        assert sum((Fraction(each.sales) for each in parts), Fraction(0)) == sum(
            (Fraction(str(line["net_amount"])) for line in lines), Fraction(0)
        )
        assert sum((Fraction(each.cost) for each in parts), Fraction(0)) == sum(
            (Fraction(each.cost) for each in whole.values()), Fraction(0)
        )

    def test_negative_stock_is_a_finding_with_its_day(self):
        lines = [
            {"date": "2026-01-02", "dealer": "D", "product": "P", "quantity": 11, "net_amount": 1, "contract": "C"}
        ]
        purchases = [{"purchase": "B1", "date": "2026-01-01", "product": "P", "quantity": 10, "unit_cost": 7}]
        run = evaluate(policy_of(TEXT), book_of(lines=lines, purchases=purchases), FIRST + timedelta(days=9))
        assert [(each.code, each.arg("on")) for each in run.problems] == [("DK679", date(2026, 1, 2))]

    def test_a_purchase_in_a_currency_without_a_rate_is_a_finding_at_its_cell(self):
        purchases = [
            {"purchase": "B1", "date": "2026-01-01", "product": "P", "quantity": 1, "unit_cost": 7, "currency": "USD"}
        ]
        run = evaluate(policy_of(TEXT), book_of(purchases=purchases), FIRST + timedelta(days=9))
        assert [(each.code, str(each.at)) for each in run.problems] == [("DK678", "purchases:1:6")]

    def test_without_purchases_a_margin_is_not_guessed(self):
        lines = [{"date": "2026-01-02", "dealer": "D", "product": "P", "quantity": 1, "net_amount": 9, "contract": "C"}]
        run = evaluate(policy_of(TEXT), book_of(lines=lines), FIRST + timedelta(days=9))
        assert row_of(run, "C", "margins").decision.missing == ("purchases.P",)
        assert codes(run) == []
