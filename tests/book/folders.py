"""Books for tests: a folder from texts, and what came of reading it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dealerkit.book import Batch, Book, FirstRejects, Value, open_book

HEADING = "date,dealer,product,quantity,net_amount,document,line_no"
LINE = ("date", "dealer", "product", "quantity", "net_amount")


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of files; ``lines_csv`` is called ``lines.csv``, ``lines__01_csv`` ``lines-01.csv``."""
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        data = content if isinstance(content, bytes) else content.encode()
        (path / f"{stem.replace('__', '-')}.{suffix}").write_bytes(data)
    return path


def rejects(book: Book) -> list[tuple[str, str]]:
    """Where each rejected row stands, and its code."""
    sink = book.rejects
    assert isinstance(sink, FirstRejects)
    return [(str(each.at), each.problem.code) for each in sink.first]


def read(book: Book, table: str, *wanted: str) -> list[tuple[Value | None, ...]]:
    """All usable rows with the wanted columns."""
    return [row for batch in book.batches(table, wanted) for row in rows_of(batch, wanted)]


def rows_of(batch: Batch, wanted: Sequence[str]) -> list[tuple[Value | None, ...]]:
    """The rows of a batch."""
    return list(zip(*(batch.columns[name] for name in wanted), strict=True))


def codes(book: Book) -> list[str]:
    """The codes of the book's own problems."""
    return [each.code for each in book.problems]


def opened(path: Path, **files: str | bytes) -> Book:
    """A book of these files."""
    return open_book(folder(path, **files))
