"""Test cases of execution: ``part:`` is summary, instalments, services or low_stock.

``subject:`` is a contract (``-`` for what names none), ``CONTRACT|INSTALMENT``, a service order or a product.
"""

from __future__ import annotations

from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.execution.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

_ANSWERS = frozenset({"DK678"})


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about how a contract is carried out; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate, _ANSWERS)
