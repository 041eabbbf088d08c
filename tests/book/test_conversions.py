"""Quantities in another unit than the product's are converted by the table ``units``, or refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book

PRODUCTS = [{"product": "tea", "unit": "bottle"}, {"product": "rice"}, {"product": "oil", "unit": "case"}]


def lines(*rows: dict[str, str]) -> list[dict[str, str]]:
    return [{"date": "2026-03-02", "dealer": "D1", "net_amount": "1", **row} for row in rows]


def quantities(book: Book, *columns: str) -> list[tuple[object, ...]]:
    wanted = columns or ("quantity",)
    return [
        tuple(batch.columns[name][i] for name in wanted)
        for batch in book.batches("lines", wanted)
        for i in range(len(batch))
    ]


def book_of(rows: list[dict[str, str]], units: list[dict[str, str]]) -> Book:
    return Book.from_tables({"products": PRODUCTS, "units": units, "lines": rows})


def test_cases_are_read_in_bottles() -> None:
    book = book_of(
        lines({"product": "tea", "quantity": "10", "unit": "case"}, {"product": "tea", "quantity": "5"}),
        [{"product": "tea", "from": "case", "to": "bottle", "factor": "24"}],
    )
    assert quantities(book) == [(Decimal(240),), (Decimal(5),)]


def test_a_row_of_the_product_goes_before_one_for_all() -> None:
    units = [
        {"product": "", "from": "case", "to": "bottle", "factor": "12"},
        {"product": "tea", "from": "case", "to": "bottle", "factor": "24"},
    ]
    assert quantities(book_of(lines({"product": "tea", "quantity": "1", "unit": "case"}), units)) == [(Decimal(24),)]


def test_a_conversion_may_be_written_the_other_way_round() -> None:
    units = [{"product": "oil", "from": "case", "to": "bottle", "factor": "3"}]
    book = book_of(lines({"product": "oil", "quantity": "7", "unit": "bottle"}), units)
    assert quantities(book) == [(Fraction(7, 3),)]


def test_the_price_of_one_unit_goes_with_the_unit() -> None:
    units = [{"product": "tea", "from": "case", "to": "bottle", "factor": "24"}]
    rows = lines({"product": "tea", "quantity": "2", "unit": "case", "unit_price": "120", "net_amount": "240"})
    found = quantities(book_of(rows, units), "quantity", "unit_price", "net_amount")
    assert found == [(Decimal(48), Decimal(5), Decimal(240))]


def test_what_nothing_converts_is_refused_and_named() -> None:
    book = book_of(lines({"product": "tea", "quantity": "1", "unit": "pallet"}), [])
    assert quantities(book) == []
    assert [each.problem.code for each in book.rejects.first] == ["DK852"]  # type: ignore[attr-defined]
    assert book.counts["lines"].rejected == 1


def test_a_product_without_a_unit_is_taken_as_it_stands() -> None:
    book = book_of(lines({"product": "rice", "quantity": "3", "unit": "bag"}), [])
    assert quantities(book) == [(Decimal(3),)]


def test_the_product_file_itself_is_not_converted() -> None:
    products = [{"product": "tea", "unit": "bottle", "list_price": "5"}]
    book = Book.from_tables({"products": products, "lines": lines({"product": "tea", "quantity": "1", "unit": "case"})})
    assert book.rows("products")[0]["list_price"] == Decimal(5)


def test_amounts_alone_need_no_unit() -> None:
    book = book_of(lines({"product": "tea", "quantity": "1", "unit": "pallet"}), [])
    assert quantities(book, "net_amount") == [(Decimal(1),)]


def test_a_conversion_holds_on_its_days() -> None:
    units = [
        {"product": "tea", "from": "case", "to": "bottle", "factor": "24", "valid_to": "2026-03-01"},
        {"product": "tea", "from": "case", "to": "bottle", "factor": "20", "valid_from": "2026-03-02"},
    ]
    assert quantities(book_of(lines({"product": "tea", "quantity": "1", "unit": "case"}), units)) == [(Decimal(20),)]


@given(st.lists(st.tuples(st.sampled_from(["case", "bottle", ""]), st.integers(-500, 500)), max_size=20))
def test_the_total_is_that_of_a_hand_count(rows: list[tuple[str, int]]) -> None:
    units = [{"product": "tea", "from": "case", "to": "bottle", "factor": "24"}]
    book = book_of(lines(*({"product": "tea", "quantity": str(n), "unit": unit} for unit, n in rows)), units)
    by_hand = sum(n * 24 if unit == "case" else n for unit, n in rows)
    assert sum(int(str(found[0])) for found in quantities(book)) == by_hand
