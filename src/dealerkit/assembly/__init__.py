"""The domains put together: load, check, test, schema, evaluate."""

from __future__ import annotations

from dealerkit.assembly.checking import Findings, check, checked, load, loads
from dealerkit.assembly.covered import Coverage
from dealerkit.assembly.registry import catalogue, schema
from dealerkit.assembly.testing import CaseResult, CaseRun, result_of, results_of, run_tests
from dealerkit.policy.loading import Loaded

__all__ = [
    "CaseResult",
    "CaseRun",
    "Coverage",
    "Findings",
    "Loaded",
    "catalogue",
    "check",
    "checked",
    "load",
    "loads",
    "result_of",
    "results_of",
    "run_tests",
    "schema",
]
