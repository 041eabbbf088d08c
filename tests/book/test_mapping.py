"""columns.yaml: headings, words, constants, formulas, rules; every mistake located."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from dealerkit.book.mapping import columns_schema, read_columns
from tests.book.folders import codes, opened, read, rejects

FULL = """
encoding: gb18030
tables:
  lines:
    files: lines-*.csv
    header_row: 2
    delimiter: ";"
    date_format: ["%Y年%m月%d日", "%Y%m%d"]
    columns:
      date: 日期
      dealer: 客户编码
      document: 单据
      line_no: 行号
      product: {heading: 品类, values: {手机: phones, 配件: parts}}
      quantity: 数量
      unit_price: 单价
      net_amount: = quantity * unit_price
      currency: {constant: CNY}
      remark: {heading: 备注, type: text, meaning: what the clerk wrote}
    ignore:
      - {column: 1, equals: [合计, 小计]}
    key: [document, line_no]
"""
JANUARY = """导出 2026-02-01;;;;;;;
单据;行号;日期;客户编码;品类;数量;单价;备注
S1;1;2026年1月5日;D001;手机;10;1,234.50;好
S1;2;20260105;D001;配件;(2);¥3.5;
小计;;;;;8;;
"""
FEBRUARY = """导出 2026-03-01;;;;;;;
单据;行号;日期;客户编码;品类;数量;单价;备注
S1;2;20260105;D001;配件;(2);¥3.5;
S2;1;20260201;D002;手几;1;1;
S2;2;20260201;D002;手机;1;;
S3;1;20260201;D002;手机;1;2;
合计;;;;;0;;
"""


class TestReading:
    def test_a_chinese_export_in_several_files(self, tmp_path: Path):
        book = opened(
            tmp_path,
            columns_yaml=FULL,
            lines__01_csv=JANUARY.encode("gb18030"),
            lines__02_csv=FEBRUARY.encode("gb18030"),
        )
        assert codes(book) == []
        assert read(book, "lines", "date", "product", "net_amount", "currency", "remark") == [
            (date(2026, 1, 5), "phones", Decimal(12345), "CNY", "好"),
            (date(2026, 1, 5), "parts", Decimal(-7), "CNY", None),
            (date(2026, 2, 1), "phones", Decimal(2), "CNY", None),
        ]
        assert rejects(book) == [
            ("lines-02.csv:3:1", "DK842"),
            ("lines-02.csv:4:5", "DK841"),
            ("lines-02.csv:5:6", "DK850"),
        ]
        count = book.counts["lines"]
        assert (count.read, count.used, count.rejected, count.ignored) == (8, 3, 3, 2)

    def test_a_heading_that_is_a_columns_own_name_needs_no_entry(self, tmp_path: Path):
        book = opened(
            tmp_path,
            columns_yaml="tables: {lines: {columns: {dealer: 客户}}}",
            lines_csv="date,客户,product,quantity,net_amount,other\n2026-01-05,D1,P1,1,2,x\n",
        )
        assert codes(book) == []
        assert read(book, "lines", "dealer", "net_amount") == [("D1", Decimal(2))]

    def test_an_optional_column_can_be_required(self, tmp_path: Path):
        book = opened(
            tmp_path,
            columns_yaml="tables: {lines: {columns: {outlet: {heading: outlet, required: true}}}}",
            lines_csv="date,dealer,outlet\n2026-01-05,D1,\n",
        )
        assert read(book, "lines", "dealer") == []
        assert rejects(book) == [("lines.csv:2:3", "DK834")]

    def test_a_total_line_can_be_found_by_its_heading(self, tmp_path: Path):
        book = opened(
            tmp_path,
            columns_yaml="tables: {lines: {ignore: [{column: dealer, equals: 合计}]}}",
            lines_csv="date,dealer\n2026-01-05,D1\n,合计\n",
        )
        assert len(read(book, "lines", "dealer")) == 1
        assert book.counts["lines"].ignored == 1


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "place", "code", "nearest"),
        [
            ("tables: {line: {}}", "1:10", "DK803", "lines"),
            ("tables: {lines: {columns: {quantty: 数量}}}", "1:28", "DK804", "quantity"),
            ("tables: {lines: {file: x.csv}}", "1:18", "DK130", "files"),
            ("tables: {lines: {encoding: gb1803}}", "1:28", "DK810", "gb18030"),
            ("tables: {lines: {date_format: YYYY-MM-DD}}", "1:31", "DK816", ""),
            ("tables: {lines: {delimiter: '||'}}", "1:29", "DK817", ""),
            ("tables: {lines: {key: [documnt]}}", "1:24", "DK818", "document"),
            ("tables: {lines: {columns: {quantity: {heading: x, type: text}}}}", "1:28", "DK819", ""),
            ("tables: {lines: {columns: {tax_rate: {constant: much}}}}", "1:28", "DK821", ""),
            ("tables: {lines: {columns: {channel: {heading: x, type: txt}}}}", "1:56", "DK135", "text"),
            ("tables: {lines: {columns: {dealer: {heading: x, constant: y}}}}", "1:28", "DK151", ""),
            ("tables: {lines: {header_row: 0}}", "1:30", "DK148", ""),
            ("tables: {lines: {}, lines: {}}", "1:21", "DK113", ""),
            ("table: {}", "1:1", "DK130", "tables"),
            ("- lines", "1:1", "DK115", ""),
            ("", "1:1", "DK103", ""),
        ],
    )
    def test_each_is_located_with_what_was_probably_meant(self, text: str, place: str, code: str, nearest: str):
        found = next(each for each in read_columns(text.encode(), "columns.yaml").problems if each.code == code)
        assert str(found.at) == f"columns.yaml:{place}"
        assert found.arg("nearest") == nearest

    def test_a_formula_is_checked_where_it_stands(self):
        text = "tables:\n  lines:\n    columns:\n      net_amount: = quantity * unit_prise\n"
        (found,) = read_columns(text.encode(), "columns.yaml").problems
        assert found.code.startswith("DK2")
        assert found.arg("nearest") == "unit_price"
        assert str(found.at) == "columns.yaml:4:32"

    def test_a_formula_does_not_see_computed_columns_nor_moments(self):
        text = "tables: {lines: {columns: {net_amount: = quantity * unit_price, cost: = net_amount * 2}}}"
        assert [each.arg("name") for each in read_columns(text.encode(), "columns.yaml").problems] == ["net_amount"]

    def test_a_table_described_wrongly_is_left_out_and_not_guessed_at(self, tmp_path: Path):
        book = opened(
            tmp_path,
            columns_yaml="tables: {lines: {columns: {quantty: 数量}}}",
            lines_csv="日期,客户\n",
            customers_csv="customer\nD1\n",
        )
        assert codes(book) == ["DK804"]
        assert book.tables == ("customers",)

    def test_a_map_that_cannot_be_read_leaves_every_table_out(self, tmp_path: Path):
        book = opened(tmp_path, columns_yaml="tables: [", lines_csv="date,dealer\n")
        assert len(book.problems) == 1
        assert book.tables == ()


def test_the_schema_takes_the_full_example_and_refuses_unknown_keys():
    schema = columns_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    assert validator.is_valid(yaml.safe_load(FULL))
    assert not validator.is_valid({"tables": {"line": {}}})
    assert not validator.is_valid({"tables": {"lines": {"file": "x"}}})


@pytest.mark.parametrize("text", [FULL, "tables: {lines: {}}"])
def test_a_sound_map_has_no_findings(text: str):
    assert read_columns(text.encode(), "columns.yaml").problems == ()
