"""What ``dealerkit --help`` costs, beside what importing click alone costs.

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
import time
from collections.abc import Sequence

ROUNDS, WARM_UP = 60, 5
EMPTY, CLICK, HELP = "python -c pass", "python -c 'import click'", "dealerkit --help"

# Nobody works without compiled modules: the warm-up may write them, whatever this shell says.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def commands() -> dict[str, Sequence[str]]:
    """What is started, by its name in the table."""
    script = shutil.which("dealerkit", path=sysconfig.get_path("scripts"))
    if script is None:
        raise SystemExit(f"dealerkit is not installed for {sys.executable}")
    return {
        EMPTY: (sys.executable, "-c", "pass"),
        CLICK: (sys.executable, "-c", "import click"),
        HELP: (script, "--help"),
    }


def seconds(command: Sequence[str]) -> float:
    """From start to end of one process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    tasks = commands()
    for command in tasks.values():
        for _ in range(WARM_UP):
            seconds(command)
    found: dict[str, list[float]] = {label: [] for label in tasks}
    for number in range(ROUNDS):
        for label in list(tasks) if number % 2 else list(reversed(tasks)):
            found[label].append(seconds(tasks[label]))
    for label, times in found.items():
        print(f"{label:26}{statistics.median(times) * 1000:7.1f} ms   (best {min(times) * 1000:.1f})")
    ratios = [one / other for one, other in zip(found[HELP], found[CLICK], strict=True)]
    print(f"ratio (at most 1.5)       {statistics.median(ratios):7.2f}")


if __name__ == "__main__":
    main()
