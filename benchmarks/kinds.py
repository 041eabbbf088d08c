"""What the kinds of programmes beyond plain bands cost, beside as many plain ones.

Run ``python benchmarks/kinds.py``. Over one book of 100,000 lines and 100,000 reports of sales it settles
twenty plain programmes and twenty of the other kinds: linear, goods, a budget, a group of dealers, a measure of
sales reported, and two that are stacked. Each runs in a process of its own, in turn, three times; the best counts.
"""

from __future__ import annotations

import csv
import gc
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

# The script beside this one: found when both are run as scripts, which is how they are run.
from settle import (  # type: ignore[import-not-found]
    DEALERS,
    FAMILIES,
    GROUPS,
    HEAD,
    PROGRAMME,
    ROUNDS,
    TENTH,
    settle_once,
    write_book,
)

KINDS = {
    "linear": "method: linear\n    kind: percent\n    bands: [{at: 10_000, rate: 1%}, {at: 500_000, rate: 2%}]",
    "goods": "method: retrospective\n    kind: goods\n    goods: {product: P0001, worth: 15}\n"
    "    bands: [{at_unit: 100, pay: 2, per: 100}]",
    "budget": "method: retrospective\n    kind: percent\n    budget: {amount: 100_000}\n"
    "    bands: [{at: 10_000, rate: 1%}]",
    "group": "accumulate: {over: group, pay: each}\n    method: retrospective\n    kind: percent\n"
    "    bands: [{at: 10_000, rate: 1%}, {at: 1_000_000, rate: 2%}]",
    "sales": "eligible: measured.sold_on >= 1\n    method: retrospective\n    kind: percent\n"
    "    bands: [{at: 10_000, rate: 1%}]",
    "best": "method: retrospective\n    kind: percent\n    bands: [{at: 10_000, rate: 1%}, {at: 100_000, rate: 2%}]",
    "second": "method: incremental\n    kind: percent\n    bands: [{at: 10_000, rate: 1%}, {at: 50_000, rate: 2%}]",
}
KIND = """\
  {name}-{n}:
    period: quarter
    qualifying: {{where: 'within(product, "group-{n}") or within(product, "family-{family}")', measure: {measure}}}
    {terms}
    settle: {{payout: {payout}, negative: carry-forward}}
"""
MEANT = "stacking:\n  meant: {rule: sum}\n"
STACKED = "  spring: {rule: best-of, programmes: [best-5, second-6, best-12, second-13]}\n"
SOLD_ON = "measures:\n  sold_on: {title: units sold on, from: sell-through, measure: quantity}\n"
PROGRAMMES = 20


def add_other_tables(book: Path) -> None:
    """Groups of ten dealers, and what each invoice line sold on a day later."""
    dealers = [f"D{n:04}" for n in range(DEALERS)]
    _write(book / "customers.csv", ("customer", "kind", "group"), [(d, "dealer", f"chain-{d[:4]}") for d in dealers])
    _write(book / "groups.csv", ("group", "head"), [(f"chain-{d[:4]}", d) for d in dealers if d.endswith("0")])
    with (book / "lines.csv").open(encoding="utf-8", newline="") as stream:
        sold = [(row["date"], row["dealer"], row["product"], row["quantity"]) for row in csv.DictReader(stream)]
    _write(book / "sell_through.csv", ("date", "dealer", "product", "quantity"), sold)


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(heading)
        table.writerows(rows)


def write_policies(folder: Path) -> tuple[Path, Path]:
    """A policy of twenty plain programmes, and one of twenty of all kinds on the same lines."""
    plain, mixed = folder / "plain.yaml", folder / "mixed.yaml"
    parts = [PROGRAMME.format(n=n, family=n % FAMILIES) for n in range(PROGRAMMES)]
    plain.write_text(HEAD + "".join(parts), "utf-8")
    names, parts = list(KINDS), []
    for n in range(PROGRAMMES):
        name = names[n % len(names)]
        measure, payout = ("quantity", "goods") if name == "goods" else ("net_amount", "credit-note")
        kind = {"name": name, "terms": KINDS[name], "measure": measure, "payout": payout}
        parts.append(KIND.format(n=n, family=n % FAMILIES, **kind))
    mixed.write_text(HEAD.replace(MEANT, SOLD_ON + MEANT + STACKED) + "".join(parts), "utf-8")
    return plain, mixed


def settled_in(policy: Path, book: Path) -> float:
    """Seconds of processor time of one settlement in a process of its own."""
    command = [sys.executable, __file__, str(policy), str(book)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure both and print their ratio."""
    with tempfile.TemporaryDirectory() as name:
        book = write_book(Path(name) / "book", TENTH)
        add_other_tables(book)
        found = [[settled_in(each, book) for each in write_policies(Path(name))] for _ in range(ROUNDS)]
    plain, mixed = (min(times) for times in zip(*found, strict=True))
    print(f"twenty plain programmes over {TENTH:,} lines in {GROUPS} groups {plain:7.2f} s")
    print(f"twenty of all kinds, and {TENTH:,} reports of sales       {mixed:7.2f} s")
    print(f"all kinds / plain                                     {mixed / plain:5.2f}  (at most 3)")


def _once(policy: str, book: str) -> None:
    import time

    import dealerkit.assembly
    import dealerkit.book.opening
    import dealerkit.rebates.settlement  # noqa: F401
    from dealerkit.cli import COLLECT_AFTER

    gc.set_threshold(*COLLECT_AFTER)
    start = time.process_time()
    settle_once(policy, book)
    print(time.process_time() - start)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _once(*sys.argv[1:])
    else:
        main()
