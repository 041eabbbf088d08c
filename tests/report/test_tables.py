from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from dealerkit.report import layouts
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_people, cell_for_programs, digits, ended

TABLE = Table(
    "settlement",
    Words("Settlement", "结算"),
    (
        Column("dealer", Words("dealer", "经销商")),
        Column("base", Words("base", "进货额"), Kind.MONEY),
        Column("rate", Words("rate", "返利率"), Kind.RATE),
        Column("due", Words("due", "付款日"), Kind.DATE),
        Column("lines", Words("lines", "行数"), Kind.INTEGER),
    ),
    (
        ("华东一号店", Decimal("1234567.10"), Decimal("0.015"), date(2026, 4, 15), 12345),
        ("00123", Decimal("-5.00"), Fraction(1, 3), None, 0),
    ),
)


class TestCells:
    @pytest.mark.parametrize(
        ("cell", "kind", "text"),
        [
            (Decimal("1234567.10"), Kind.MONEY, "1,234,567.10"),
            (Decimal("8E+5"), Kind.MONEY, "800,000"),
            (Fraction(10, 3), Kind.MONEY, "3.33"),
            (12345, Kind.INTEGER, "12,345"),
            (Decimal("0.015"), Kind.RATE, "1.5%"),
            (Decimal("1.1"), Kind.TEXT, "1.1"),
            (date(2026, 1, 31), Kind.DATE, "2026-01-31"),
            ("00123", Kind.TEXT, "00123"),
            ("n/a", Kind.MONEY, "n/a"),
            (None, Kind.MONEY, ""),
        ],
    )
    def test_people_read(self, cell: Cell, kind: Kind, text: str):
        assert cell_for_people(cell, kind) == text

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (Decimal("1234567.10"), "1234567.10"),
            (Decimal("8E+5"), "800000"),
            (Fraction(1, 8), "0.125"),
            (Fraction(1, 3), "0.333333333333"),
            (Fraction(2, 3), "0.666666666667"),
            (date(2026, 1, 31), "2026-01-31"),
            (7, "7"),
            (None, ""),
        ],
    )
    def test_programs_read(self, cell: Cell, text: str):
        assert cell_for_programs(cell) == text

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20))
    def test_money_loses_no_digit_whatever_the_context_of_the_caller(self, amount: Decimal):
        with localcontext() as context:
            context.prec = 3
            assert Fraction(cell_for_programs(amount)) == Fraction(amount)
            assert Fraction(cell_for_people(amount, Kind.MONEY).replace(",", "")) == Fraction(amount)

    @given(st.fractions(max_denominator=10**6))
    def test_a_fraction_is_written_to_half_of_the_twelfth_decimal(self, number: Fraction):
        assert abs(Fraction(ended(number)) - number) <= Fraction(1, 2 * 10**12)

    def test_zeros_at_the_end_are_no_digits(self):
        assert digits(Decimal("1234.5000")) == 5


class TestText:
    def test_a_table_in_english(self):
        assert layouts.text_table(TABLE, "en") == (
            "Settlement\n"
            "dealer              base    rate  due           lines\n"
            "----------  ------------  ------  ----------  -------\n"
            "华东一号店  1,234,567.10    1.5%  2026-04-15   12,345\n"
            "00123              -5.00  33.33%                    0\n"
        )

    def test_a_table_in_chinese_is_aligned_by_columns_two_wide(self):
        text = layouts.text_table(TABLE, "zh")
        assert text == (
            "结算\n"
            "经销商            进货额    返利率  付款日        行数\n"
            "----------  ------------  --------  ----------  ------\n"
            "华东一号店  1,234,567.10      1.5%  2026-04-15  12,345\n"
            "00123              -5.00    33.33%                   0\n"
        )
        assert len({wcswidth(line) for line in text.splitlines()[1:]}) == 1

    def test_an_empty_table_says_so(self):
        empty = Table("t", Words("Nothing", "无事"), TABLE.columns)
        assert layouts.text_table(empty, "en") == "Nothing\n(no rows)\n"

    def test_a_line_end_in_a_cell_does_not_break_the_row(self):
        table = Table("t", Words("T", "T"), (Column("a", Words("a", "a")),), (("x\ny\x1b[0m",),))
        assert layouts.text_table(table, "en").splitlines()[-1] == "x\\ny\\x1b[0m"


