"""What ``dealerkit --help`` and a short ``check`` cost, beside importing the libraries that they need.

Run ``python benchmarks/help.py``. Each is started as a process of its own, in turn and in changing order,
many times; the figure is the median of the ratios of neighbours, so that a busy machine changes both.
The command is the script that was installed beside this Python.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS, WARM_UP = 40, 3
EMPTY, CLICK, HELP = "python -c pass", "python -c 'import click'", "dealerkit --help"
LIBRARIES, CHECK = "python -c 'import attrs, …'", "dealerkit check POLICY"
NEEDED = "import attrs, click, yaml, wcwidth"
POLICY = """
policy: {name: small, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
rebates:
  spring:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
"""

# Nobody works without compiled modules: the warm-up may write them, whatever this shell says.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def commands(policy: Path) -> dict[str, Sequence[str]]:
    """What is started, by its name in the table."""
    script = shutil.which("dealerkit", path=sysconfig.get_path("scripts"))
    if script is None:
        raise SystemExit(f"dealerkit is not installed for {sys.executable}")
    return {
        EMPTY: (sys.executable, "-c", "pass"),
        CLICK: (sys.executable, "-c", "import click"),
        HELP: (script, "--help"),
        LIBRARIES: (sys.executable, "-c", NEEDED),
        CHECK: (script, "check", str(policy)),
    }


def seconds(command: Sequence[str]) -> float:
    """From start to end of one process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.yaml"
        policy.write_text(POLICY, encoding="utf-8")
        compare(commands(policy))


def compare(tasks: dict[str, Sequence[str]]) -> None:
    """Start each in turn, and print its times and the ratios of neighbours."""
    for command in tasks.values():
        for _ in range(WARM_UP):
            seconds(command)
    found: dict[str, list[float]] = {label: [] for label in tasks}
    for number in range(ROUNDS):
        for label in list(tasks) if number % 2 else list(reversed(tasks)):
            found[label].append(seconds(tasks[label]))
    for label, times in found.items():
        print(f"{label:30}{statistics.median(times) * 1000:7.1f} ms   (best {min(times) * 1000:.1f})")
    for label, beside, limit in ((HELP, CLICK, "help (at most 1.5)"), (CHECK, LIBRARIES, "check of a small policy")):
        ratios = [one / other for one, other in zip(found[label], found[beside], strict=True)]
        print(f"{limit:30}{statistics.median(ratios):7.2f}")


if __name__ == "__main__":
    main()
