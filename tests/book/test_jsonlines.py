"""JSON Lines: one object a line, digits as written."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerkit.book import open_book
from tests.book.folders import LINE, codes, opened, read, rejects

GOOD = {"date": "2026-01-05", "dealer": "D001", "product": "P1", "quantity": 2, "net_amount": 10.10}


def lines(*objects: dict[str, object]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def test_numbers_keep_the_digits_that_were_written(tmp_path: Path):
    text = (
        '{"date": "2026-01-05", "dealer": 17, "product": "P1", "quantity": 2, "net_amount": 12345678901234567890.10}\n'
    )
    book = opened(tmp_path, lines_jsonl=text)
    assert read(book, "lines", "dealer", "net_amount") == [("17", Decimal("12345678901234567890.10"))]


def test_null_and_an_absent_key_are_empty_cells(tmp_path: Path):
    book = opened(tmp_path, lines_jsonl=lines({**GOOD, "outlet": None}, {**GOOD, "outlet": "O1"}, GOOD))
    assert read(book, "lines", "outlet") == [(None,), ("O1",), (None,)]


def test_true_and_false(tmp_path: Path):
    book = opened(
        tmp_path, customers_jsonl=lines({"customer": "D1", "filed": True}, {"customer": "D2", "filed": False})
    )
    assert [row["filed"] for row in book.rows("customers")] == [True, False]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[1]", "DK847"),
        ('"text"', "DK847"),
        ("{", "DK847"),
        ('{"quantity": NaN}', "DK847"),
        ('{"date": "2026-01-05", "date": "2026-01-06"}', "DK848"),
        ('{"date": ["2026-01-05"]}', "DK849"),
        ("[" * 5_000, "DK847"),
        ('{"date": "' + "x" * 40_000 + '"}', "DK833"),
        ('{"date": "2026-01-05", "dealer": "\\ud800", "product": "P", "quantity": 1, "net_amount": 1}', "DK831"),
        ('{"date": "2026-01-05", "dealer": "D", "product": "P", "quantity": 1e3, "net_amount": 1}', "DK835"),
        ('{"date": "2026-01-05", "dealer": "D", "product": "P", "quantity": true, "net_amount": 1}', "DK835"),
    ],
)
def test_a_line_that_is_no_row_is_set_aside(tmp_path: Path, line: str, code: str):
    book = opened(tmp_path, lines_jsonl=lines(GOOD) + line + "\n\n" + lines(GOOD))
    assert len(read(book, "lines", *LINE)) == 2
    assert [found for _, found in rejects(book)] == [code]
    assert book.counts["lines"].ignored == 1
    assert book.counts["lines"].complete


def test_bytes_that_are_no_text_damage_one_line(tmp_path: Path):
    book = opened(tmp_path, lines_jsonl=lines(GOOD).encode() + b'{"dealer": "\xff"}\n')
    read(book, "lines", *LINE)
    assert rejects(book) == [("lines.jsonl:2:1", "DK831")]


def test_a_line_without_end_is_set_aside_without_being_held(tmp_path: Path):
    book = opened(tmp_path, lines_jsonl=lines(GOOD).encode() + b"x" * 3_000_000 + b"\n" + lines(GOOD).encode())
    assert len(read(book, "lines", *LINE)) == 2
    assert rejects(book) == [("lines.jsonl:2:1", "DK833")]


def test_a_key_that_appears_late_is_a_warning_unless_the_map_names_it(tmp_path: Path):
    text = lines(*[GOOD] * 1_500, {**GOOD, "outlet": "O1"})
    book = opened(tmp_path, lines_jsonl=text)
    read(book, "lines", *LINE)
    assert [(each.code, str(each.at)) for each in book.problems] == [("DK854", "lines.jsonl:1501:1")]
    named = opened(tmp_path, columns_yaml="tables: {lines: {columns: {outlet: outlet}}}")
    assert read(named, "lines", "outlet")[-1] == ("O1",)
    assert codes(named) == []


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


@given(st.lists(st.dictionaries(st.sampled_from([*GOOD, "x"]), VALUES, max_size=6), max_size=8), st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_values_and_no_bytes_crash_the_reader(tmp_path: Path, objects: list[dict[str, object]], tail: bytes):
    (tmp_path / "lines.jsonl").write_bytes(
        "".join(json.dumps(each) + "\n" for each in [GOOD, *objects]).encode() + tail
    )
    book = open_book(tmp_path)
    read(book, "lines", *LINE)
    assert book.counts["lines"].complete
