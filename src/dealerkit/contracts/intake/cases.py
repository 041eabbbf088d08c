"""Test cases of order intake: ``subject:`` is an order's number; ``part: confirmation`` has its lines."""

from __future__ import annotations

from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.intake.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about an order; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate)
