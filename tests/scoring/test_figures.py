"""Figures: the pass over tables against the plain reading, and what the worked cases do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Batch, Book
from dealerkit.policy.types import Missing
from dealerkit.scoring.figures.answers import Absence, Figures, Why
from dealerkit.scoring.figures.reckoning import reckon, reckon_on
from dealerkit.scoring.section import figures_of
from dealerkit.values.ranges import DateRange
from tests.scoring import naive_figures as naive
from tests.scoring.scored import figures, policy, problems

DAY = date(2026, 6, 15)

MANY = figures("""
    sales: {from: lines, where: line.kind == "sale", sum: net_amount, over: 12 months}
    sales_before: {from: lines, where: line.kind == "sale", sum: net_amount, over: 12 months, back: 12 months}
    everything: {from: lines, sum: net_amount}
    skipped: {from: lines, where: line.kind == "sale", if_missing: skip, sum: net_amount, over: 30 days}
    counted: {from: lines, where: line.kind == "sale", if_missing: count, count: rows, over: 1 month}
    orders: {from: lines, count: document, over: 12 months}
    mean: {from: lines, average: cost, over: quarter}
    costs: {from: lines, sum: cost, over: 6 months}
    least: {from: lines, min: net_amount, over: year, back: 1 year}
    most: {from: lines, max: net_amount, over: last month}
    middle: {from: lines, median: net_amount}
    first: {from: lines, earliest: date}
    latest: {from: lines, latest: date, over: 2026-01-01..2026-03-31}
    last: {from: lines, last: quantity, over: 2 months}
