"""Writing: a file is there whole or not at all, and what is written is read back."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerkit.book import Book, Value, open_book
from dealerkit.book.writing import RejectFile, append_rows, write_rows
from tests.book.folders import LINE, folder, opened, read


def posting(number: int, **changes: Value) -> dict[str, Value | None]:
    return {
        "id": f"p{number}",
        "kind": "settlement",
        "programme": "rebates.volume",
        "payee": "D001",
        "period": "2026-Q1",
        "seq": number,
        "net": Decimal("8000.00"),
        "posted_on": date(2026, 4, 5),
        **changes,
    }


def ids(path: Path) -> list[object]:
    book = open_book(path)
    assert book.problems == ()
    return [row["id"] for row in book.rows("postings")]


class TestAppending:
    def test_a_new_ledger_is_a_csv_file_with_a_byte_order_mark_and_every_heading(self, tmp_path: Path):
        assert append_rows(tmp_path, "postings", [posting(1)]) == ()
        data = (tmp_path / "postings.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbfid,kind,programme,payee,period,seq,net,")
        (row,) = open_book(tmp_path).rows("postings")
        assert (row["seq"], row["net"], row["posted_on"]) == (1, Decimal("8000.00"), date(2026, 4, 5))

    def test_rows_are_added_behind_those_that_are_there(self, tmp_path: Path):
        for number in (1, 2):
            assert append_rows(tmp_path, "postings", [posting(number)]) == ()
        before = (tmp_path / "postings.csv").read_bytes()
        assert append_rows(tmp_path, "postings", [posting(3), posting(4)]) == ()
        assert (tmp_path / "postings.csv").read_bytes().startswith(before)
        assert ids(tmp_path) == ["p1", "p2", "p3", "p4"]

    def test_a_last_line_without_end_is_completed_with_the_files_own_line_end(self, tmp_path: Path):
        folder(
            tmp_path,
            postings_csv="id,kind,programme,payee,period,seq,net,posted_on\r\np0,accrual,r,D,2026,1,1,2026-01-01",
        )
        assert append_rows(tmp_path, "postings", [posting(1)]) == ()
        assert (tmp_path / "postings.csv").read_bytes().count(b"\r\n") == 3
        assert ids(tmp_path) == ["p0", "p1"]

    def test_a_mapped_ledger_is_written_as_it_is_read(self, tmp_path: Path):
        folder(
            tmp_path,
            columns_yaml="""
tables:
  postings:
    files: 台账.csv
    encoding: gb18030
    delimiter: ";"
    date_format: "%Y年%m月%d日"
    columns:
      id: 编号
      kind: {heading: 类别, values: {结算: settlement, 计提: accrual}}
      payee: 收款方
      posted_on: 入账日期
""",
        )
        assert append_rows(tmp_path, "postings", [posting(1)]) == ()
        assert append_rows(tmp_path, "postings", [posting(2, kind="accrual")]) == ()
        text = (tmp_path / "台账.csv").read_bytes().decode("gb18030")
        assert text.startswith("编号;类别;")
        assert "结算" in text
        assert "2026年04月05日" in text
        assert ids(tmp_path) == ["p1", "p2"]

    def test_a_missing_heading_leaves_the_file_untouched(self, tmp_path: Path):
        text = "id,kind,programme,payee,period,net,posted_on\n"
        folder(tmp_path, postings_csv=text)
        assert [(each.code, each.arg("heading")) for each in append_rows(tmp_path, "postings", [posting(1)])] == [
            ("DK865", "seq")
        ]
        assert (tmp_path / "postings.csv").read_text("utf-8") == text
        assert len(list(tmp_path.iterdir())) == 1

    def test_a_second_writer_is_kept_out(self, tmp_path: Path):
        (tmp_path / ".postings.csv.writing").touch()
        assert [each.code for each in append_rows(tmp_path, "postings", [posting(1)])] == ["DK866"]
        assert not (tmp_path / "postings.csv").exists()

    @pytest.mark.parametrize("files", ["postings-*.csv", "[a.csv, b.csv]", "postings.parquet"])
    def test_a_table_without_one_csv_file_takes_no_rows(self, tmp_path: Path, files: str):
        folder(tmp_path, columns_yaml=f"tables: {{postings: {{files: {files}}}}}")
        assert [each.code for each in append_rows(tmp_path, "postings", [posting(1)])] == ["DK867"]

    def test_a_ledger_kept_in_another_format_takes_no_rows(self, tmp_path: Path):
        folder(tmp_path, postings_jsonl="{}\n")
        assert [each.code for each in append_rows(tmp_path, "postings", [posting(1)])] == ["DK867"]

    def test_a_map_that_is_wrong_about_the_table_writes_nothing(self, tmp_path: Path):
        folder(tmp_path, columns_yaml="tables: {postings: {columns: {idd: x}}}")
        assert [each.code for each in append_rows(tmp_path, "postings", [posting(1)])] == ["DK804"]

    def test_a_folder_that_cannot_be_written_is_a_problem(self, tmp_path: Path):
        assert [each.code for each in append_rows(tmp_path / "gone", "postings", [posting(1)])] == ["DK814"]

    @given(
        st.lists(
            st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=10), max_size=5
        )
    )
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_text_is_read_back_without_the_spaces_around_it(self, tmp_path: Path, texts: list[str]):
        (tmp_path / "postings.csv").unlink(missing_ok=True)
        rows = [posting(number, revision=f"v{text}.") for number, text in enumerate(texts)]
        assert append_rows(tmp_path, "postings", rows) == ()
        assert [row["revision"] for row in open_book(tmp_path).rows("postings")] == [f"v{text}." for text in texts]


def test_a_file_that_fails_halfway_leaves_nothing_behind(tmp_path: Path):
    def rows() -> object:
        yield (1,)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(tmp_path / "out.csv", ["a"], rows())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_rejects_are_written_as_they_come(tmp_path: Path):
    with RejectFile(tmp_path / "rejects.csv", lambda each: f"says {each.code}") as sink:
        book = open_book(
            folder(tmp_path, lines_csv=b"date,dealer,product\n2026-01-05,,P1\n2026-01-05,D\xff,P1\n2026-01-05,D1,P1\n"),
            rejects=sink,
        )
        assert len(read(book, "lines", "dealer")) == 1
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.DictReader(stream)) == [
            {
                "table": "lines",
                "file": "lines.csv",
                "row": "2",
                "column": "2",
                "code": "DK834",
                "reason": "says DK834",
                "raw": "2026-01-05,,P1",
            },
            {
                "table": "lines",
                "file": "lines.csv",
                "row": "3",
                "column": "2",
                "code": "DK831",
                "reason": "says DK831",
                "raw": "2026-01-05,D\\xff,P1",
            },
        ]


def test_what_a_book_gives_can_be_written_and_read_again(tmp_path: Path):
    rows = [{"date": "2026-01-05", "dealer": "007", "product": "P,1", "quantity": "-2", "net_amount": "(1,234.50)"}]
    usable = read(Book.from_tables({"lines": rows}), "lines", *LINE)
    write_rows(tmp_path / "lines.csv", LINE, usable)
    assert read(opened(tmp_path), "lines", *LINE) == usable
