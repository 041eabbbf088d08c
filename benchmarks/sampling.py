"""What a run costs in which others have a say, from sums and with everything measured and decided anew.

Run ``python benchmarks/sampling.py ../shared/data/online_retail.parquet``. The book is the real one of
examples/online-retail: 541,909 lines, 9,581 customers and quarters, three programmes. Once a budget is shared by all
customers of a quarter, once the three programmes stand in one stacking, so that each line is paid by the one that pays
most on it. Every volume is drawn quarter by quarter. Timed in one process, in processor time: a few runs reckoned
whole, and a thousand as ``simulate`` reckons them. The first runs of both must cost the same to the cent.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from dealerkit.assembly import loads
from dealerkit.book import Book
from dealerkit.book.opening import open_book
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import Programme
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.sampling import sampled
from dealerkit.whatif.sampling.joint_rows import Joint, joint_programmes
from dealerkit.whatif.sampling.parting import Parting
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.scenarios.reading import scenarios_of

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "online-retail"
AS_OF = date(2011, 12, 31)
FEW, MANY = 3, 1_000
CAP = "    cap: {payout: =payout_cap}\n"
ALL = "all-in-full: {rule: sum, programmes: [volume-quarter, export-quarter, small-articles]}"
KINDS = {
    "one budget for all customers": (CAP, f"{CAP}    budget: {{amount: 40_000}}\n"),
    "one stacking of three programmes": (ALL, ALL.replace("rule: sum", "rule: best-of")),
}


def policy_of(old: str, new: str) -> Policy:
    """The example's policy with one thing written otherwise."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((EXAMPLE / "policy").glob("*.yaml"))}
    loaded = loads({name: text.replace(old, new, 1).encode() for name, text in texts.items()})
    if loaded.policy is None or not any(old in text for text in texts.values()):
        raise SystemExit(f"the example's policy is another: {loaded.problems}")
    return loaded.policy


def runs_of(policy: Policy, book: Book, runs: int) -> tuple[Sampled, float]:
    """So many runs, and the seconds of processor time they took once the book was measured."""
    text = f"""
scenarios:
  unsure:
    uncertainty:
      seed: 7
      runs: {runs}
      volumes: [{{id: market, triangular: {{least: 80%, likely: 100%, most: 125%}}, each: quarter}}]
"""
    asked = scenarios_of({"scenarios.yaml": text.encode()}, policy)
    if asked.file is None:
        raise SystemExit(f"the scenario is not sound: {asked.problems}")
    bench = Workbench.open(policy, book, AS_OF, asked.file)
    if not isinstance(bench, Workbench):
        raise SystemExit(f"the scenario is not sound: {bench}")
    gc.collect()
    start = time.process_time()
    found = sampled.sample(bench, asked.file.scenarios["unsure"])
    if not isinstance(found, Sampled):
        raise SystemExit(f"the scenario is not sound: {found}")
    return found, time.process_time() - start


def none_together(parting: Parting, programmes: Iterable[Programme]) -> tuple[Joint, ...]:
    """No programme is reckoned from sums where others have a say in it."""
    del parting, programmes
    return ()


def main(data: Path) -> None:
    """Measure both kinds and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "book"
        shutil.copytree(EXAMPLE / "book", path)
        (path / "online_retail.parquet").symlink_to(data.resolve())
        for kind, (old, new) in KINDS.items():
            policy = policy_of(old, new)
            many, seconds = runs_of(policy, open_book(path), MANY)
            vars(sampled)["joint_programmes"] = none_together
            few, whole = runs_of(policy, open_book(path), FEW)
            vars(sampled)["joint_programmes"] = joint_programmes
            if few.costs != many.costs[:FEW]:
                raise SystemExit(f"{kind}: the runs cost something else: {few.costs} and {many.costs[:FEW]}")
            # Both reckon the scenario itself beside the runs.
            one, other = whole / (FEW + 1), seconds / MANY
            print(f"{kind}: {MANY:,} runs {seconds:.1f} s, {other * 1000:.1f} ms a run; whole {one:.2f} s a run;"
                  f" 1/{one / other:.0f}")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    main(parser.parse_args().data)
