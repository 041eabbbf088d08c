from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.report.languages import Words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.workbook import workbook

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


def table(*cells: Cell, kind: Kind = Kind.TEXT, title: str = "T") -> Table:
    return Table("t", Words(title, title), (Column("a", Words("a", "甲"), kind),), tuple((cell,) for cell in cells))


def read_back(*cells: Cell, kind: Kind = Kind.TEXT) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([table(*cells, kind=kind)], "en"))).active
    return [sheet.cell(row, 1).value for row in range(2, 2 + len(cells))]


class TestCells:
    def test_a_code_keeps_its_zeros(self):
        assert read_back("00123") == ["00123"]

    def test_what_looks_like_a_formula_or_an_address_is_text(self):
        book = openpyxl.load_workbook(io.BytesIO(workbook([table("=1+1", "https://x.test")], "en")))
        assert [book.active.cell(row, 1).data_type for row in (2, 3)] == ["s", "s"]
        assert book.active.cell(3, 1).hyperlink is None

    def test_an_amount_of_fifteen_digits_is_a_number(self):
        assert read_back(Decimal("1234567890123.45"), kind=Kind.MONEY) == [1234567890123.45]

    def test_an_amount_of_sixteen_digits_is_text_with_every_digit(self):
        assert read_back(Decimal("12345678901234.56"), kind=Kind.MONEY) == ["12345678901234.56"]

    def test_zeros_at_the_end_do_not_make_an_amount_long(self):
        assert read_back(Decimal("1234567890123.4500"), kind=Kind.MONEY) == [1234567890123.45]

    def test_a_date_is_a_date(self):
        assert read_back(date(2026, 3, 31), kind=Kind.DATE) == [datetime(2026, 3, 31)]

    def test_nothing_is_an_empty_cell(self):
        assert read_back(None, kind=Kind.MONEY) == [None]

    def test_a_fraction_is_written_with_twelve_decimals(self):
        assert read_back(Fraction(1, 3), kind=Kind.RATE) == [0.333333333333]

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
    @settings(max_examples=20)
    def test_an_amount_comes_back_to_the_cent(self, amount: Decimal):
        (read,) = read_back(amount, kind=Kind.MONEY)
        assert Decimal(str(read)) == amount


class TestSheets:
    def test_each_table_has_a_sheet_with_a_name_excel_accepts(self):
        long = "结算[2026]:一/二 " * 9
        names = openpyxl.load_workbook(io.BytesIO(workbook([table(title=long), table(title=long)], "en"))).sheetnames
        assert len(set(names)) == 2
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)

    def test_no_table_is_still_a_workbook(self):
        assert openpyxl.load_workbook(io.BytesIO(workbook([], "en"))).sheetnames == ["Sheet1"]

    def test_the_same_tables_give_the_same_bytes(self):
        assert workbook([table("x")], "zh") == workbook([table("x")], "zh")
