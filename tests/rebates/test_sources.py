"""Bases from other tables: each source has its own rows, columns, findings and rejects, and they never mix."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book, FirstRejects
from dealerkit.measures.cells import Cells as LineCells
from dealerkit.measures.routed import RoutedCells
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.rebates.orders import Order, gains_of
from dealerkit.rebates.projection import outlook
from dealerkit.rebates.run import Run
from dealerkit.rebates.takes import qualifying
from tests.rebates import naive_sources
from tests.rebates.histories import HEAD, Cells

PARTS = {
    "lines": """
  bought:
    period: quarter
    qualifying: {where: 'product.category == "phones"', measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: carry-forward}
""",
    "sell-through": """
  sold:
    period: quarter
    qualifying: {from: sell-through, where: sale.outlet == "S1", measure: quantity}
    method: retrospective
    kind: per-unit
    bands: [{at_unit: 1, pay: 2}]
    settle: {payout: credit-note, negative: carry-forward}
""",
    "buyers": """
  points:
    period: quarter
    payee: buyer
    qualifying: {from: sell-through, measure: '=sale.quantity * if(product.category == "phones", 10, 2)'}
    method: retrospective
    kind: per-unit
    bands: [{at_unit: 1, pay: 0.10}]
    settle: {payout: transfer, negative: carry-forward}
""",
    "incidents": """
  clean:
    period: quarter
    qualifying: {from: incidents, where: incident.status == "confirmed", measure: count}
    method: retrospective
    kind: per-unit
    bands: [{at: 0, pay: 1}]
    settle: {payout: credit-note, negative: carry-forward}
""",
}
NAMED = """
measures:
  phones: {where: 'product.category == "phones"', measure: net_amount}
  sold: {from: sell-through, where: sale.outlet == "S1", measure: quantity}
  cases: {from: incidents, where: incident.status == "confirmed", measure: count}
rebates:
  all:
    period: quarter
    qualifying: {measure: net_amount}
    eligible: measured.phones >= 0 or measured.sold >= 0 or measured.cases >= 0
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
MASTERS: dict[str, list[Cells]] = {
    "customers": [
        {"customer": "A", "kind": "dealer"},
        {"customer": "B", "kind": "dealer", "card": "K9"},
        {"customer": "S", "kind": "sub-dealer", "card": "K1"},
        {"customer": "T", "kind": "sub-dealer", "card": "K2"},
    ],
    "products": [{"product": "H", "category": "phones"}, {"product": "C", "category": "cases"}],
}
CARDS = {"K9": "B", "K1": "S", "K2": "T"}
AS_OF = date(2026, 6, 30)
QUARTERS = ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)))

days = st.dates(date(2026, 1, 1), AS_OF).map(str)
dealers = st.sampled_from(["A", "B"])
amounts = st.decimals("-999.99", "999.99", places=2).map(str)
quantities = st.integers(-9, 9).map(str)
lines = st.fixed_dictionaries(
    {"date": days, "dealer": dealers, "product": st.sampled_from(["H", "C"]), "net_amount": amounts}
)
reports = st.fixed_dictionaries(
    {
        "date": days,
        "dealer": dealers,
        "product": st.sampled_from(["H", "C"]),
        "quantity": quantities,
        "outlet": st.sampled_from(["S1", "S2"]),
    },
    optional={"buyer": st.sampled_from(["S", "T"]), "card": st.sampled_from(["K1", "K2", "K9", "K0"])},
)
found_cases = st.fixed_dictionaries(
    {
        "incident": st.uuids().map(str),
        "date": days,
        "kind": st.just("diversion"),
        "customer": dealers,
        "status": st.sampled_from(["confirmed", "dismissed"]),
    }
)


BOOK: dict[str, list[Cells]] = {
    "lines": [{"date": "2026-06-05", "dealer": "A", "product": "H", "net_amount": "100"}],
    "sell_through": [
        {"date": "2026-06-05", "dealer": "A", "product": "H", "quantity": "4", "outlet": "S1", "buyer": "S"}
    ],
}


def is_wrong(row: Cells) -> bool:
    """Whether the card is nobody's, or another's than the buyer's."""
    holder = CARDS.get(str(row["card"]))
    return holder is None or row.get("buyer", holder) != holder


