"""What a thousand scenarios cost beside a thousand settlements, and beside the same arithmetic in NumPy.

Run ``python benchmarks/simulate.py ../shared/data/online_retail.parquet``. The book is the real one of
examples/online-retail: 541,909 lines, 9,581 customers and quarters, three programmes. A thousand scenarios change
one programme, each with another rate and another bound. Timed in one run, in processor time:

* a settlement of that programme alone, a few times, and multiplied by a thousand;
* the scenarios from a loaded policy to the last total: reading and checking each, the one pass over the book, and then
  for each either the cost alone (as a search or a sweep asks) or all totals (changed, unchanged, failed, who wins);
* the same scenarios over the measured bases in float64 NumPy: bands, minimum, cap, rounding, sum.

Peak memory is that of a process of its own with 10 and with 1,000 scenarios: nothing of a scenario is kept.
"""

from __future__ import annotations

import argparse
import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from attrs import evolve

from dealerkit.assembly import load
from dealerkit.book.opening import open_book
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.policy import Policy, read_policy
from dealerkit.rebates.settlement import settle
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.scenario import Scenario

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "online-retail"
AS_OF = date(2011, 12, 31)
SCENARIOS, FEW = 1_000, 10
SETTLEMENTS = 3
PROGRAMME = "volume-quarter"
LEAST = 7.50


def scenarios(count: int) -> list[Scenario]:
    """Each with a rate and a bound of its own."""
    address = f"rebates.{PROGRAMME}.bands"
    return [
        Scenario(
            id=f"s{number}",
            policy={
                f"{address}[10000].rate": Decimal("0.03") + Decimal(number) / 100_000,
                f"{address}[2000].at": Decimal(1_500 + number),
            },
        )
        for number in range(count)
    ]


def policy_of() -> Policy:
    """The example's policy."""
    loaded = load([EXAMPLE / "policy"])
    if loaded.policy is None:
        raise SystemExit(f"the example's policy is not sound: {loaded.problems}")
    return loaded.policy


def alone(policy: Policy) -> Policy:
    """The policy with the one programme that the scenarios change."""
    rebates = policy.root.get("rebates")
    if not isinstance(rebates, Mapping):
        raise SystemExit("the example's policy has no rebates")
    kept = {id: each for id, each in rebates.entries.items() if id == PROGRAMME}
    root = {key: each for key, each in policy.root.entries.items() if key not in {"stacking", "tests", "scoring"}}
    root["rebates"] = (root["rebates"][0], evolve(rebates, entries=kept))
    read, problems = read_policy(evolve(policy.root, entries=root), policy.known_sections)
    if read is None:
        raise SystemExit(f"the programme cannot stand alone: {problems}")
    return read


def opened(book: Path, count: int) -> tuple[Workbench, list[Scenario]]:
    """A bench with so many scenarios."""
    asked = scenarios(count)
    bench = Workbench.open(policy_of(), open_book(book), AS_OF, asked)
    if not isinstance(bench, Workbench):
        raise SystemExit(f"a scenario is not sound: {bench}")
    return bench, asked


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def numpy() -> Any:  # noqa: ANN401 - it is installed for this comparison alone
    """NumPy, of the extra ``bench``: nothing of dealerkit imports it."""
    return import_module("numpy")


def in_numpy(bench: Workbench) -> tuple[Callable[[int], float], int]:
    """The programme's arithmetic over all rows in float64, by the number of a scenario; and how many rows there are."""
    np = numpy()
    world = bench.world(bench.policy)
    programme = world.standing.programmes[PROGRAMME]
    sheet = world.sheet(programme)
    bases = np.array([float(each.qualifying) for each in sheet.measured])
    late = np.array([place.window.last >= date(2011, 4, 1) for place in sheet.places])
    cap = np.where(late, 2_000.0, 1_500.0)

    def cost(number: int) -> float:
        bounds = np.array([500.0, 1_500.0 + number, 10_000.0])
        rates = np.array([0.0, 0.01, 0.02, 0.03 + number / 100_000])
        earned = bases * rates[np.searchsorted(bounds, bases, side="right")]
        earned = np.where(earned < LEAST, 0.0, np.minimum(earned, cap))
        return float(np.floor(earned * 100 + 0.5).sum() / 100)

    return cost, len(sheet.places)


def peak(book: Path, count: int) -> float:
    """Megabytes at the peak of a process that takes all totals of so many scenarios."""
    command = [sys.executable, __file__, "--peak", str(count), str(book)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024


def main(data: Path) -> None:
    """Measure everything and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "book"
        shutil.copytree(EXAMPLE / "book", book)
        (book / "online_retail.parquet").symlink_to(data.resolve())
        one = alone(policy_of())
        settlements = [timed(lambda: settle(one, open_book(book), AS_OF)) for _ in range(SETTLEMENTS)]
        single = min(settlements)
        found: list[tuple[Workbench, list[Scenario]]] = []
        opening = timed(lambda: found.append(opened(book, SCENARIOS)))
        bench, asked = found[0]
        beside = timed(lambda: bench.totals(asked[0]))
        costs: list[Decimal] = []
        quick = timed(lambda: costs.extend(bench.cost(each) for each in asked))
        whole = timed(lambda: [bench.totals(each) for each in asked])
        naive, rows = in_numpy(bench)
        floats: list[float] = []
        vectors = timed(lambda: floats.extend(naive(number) for number in range(SCENARIOS)))
        others = sum(each.cost for each in bench.baseline.totals.programmes if each.programme != PROGRAMME)
        apart = max(abs(float(cost - others) - each) for cost, each in zip(costs, floats, strict=True))
        memory = [peak(book, count) for count in (FEW, SCENARIOS)]
    print(f"rows of the programme                          {rows:>9,}")
    print(f"one settlement of it (best of {SETTLEMENTS})             {single:9.2f} s")
    print(f"reading, checking, measuring for {SCENARIOS:,} scenarios {opening:7.2f} s")
    print(f"the policy as it is, once                      {beside:9.2f} s")
    print(f"{SCENARIOS:,} costs                                    {quick:9.2f} s")
    print(f"{SCENARIOS:,} totals                                   {whole:9.2f} s")
    print(f"{SCENARIOS:,} in float64 NumPy                         {vectors:9.2f} s   (furthest apart: {apart:.2f})")
    settled = single * SCENARIOS
    for label, seconds in (("costs", quick), ("totals", whole)):
        all_in = opening + beside + seconds
        print(f"{SCENARIOS:,} settlements / all of {label:6} 1/{all_in and settled / all_in:6.0f}   (at least 1/20)")
        print(f"{label:6} / NumPy                                 {seconds / vectors:9.1f}")
    print(f"peak memory, {FEW} and {SCENARIOS:,} scenarios             {memory[0]:6.0f} MB {memory[1]:6.0f} MB")


def measure_peak(count: int, book: Path) -> None:
    """All totals of so many scenarios, one after the other, and the peak of this process."""
    bench, asked = opened(book, count)
    for each in asked:
        bench.totals(each)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--peak", type=int, help="measure memory (used by the benchmark itself)")
    options.add_argument("data", type=Path, help="online_retail.parquet")
    asked_for = options.parse_args()
    if asked_for.peak:
        measure_peak(asked_for.peak, asked_for.data)
    else:
        main(asked_for.data)