""")


def sale(row: naive.Row) -> bool | None:
    return None if row["kind"] is None else row["kind"] == "sale"


def every(_: naive.Row) -> bool:
    return True


def plain(day: date) -> Mapping[str, naive.Plain]:
    """The same figures in the plain reading."""
    back = naive.months_back
    one = naive.ONE_DAY
    quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    month = day.replace(day=1)
    a_year_ago = back(day, 12)
    ever = date(2000, 1, 1)
    fixed_end = min(day, date(2026, 3, 31))
    return {
        "sales": naive.Plain("sum", "net_amount", back(day, 12) + one, day, sale),
        "sales_before": naive.Plain("sum", "net_amount", back(a_year_ago, 12) + one, a_year_ago, sale),
        "everything": naive.Plain("sum", "net_amount", ever, day, every),
        "skipped": naive.Plain("sum", "net_amount", day - timedelta(days=29), day, sale, "skip"),
        "counted": naive.Plain("count", "", back(day, 1) + one, day, sale, "count"),
        "orders": naive.Plain("count", "document", back(day, 12) + one, day, every),
        "mean": naive.Plain("average", "cost", quarter, day, every),
        "costs": naive.Plain("sum", "cost", back(day, 6) + one, day, every),
        "least": naive.Plain("min", "net_amount", date(a_year_ago.year, 1, 1), a_year_ago, every),
        "most": naive.Plain("max", "net_amount", (month - one).replace(day=1), month - one, every),
        "middle": naive.Plain("median", "net_amount", ever, day, every),
        "first": naive.Plain("earliest", "date", ever, day, every),
        "latest": naive.Plain("latest", "date", date(2026, 1, 1), fixed_end, every),
        "last": naive.Plain("last", "quantity", back(day, 2) + one, day, every),
    }


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2024, 1, 1), date(2026, 12, 31)),
            "dealer": st.sampled_from(["A", "B"]),
            "kind": st.sampled_from(["sale", "sale", "gift", None]),
            "net_amount": st.one_of(st.decimals(-100, 100, places=1), st.just(Decimal(7))),
            "quantity": st.integers(0, 9).map(Decimal),
            "cost": st.one_of(st.decimals(0, 9, places=2), st.none()),
            "document": st.sampled_from(["1", "2", None]),
        }
    ),
    max_size=14,
)


def told(figures: Figures, name: str, subject: str) -> object:
    found = figures.found(name, subject)
    if isinstance(found, Absence):
        return "unclear" if found.why is Why.UNCLEAR else "nothing"
    return Fraction(found) if isinstance(found, (Decimal, Fraction)) else found


@settings(max_examples=120)
@given(
    lines=LINES,
    days=st.lists(st.dates(date(2025, 12, 25), date(2026, 7, 3)), min_size=1, max_size=3),
)
def test_one_pass_for_all_figures_and_days_finds_what_the_plain_reading_does(
    lines: list[naive.Row], days: list[date]
) -> None:
    book = Book.from_tables({"lines": lines, "customers": [{"customer": "A"}, {"customer": "B"}]})
    for day, found in zip(days, reckon_on(MANY, book, days), strict=True):
        for name, figure in plain(day).items():
            for subject in ("A", "B"):
                assert told(found, name, subject) == naive.value(figure, lines, subject), (name, subject)


def test_a_row_that_does_not_say_its_amount_leaves_a_sum_unknown_and_is_shown() -> None:
    some = figures("sales: {from: lines, sum: cost}")
    book = Book.from_tables(
        {
            "lines": [
                {"date": date(2026, 1, 1), "dealer": "A", "cost": Decimal(5)},
                {"date": date(2026, 1, 2), "dealer": "A", "cost": None},
                {"date": date(2026, 1, 2), "dealer": "B", "cost": Decimal(2)},
            ]
        }
    )
    found = reckon(some, book, DAY)
    assert found.found("sales", "A") == Absence(Why.UNCLEAR, ("line.cost",))
    assert found.value("sales", "B") == 2
    assert [(each.code, each.arg("subject")) for each in found.problems] == [("DK705", "A")]


def test_amounts_in_another_currency_are_converted_on_their_day_or_left_unknown() -> None:
    some = figures("""
        sales: {from: lines, sum: net_amount}
        pieces: {from: lines, sum: quantity}
    """)
    lines = [
        {"date": "2026-01-01", "dealer": "A", "net_amount": "10", "quantity": "1", "currency": "USD"},
        {"date": "2026-02-01", "dealer": "B", "net_amount": "10", "quantity": "1", "currency": "USD"},
        {"date": "2026-02-01", "dealer": "B", "net_amount": "10", "quantity": "1", "currency": "CNY"},
    ]
    rates = [{"from": "USD", "to": "CNY", "rate": "7", "valid_to": "2026-01-31"}]
    found = reckon(some, Book.from_tables({"lines": lines, "rates": rates}), DAY)
    assert found.value("sales", "A") == 70
    assert found.value("sales", "B") == Missing(("rates.USD",))
    assert found.value("pieces", "B") == 2


def test_who_is_listed_and_who_a_row_names_are_subjects() -> None:
    some = figures("sales: {from: lines, sum: net_amount}")
    lines = [{"date": "2026-01-01", "dealer": "B", "net_amount": "1"}]
    found = reckon(some, Book.from_tables({"lines": lines, "customers": [{"customer": "A"}]}), DAY)
    assert found.subjects() == ("A", "B")
    assert found.value("sales", "A") == 0


def test_rows_of_nobody_are_told() -> None:
    some = figures("sales: {of: outlet, from: lines, sum: net_amount}")
    lines = [
        {"date": "2026-01-01", "dealer": "B", "net_amount": "1", "outlet": ""},
        {"date": "2026-01-01", "dealer": "B", "net_amount": "1", "outlet": "O"},
    ]
    found = reckon(some, Book.from_tables({"lines": lines}), DAY)
    assert [(each.code, each.at.line if each.at else 0) for each in found.problems] == [("DK707", 1)]
    assert found.value("sales", "O") == 1


def test_conditions_ask_masters_as_they_stood_on_the_day_of_the_row() -> None:
    some = figures("sales: {from: lines, where: dealer.class == 'A', sum: net_amount}")
    lines = [
        {"date": "2026-01-01", "dealer": "D", "net_amount": "1"},
        {"date": "2026-03-01", "dealer": "D", "net_amount": "20"},
    ]
    customers = [
        {"customer": "D", "class": "B", "valid_to": "2026-01-31"},
        {"customer": "D", "class": "A", "valid_from": "2026-02-01"},
    ]
    assert reckon(some, Book.from_tables({"lines": lines, "customers": customers}), DAY).value("sales", "D") == 20


def test_another_day_may_decide() -> None:
    some = figures("due: {from: invoices, day: due_on, sum: gross_amount, over: month}")
    invoices = [
        {"invoice": "1", "date": "2026-01-01", "due_on": "2026-06-02", "customer": "D", "gross_amount": "5"},
        {"invoice": "2", "date": "2026-06-01", "due_on": "2026-07-02", "customer": "D", "gross_amount": "7"},
    ]
    assert reckon(some, Book.from_tables({"invoices": invoices}), DAY).value("due", "D") == 5


def test_the_window_and_the_base_of_a_growth_are_told() -> None:
    found = reckon(
        figures("""
            sales: {from: lines, sum: net_amount, over: year}
            before: {from: lines, sum: net_amount, over: year, back: 12 months}
            growth: {formula: =figure.sales / figure.before - 1, base: before, compared: year-on-year}
        """),
        Book.from_tables({"lines": []}),
        DAY,
    )
    assert found.window("sales") == DateRange(date(2026, 1, 1), DAY)
    assert found.base("growth") == ("before", DateRange(date(2025, 1, 1), date(2025, 6, 15)))


def test_the_order_in_which_figures_are_written_does_not_matter() -> None:
    some = figures("""
        c: {formula: =figure.b * 2}
        b: {formula: =figure.a + 1}
        a: {from: lines, count: rows}
    """)
    assert reckon(some, Book.from_tables({"lines": []}), DAY).value("c", "A") == 2


def test_the_callers_decimal_context_changes_nothing() -> None:
    some = figures("sales: {from: lines, sum: net_amount}")
    lines = [{"date": "2026-01-01", "dealer": "A", "net_amount": each} for each in ("1000000.01", "0.01")]
    with localcontext() as context:
        context.prec = 3
        assert reckon(some, Book.from_tables({"lines": lines}), DAY).value("sales", "A") == Decimal("1000000.02")


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ("a: {formula: =figure.a + 1}", "DK702"),
        ("a: {from: linez, sum: net_amount}", "DK700"),
        ("a: {from: lines, sum: net_amont}", "DK701"),
        ("a: {from: lines, sum: product}", "DK701"),
        ("a: {from: lines, latest: net_amount}", "DK701"),
        ("a: {of: warehouse, from: lines, count: rows}", "DK701"),
        ("a: {from: customers, count: rows, over: 12 months}", "DK701"),
        ("a: {from: lines, count: rows, over: 2026-01-01..}", "DK704"),
        ("a: {from: lines, count: rows, over: 3 hours}", "DK704"),
        ("a: {from: targets, sum: value, over: 12 months}", "DK704"),
        ("a-b: {from: lines, count: rows}", "DK706"),
        ("as_of: {from: lines, count: rows}", "DK706"),
        ("a: {from: lines, where: line.kind = 'x', count: rows}", "DK207"),
        ("a: {sum: net_amount}", "DK131"),
        ("a: {from: lines}", "DK151"),
        ("a: {rank: b}", "DK215"),
        ("a: {formula: =figure.b}", "DK215"),
    ],
)
def test_a_mistake_in_a_figure_is_found_before_any_row_exists(figure: str, code: str) -> None:
    assert code in {each.code for each in problems(f"figures:\n  {figure}")}


def test_of_two_figures_that_need_each_other_the_whole_circle_is_told_once() -> None:
    found = problems("""
        figures:
          a: {formula: =figure.b}
          b: {formula: =figure.c}
          c: {formula: =figure.b}
    """)
    circles = [each for each in found if each.code == "DK702"]
    assert [each.arg("path") for each in circles] == [("b", "c", "b")]


def test_a_figure_of_one_kind_does_not_read_one_of_another() -> None:
    found = problems("""
        figures:
          a: {of: outlet, from: lines, count: rows}
          b: {formula: =figure.a}
    """)
    assert [each.code for each in found] == ["DK703"]


def test_rooms_may_stand_in_any_order() -> None:
    found = policy("""
        title: scoring
        figures:
          a: {from: lines, count: rows}
    """)
    assert [*figures_of(found)] == ["a"]


COMPARED = """
    figures:
      now: {from: lines, count: rows, over: month}
      before: {from: lines, count: rows, over: month, back: 1 month}
      last_year: {from: lines, count: rows, over: month, back: 1 year}
