"""Parquet: typed columns, streamed; empty is empty whatever the writer called it."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit.book import FirstRejects, open_book
from tests.book.folders import LINE, codes, read, rejects

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

MAP = """
tables:
  lines:
    files: online_retail.parquet
    columns:
      date: InvoiceDate
      dealer: CustomerID
      product: Description
      quantity: Quantity
      unit_price: UnitPrice
      net_amount: = quantity * unit_price
      territory: Country
      currency: {constant: GBP}
"""


def columns(**changes: object) -> dict[str, object]:
    return {
        "date": [date(2026, 1, 5), date(2026, 1, 6)],
        "dealer": ["007", "D2"],
        "product": ["P1", "P1"],
        "quantity": pa.array([1, 2], pa.int32()),
        "net_amount": pa.array([Decimal("1.10"), Decimal("2.20")], pa.decimal128(18, 2)),
        **changes,
    }


def written(path: Path, values: dict[str, object]) -> Path:
    pq.write_table(pa.table(values), path)
    return path.parent


def test_types_of_the_file_are_kept_exactly(tmp_path: Path):
    book = open_book(written(tmp_path / "lines.parquet", columns()))
    assert codes(book) == []
    assert read(book, "lines", *LINE) == [
        (date(2026, 1, 5), "007", "P1", Decimal(1), Decimal("1.10")),
        (date(2026, 1, 6), "D2", "P1", Decimal(2), Decimal("2.20")),
    ]


def test_nanoseconds_and_floats(tmp_path: Path):
    stamps = pa.array([datetime(2026, 1, 5, 1), datetime(2026, 1, 6, 2)], pa.timestamp("ns"))
    book = open_book(
        written(tmp_path / "lines.parquet", columns(date=stamps, dealer=[17.0, 18.0], quantity=[0.1, 0.25]))
    )
    assert read(book, "lines", "date", "dealer", "quantity") == [
        (date(2026, 1, 5), "17", Decimal("0.1")),
        (date(2026, 1, 6), "18", Decimal("0.25")),
    ]


def test_null_and_not_a_number_are_empty(tmp_path: Path):
    book = open_book(written(tmp_path / "lines.parquet", columns(dealer=[None, "D2"], quantity=[1.0, float("nan")])))
    assert read(book, "lines", *LINE) == []
    assert rejects(book) == [("lines.parquet:1:2", "DK834"), ("lines.parquet:2:4", "DK834")]


def test_a_damaged_file_is_a_finding(tmp_path: Path):
    (tmp_path / "lines.parquet").write_bytes(b"PAR1 and no more")
    assert codes(open_book(tmp_path)) == ["DK814"]


def test_without_the_extra_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written(tmp_path / "lines.parquet", columns())
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert [(each.code, each.arg("extra")) for each in open_book(tmp_path).problems] == [("DK813", "parquet")]


@pytest.mark.data
@pytest.mark.slow
def test_online_retail_the_lines_without_a_customer_are_rejected_and_none_is_lost(tmp_path: Path, real_data: Path):
    (tmp_path / "online_retail.parquet").symlink_to(real_data / "online_retail.parquet")
    (tmp_path / "columns.yaml").write_text(MAP, "utf-8")
    sink = FirstRejects(keep=5)
    book = open_book(tmp_path, rejects=sink)
    assert codes(book) == []
    total = Decimal(0)
    dealers: Counter[object] = Counter()
    for batch in book.batches("lines", ("dealer", "net_amount")):
        dealers.update(batch.columns["dealer"])
        total += sum(amount for amount in batch.columns["net_amount"] if isinstance(amount, Decimal))
    count = book.counts["lines"]
    assert (count.read, count.used, count.rejected) == (541_909, 406_829, 135_080)
    assert len(dealers) == 4_372
    table = pq.read_table(
        real_data / "online_retail.parquet", columns=["CustomerID", "Quantity", "UnitPrice"]
    ).to_pydict()
    rows = zip(table["CustomerID"], table["Quantity"], table["UnitPrice"], strict=True)
    assert total == sum(quantity * price for customer, quantity, price in rows if customer is not None)
