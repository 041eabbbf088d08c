"""Numerals are read as written or not at all; no text makes a reader fail."""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.values.numbers import (
    Number,
    read_amount,
    read_integer,
    read_number,
    read_rate,
    read_table_number,
)
from dealerkit.values.numerals import LONGEST
from tests.values.numbers import HOSTILE_CONTEXTS, decimals

READERS = [read_number, read_rate, read_amount, read_integer, read_table_number]

REFUSED_EVERYWHERE = [
    "",
    " ",
    "NaN",
    "nan",
    "sNaN",
    "inf",
    "-Infinity",
    "1e3",
    "1E-3",
    "0x10",
    "1.",
    ".5",
    ".",
    "-",
    "+",
    "%",
    "--1",
    "+-1",
    "1 2",
    "1.2.3",
    "1,23",
    "12,34,567",
    "1234,567",
    ",123",
    "1,",
    "1,234,",
    "1,,234",
    "1,234_567",
    "300_00",
    "_300",
    "300_",
    "3__000",
    "1.000_000",
    "1:30",
    "NO",
    "12abc",
    "١٢٣",  # Arabic digits
    "१२३",  # Devanagari digits
    "一千",
    "10²",
    "①",
    "½",
    "1\n",
    "1/0",
    "1/-3",
    "1/3%",
    "1 / 3",
    "1.5/3",
    "9" * (LONGEST + 1),
]


class TestRefusals:
    @pytest.mark.parametrize("text", [text for text in REFUSED_EVERYWHERE if text != "1\n"])
    def test_no_reader_takes_it(self, text: str) -> None:
        assert [reader(text) for reader in READERS] == [None] * len(READERS)

    def test_a_line_break_is_no_part_of_a_policys_number(self) -> None:
        assert read_number("1\n") is None

    @given(st.text(max_size=30) | st.text("0123456789０１.,，_％%+-－/()（）¥￥$万亿元eE naif", max_size=15))
    def test_no_text_at_all_makes_a_reader_fail(self, text: str) -> None:
        with localcontext(Context(prec=1, traps=[])):
            for reader in READERS:
                found = reader(text)
                assert found is None or Fraction(found) == found


class TestPolicyNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", Decimal(0)),
            ("010", Decimal(10)),
            ("300000", Decimal(300_000)),
            ("300_000", Decimal(300_000)),
            ("30_0000", Decimal(300_000)),
            ("1_2345_6789", Decimal(123_456_789)),
            ("1,234,567.50", Decimal("1234567.50")),
            ("1,234.50", Decimal("1234.50")),
            ("-3", Decimal(-3)),
            ("+3", Decimal(3)),
            ("0.1", Decimal("0.1")),
            ("1.5%", Decimal("0.015")),
            ("-15%", Decimal("-0.15")),
            ("1,000%", Decimal(10)),
            ("1/3", Fraction(1, 3)),
            ("-2/6", Fraction(-1, 3)),
            ("1/4", Decimal("0.25")),
            ("１２％", Decimal("0.12")),
            ("３００，０００．５", Decimal("300000.5")),
            ("－１／３", Fraction(-1, 3)),
            ("＋５", Decimal(5)),
            ("1" + "0" * 40, Decimal("1e40")),
            ("0." + "0" * 29 + "1", Decimal("1e-30")),
        ],
    )
    def test_it_means(self, text: str, number: Number) -> None:
        assert read_number(text) == number

    @pytest.mark.parametrize("ambient", HOSTILE_CONTEXTS)
    @pytest.mark.parametrize("text", ["123456.789", "1,234,567", "12345.678%", "123457/8"])
    def test_it_means_the_same_in_every_decimal_context(self, text: str, ambient: Context) -> None:
        expected = read_number(text)
        with localcontext(ambient):
            found = read_number(text)
        assert (type(found), found) == (type(expected), expected)

    def test_decimals_are_kept_as_written(self) -> None:
        assert str(read_number("1.10")) == "1.10"

    @pytest.mark.parametrize("text", ["-0", "-0.00", "-0%", "-0/5"])
    def test_zero_has_no_sign(self, text: str) -> None:
        assert str(read_number(text)).startswith("0")

    @given(decimals)
    def test_a_decimal_written_out_is_read_back(self, number: Decimal) -> None:
        assert read_number(format(number, "f")) == number

    @given(st.integers(0, 10**30), st.sampled_from([",", "_"]))
    def test_groups_of_three_are_read_as_the_digits_without_them(self, number: int, separator: str) -> None:
        assert read_number(f"{number:,}".replace(",", separator)) == number

    @given(st.text("0123456789,", min_size=1, max_size=12))
    def test_commas_are_read_just_where_thousands_end(self, text: str) -> None:
        digits = text.replace(",", "")
        well_formed = text == digits or text == re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", digits)
        assert read_number(text) == (Decimal(digits) if well_formed else None)


