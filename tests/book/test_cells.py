"""One cell by the kind of its column: its value, or the code of the reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dealerkit.book.cells import Refusal, Spelling, cell_reader, shown
from dealerkit.book.dates import date_formats
from dealerkit.book.kinds import Column, Kind, Value


def read(kind: Kind, text: str, *, filled: bool = False, choices: tuple[str, ...] = ()) -> Value | Refusal | None:
    return cell_reader(Column("c", kind, "", choices=choices), Spelling("标题"), filled=filled)(text)


def code(found: Value | Refusal | None) -> str:
    assert isinstance(found, Refusal), found
    return found.code


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1,234.50", "1234.50"),
            ("(1,234.50)", "-1234.50"),
            ("1234.50-", "-1234.50"),
            ("30万", "300000"),
            (" ¥5 ", "5"),
            ("１２", "12"),
        ],
    )
    def test_spellings_of_a_book(self, text: str, number: str):
        assert read(Kind.NUMBER, text) == Decimal(number)

    @pytest.mark.parametrize("text", ["NaN", "1e3", "inf", "1O0", "٣", "1,23", "--1", "1.2.3"])
    def test_what_is_no_number(self, text: str):
        assert code(read(Kind.NUMBER, text)) == "DK835"

    def test_forty_characters_are_read_and_one_more_is_refused(self):
        assert read(Kind.NUMBER, "9" * 40) == Decimal("9" * 40)
        assert code(read(Kind.NUMBER, "9" * 41)) == "DK836"

    def test_a_percentage_is_a_rate_and_no_amount(self):
        assert code(read(Kind.NUMBER, "15%")) == "DK837"
        assert read(Kind.SHARE, "15%") == Decimal("0.15")

    def test_a_count_is_whole(self):
        assert read(Kind.COUNT, "3") == 3
        assert read(Kind.COUNT, "3.0") == 3
        assert code(read(Kind.COUNT, "3.5")) == "DK843"
        assert code(read(Kind.COUNT, "x")) == "DK835"


class TestCodes:
    def test_leading_zeros_stay(self):
        assert read(Kind.CODE, " 00123 ") == "00123"

    def test_a_power_of_ten_is_what_a_spreadsheet_left_of_a_code(self):
        assert code(read(Kind.CODE, "6.22202E+18")) == "DK853"
        assert read(Kind.CODE, "E+18") == "E+18"

    def test_a_line_end_inside_is_a_quote_that_never_closed(self):
        assert code(read(Kind.CODE, "D001\nD002")) == "DK851"

    def test_a_zero_byte_and_a_lone_surrogate_are_no_text(self):
        assert code(read(Kind.CODE, "D\x001")) == "DK832"
        assert code(read(Kind.TEXT, "D\ud8001")) == "DK831"


class TestEmptyCells:
    @pytest.mark.parametrize("kind", list(Kind))
    def test_spaces_are_nothing(self, kind: Kind):
        assert read(kind, " \u3000\t") is None
        assert code(read(kind, "  ", filled=True)) == "DK834"

    def test_the_error_of_a_spreadsheet_is_not_empty(self):
        assert code(read(Kind.TEXT, "#N/A")) == "DK845"
        assert read(Kind.TEXT, "#1 dealer") == "#1 dealer"

    def test_a_cell_longer_than_a_spreadsheet_allows(self):
        assert code(read(Kind.TEXT, "x" * 32_768)) == "DK833"
        assert read(Kind.TEXT, "x" * 32_767) == "x" * 32_767


class TestWords:
    def test_an_unknown_word_names_the_nearest_known(self):
        found = read(Kind.TEXT, "setlement", choices=("accrual", "settlement"))
        assert isinstance(found, Refusal)
        assert found.code == "DK841"
        assert dict(found.args)["nearest"] == "settlement"

    def test_a_spelling_means_its_word_and_the_word_means_itself(self):
        reader = cell_reader(Column("c", Kind.TEXT, ""), Spelling("状态", {"正常": "active"}), filled=True)
        assert reader("正常") == "active"
        assert reader("active") == "active"
        assert code(reader("停用")) == "DK841"

    def test_what_a_word_stands_for_is_read_as_what_the_column_holds(self):
        reader = cell_reader(
            Column("c", Kind.BOOLEAN, ""), Spelling("属实", {"成立": "true", "不成立": "false"}), filled=True
        )
        assert (reader("成立"), reader("不成立")) == (True, False)
        assert code(reader("也许")) == "DK841"
        counted = cell_reader(Column("c", Kind.COUNT, ""), Spelling("次数", {"一": "1"}), filled=True)
        assert counted("一") == 1

    def test_yes_and_no(self):
        assert [read(Kind.BOOLEAN, text) for text in ("是", "YES", "1", "√")] == [True] * 4
        assert [read(Kind.BOOLEAN, text) for text in ("否", "No", "0", "×")] == [False] * 4

    def test_neither_yes_nor_no(self):
        assert code(read(Kind.BOOLEAN, "maybe")) == "DK844"


class TestDates:
    def test_iso_days_need_no_statement(self):
        assert read(Kind.DATE, "2026-01-31") == date(2026, 1, 31)
        assert code(read(Kind.DATE, "31.1.2026")) == "DK838"
        assert code(read(Kind.DATE, "2026-02-30")) == "DK840"

    def test_full_width_digits_are_what_a_chinese_keyboard_gives(self):
        assert read(Kind.DATE, "２０２６－０１－３１") == date(2026, 1, 31)

    def test_a_format_with_a_time_drops_it_from_a_day_and_keeps_it_in_a_moment(self):
        spelled = Spelling("时间", dates=date_formats(["%Y/%m/%d %H:%M"]))
        assert cell_reader(Column("d", Kind.DATE, ""), spelled, filled=False)("2026/1/31 23:59") == date(2026, 1, 31)
        moment = cell_reader(Column("d", Kind.MOMENT, ""), spelled, filled=False)("2026/1/31 23:59")
        assert moment == datetime(2026, 1, 31, 23, 59)

    def test_two_formats_that_disagree_leave_the_day_open(self):
        both = Spelling("Date", dates=date_formats(["%d/%m/%Y", "%m/%d/%Y"]))
        reader = cell_reader(Column("d", Kind.DATE, ""), both, filled=False)
        assert code(reader("03/04/2026")) == "DK839"
        assert reader("31/01/2026") == date(2026, 1, 31)
        assert reader("04/04/2026") == date(2026, 4, 4)


def test_shown_text_is_short_and_shows_what_is_no_text_by_its_byte():
    assert shown("D\udcff\x001") == r"D\xff\x001"
    assert len(shown("x" * 100)) == 60
