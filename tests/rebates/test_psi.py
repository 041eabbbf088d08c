"""Sold on, from counts and purchases, and the figures of channel stuffing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly import loads
from dealerkit.book import Book, FirstRejects
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.rebates.run import Run
from tests.rebates.naive_collections import sold_on

POLICY = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  sold:
    period: quarter
    eligible: period.stock_days < 9 or period.purchases + period.sold_on >= period.stock_opening + period.stock_closing
    qualifying: {from: psi, measure: quantity}
    method: retrospective
    kind: per-unit
    bands: [{at_unit: 1, pay: 1}]
    settle: {payout: credit-note, negative: carry-forward}
"""
BEFORE = date(2025, 12, 31)


@cache
def policy(text: str = POLICY) -> Policy:
    found = loads({"policy.yaml": text.encode()})
    assert found.policy is not None, found.problems
    return found.policy


def count(day: str, quantity: str, product: str = "P", **more: str) -> dict[str, str]:
    return {"date": day, "holder": "D", "product": product, "quantity": quantity, **more}


def line(day: str, quantity: str, product: str = "P", **more: str) -> dict[str, str]:
    return {"date": day, "dealer": "D", "product": product, "quantity": quantity, **more}


def run_of(stock: list[dict[str, str]], lines: list[dict[str, str]], text: str = POLICY, **tables: object) -> Run:
    given = {"lines": lines, "stock": stock, "postings": [], **tables}
    return Run.open(policy(text), Book.from_tables(given, rejects=FirstRejects()), date(2026, 3, 31))  # type: ignore[arg-type]


def sold(run: Run) -> Decimal | Fraction | int:
    return sum(measured.qualifying for _, measured in run.bases(run.standing.programmes["sold"], "2026-Q1"))


def fact(run: Run, name: str) -> object:
    (each,) = [measured for _, measured in run.bases(run.standing.programmes["sold"], "2026-Q1")]
    value = each.facts[name]
    return None if isinstance(value, Missing) else value


def codes(run: Run) -> list[str]:
    return [each.code for each in run.settlement().problems if each.code != "DK367"]


class TestCounts:
    def test_one_below_zero_is_rejected_and_the_stretch_runs_on(self):
        stock = [count("2025-12-31", "20"), count("2026-01-31", "-3"), count("2026-03-31", "5")]
        run = run_of(stock, [line("2026-01-10", "10")])
        assert dict(run.standing.rejects.by_code) == {"DK416": 1}
        assert run.standing.book.counts["stock"].complete
        assert sold(run) == 25

    def test_one_of_more_than_can_be_there_is_named_with_its_figures(self):
        stock = [count("2025-12-31", "20"), count("2026-01-31", "35"), count("2026-03-31", "5")]
        run = run_of(stock, [line("2026-01-10", "10")])
        (found,) = [each for each in run.settlement().problems if each.code == "DK415"]
        assert [found.arg(name) for name in ("closing", "opening", "purchases")] == [35, 20, 10]
        assert sold(run) == 25

    def test_a_product_first_counted_later_has_no_opening_count(self):
        stock = [count("2025-12-31", "20"), count("2026-01-31", "8"), count("2026-01-31", "7", "Q")]
        run = run_of([*stock, count("2026-03-31", "2", "Q")], [line("2026-01-10", "9", "Q")])
        (found,) = [each for each in run.settlement().problems if each.code == "DK417"]
        assert found.arg("products") == ("Q",)
        assert sold(run) == 12 + 5

    def test_a_product_that_is_bought_and_never_counted_is_named(self):
        run = run_of([count("2025-12-31", "20"), count("2026-03-31", "5")], [line("2026-01-10", "9", "Q")])
        (found,) = [each for each in run.settlement().problems if each.code == "DK417"]
        assert found.arg("products") == ("Q",)

    def test_a_count_of_nothing_later_on_needs_no_opening(self):
        stock = [count("2025-12-31", "20"), count("2026-03-31", "5"), count("2026-03-31", "0", "Q")]
        assert codes(run_of(stock, [line("2026-01-10", "1")])) == []

    def test_a_dealer_who_is_never_counted_is_not_told_of(self):
        lines = [line("2026-01-10", "9"), {**line("2026-01-10", "9"), "dealer": "E"}]
        assert codes(run_of([count("2025-12-31", "20"), count("2026-03-31", "5")], lines)) == []


