"""Test cases of capacity: ``part:`` is stores, fit or fees, ``subject:`` a dealer, a candidate or a fee.

Figures of stores: ``outlets``, ``stores``, ``most``, ``sales``, ``tied_up_least``, ``tied_up_most``, ``capital``,
``covers``; of fit: ``fit``, ``lines``, ``conflicts``, ``case_profit_advantage``, ``monthly_profit_advantage``; of
fees: ``kind``, ``vendor``, ``funded``, and the amount.
"""

from __future__ import annotations

from dealerkit.contracts.capacity.run import evaluate
from dealerkit.contracts.cases import answer_of
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

_ANSWERS = frozenset({"DK678"})


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about capacity; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate, _ANSWERS)