class TestMarkdown:
    def test_figures_stand_to_the_right(self):
        assert layouts.markdown_table(TABLE, "en").splitlines() == [
            "### Settlement",
            "",
            "| dealer | base | rate | due | lines |",
            "| --- | ---: | ---: | --- | ---: |",
            "| 华东一号店 | 1,234,567.10 | 1.5% | 2026-04-15 | 12,345 |",
            "| 00123 | -5.00 | 33.33% |  | 0 |",
        ]

    def test_signs_of_markdown_are_text(self):
        table = Table("t", Words("T", "T"), (Column("a", Words("a", "a")),), (("a|b\n*c* <i>",),))
        assert layouts.markdown_table(table, "en").splitlines()[-1] == "| a\\|b \\*c\\* &lt;i> |"


class TestCsv:
    def test_a_pipe_gets_names_and_plain_figures_without_bom(self):
        assert layouts.csv_table(TABLE) == (
            "dealer,base,rate,due,lines\n华东一号店,1234567.10,0.015,2026-04-15,12345\n00123,-5.00,0.333333333333,,0\n"
        )

    def test_a_file_gets_bom_and_headings_in_the_language(self):
        assert layouts.csv_file(TABLE, "zh").startswith("\ufeff经销商,进货额,返利率,付款日,行数\r\n")

    @pytest.mark.parametrize("text", ["=1+1", "+8610", "-2+3", "@SUM(A1)", "\t=1"])
    def test_a_text_that_a_spreadsheet_would_run_is_kept_as_text_in_a_file(self, text: str):
        table = Table("t", Words("T", "T"), (Column("a", Words("a", "a")),), ((text,),))
        (_, (cell,)) = csv.reader(io.StringIO(layouts.csv_file(table, "en")))
        assert cell == f"'{text}"
        assert list(csv.reader(io.StringIO(layouts.csv_table(table))))[1] == [text]

    def test_a_negative_amount_is_no_formula(self):
        assert "\r\n00123,-5.00," in layouts.csv_file(TABLE, "en")


class TestHtml:
    def test_a_page_stands_alone_and_names_its_language(self):
        page = layouts.html_document("结算", layouts.html_table(TABLE, "zh"), "zh")
        assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
        assert '<td class="figure">1,234,567.10</td>' in page
        assert "http" not in page

    def test_what_looks_like_html_is_text(self):
        table = Table("t", Words("<T>", "T"), (Column("a", Words("a", "a")),), (("<script>&",),))
        page = layouts.html_document("<x>", layouts.html_table(table, "en"), "en")
        assert "<script>" not in page
        assert "&lt;script&gt;&amp;" in page
        assert "<title>&lt;x&gt;</title>" in page


texts = st.text(max_size=12)
cells = st.one_of(
    st.none(),
    texts,
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.fractions(),
    st.dates(),
)


@given(st.lists(st.tuples(cells, cells), max_size=4), st.sampled_from(Kind), st.sampled_from(["en", "zh"]))
def test_no_cell_breaks_a_layout(rows: list[tuple[Cell, Cell]], kind: Kind, chosen: str):
    lang: Language = "zh" if chosen == "zh" else "en"
    columns = (Column("a", Words("a", "甲"), kind), Column("b", Words("b", "乙")))
    table = Table("t", Words("T", "表"), columns, tuple(rows))
    assert len(layouts.text_table(table, lang).splitlines()) == (3 + len(rows) if rows else 2)
    assert len(layouts.markdown_table(table, lang).split("\n")) == 5 + len(rows)
    assert layouts.html_table(table, lang).count("<tr>") == 1 + len(rows)
    layouts.csv_table(table)
    layouts.csv_file(table, lang)