class TestFigures:
    STOCK = (count("2025-12-31", "20"), count("2026-03-31", "30"))

    def test_they_are_those_of_the_period(self):
        run = run_of([*self.STOCK], [line("2026-01-10", "100"), line("2025-12-31", "999")])
        names = ("stock_opening", "purchases", "stock_closing", "sold_on", "stock_days")
        assert [fact(run, f"period.{name}") for name in names] == [20, 100, 30, 90, 30]

    def test_without_a_closing_count_only_what_hangs_on_it_is_missing(self):
        run = run_of([self.STOCK[0], count("2026-03-30", "30")], [line("2026-01-10", "100")])
        names = ("stock_opening", "purchases", "stock_closing", "sold_on", "stock_days")
        assert [fact(run, f"period.{name}") for name in names] == [20, 100, None, None, None]

    def test_a_product_with_one_count_alone_leaves_the_figures_missing(self):
        run = run_of([*self.STOCK, count("2026-03-31", "1", "Q")], [line("2026-01-10", "100")])
        assert fact(run, "period.stock_opening") is None
        assert fact(run, "period.stock_closing") == 31

    def test_a_count_of_more_than_can_be_there_leaves_what_was_sold_on_missing(self):
        run = run_of([self.STOCK[0], count("2026-02-28", "5"), self.STOCK[1]], [line("2026-01-10", "1")])
        assert fact(run, "period.stock_closing") == 30
        assert fact(run, "period.sold_on") is None

    def test_recorded_figures_go_first_and_need_no_counts(self):
        text = POLICY.replace("from: psi, ", "")
        figures = [{"subject": "D", "period": "2026-Q1", "fact": "stock_days", "value": "50"}]
        book = Book.from_tables({"lines": [line("2026-01-10", "1")], "figures": figures, "postings": []})
        run = Run.open(policy(text), book, date(2026, 3, 31))
        assert fact(run, "period.stock_days") == 50
        assert codes(run) == []

    def test_without_counts_the_table_is_lacking(self):
        book = Book.from_tables({"lines": [line("2026-01-10", "1")], "postings": []})
        run = Run.open(policy(POLICY.replace("from: psi, ", "")), book, date(2026, 3, 31))
        assert codes(run) == ["DK802"]


class TestWorth:
    TEXT = (
        POLICY.replace("measure: quantity", "measure: net_amount")
        .replace("kind: per-unit", "kind: percent")
        .replace("{at_unit: 1, pay: 1}", "{at: 0, rate: 1%}")
    )
    STOCK = (count("2025-12-31", "20"), count("2026-03-31", "19"))

    def test_the_average_price_is_exact(self):
        lines = [line("2026-01-10", "2", net_amount="100"), line("2026-01-11", "1", net_amount="100")]
        assert sold(run_of([*self.STOCK], lines, self.TEXT)) == Fraction(4 * 200, 3)

    def test_a_purchase_in_another_currency_has_no_price_here(self):
        lines = [line("2026-01-10", "3", net_amount="100", currency="USD")]
        prices = [{"product": "P", "price": "50"}]
        assert sold(run_of([*self.STOCK], lines, self.TEXT, prices=prices)) == 4 * 50

    def test_the_own_list_price_goes_before_everyones(self):
        prices = [{"product": "P", "price": "50", "customer": ""}, {"product": "P", "price": "40", "customer": "D"}]
        assert sold(run_of([*self.STOCK], [], self.TEXT, prices=prices)) == 40

    def test_without_any_price_the_row_is_rejected(self):
        run = run_of([*self.STOCK], [line("2025-01-10", "1", net_amount="1")], self.TEXT)
        assert dict(run.standing.rejects.by_code) == {"DK353": 1}


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 40), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 70), st.integers(-5, 30)), max_size=8),
)
def test_sold_on_agrees_with_the_long_way_and_balances(counts: dict[int, int], purchases: list[tuple[int, int]]):
    start = date(2026, 1, 1)
    stock = [count(str(start + timedelta(day)), str(quantity)) for day, quantity in counts.items()]
    lines = [line(str(start + timedelta(day)), str(quantity)) for day, quantity in purchases]
    run = run_of(stock, lines)
    expected = sold_on(counts, purchases)
    assert sold(run) == sum(expected.values())
    if expected:
        # Opening + purchases = sold on + closing, from the first count to the last that is believed.
        first, last = min(counts), max(expected)
        bought = sum(quantity for day, quantity in purchases if first < day <= last)
        assert counts[first] + bought == sum(expected.values()) + counts[last]
