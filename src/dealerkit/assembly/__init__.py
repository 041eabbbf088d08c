"""The domains put together: load, check, test, schema, evaluate."""

from __future__ import annotations

from dealerkit.assembly.checking import Findings, check, checked, load, loads
from dealerkit.assembly.registry import schema
from dealerkit.assembly.testing import CaseResult, Coverage, TestRun, run_tests, tested
from dealerkit.policy.loading import Loaded

__all__ = [
    "CaseResult",
    "Coverage",
    "Findings",
    "Loaded",
    "TestRun",
    "check",
    "checked",
    "load",
    "loads",
    "run_tests",
    "schema",
    "tested",
]
