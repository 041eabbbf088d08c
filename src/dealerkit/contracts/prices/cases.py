"""Test cases of prices: ``part:`` is requests, margins or orders, ``subject:`` a request, a contract or an order.

Figures of requests: ``answer``, ``product``, ``quantity``, ``price``, ``granted_price``, ``level``, ``list_price``,
``floor``, ``discount``, ``discount_amount``, ``role``, ``second``, ``signatures``, ``cost``, ``margin``,
``margin_share``; of margins and orders: ``sales``, ``cost``, ``margin``, ``margin_share``.
"""

from __future__ import annotations

from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.prices.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

_ANSWERS = frozenset({"DK677", "DK678", "DK680"})


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about prices; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate, _ANSWERS)
