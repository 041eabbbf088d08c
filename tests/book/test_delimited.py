"""CSV files: encodings that are stated, rows that are damaged, blocks that are split whole."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerkit.book import Book, FirstRejects, open_book
from dealerkit.book.delimited import split_plain
from tests.book.folders import HEADING, LINE, codes, folder, opened, read, rejects

GOOD = "2026-01-05,D001,P1,2,10.00,S1,1\n"


def numbered(count: int, start: int = 1) -> str:
    return "".join(f"2026-01-05,D{n % 7:03d},P1,{n},{n}.50,S{n},1\n" for n in range(start, start + count))


class TestEncodings:
    ZH = (
        "tables: {lines: {encoding: gb18030, "
        "columns: {date: 日期, dealer: 客户, product: 品类, quantity: 数量, net_amount: 金额}}}"
    )
    TEXT = "日期,客户,品类,数量,金额\n2026-01-05,武汉一店,手机,2,10.00\n"

    def test_chinese_headings_in_gb18030(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=self.TEXT.encode("gb18030"), columns_yaml=self.ZH)
        assert read(book, "lines", "dealer", "product") == [("武汉一店", "手机")]

    def test_the_same_file_without_a_stated_encoding_is_refused_at_its_heading(self, tmp_path: Path):
        book = opened(
            tmp_path, lines_csv=self.TEXT.encode("gb18030"), columns_yaml=self.ZH.replace("encoding: gb18030, ", "")
        )
        assert codes(book) == ["DK811"]
        assert not book.has("lines")

    def test_a_byte_order_mark_is_no_part_of_the_first_heading(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=codecs.BOM_UTF8 + f"{HEADING}\n{GOOD}".encode())
        assert len(read(book, "lines", *LINE)) == 1

    def test_utf_16_is_named(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{GOOD}".encode("utf-16"))
        assert codes(book) == ["DK811"]

    def test_a_character_cut_in_two_damages_its_own_row_only(self, tmp_path: Path):
        bad = "武".encode("gb18030")[:1]
        data = (
            self.TEXT.encode("gb18030")
            + b"2026-01-06,"
            + bad
            + ",手机,1,1\n".encode("gb18030")
            + "2026-01-07,乙,手机,1,1\n".encode("gb18030")
        )
        book = opened(tmp_path, lines_csv=data, columns_yaml=self.ZH)
        assert [row[0] for row in read(book, "lines", "dealer")] == ["武汉一店", "乙"]
        assert rejects(book) == [("lines.csv:3:2", "DK831")]

    def test_every_gb18030_character_survives(self, tmp_path: Path):
        text = "龥𠀀㐂€" + "\u9fa6"
        data = f"日期,客户,品类,数量,金额\n2026-01-05,{text},手机,2,10.00\n".encode("gb18030")
        book = opened(tmp_path, lines_csv=data, columns_yaml=self.ZH)
        assert read(book, "lines", "dealer") == [(text,)]


class TestDamagedRows:
    @pytest.mark.parametrize(
        ("row", "place", "code"),
        [
            ("2026-01-05,D001,P1,2,10.00,S1", "lines.csv:3:6", "DK830"),
            ("2026-01-05,D001,P1,2,10.00,S1,1,x", "lines.csv:3:8", "DK830"),
            ("2026-01-05,D\x00,P1,2,10.00,S2,1", "lines.csv:3:2", "DK832"),
            ("2026-01-05,,P1,2,10.00,S2,1", "lines.csv:3:2", "DK834"),
            ("2026-01-05,D001,P1,2,1O.00,S2,1", "lines.csv:3:5", "DK835"),
            ("2026-02-30,D001,P1,2,10.00,S2,1", "lines.csv:3:1", "DK840"),
            ("2026-01-05,D001,P1,2,10.00,S0,1", "lines.csv:3:6", "DK842"),
            ('2026-01-05,"D001"x,P1,2,10.00,S2,1', "lines.csv:3:1", "DK851"),
            ("2026-01-05," + "D" * 200_000 + ",P1,2,10.00,S2,1", "lines.csv:3:2", "DK833"),
        ],
    )
    def test_a_damaged_row_is_listed_where_it_stands_and_the_others_are_read(
        self, tmp_path: Path, row: str, place: str, code: str
    ):
        first = "2026-01-05,D000,P1,1,1.00,S0,1\n"
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{first}{row}\n{numbered(3, 10)}")
        assert len(read(book, "lines", *LINE)) == 4
        assert rejects(book) == [(place, code)]
        assert book.counts["lines"].complete

    def test_empty_rows_are_ignored_and_counted(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{GOOD}\n,,,,,,\n  \n")
        assert len(read(book, "lines", *LINE)) == 1
        assert book.counts["lines"].ignored == 3
        assert book.counts["lines"].complete

    def test_a_delimiter_at_the_end_of_every_row_is_forgiven(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{GOOD.strip()},\n")
        assert len(read(book, "lines", *LINE)) == 1

    @pytest.mark.parametrize("lines_behind", [0, 1, 10, 20_000])
    def test_a_quote_that_never_closes_takes_no_other_row_with_it(self, tmp_path: Path, lines_behind: int):
        behind = "".join(f"2026-01-05,D{line},P1,2,10.00,T{line},1\n" for line in range(lines_behind))
        book = opened(tmp_path, lines_csv=f'{HEADING}\n{GOOD}2026-01-05,"D001,P1,2,10.00,S2,1\n{behind}')
        rows = [row for batch in book.batches("lines", LINE) for row in batch.rows]
        assert rows == [2, *range(4, lines_behind + 4)]
        assert rejects(book) == [("lines.csv:3:1", "DK851")]
        assert book.counts["lines"].read == lines_behind + 2

    def test_each_row_with_a_broken_quote_is_listed_as_written(self, tmp_path: Path):
        broken = '2026-01-05,"D{},P1,2,10.00,S2,1'
        text = "".join(broken.format(line) + "\n" for line in range(3)) + '2026-01-05,"D9",P1,2,10.00,"S\n9",1\n'
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{text}")
        read(book, "lines", *LINE)
        sink = book.rejects
        assert isinstance(sink, FirstRejects)
        assert [each.raw for each in sink.first[:3]] == [broken.format(line) for line in range(3)]
        assert [str(each.at) for each in sink.first[:3]] == ["lines.csv:2:1", "lines.csv:3:1", "lines.csv:4:1"]

    def test_the_raw_row_is_kept_as_written(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f'{HEADING}\n2026-01-05,"Wang, Li",P1,x,"1,0",S1,1\n')
        read(book, "lines", *LINE)
        sink = book.rejects
        assert isinstance(sink, FirstRejects)
        assert sink.first[0].raw == '2026-01-05,"Wang, Li",P1,x,"1,0",S1,1'
        assert [each.code for each in sink.first[0].others] == ["DK835"]

    def test_rejects_beyond_the_first_few_are_only_counted(self, tmp_path: Path):
        sink = FirstRejects(keep=3)
        book = open_book(folder(tmp_path, lines_csv=HEADING + "\n" + "2026-01-05,,P1,2,1,S,1\n" * 50), rejects=sink)
        read(book, "lines", *LINE)
        assert len(sink.first) == 3
        assert sink.total == book.counts["lines"].rejected == 50


class TestQuotesAndLineEnds:
    def test_rows_are_numbered_the_same_with_and_without_quotes(self, tmp_path: Path):
        rows = numbered(3_000).splitlines()
        rows[1_500] = rows[1_500].replace("P1", '"P\n1"') + ",extra"
        book = opened(tmp_path, lines_csv=HEADING + "\n" + "\n".join(rows))
        assert len(read(book, "lines", *LINE)) == 2_999
        assert [place for place, _ in rejects(book)] == ["lines.csv:1502:8"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end_of_every_system(self, tmp_path: Path, end: str):
        text = f"{HEADING}\n{numbered(2_000)}".replace("\n", end)
        book = opened(tmp_path, lines_csv=text)
        assert [row[0] for row in read(book, "lines", "quantity")] == list(range(1, 2_001))

    def test_a_last_line_without_an_end(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING}\n{GOOD.strip()}")
        assert len(read(book, "lines", *LINE)) == 1


class TestHeadings:
    def test_a_file_without_content(self, tmp_path: Path):
        assert codes(opened(tmp_path, lines_csv="")) == ["DK807"]

    def test_a_heading_that_is_read_may_stand_only_once(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING},date\n")
        assert codes(book) == ["DK806"]
        assert book.problems[0].related[0].at.column == 1

    def test_a_heading_that_is_no_column_is_a_warning_with_the_nearest(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv=f"{HEADING},currancy\n{GOOD.strip()},CNY\n")
        assert codes(book) == ["DK808"]
        assert book.problems[0].arg("nearest") == "currency"
        assert book.has("lines")

    def test_a_required_column_that_nothing_fills(self, tmp_path: Path):
        book = opened(tmp_path, lines_csv="date,product\n2026-01-05,P1\n")
        assert [(each.code, each.arg("column")) for each in book.problems] == [("DK809", "dealer")]


PLAIN = st.lists(st.text("ab1.,;\n\r x", max_size=12), max_size=8).map("\n".join)


@given(text=PLAIN, width=st.integers(1, 4), delimiter=st.sampled_from(",;"))
def test_splitting_a_block_whole_is_what_the_csv_module_does(text: str, width: int, delimiter: str):
    found = split_plain(text, delimiter, width)
    if found is not None:
        expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert [list(row) for row in zip(*found, strict=True)] == expected


CELL = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"), min_size=1, max_size=12
).filter(lambda text: text.strip() == text and not text.startswith("#") and "E+" not in text.upper())


@given(rows=st.lists(st.tuples(CELL, CELL), max_size=30), delimiter=st.sampled_from([",", ";", "\t"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back(tmp_path: Path, rows: list[tuple[str, str]], delimiter: str):
    with (tmp_path / "surveys.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(["name", "note", "customer"])
        writer.writerows([name, note, "D1"] for name, note in rows)
    stated = 'tables: {customers: {files: surveys.csv, delimiter: "%s", columns: {note: {heading: note, type: text}}}}'
    (tmp_path / "columns.yaml").write_text(stated % {"\t": "tab"}.get(delimiter, delimiter), "utf-8")
    assert read(open_book(tmp_path), "customers", "name", "note") == rows


@pytest.mark.slow
@given(
    data=st.binary(max_size=400) | st.text('",\n\r\x00é1-', max_size=200).map(str.encode),
    encoding=st.sampled_from(["utf-8", "gb18030", "big5"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_no_bytes_crash_the_reader_and_every_row_is_accounted_for(tmp_path: Path, data: bytes, encoding: str):
    (tmp_path / "lines.csv").write_bytes(HEADING.encode() + b"\n" + GOOD.encode() + data)
    (tmp_path / "columns.yaml").write_text(f"encoding: {encoding}\ntables: {{lines: {{}}}}", "utf-8")
    book: Book = open_book(tmp_path)
    usable = read(book, "lines", *LINE)
    count = book.counts["lines"]
    assert count.complete
    assert count.used == len(usable)
    assert count.rejected == sum(count.by_code.values())


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_at_all_crash_the_opening(tmp_path: Path, data: bytes):
    (tmp_path / "lines.csv").write_bytes(data)
    book = open_book(tmp_path)
    read(book, "lines", *LINE)
    assert book.problems or book.counts["lines"].complete
