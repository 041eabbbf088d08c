"""The values room is a leaf, and cheap to enter."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("holidays", "dateutil", "yaml", "click", "tabulate", "chinese_calendar")


@pytest.mark.parametrize(
    "module", ["", ".numbers", ".rounding", ".periods", ".durations", ".workdays", ".week_years", ".money"]
)
def test_importing_a_module_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, dealerkit.values{module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
