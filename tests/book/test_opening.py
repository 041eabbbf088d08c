"""Opening a folder: which file is which table, and what is wrong before any row is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerkit.book import open_book
from dealerkit.problems import Severity
from tests.book.folders import HEADING, codes, opened, read

ROW = "2026-01-05,D001,P1,2,10.00,S1,1\n"


def test_a_folder_that_is_not_there_names_the_nearest(tmp_path: Path):
    (tmp_path / "book").mkdir()
    book = open_book(tmp_path / "bok")
    assert [(each.code, each.arg("nearest")) for each in book.problems] == [("DK800", "book")]
    assert codes(open_book(tmp_path / "x" / "y")) == ["DK800"]


def test_an_empty_folder_is_an_empty_book(tmp_path: Path):
    book = open_book(tmp_path)
    assert (book.tables, book.problems) == ((), ())


def test_tables_are_found_by_their_names_in_the_order_of_their_files(tmp_path: Path):
    book = opened(tmp_path, lines__02_csv=f"{HEADING}\n{ROW.replace('S1', 'S2')}", lines__01_csv=f"{HEADING}\n{ROW}")
    assert read(book, "lines", "document") == [("S1",), ("S2",)]


def test_a_line_in_two_overlapping_exports_counts_once(tmp_path: Path):
    book = opened(tmp_path, lines__01_csv=f"{HEADING}\n{ROW}", lines__02_csv=f"{HEADING}\n{ROW}")
    assert len(read(book, "lines", "dealer")) == 1


def test_columns_may_differ_between_the_files_of_a_table(tmp_path: Path):
    book = opened(
        tmp_path, lines__1_csv="date,dealer,outlet\n2026-01-05,D1,O1\n", lines__2_csv="dealer,date\nD2,2026-01-06\n"
    )
    assert read(book, "lines", "dealer", "outlet") == [("D1", "O1"), ("D2", None)]


def test_a_pattern_without_a_file_names_the_nearest(tmp_path: Path):
    book = opened(tmp_path, columns_yaml="tables: {lines: {files: line.csv}}", lines_csv=f"{HEADING}\n")
    found = book.problems[0]
    assert (found.code, found.arg("nearest"), str(found.at)) == ("DK801", "lines.csv", "columns.yaml:1:10")
    assert "DK801" in codes(opened(tmp_path, columns_yaml="tables: {orders: {}}"))


def test_a_pattern_may_not_leave_the_book(tmp_path: Path):
    for pattern in ("../lines.csv", "/etc/passwd"):
        assert "DK822" in codes(opened(tmp_path, columns_yaml=f"tables: {{lines: {{files: {pattern}}}}}"))


def test_a_mapped_heading_that_is_missing_names_the_nearest(tmp_path: Path):
    book = opened(tmp_path, columns_yaml="tables: {lines: {columns: {dealer: 客户编码}}}", lines_csv="date,客户编号\n")
    found = book.problems[0]
    assert (found.code, found.arg("nearest"), str(found.at)) == ("DK805", "客户编号", "columns.yaml:1:36")


def test_a_data_file_that_belongs_to_no_table_is_a_warning(tmp_path: Path):
    book = opened(tmp_path, line_csv="x\n", zzz_txt="hello\n", README_md="hello\n")
    assert [(each.code, each.arg("file"), each.arg("nearest")) for each in book.problems] == [
        ("DK820", "line.csv", "lines"),
        ("DK820", "zzz.txt", ""),
    ]
    assert all(each.severity is Severity.WARNING for each in book.problems)


def test_a_kind_of_file_that_cannot_be_read(tmp_path: Path):
    assert codes(opened(tmp_path, columns_yaml="tables: {lines: {files: lines.doc}}", lines_doc="x")) == ["DK812"]


def test_a_table_with_a_problem_is_left_out_and_the_others_are_read(tmp_path: Path):
    book = opened(tmp_path, lines_csv="date\n", customers_csv="customer\nD1\n")
    assert codes(book) == ["DK809"]
    assert book.tables == ("customers",)


def test_tab_separated_files_need_no_statement(tmp_path: Path):
    book = opened(
        tmp_path, columns_yaml="tables: {lines: {files: lines.tsv}}", lines_tsv="date\tdealer\n2026-01-05\tD1\n"
    )
    assert read(book, "lines", "dealer") == [("D1",)]


class TestSeveralFilesOfOneTable:
    def test_a_file_without_a_column_that_the_others_fill_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "lines-1.csv").write_text("date,dealer,net_amount\n2026-01-05,D1,5\n", "utf-8")
        (tmp_path / "lines-2.csv").write_text("date,dealer\n2026-02-05,D1\n", "utf-8")
        (problem,) = open_book(tmp_path).problems
        assert (problem.code, problem.arg("file"), problem.arg("column")) == ("DK805", "lines-2.csv", "net_amount")


class TestRowsToIgnore:
    @pytest.mark.parametrize("column", ["4", "0", "说明"])
    def test_a_column_that_is_not_there_is_named(self, tmp_path: Path, column: str) -> None:
        (tmp_path / "lines.csv").write_text("date,dealer,net_amount\n2026-01-05,D1,5\n", "utf-8")
        rule = f"tables:\n  lines: {{ignore: [{{column: {column}, equals: 合计}}]}}\n"
        (tmp_path / "columns.yaml").write_text(rule, "utf-8")
        (problem,) = open_book(tmp_path).problems
        assert (problem.code, problem.arg("column")) == ("DK823", column)
