"""What a scan of dealers costs, beside reading the same lines with ``csv.DictReader``.

Run ``python benchmarks/scan.py``. It writes 541,909 lines of 4,372 customers (as many as the "Online Retail" data
has), and a half and a quarter of them, and looks for six signals and two alarms over two years: the lines are read
once, and only sums are kept. Rounds go in turn, three times; the best counts. Times are processor time, so that a busy
machine changes the ratios little. Memory is the peak beyond what was there before, in one more run.
"""

from __future__ import annotations

import csv
import gc
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import open_book
from dealerkit.cli import COLLECT_AFTER
from dealerkit.governance.scan.run import evaluate
from dealerkit.governance.scan.scanning import ScanRun
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

T = TypeVar("T")

CUSTOMERS, LINES = 4_372, 541_909
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
DAYS = (LAST - FIRST).days + 1
ROUNDS = 3
PARTS = (4, 2, 1)
"""A quarter, a half, and all of the lines."""

HEADING = ("document", "date", "dealer", "product", "quantity", "net_amount", "territory")

POLICY = """
policy: {name: scan, revision: "1", currency: CNY, effective: 2025-01-01..2026-12-31}
governance:
  scan:
    window: 12 months
    concentration:
      - {id: one, top: 1, at: 20%}
      - {id: three, top: 3, at: 40%}
    signals:
      - {id: one_product, single_product: {at: 60%}}
      - {id: orders, rhythm: {of: orders, at: 3.5, months: 12, least: 6}}
      - {id: amounts, rhythm: {of: amount, at: 3.5, months: 12, least: 6}}
      - {id: gains, gains_while_total_falls: {at: 100_000}}
      - {id: elsewhere, delivered_elsewhere: {above: 10%}}
      - {id: large, condition: scan.share >= 5% and scan.growth > 50%}
"""


def main() -> None:
    """Write the lines, measure, print."""
    gc.set_threshold(*COLLECT_AFTER)
    loaded = load_texts({"policy.yaml": POLICY.encode()}, SECTIONS).policy
    assert loaded is not None  # noqa: S101 - the policy above is sound
    with tempfile.TemporaryDirectory() as temporary:
        folders = {part: write_book(Path(temporary) / f"book-{part}", LINES // part) for part in PARTS}
        measured: dict[int, list[tuple[float, float]]] = {part: [] for part in PARTS}
        for _ in range(ROUNDS):
            for part, folder in folders.items():
                reading, _ = timed(partial(read_plainly, folder / "lines.csv"))
                whole, _ = timed(partial(scanned, folder, loaded))
                measured[part].append((reading, whole))
        peaks = {part: peak(partial(scanned, folder, loaded)) for part, folder in folders.items()}
    print(f"{'lines':>9} {'seconds':>8} {'µs a line':>10} {'DictReader':>11} {'ratio':>6} {'MB':>6}")
    for part in PARTS:
        reading = min(each[0] for each in measured[part])
        whole = min(each[1] for each in measured[part])
        lines = LINES // part
        a_line = whole / lines * 1_000_000
        print(f"{lines:9,} {whole:8.2f} {a_line:10.1f} {reading:11.2f} {whole / reading:6.2f} {peaks[part]:6.1f}")


def scanned(folder: Path, policy: Policy) -> ScanRun:
    """From the files to every signal of every dealer."""
    return evaluate(policy, open_book(folder), LAST)


def read_plainly(file: Path) -> int:
    """How many lines there are, each read into a dictionary."""
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.DictReader(opened))


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Processor time of a run, and what came of it."""
    gc.collect()
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def peak(run: Callable[[], object]) -> float:
    """The most memory a run takes at once, in millions of bytes."""
    gc.collect()
    tracemalloc.start()
    run()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000


def write_book(folder: Path, lines: int) -> Path:
    """So many lines; the same seed gives the same bytes."""
    folder.mkdir()
    with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows((HEADING, *_lines(lines)))
    return folder


def _lines(lines: int) -> Iterator[tuple[object, ...]]:
    rng = random.Random(20260331)  # noqa: S311 - a synthetic book must repeat, not be secret
    for n in range(lines):
        customer = n if n < CUSTOMERS else rng.randrange(CUSTOMERS)
        day = FIRST + timedelta(days=rng.randrange(DAYS))
        quantity = rng.randrange(1, 200)
        amount = f"{quantity * rng.randrange(5, 400)}.00"
        yield f"R{n // 18:06}", day, f"D{customer:04}", f"P{rng.randrange(4_000):04}", quantity, amount, "east"


if __name__ == "__main__":
    main()
