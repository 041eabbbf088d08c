"""Spreadsheets: what their owner sees is what is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit.book import open_book
from tests.book.folders import LINE, codes, read, rejects

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")

HEADING = ["date", "dealer", "product", "quantity", "net_amount"]


def workbook(path: Path, *rows: Sequence[object], sheets: tuple[str, ...] = ("Sheet1",), used: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        if name == (used or sheets[0]):
            for row in rows:
                sheet.append(row)
    book.save(path)
    return path.parent


def test_floats_days_and_codes_arrive_as_they_are_shown(tmp_path: Path):
    rows: list[Sequence[object]] = [
        HEADING,
        [datetime(2026, 1, 5, 13, 30), "007", "P1", 0.1 + 0.2, 1234.5],
        ["2026-01-06", 1001, "P1", 3, "30万"],
    ]
    book = open_book(workbook(tmp_path / "lines.xlsx", *rows))
    assert codes(book) == []
    assert read(book, "lines", *LINE) == [
        (date(2026, 1, 5), "007", "P1", Decimal("0.3"), Decimal("1234.5")),
        (date(2026, 1, 6), "1001", "P1", Decimal(3), Decimal(300000)),
    ]


def test_a_number_too_long_for_a_spreadsheet_is_no_code(tmp_path: Path):
    rows: list[Sequence[object]] = [HEADING, ["2026-01-05", 6222021001122334455, "P1", 1, 1]]
    book = open_book(workbook(tmp_path / "lines.xlsx", *rows))
    assert read(book, "lines", *LINE) == []
    assert rejects(book) == [("lines.xlsx:2:2", "DK846")]


def test_an_empty_cell_and_an_error_are_findings(tmp_path: Path):
    rows: list[Sequence[object]] = [
        HEADING,
        ["2026-01-05", None, "P1", 1, 1],
        ["2026-01-05", "#N/A", "P1", 1, 1],
        ["2026-01-05", "D1", "P1", 1, 1, "x"],
    ]
    book = open_book(workbook(tmp_path / "lines.xlsx", *rows))
    assert read(book, "lines", *LINE) == []
    assert [code for _, code in rejects(book)] == ["DK834", "DK845", "DK830"]


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path):
    rows: list[Sequence[object]] = [
        ["报表"],
        [],
        HEADING,
        ["2026-01-05", "D1", "P1", 1, 1],
        [None],
        ["2026-01-05", "D1", "P1", "x", 1],
    ]
    workbook(tmp_path / "lines.xlsx", *rows)
    (tmp_path / "columns.yaml").write_text("tables: {lines: {header_row: 3}}", "utf-8")
    book = open_book(tmp_path)
    assert len(read(book, "lines", *LINE)) == 1
    assert rejects(book) == [("lines.xlsx:6:4", "DK835")]
    assert book.counts["lines"].ignored == 1


class TestSheets:
    def test_of_several_sheets_the_one_called_as_the_table_is_read(self, tmp_path: Path):
        book = open_book(workbook(tmp_path / "lines.xlsx", HEADING, sheets=("说明", "lines"), used="lines"))
        assert codes(book) == []

    def test_else_the_sheet_must_be_stated(self, tmp_path: Path):
        workbook(tmp_path / "lines.xlsx", HEADING, sheets=("说明", "明细"), used="明细")
        assert codes(open_book(tmp_path)) == ["DK815"]
        (tmp_path / "columns.yaml").write_text("tables: {lines: {sheet: 明细}}", "utf-8")
        assert codes(open_book(tmp_path)) == []
        (tmp_path / "columns.yaml").write_text("tables: {lines: {sheet: 明组}}", "utf-8")
        assert codes(open_book(tmp_path)) == ["DK815"]


def test_a_file_that_is_no_workbook(tmp_path: Path):
    (tmp_path / "lines.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert codes(open_book(tmp_path)) == ["DK814"]


def test_without_the_extra_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    book = open_book(workbook(tmp_path / "lines.xlsx", HEADING))
    assert [(each.code, each.arg("extra")) for each in book.problems] == [("DK813", "excel")]
