"""Several ask together in one pass: each finds what it would have found alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.measures.cells import Cells
from dealerkit.measures.measuring import measure
from dealerkit.measures.takes import Take
from dealerkit.policy.types import NUMBER
from tests.measures.asking import Refusals, book_of, condition, question, rebatched

TAKES = (
    Take("all"),
    Take("gold", condition('dealer.class == "gold"')),
    Take("star", condition('product.brand == "Star"')),
    Take("prices", measure="list_price"),
    Take("star-prices", condition('product.brand == "Star"'), "list_price"),
    Take("phones", condition('within(product, "phones")'), if_missing=False),
    Take("half", condition('line.kind == "sale"'), condition("line.net_amount / 2", NUMBER)),
)
MONTHS = (
    (date(2026, 1, 1), date(2026, 1, 31)),
    (date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 3, 1), date(2026, 3, 31)),
)

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(["2026-01-05", "2026-02-10", "2026-02-20", "2026-03-31"]),
            "dealer": st.sampled_from(["A", "B", "C", "X"]),
            "product": st.sampled_from(["P1", "P2", "P3", "P9"]),
            "net_amount": st.sampled_from(["1", "-2.50", "10"]),
            "list_price": st.sampled_from(["1", "3", None]),
            "kind": st.sampled_from(["sale", "gift", None]),
            "currency": st.sampled_from(["CNY", "CNY", "CNY", "EUR"]),
        }
    ),
    max_size=12,
)
PARTY = st.lists(st.sampled_from(TAKES), min_size=1, max_size=3, unique=True)


def alone(book: Book, takes: Sequence[Take]) -> tuple[Cells, Refusals]:
    refusals = Refusals()
    asked = question(book, *takes)
    return measure(book.batches("lines", asked.wanted()), asked, refusals), refusals


def together(book: Book, parties: Sequence[Sequence[Take]], sizes: Sequence[int]) -> tuple[list[Cells], Refusals]:
    refusals = Refusals()
    every = tuple(dict.fromkeys(take for takes in parties for take in takes))
    asked = evolve(question(book, *every), parties=tuple(frozenset(take.id for take in takes) for takes in parties))
    cells = measure(rebatched(list(book.batches("lines", asked.wanted())), sizes), asked, refusals)
    seen = [
        cells.of_party(number, {take.id: cells.ids[take.id] for take in takes}) for number, takes in enumerate(parties)
    ]
    return seen, refusals


def sums(cells: Cells, takes: Sequence[Take]) -> Mapping[tuple[str, str, int], object]:
    return {
        (take.id, dealer, number): (cells.total(take.id, dealer, *month), cells.has_lines(take.id, dealer, *month))
        for take in takes
        for dealer in ("A", "B", "C", "X")
        for number, month in enumerate(MONTHS)
    }


@settings(max_examples=40)
@given(LINES, st.lists(PARTY, min_size=1, max_size=3), st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_each_party_finds_what_it_finds_alone(
    lines: list[dict[str, object]], parties: list[list[Take]], sizes: list[int]
) -> None:
    book = book_of(lines)
    seen, refusals = together(book, parties, sizes)
    for takes, cells in zip(parties, seen, strict=True):
        assert sums(cells, takes) == sums(alone(book, takes)[0], takes)
    assert refusals.codes == alone(book, parties[0])[1].codes


def test_a_line_that_one_cannot_use_is_lost_to_that_one_alone() -> None:
    lines = [{"date": "2026-01-05", "dealer": "A", "product": "P3", "net_amount": "10", "list_price": "1"}]
    (first, second), refusals = together(book_of(lines), [[TAKES[0]], [TAKES[0], TAKES[2]]], [1])
    assert first.total("all", "A", *MONTHS[0]) == Decimal(10)
    assert second.total("all", "A", *MONTHS[0]) == 0
    assert refusals.codes == {}


def test_a_take_of_no_party_tells_whether_it_loses_lines() -> None:
    lines = [{"date": "2026-01-05", "dealer": "A", "product": "P1", "net_amount": "10", "list_price": None}]
    book = book_of(lines)
    asked = evolve(question(book, TAKES[0], TAKES[3]), parties=(frozenset({"all"}),))
    cells = measure(book.batches("lines", asked.wanted()), asked, Refusals())
    assert cells.loses("prices")
    assert not cells.loses("all")
    assert cells.of_party(0, dict(cells.ids)).total("all", "A", *MONTHS[0]) == Decimal(10)
