"""What a settlement of a million lines costs, beside reading the same file with ``csv.DictReader``.

Run ``python benchmarks/settle.py``. It writes a synthetic book (500 dealers, 1,000 products in 40
groups, a year of lines with document and line number) and policies of one and of twenty programmes with
product conditions, and measures each in a process of its own, in turn, three times: the best counts.
Times are processor time from loading the policy to the settlement, so that a busy machine changes
the ratios little; peak memory is the process's own.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

DEALERS, PRODUCTS, GROUPS, FAMILIES = 500, 1_000, 40, 4
MILLION, TENTH = 1_000_000, 100_000
ROUNDS = 3
FIRST, DAYS = date(2026, 1, 1), 365
AS_OF = date(2026, 12, 31)

HEAD = """\
policy:
  name: large
  revision: "1"
  currency: CNY
  rounding: {to: 0.01, mode: half-up}
  effective: 2026-01-01..2026-12-31
stacking:
  meant: {rule: sum}
rebates:
"""
PROGRAMME = """\
  programme-{n}:
    period: quarter
    qualifying: {{where: 'within(product, "group-{n}") or within(product, "family-{family}")', measure: net_amount}}
    method: retrospective
    kind: percent
    bands: [{{at: 10_000, rate: 1%}}, {{at: 100_000, rate: 2%}}]
    settle: {{payout: credit-note, negative: carry-forward}}
"""


def write_book(folder: Path, lines: int) -> Path:
    """A book with so many lines; the same seed gives the same bytes."""
    folder.mkdir()
    _write(folder / "customers.csv", ("customer", "kind"), ((f"D{n:04}", "dealer") for n in range(DEALERS)))
    _write(
        folder / "products.csv", ("product", "group"), ((f"P{n:04}", f"group-{n % GROUPS}") for n in range(PRODUCTS))
    )
    families = ((f"family-{n}", "") for n in range(FAMILIES))
    groups = ((f"group-{n}", f"family-{n % FAMILIES}") for n in range(GROUPS))
    _write(folder / "product_groups.csv", ("group", "parent"), (*families, *groups))
    heading = ("document", "line_no", "date", "dealer", "product", "quantity", "unit_price", "net_amount")
    _write(folder / "lines.csv", heading, _lines(lines))
    posted = ("id", "kind", "programme", "payee", "period", "seq", "net", "tax", "gross", "posted_on")
    _write(folder / "postings.csv", posted, ())
    return folder


def _lines(count: int) -> Iterator[tuple[object, ...]]:
    rng = random.Random(20260331)  # noqa: S311 - a synthetic book must repeat, not be secret
    for n in range(count):
        day = FIRST + timedelta(days=n * DAYS // count)
        quantity, price = rng.randrange(1, 50), rng.randrange(100, 9_999)
        dealer, product = rng.randrange(DEALERS), rng.randrange(PRODUCTS)
        amount = f"{quantity * price}.{rng.randrange(100):02}"
        yield f"F{n // 4:08}", n % 4 + 1, day, f"D{dealer:04}", f"P{product:04}", quantity, f"{price}.00", amount


def _write(
    path: Path, heading: tuple[str, ...], rows: Iterator[tuple[object, ...]] | tuple[tuple[object, ...], ...]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(heading)
        table.writerows(rows)


def write_policy(path: Path, programmes: int) -> Path:
    """A policy of so many programmes, each on a group of its own and a family of groups."""
    parts = (PROGRAMME.format(n=n, family=n % FAMILIES) for n in range(programmes))
    path.write_text(HEAD + "".join(parts), "utf-8")
    return path


def read_only(lines: str) -> None:
    """What is compared with: every row of the file as a dictionary."""
    with Path(lines).open(encoding="utf-8", newline="") as stream:
        for _ in csv.DictReader(stream):
            pass


def settle_once(policy: str, book: str) -> None:
    """Load a policy, open a book, settle."""
    from dealerkit.assembly import load
    from dealerkit.book.opening import open_book
    from dealerkit.rebates.settlement import settle

    loaded = load([Path(policy)])
    if loaded.policy is None:
        raise SystemExit(f"the benchmark's policy is not sound: {loaded.problems}")
    settlement = settle(loaded.policy, open_book(Path(book)), AS_OF)
    if not settlement.proposals or settlement.lines.rejected:
        raise SystemExit(f"the benchmark's settlement is not as meant: {settlement.lines}")


def measured(*task: str) -> tuple[float, float]:
    """Seconds of processor time and megabytes at the peak, of one task in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--task", *task], capture_output=True, text=True, check=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def whole_command(policy: Path, book: Path) -> float:
    """Seconds of processor time of ``dealerkit rebate settle`` as a user runs it, start and printing included."""
    command = [sys.executable, "-m", "dealerkit", "rebate", "settle", str(policy), str(book), "--as-of", str(AS_OF)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure everything and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, small = write_book(folder / "large", MILLION), write_book(folder / "small", TENTH)
        one, twenty = write_policy(folder / "one.yaml", 1), write_policy(folder / "twenty.yaml", 20)
        tasks = {
            "csv.DictReader, 1,000,000 lines": ("read", str(large / "lines.csv")),
            "settle, one programme, 1,000,000 lines": ("settle", str(one), str(large)),
            "settle, twenty programmes, 1,000,000 lines": ("settle", str(twenty), str(large)),
            "settle, one programme, 100,000 lines": ("settle", str(one), str(small)),
            "settle, twenty programmes, 100,000 lines": ("settle", str(twenty), str(small)),
        }
        found: dict[str, list[tuple[float, float]]] = {label: [] for label in tasks}
        commands: list[float] = []
        for _ in range(ROUNDS):
            commands.append(whole_command(one, large))
            for label, task in tasks.items():
                found[label].append(measured(*task))
    best = {label: (min(s for s, _ in runs), min(m for _, m in runs)) for label, runs in found.items()}
    for label, (seconds, megabytes) in best.items():
        print(f"{label:45} {seconds:7.2f} s {megabytes:7.1f} MB")
    reading, single, many, few, few_many = best.values()
    print(f"settle / DictReader, one programme        {single[0] / reading[0]:5.2f}  (at most 2)")
    print(f"the whole command / DictReader            {min(commands) / reading[0]:5.2f}  (at most 2)")
    print(f"settle / DictReader, twenty programmes    {many[0] / reading[0]:5.2f}")
    print(f"twenty programmes / one                   {many[0] / single[0]:5.2f}  (at most 2)")
    print(f"peak at 1,000,000 over 100,000, one       {single[1] - few[1]:5.1f} MB  (at most 20)")
    print(f"peak at 1,000,000 over 100,000, twenty    {many[1] - few_many[1]:5.1f} MB")


def run_task(kind: str, *arguments: str) -> None:
    """One task, measured from inside: what is printed is read by the process that asked."""
    tasks: dict[str, Callable[..., None]] = {"read": read_only, "settle": settle_once}
    task = tasks[kind]
    if kind == "settle":
        # Imports are what every command pays, large book or small: they are measured elsewhere.
        import dealerkit.assembly
        import dealerkit.book.opening
        import dealerkit.rebates.settlement  # noqa: F401
        from dealerkit.cli import COLLECT_AFTER

        gc.set_threshold(*COLLECT_AFTER)
    start = time.process_time()
    task(*arguments)
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--task", nargs="+", help="measure one task (used by the benchmark itself)")
    asked = options.parse_args()
    if asked.task:
        run_task(*asked.task)
    else:
        main()
