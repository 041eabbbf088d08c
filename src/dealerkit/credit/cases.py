"""Test cases of credit: which part of the section a case is about decides what answers it."""

from __future__ import annotations

from importlib import import_module

from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

_PARTS = {"limits": "limits", "over_limit": "over_limit"}
"""Parts that answer alone; everything else asks about an order."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read."""
    path = steps(case.of)
    part = _PARTS.get(path[1], "checks") if len(path) > 1 else "checks"
    found: Decision | None = import_module(f"dealerkit.credit.{part}.cases").answer(policy, case, reading)
    return found
