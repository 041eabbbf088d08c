"""A scan of generated books, against the same rules read one by one; and in whatever order the rows come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.governance.scan.run import evaluate
from dealerkit.governance.scan.scanning import ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.policy.loading import load_texts
from tests.governance import naive_scan as naive

POLICY = b"""
policy: {name: generated, revision: "1", currency: CNY, effective: 2025-01-01..2026-12-31}
governance:
  scan:
    window: 90 days
    concentration: [{id: one, top: 1, at: 20%}]
    signals:
      - {id: weeks, weeks_of_stock: {above: 8}}
      - {id: one_product, single_product: {at: 60%}}
      - {id: pushed, pushed: {above: 8}}
      - {id: neighbours, neighbours_falling: {fall: 10%, at: 1}}
      - {id: large, condition: scan.share >= 30%}
"""
LOADED = load_texts({"policy.yaml": POLICY}, SECTIONS).policy

DEALERS = ("A", "B", "C", "D")
days = st.dates(date(2025, 10, 3), date(2026, 3, 31))
in_window = st.dates(date(2026, 1, 1), date(2026, 3, 31))
amounts = st.integers(-300, 900).map(Decimal)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "date": days,
            "dealer": st.sampled_from(DEALERS),
            "product": st.sampled_from(("P", "Q")),
            "quantity": st.integers(0, 30).map(Decimal),
            "net_amount": amounts,
        }
    ),
    min_size=1,
    max_size=14,
)
reports = st.lists(
    st.fixed_dictionaries(
        {
            "date": in_window,
            "dealer": st.sampled_from(DEALERS),
            "product": st.just("P"),
            "quantity": st.integers(0, 20).map(Decimal),
        }
    ),
    min_size=1,
    max_size=8,
)
counts = st.lists(
    st.fixed_dictionaries(
        {
            "date": in_window,
            "holder": st.sampled_from(DEALERS),
            "product": st.sampled_from(("P", "Q")),
            "quantity": st.integers(0, 99).map(Decimal),
        }
    ),
    min_size=1,
    max_size=8,
)
CUSTOMERS = [{"customer": each, "territory": f"t-{each}"} for each in DEALERS]
TERRITORIES = [{"territory": "region"}, *({"territory": f"t-{each}", "parent": "region"} for each in DEALERS)]

Rows = Sequence[Mapping[str, object]]


def scanned(lines: Rows, sold: Rows, stock: Rows) -> ScanRun:
    assert LOADED is not None
    tables = {"lines": lines, "sell_through": sold, "stock": stock, "customers": CUSTOMERS, "territories": TERRITORIES}
    return evaluate(LOADED, Book.from_tables(tables), date(2026, 3, 31))


def sign(run: ScanRun, dealer: str, signal: str) -> Sign:
    found = run.of(dealer)
    assert found is not None
    return next(each for each in found.signs if each.signal.id == signal)


@given(lines, reports, counts)
@settings(max_examples=30)
def test_shares_and_ranks_are_those_of_adding_up_each_dealer(lines: Rows, sold: Rows, stock: Rows):
    run = scanned(lines, sold, stock)

    for each in naive.dealers(lines):
        found = run.of(each)
        assert found is not None
        assert found.standing.share == naive.share(lines, each)
        if set(naive.dealers(lines)) == {one.dealer for one in run.dealers}:
            assert found.standing.rank == naive.rank(lines, each)


@given(lines, reports, counts)
@settings(max_examples=30)
def test_the_largest_product_is_the_naive_one(lines: Rows, sold: Rows, stock: Rows):
    run = scanned(lines, sold, stock)

    for each in naive.dealers(lines):
        expected, found = naive.largest_product(lines, each), sign(run, each, "one_product")
        assert (found.found.value is None) == (expected is None)
        if expected is not None:
            assert found.found.value == expected
            assert found.state is (State.SHOWN if expected >= Fraction(6, 10) else State.QUIET)


@given(lines, reports, counts)
@settings(max_examples=30)
def test_falling_neighbours_are_counted_one_by_one(lines: Rows, sold: Rows, stock: Rows):
    run = scanned(lines, sold, stock)

    for each in naive.dealers(lines):
        found, falling = sign(run, each, "neighbours"), naive.falling(lines, each)
        if falling or naive.reaches_back(lines):
            assert found.found.value == falling
        else:
            assert found.state is State.UNKNOWN


@given(lines, reports, counts)
@settings(max_examples=30)
def test_weeks_of_stock_are_the_naive_ones(lines: Rows, sold: Rows, stock: Rows):
    run = scanned(lines, sold, stock)

    for each in naive.dealers(lines):
        expected, found = naive.weeks(sold, stock, each), sign(run, each, "weeks")
        if isinstance(expected, Fraction) and expected <= 8 and naive.uncounted(lines, sold, stock, each):
            assert found.state is State.UNKNOWN
        elif isinstance(expected, Fraction):
            assert found.found.value == expected
        elif expected == "for ever":
            assert (found.state, found.found.value) == (State.SHOWN, None)


@given(lines, reports, counts, st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_the_order_of_rows_never_matters(lines: Rows, sold: Rows, stock: Rows, rng):
    shuffled = list(lines)
    rng.shuffle(shuffled)

    def seen(run: ScanRun) -> list[object]:
        return [
            (each.dealer, each.standing, [(one.state, one.found.value) for one in each.signs]) for each in run.dealers
        ]

    assert seen(scanned(lines, sold, stock)) == seen(scanned(shuffled, sold, stock))


EVERY_MONTH = [
    {"date": date(2026, month, day), "dealer": each, "product": "P", "quantity": Decimal(0)}
    for each in DEALERS
    for month in (1, 2, 3)
    for day in (1, 2)
]


@given(lines, reports, counts)
@settings(max_examples=30)
def test_pushed_deliveries_are_those_of_going_through_them_one_by_one(lines: Rows, sold: Rows, stock: Rows):
    only = [{**each, "product": "P"} for each in lines if each["date"] >= naive.FIRST]  # type: ignore[operator]
    counted = [{**each, "product": "P"} for each in stock]
    reported = [*EVERY_MONTH, *sold]
    run = scanned(only, reported, counted)

    for each in naive.dealers(only):
        shown, unclear = naive.pushes(only, reported, counted, each) or (0, 0)
        found = sign(run, each, "pushed")
        expected = State.SHOWN if shown else State.UNKNOWN if unclear else State.QUIET
        assert found.state is expected
        if found.found.value is not None:
            assert found.found.value == shown


@given(lines, reports, counts)
@settings(max_examples=20)
def test_a_dealer_elsewhere_changes_nothing_that_is_a_dealers_own(lines: Rows, sold: Rows, stock: Rows):
    other = {"date": date(2026, 2, 2), "dealer": "Z", "product": "R", "quantity": Decimal(7), "net_amount": Decimal(70)}
    alone, beside = scanned(lines, sold, stock), scanned([*lines, other], sold, stock)

    for each in alone.dealers:
        for signal in ("weeks", "one_product", "pushed"):
            here, there = sign(alone, each.dealer, signal), sign(beside, each.dealer, signal)
            assert (here.state, here.found.value) == (there.state, there.found.value)
        assert beside.of(each.dealer) is not None
