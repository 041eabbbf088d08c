"""The examples' books are what their generators write: nobody edited them by hand, and they are the same everywhere."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dealerkit.book import FirstRejects
from dealerkit.book.opening import open_book
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "handset-distributor"


@pytest.mark.parametrize("generator", ["handset-distributor/generate.py", "consumer-goods/write_book.py"])
def test_the_generator_writes_the_very_tables_of_the_book(generator: str, tmp_path: Path):
    example = (ROOT / "examples" / generator).parent
    subprocess.run([sys.executable, "-B", str(ROOT / "examples" / generator), str(tmp_path)], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (example / "book").glob("*.csv")}
    assert sorted(written) == sorted(kept)
    assert [name for name in sorted(kept) if written[name] != kept[name]] == []


def test_the_files_of_the_car_dealer_group_are_what_their_generator_writes(tmp_path: Path):
    example = ROOT / "examples" / "car-dealer-group"
    subprocess.run([sys.executable, "-B", str(example / "write_files.py"), str(tmp_path)], check=True)
    # Other parts of the example bring tables of their own.
    assert [
        each.name for each in tmp_path.iterdir() if each.read_bytes() != (example / "book" / each.name).read_bytes()
    ] == []


def test_the_customer_file_is_gb18030_and_not_utf_8():
    raw = (EXAMPLE / "book" / "客户档案.csv").read_bytes()
    assert raw.decode("gb18030").startswith("客户编码,客户名称,")
    assert not raw.startswith("客户编码".encode())


class TestReadingTheBook:
    WANTED = ("date", "dealer", "product", "quantity", "net_amount")

    def test_the_reader_refuses_just_the_rows_that_cannot_be_read(self):
        book = open_book(EXAMPLE / "book")
        for _ in book.batches("lines", self.WANTED):
            pass
        sink = book.rejects
        assert isinstance(sink, FirstRejects)
        assert sorted((each.at.file, each.problem.code) for each in sink.first) == [
            ("lines-2026-01.csv", "DK835"),  # the letter O in an amount
            ("lines-2026-02.csv", "DK840"),  # 30 February
            ("lines-2026-02.csv", "DK842"),  # two lines exported twice
            ("lines-2026-02.csv", "DK842"),
            ("lines-2026-03.csv", "DK834"),  # no customer
            ("lines-2026-08.csv", "DK835"),  # 1e3
        ]

    def test_the_total_row_of_each_export_is_ignored(self):
        book = open_book(EXAMPLE / "book")
        for _ in book.batches("lines", self.WANTED):
            pass
        assert book.counts["lines"].ignored == 24

    def test_every_other_table_is_read_without_a_finding(self):
        book = open_book(EXAMPLE / "book")
        for table in set(book.tables) - {"lines"}:
            book.rows(table)
            assert book.counts[table].rejected == 0
        assert book.problems == ()

    def test_the_dealer_stopped_in_august_was_active_in_july(self):
        files = open_book(EXAMPLE / "book").versions("customers")
        before, after = files.at(date(2026, 7, 31), "D0037"), files.at(date(2026, 8, 1), "D0037")
        assert before
        assert after
        assert (before["status"], after["status"]) == ("active", "inactive")