"""


@pytest.mark.parametrize(
    ("growth", "codes"),
    [
        (
            "{title: 环比, formula: =figure.now / figure.before, base: before, compared: period-on-period}",
            [],
        ),
        ("{title: 同比, formula: =figure.now / figure.last_year, base: last_year, compared: year-on-year}", []),
        ("{formula: =figure.now / figure.before, base: before, compared: year-on-year}", ["DK708"]),
        ("{formula: =figure.now / figure.last_year, base: last_year, compared: period-on-period}", ["DK708"]),
        ("{title: 同比, formula: =figure.now / figure.before}", ["DK708"]),
        ("{formula: =figure.now / figure.before, base: befor}", ["DK708"]),
        ("{formula: =figure.now / figure.before, base: before}", ["DK708"]),
    ],
)
def test_a_growth_says_what_it_is_measured_against(growth: str, codes: list[str]) -> None:
    assert [each.code for each in problems(COMPARED + f"      growth: {growth}\n")] == codes


def test_only_what_is_asked_for_is_read() -> None:
    some = figures("""
        sales: {from: lines, sum: net_amount}
        twice: {formula: =figure.sales * 2}
        visits: {from: touches, count: rows}
    """)
    book = Book.from_tables({"lines": [{"date": "2026-01-01", "dealer": "A", "net_amount": "3"}]})
    found = reckon(some, book, DAY, only=("figure.twice",))
    assert [*found.definitions] == ["sales", "twice"]
    assert found.value("twice", "A") == 6
    assert found.problems == ()
    assert [each.code for each in reckon(some, book, DAY).problems] == ["DK802"]


def test_a_table_is_read_once_however_many_figures_and_days_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    batches = Book.batches

    def counted(self: Book, table: str, wanted: Sequence[str]) -> Iterator[Batch]:
        read.append(table)
        return batches(self, table, wanted)

    monkeypatch.setattr(Book, "batches", counted)
    book = Book.from_tables({"lines": [{"date": "2026-01-01", "dealer": "A", "net_amount": "3"}]})
    reckon_on(MANY, book, [DAY, date(2026, 1, 31), date(2025, 12, 31)])
    assert read.count("lines") == 1


def test_of_a_table_of_targets_each_kind_of_subject_takes_its_own() -> None:
    some = figures("""
        person: {of: employee, from: targets, sum: value, over: quarter}
        customer: {from: targets, sum: value, over: quarter}
    """)
    tables: dict[str, list[dict[str, str]]] = {
        "customers": [{"customer": "A"}],
        "employees": [{"employee": "E"}],
        "targets": [
            {"subject": "A", "period": "2026-Q2", "value": "5"},
            {"subject": "E", "period": "2026-Q2", "value": "7"},
        ],
    }
    found = reckon(some, Book.from_tables(tables), DAY)
    assert (found.subjects("employee"), found.value("person", "E")) == (("E",), 7)
    assert (found.subjects(), found.value("customer", "A")) == (("A",), 5)


def test_who_holds_stock_that_no_figure_counts_is_no_warehouse() -> None:
    some = figures(
        "counted: {of: warehouse, by: holder, from: stock, where: dealer.kind == 'warehouse', sum: quantity}"
    )
    tables: dict[str, list[dict[str, str]]] = {
        "customers": [{"customer": "A", "kind": "dealer"}, {"customer": "W", "kind": "warehouse"}],
        "stock": [
            {"date": "2026-01-01", "holder": "A", "product": "P", "quantity": "1"},
            {"date": "2026-01-01", "holder": "W", "product": "P", "quantity": "2"},
        ],
    }
    found = reckon(some, Book.from_tables(tables), DAY)
    assert found.subjects("warehouse") == ("W",)


def test_a_moment_is_counted_on_its_day() -> None:
    some = figures("opened: {from: cases, where: case.opened_at >= 2026-06-01, count: case, over: month}")
    cases = [{"case": "1", "kind": "complaint", "customer": "A", "opened_at": "2026-06-15 23:30"}]
    assert reckon(some, Book.from_tables({"cases": cases}), DAY).value("opened", "A") == 1


def test_facts_of_a_subject_are_figures_masters_and_parameters() -> None:
    some = figures("sales: {from: lines, sum: net_amount}")
    tables: dict[str, list[dict[str, str]]] = {
        "customers": [{"customer": "A", "class": "top"}],
        "contracts": [{"contract": "1", "customer": "A", "kind": "store"}],
        "lines": [],
    }
    facts = reckon(some, Book.from_tables(tables), DAY).facts("A")
    asked = ("figure.sales", "figure.as_of", "dealer.class", "contract.kind")
    assert [facts.get(name) for name in asked] == [0, DAY, "top", "store"]
    assert facts.get("nothing") is None


class TestAcrossEverybody:
    """Ranks and shares are of everybody's figures: one that nobody knows leaves all of them open."""

    POLICY = """
        sales: {from: lines, sum: net_amount}
        mean: {from: lines, average: net_amount}
        doubled: {formula: =figure.sales * 2}
        part: {share: sales}
        place: {rank: doubled}
        by_mean: {rank: mean}
    """

    def found(self, *currencies: str) -> Figures:
        rows = [
            {"date": "2026-06-01", "dealer": who, "net_amount": "10", "currency": currency}
            for who, currency in zip("PQ", currencies, strict=True)
        ]
        tables = {"customers": [{"customer": each} for each in "PQR"], "lines": rows}
        return reckon(figures(self.POLICY), Book.from_tables(tables), date(2026, 6, 30))

    @pytest.mark.parametrize("name", ["part", "place"])
    def test_somebody_whose_figure_is_unclear_leaves_everybodys_share_and_rank_open(self, name: str) -> None:
        found = self.found("CNY", "USD")
        assert isinstance(found.found(name, "P"), Absence)
        assert "rates.USD" in found.value(name, "P").facts  # type: ignore[union-attr]

    def test_who_has_no_rows_is_no_part_and_no_doubt(self) -> None:
        found = self.found("CNY", "CNY")
        assert [found.value("part", each) for each in "PQR"] == [Decimal("0.5"), Decimal("0.5"), Decimal(0)]
        assert [found.value("by_mean", each) for each in "PQ"] == [Decimal(1), Decimal(1)]
        assert isinstance(found.found("by_mean", "R"), Absence)
