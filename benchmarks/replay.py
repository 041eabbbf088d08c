"""What it costs to ask about every order of a year again, and whether the cost is linear in the movements.

Run ``python benchmarks/replay.py``. It writes two synthetic books: a year of 200 dealers with 20,000 orders,
each delivered, invoiced and paid, and the first half of that year. Both are replayed under a rolling limit with
three checks, reading included, in a process of its own, in turn, three times: the best counts. Times are
processor time; the row that is compared with is reading the same files with ``csv.DictReader``.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

DEALERS, ORDERS = 200, 20_000
FIRST, DAYS = date(2026, 1, 1), 364
ROUNDS = 3
MOVEMENTS_OF_AN_ORDER = 4

POLICY = """\
policy: {name: replay, revision: "1", currency: CNY, effective: 2026-01-01..2027-12-31}
credit:
  payment_days: 30
  limits:
    everyone: {rolling: {days: 30}, minimum: 20_000, opening: {limit: 50_000}}
  checks:
    - {id: static, static: {above: 100%}, then: block}
    - {id: overdue, overdue_share: {above: 20%}, then: refer}
    - {id: oldest, oldest_item: {above: 10}, then: cash-first}
"""


def number(text: str, below: int) -> int:
    """A number that is the same in every run."""
    return crc32(text.encode()) % below


def write_book(folder: Path, last: date) -> Path:
    """The book through a day."""
    folder.mkdir()
    _write(folder / "customers.csv", ("customer", "kind"), ((f"D{n:03}", "dealer") for n in range(DEALERS)))
    orders, deliveries, invoices, receipts = [], [], [], []
    for n in range(ORDERS):
        day = FIRST + timedelta(days=n * DAYS // ORDERS)
        if day > last:
            break
        dealer, amount = f"D{number(f'dealer {n}', DEALERS):03}", f"{1_000 + number(f'amount {n}', 9_000)}.00"
        orders.append((f"O{n:05}", day, dealer, amount, amount))
        deliveries.append((f"L{n:05}", day + timedelta(days=1), dealer, f"O{n:05}", amount, amount, f"I{n:05}"))
        invoices.append((f"I{n:05}", day + timedelta(days=2), dealer, f"O{n:05}", amount, amount))
        paid = day + timedelta(days=10 + number(f"paid {n}", 50))
        receipts.append((f"R{n:05}", paid, dealer, amount, f"I{n:05}"))
    money = ("net_amount", "gross_amount")
    _write(folder / "orders.csv", ("order", "date", "customer", *money), orders)
    _write(folder / "deliveries.csv", ("delivery", "date", "customer", "order", *money, "invoice"), deliveries)
    _write(folder / "invoices.csv", ("invoice", "date", "customer", "order", *money), invoices)
    _write(folder / "receipts.csv", ("receipt", "date", "customer", "amount", "invoice"), receipts)
    return folder


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(heading)
        table.writerows(rows)


def read_only(folder: str) -> int:
    """What is compared with: every row of every file as a dictionary."""
    count = 0
    for file in sorted(Path(folder).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            count += sum(1 for _ in csv.DictReader(stream))
    return count


def replay_once(folder: str) -> int:
    """Load the policy, open the book, ask about every order."""
    from dealerkit.assembly import loads
    from dealerkit.book.opening import open_book
    from dealerkit.credit.replay.replaying import replay
    from dealerkit.values.periods import Period

    policy = loads({"policy.yaml": POLICY.encode()}).policy
    if policy is None:
        raise SystemExit("the benchmark's policy is not sound")
    last = FIRST + timedelta(days=2 * DAYS)
    found = replay(policy, open_book(Path(folder)), last, Period("", FIRST, last))
    if not found.rows or not found.whole.held.count or found.whole.failed.count:
        raise SystemExit(f"the benchmark's replay is not as meant: {found.whole}")
    return len(found.rows)


def measured(task: str, folder: Path) -> tuple[float, int]:
    """Seconds of processor time of one task in a process of its own, and how many rows or orders it had."""
    done = subprocess.run([sys.executable, __file__, task, str(folder)], capture_output=True, text=True, check=True)
    seconds, count = done.stdout.split()
    return float(seconds), int(count)


def main() -> None:
    """Measure everything and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        whole = write_book(Path(name) / "whole", date.max)
        half = write_book(Path(name) / "half", FIRST + timedelta(days=DAYS // 2 - 1))
        tasks = {"read": ("read", whole), "whole": ("replay", whole), "half": ("replay", half)}
        best: dict[str, float] = {}
        counts: dict[str, int] = {}
        for _ in range(ROUNDS):
            for label, task in tasks.items():
                seconds, counts[label] = measured(*task)
                best[label] = min(seconds, best.get(label, seconds))
    movements = MOVEMENTS_OF_AN_ORDER * counts["whole"]
    print(f"csv.DictReader, {counts['read']:,} rows             {best['read']:8.2f} s")
    print(f"replay, {counts['half']:,} orders of half a year    {best['half']:8.2f} s")
    print(f"replay, {counts['whole']:,} orders of the year      {best['whole']:8.2f} s")
    print(f"orders a second                         {counts['whole'] / best['whole']:8.0f}")
    print(f"movements a second                      {movements / best['whole']:8.0f}")
    print(f"the year beside half of it              {best['whole'] / best['half']:8.2f}")
    print(f"the year beside reading it              {best['whole'] / best['read']:8.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        job = {"read": read_only, "replay": replay_once}[sys.argv[1]]
        started = time.process_time()
        done_of = job(sys.argv[2])
        print(time.process_time() - started, done_of)
    else:
        main()
