"""The domains put together: load, check, test, schema, evaluate."""

from __future__ import annotations

from dealerkit.assembly.checking import Findings, check, checked, load, loads
from dealerkit.assembly.registry import catalogue, schema
from dealerkit.assembly.testing import CaseResult, Coverage, CaseRun, results_of, run_tests
from dealerkit.policy.loading import Loaded

__all__ = [
    "CaseResult",
    "Coverage",
    "Findings",
    "Loaded",
    "CaseRun",
    "catalogue",
    "check",
    "checked",
    "load",
    "loads",
    "run_tests",
    "schema",
    "results_of",
]
