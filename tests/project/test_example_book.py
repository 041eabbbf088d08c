"""The example's book is what its generator writes: nobody edited it by hand, and it is the same on every machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "handset-distributor"


def test_the_generator_writes_the_very_tables_of_the_book(tmp_path: Path):
    subprocess.run([sys.executable, "-B", str(EXAMPLE / "generate.py"), str(tmp_path)], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (EXAMPLE / "book").glob("*.csv")}
    assert sorted(written) == sorted(kept)
    assert [name for name in sorted(kept) if written[name] != kept[name]] == []


def test_the_customer_file_is_gb18030_and_not_utf_8():
    raw = (EXAMPLE / "book" / "客户档案.csv").read_bytes()
    assert raw.decode("gb18030").startswith("客户编码,客户名称,")
    assert not raw.startswith("客户编码".encode())
