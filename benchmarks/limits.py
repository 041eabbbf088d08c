"""What the limits of every day of a year cost, beside reading the same lines with ``csv.DictReader``.

Run ``python benchmarks/limits.py``. It writes a year of lines of 4,372 customers (22,034 invoices of 18 lines
each, as many as in the "Online Retail" data) and the first half and quarter of every customer's invoices, adds
the lines up to invoices, and works out the rolling limit of every customer on every day in one pass. Rounds go
in turn, three times; the best counts. Times are processor time, so that a busy machine changes the ratios little.
"""

from __future__ import annotations

import csv
import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.cli import COLLECT_AFTER
from dealerkit.credit.limits.daily import DailyLimits, daily_limits
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.values.exact import EXACT

T = TypeVar("T")

CUSTOMERS, INVOICES, LINES_EACH = 4_372, 22_034, 18
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAYS = 365
ROUNDS = 3
PARTS = (4, 2, 1)
"""A quarter, a half, and all of the invoices."""

POLICY = """
policy: {name: daily, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
credit: {limits: {everyone: {rolling: {days: 30}, opening: {limit: 20_000}, minimum: 1_000, maximum: 300_000}}}
"""


def main() -> None:
    """Write the lines, measure, print."""
    gc.set_threshold(*COLLECT_AFTER)
    loaded = load_texts({"policy.yaml": POLICY.encode()}, SECTIONS).policy
    assert loaded is not None  # noqa: S101 - the policy above is sound
    with tempfile.TemporaryDirectory() as folder:
        files = {part: write_lines(Path(folder) / f"lines-{part}.csv", INVOICES // part) for part in PARTS}
        measured: dict[int, list[tuple[float, float, DailyLimits]]] = {part: [] for part in PARTS}
        for _ in range(ROUNDS):
            for part, (file, _) in files.items():
                reading, _ = timed(partial(read_plainly, file))
                whole, found = timed(partial(limits_of_lines, file, loaded))
                measured[part].append((reading, whole, found))
    print(f"{'lines':>9} {'seconds':>8} {'µs a line':>10} {'DictReader':>11} {'ratio':>6} {'reckoned':>9}")
    for part, (_, lines) in files.items():
        reading = min(each[0] for each in measured[part])
        whole = min(each[1] for each in measured[part])
        reckoned = measured[part][0][2].reckoned
        a_line = whole / lines * 1_000_000
        print(f"{lines:9,} {whole:8.2f} {a_line:10.1f} {reading:11.2f} {whole / reading:6.2f} {reckoned:9,}")
    print(f"{CUSTOMERS:,} customers, {DAYS} days: {CUSTOMERS * DAYS:,} limits")


def limits_of_lines(file: Path, policy: Policy) -> DailyLimits:
    """From the lines to everybody's limit on every day."""
    invoices: dict[str, dict[str, str | date | Decimal]] = {}
    add = EXACT.add
    with file.open(encoding="utf-8", newline="") as opened:
        for document, day, customer, _, amount in csv.reader(opened):
            known = invoices.get(document)
            if known is None:
                invoices[document] = {
                    "invoice": document,
                    "date": date.fromisoformat(day),
                    "customer": customer,
                    "gross_amount": Decimal(amount),
                }
            else:
                known["gross_amount"] = add(known["gross_amount"], Decimal(amount))  # type: ignore[arg-type]
    book = Book.from_tables({"invoices": list(invoices.values())})
    return daily_limits(policy, book, FIRST, LAST)


def read_plainly(file: Path) -> int:
    """How many lines there are, each read into a dictionary."""
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.DictReader(opened, ("document", "date", "customer", "product", "amount")))


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Processor time of a run, and what came of it."""
    gc.collect()
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def write_lines(file: Path, invoices: int) -> tuple[Path, int]:
    """So many invoices, and how many lines they have; the same seed gives the same bytes."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(_lines(invoices))
    return file, invoices * LINES_EACH


def _lines(invoices: int) -> Iterator[tuple[object, ...]]:
    rng = random.Random(20260331)  # noqa: S311 - a synthetic book must repeat, not be secret
    for n in range(invoices):
        customer = n if n < CUSTOMERS else rng.randrange(CUSTOMERS)
        day = FIRST + timedelta(days=rng.randrange(DAYS))
        for _ in range(LINES_EACH):
            yield f"R{n:06}", day, f"D{customer:04}", f"P{rng.randrange(4_000):04}", f"{rng.randrange(100, 90_000)}.00"


if __name__ == "__main__":
    main()