def policy_of(text: str) -> Policy:
    loaded = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def opened(text: str, **tables: list[Cells]) -> Run:
    book = Book.from_tables({**MASTERS, **tables}, rejects=FirstRejects())
    return Run.open(policy_of(text), book, AS_OF)


def policy_text(*parts: str) -> str:
    return "rebates:" + "".join(PARTS[part] for part in parts)


def sums(run: Run, programme: str) -> dict[tuple[str, int], object]:
    """What was measured for each payee, quarter by quarter."""
    known = run.standing.programmes[programme]
    return {
        (payee, number): run.standing.base(qualifying(known), payee, window)
        for payee in ("A", "B", "S", "T")
        for number, window in enumerate(run.standing.windows(known, payee))
    }


class TestAgainstNaiveSums:
    @settings(deadline=None)
    @given(
        st.sets(st.sampled_from(sorted(PARTS)), min_size=1),
        st.lists(lines, max_size=8),
        st.lists(reports, max_size=8),
        st.lists(found_cases, max_size=5),
    )
    def test_any_mixture_of_sources_equals_separate_sums(
        self, parts: set[str], bought: list[Cells], sold: list[Cells], cases: list[Cells]
    ):
        run = opened(policy_text(*sorted(parts)), lines=bought, sell_through=sold, incidents=cases)
        naive = {
            "bought": lambda who, days: naive_sources.lines(bought, who, days),
            "sold": lambda who, days: naive_sources.sold(sold, who, days),
            "points": lambda who, days: naive_sources.points(sold, CARDS, who, days),
            "clean": lambda who, days: naive_sources.incidents(cases, who, days),
        }
        for id in run.standing.programmes:
            for (payee, number), measured in sums(run, id).items():
                assert measured == naive[id](payee, QUARTERS[number]), (id, payee, number)

    @settings(deadline=None)
    @given(st.lists(lines, max_size=8), st.lists(reports, max_size=8), st.lists(found_cases, max_size=5))
    def test_named_measures_are_cut_by_the_programmes_windows(
        self, bought: list[Cells], sold: list[Cells], cases: list[Cells]
    ):
        run = opened(NAMED, lines=bought, sell_through=sold, incidents=cases)
        known = run.standing.programmes["all"]
        for payee in ("A", "B"):
            for days_of, window in zip(QUARTERS, run.standing.windows(known, payee), strict=True):
                facts = run.standing.measured(known, payee, window).facts
                assert facts["measured.phones"] == naive_sources.lines(bought, payee, days_of)
                assert facts["measured.sold"] == naive_sources.sold(sold, payee, days_of)
                assert facts["measured.cases"] == naive_sources.incidents(cases, payee, days_of)

    @settings(deadline=None)
    @given(st.lists(reports, max_size=8))
    def test_every_report_is_used_or_rejected_once(self, sold: list[Cells]):
        run = opened(policy_text("sell-through", "buyers"), sell_through=sold)
        count = run.standing.book.counts.get("sell_through")
        wrong = [row for row in sold if "card" in row and is_wrong(row)]
        if count is not None:
            assert count.complete
            assert (count.read, count.rejected) == (len(sold), len(wrong))
        assert run.standing.rejects.total == len(wrong)


class TestPasses:
    def test_lines_alone_are_measured_as_they_always_were(self):
        run = opened(policy_text("lines"), lines=[])
        assert isinstance(run.standing.cells, LineCells)

    def test_several_sources_are_routed(self):
        run = opened(policy_text("lines", "incidents"), lines=[], incidents=[])
        assert isinstance(run.standing.cells, RoutedCells)
        assert set(run.standing.cells.by_source) == {"lines", "incidents"}

    def test_a_source_nobody_asks_is_not_read(self):
        case = {"incident": "1", "date": "2026-01-05", "kind": "price", "customer": "A", "status": "confirmed"}
        run = opened(policy_text("incidents"), incidents=[case])
        assert run.standing.cells.lines is None
        assert "lines" not in run.standing.book.counts
        assert run.standing.lacking == ()

    def test_a_table_that_is_not_there_is_told(self):
        run = opened(policy_text("sell-through"), lines=[])
        assert [(each.code, each.arg("table")) for each in run.standing.lacking] == [("DK802", "sell_through")]

    def test_a_column_that_is_not_there_is_told(self):
        run = opened(policy_text("incidents"), incidents=[{"incident": "1", "date": "2026-01-01", "kind": "price"}])
        assert ("DK809", "customer") in [(each.code, each.arg("column")) for each in run.standing.lacking]

    def test_the_count_of_lines_is_of_lines(self):
        line = {"date": "2026-01-05", "dealer": "A", "product": "H", "net_amount": "5"}
        case = {"incident": "1", "date": "2026-01-05", "kind": "price", "customer": "A", "status": "confirmed"}
        run = opened(policy_text("lines", "incidents"), lines=[line], incidents=[case, {**case, "incident": "2"}])
        assert run.standing.cells.count.taken == 1
        assert {name: each.taken for name, each in run.standing.cells.counts.items()} == {"incidents": 2}


