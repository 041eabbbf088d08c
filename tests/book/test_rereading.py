"""Reading a book once more for one question: its rejects go elsewhere, and rows are seen as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerkit.book import Book, FirstRejects, open_book

LINES = [
    {"document": "1", "line_no": "1", "date": "2026-01-10", "dealer": "A", "net_amount": "5.00"},
    {"document": "1", "line_no": "2", "date": "2026-01-10", "dealer": "A", "net_amount": "5O0"},
]


def test_a_book_read_again_leaves_what_was_counted_alone():
    book = Book.from_tables({"lines": LINES})
    list(book.batches("lines", ("net_amount",)))
    elsewhere = FirstRejects()
    again = book.reread(elsewhere)
    assert [len(batch) for batch in again.batches("lines", ("net_amount",))] == [1]
    assert elsewhere.by_code == {"DK835": 1}
    assert isinstance(book.rejects, FirstRejects)
    assert book.rejects.total == 1
    assert book.counts["lines"].rejected == 1


def test_every_row_is_seen_as_it_is_written_whatever_becomes_of_it():
    book = Book.from_tables({"lines": LINES})
    found = [(at.line, cells) for at, cells in book.as_written("lines", ("line_no", "net_amount", "contract"))]
    assert found == [(1, ("1", "5.00", "")), (2, ("2", "5O0", ""))]


def test_files_are_seen_one_after_the_other_with_their_own_headings(tmp_path: Path):
    (tmp_path / "lines-1.csv").write_text("date,dealer,document\n2026-01-10,A, F1 \n", encoding="utf-8")
    (tmp_path / "lines-2.csv").write_text("document,date,dealer\nF2,2026-01-10,A\n", encoding="utf-8")
    found = [(str(at), cells) for at, cells in open_book(tmp_path).as_written("lines", ("document",))]
    assert found == [("lines-1.csv:2:1", ("F1",)), ("lines-2.csv:2:1", ("F2",))]


@pytest.mark.parametrize(
    ("name", "text"),
    [("lines.csv", "date,dealer\n2026-01-10,A\n"), ("lines.jsonl", '{"date": "2026-01-10", "dealer": "A"}\n')],
)
def test_a_row_is_seen_where_no_cell_of_it_is_asked_for(tmp_path: Path, name: str, text: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(open_book(tmp_path).as_written("lines", ("document", "line_no")))
    assert [(at.file, cells) for at, cells in found] == [(name, ("", ""))]


def test_a_table_that_is_not_there_has_no_rows():
    assert list(Book.from_tables({}).as_written("lines", ("document",))) == []