class TestKindsOfNumbers:
    @pytest.mark.parametrize("text", ["1.5%", "１５％", "1/3", "2/4", "１／３"])
    def test_an_amount_is_neither_a_percentage_nor_a_fraction(self, text: str) -> None:
        assert read_amount(text) is None

    @pytest.mark.parametrize(("text", "amount"), [("12", 12), ("1,234.5", "1234.5"), ("－３００", -300), ("-0", 0)])
    def test_an_amount_is_a_decimal(self, text: str, amount: str | int) -> None:
        assert read_amount(text) == Decimal(amount)

    def test_a_rate_may_be_written_with_or_without_per_cent(self) -> None:
        assert read_rate("1.5%") == read_rate("0.015") == Decimal("0.015")

    @pytest.mark.parametrize(
        ("text", "number"), [("12", 12), ("-3", -3), ("1_000", 1000), ("1,000", 1000), ("１２", 12)]
    )
    def test_an_integer_has_no_decimals(self, text: str, number: int) -> None:
        assert read_integer(text) == number

    @pytest.mark.parametrize("text", ["1.0", "1%", "1/1"])
    def test_what_has_decimals_or_a_rate_is_no_integer(self, text: str) -> None:
        assert read_integer(text) is None


class TestBookNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1234.50", "1234.50"),
            ("1,234.50", "1234.50"),
            (" 1,234.50 ", "1234.50"),
            ("\N{NO-BREAK SPACE}5\N{IDEOGRAPHIC SPACE}", "5"),
            ("¥1,234.50", "1234.50"),
            ("￥1,234.50", "1234.50"),
            ("¥ 5", "5"),
            ("$5", "5"),
            ("€5", "5"),
            ("£5", "5"),
            ("-¥5", "-5"),
            ("¥-5", "-5"),
            ("(1,234.50)", "-1234.50"),
            ("（1,234.50）", "-1234.50"),
            ("(¥5)", "-5"),
            ("¥(5)", "-5"),
            ("1234.50-", "-1234.50"),
            ("−5", "-5"),
            ("30万", "300000"),
            ("-30万", "-300000"),
            ("30 万", "300000"),
            ("30万元", "300000"),
            ("1.2亿", "120000000"),
            ("1.5万亿", "1500000000000"),
            ("88.5元", "88.5"),
            ("１，２３４．５", "1234.5"),
            ("15%", "0.15"),
            ("(15%)", "-0.15"),
        ],
    )
    def test_it_means(self, text: str, number: str) -> None:
        assert read_table_number(text) == Decimal(number)

    @pytest.mark.parametrize(
        "text",
        ["-(5)", "(-5)", "-5-", "(5-)", "+-5", "((5))", "(5", "5)", "()", "¥", "¥$5", "万", "5万%", "5%元", "5万万"],
    )
    def test_two_signs_or_half_a_bracket_are_refused(self, text: str) -> None:
        assert read_table_number(text) is None

    def test_a_fraction_is_refused_since_a_spreadsheet_may_mean_a_date(self) -> None:
        assert read_table_number("1/3") is None

    def test_zero_has_no_sign(self) -> None:
        assert str(read_table_number("(0.00)")) == "0.00"

    def test_ten_thousands_are_written_out(self) -> None:
        assert str(read_table_number("30万")) == "300000"

    @given(decimals)
    def test_brackets_a_minus_in_front_and_one_behind_say_the_same(self, number: Decimal) -> None:
        size = format(abs(number), "f")[:150]
        readings = {read_table_number(text) for text in (f"({size})", f"-{size}", f"{size}-")}
        assert readings == {-Fraction(size)}

    @given(st.text("0123456789.,%+-", max_size=12))
    def test_whatever_a_policy_reads_as_a_decimal_a_book_reads_alike(self, text: str) -> None:
        found = read_number(text)
        assert found is None or read_table_number(text) == found