class TestRejects:
    @pytest.mark.parametrize(
        ("more", "code"),
        [({"card": "K0"}, "DK403"), ({"card": "K1", "buyer": "T"}, "DK404"), ({"buyer": "NOBODY"}, "DK350")],
    )
    def test_a_purchase_of_nobody_known_is_rejected(self, more: Cells, code: str):
        row = {"date": "2026-01-05", "dealer": "A", "product": "H", "quantity": "1", **more}
        run = opened(policy_text("buyers"), sell_through=[row])
        assert [(each.table, each.problem.code) for each in run.standing.rejects.first] == [("sell_through", code)]

    def test_an_incident_of_an_unknown_customer_is_rejected(self):
        case = {"incident": "1", "date": "2026-01-05", "kind": "price", "customer": "X", "status": "confirmed"}
        run = opened(policy_text("incidents"), incidents=[case])
        assert [(each.table, each.problem.code) for each in run.standing.rejects.first] == [("incidents", "DK350")]

    def test_a_report_is_listed_once_though_two_programmes_cannot_use_it(self):
        row = {"date": "2026-01-05", "dealer": "X", "product": "H", "quantity": "1", "buyer": "X", "outlet": "S1"}
        run = opened(policy_text("sell-through", "buyers"), sell_through=[row])
        assert Counter(each.problem.code for each in run.standing.rejects.first) == {"DK350": 1}


class TestWhoSold:
    @pytest.mark.parametrize(("payee", "who"), [("buyer", "S"), ("dealer", "A")])
    def test_the_seller_is_known_whoever_is_credited(self, payee: str, who: str):
        text = policy_text("buyers").replace("payee: buyer", f"payee: {payee}")
        text = text.replace("{from: sell-through,", '{from: sell-through, where: sale.seller == "A",')
        row = {"date": "2026-01-05", "product": "H", "quantity": "2", "buyer": "S"}
        run = opened(text, sell_through=[{**row, "dealer": "A"}, {**row, "dealer": "B"}])
        assert {key: each for key, each in sums(run, "points").items() if each} == {(who, 0): 20}

    def test_a_report_of_a_later_day_is_not_rejected_for_its_card(self):
        row = {"date": "2026-07-05", "dealer": "A", "product": "H", "quantity": "2", "card": "K0"}
        run = opened(policy_text("buyers"), sell_through=[row])
        assert run.standing.rejects.total == 0


class TestOrdersAndOutlook:
    def test_an_order_adds_nothing_to_what_is_sold_on(self):
        run = opened(policy_text("lines", "sell-through"), **BOOK)
        order = Order("A", ({"product": "H", "net_amount": "50", "quantity": "5"},))
        found = {each.programme: each.adds_to_base for each in gains_of(run, order).gains}
        assert found == {"bought": Decimal(50), "sold": Decimal(0)}

    def test_an_order_adds_nothing_where_no_line_counts(self):
        run = opened(policy_text("sell-through"), **BOOK)
        order = Order("A", ({"product": "H", "net_amount": "50", "quantity": "5"},))
        assert [each.adds_to_base for each in gains_of(run, order).gains] == [0]

    def test_what_is_sold_on_is_carried_on_at_its_own_pace(self):
        book = policy_text("sell-through")
        run = Run.open(policy_of(book), Book.from_tables({**MASTERS, **BOOK}), date(2026, 6, 10))
        found = outlook(run).projections[0]
        # 4 units in 71 days of 91: 20 more days bring 4 × 20 / 71 = 1.1, of which 1 is whole; 2 are paid a unit.
        assert (found.so_far.amount, found.projected.amount) == (8, 10)
