"""Test cases of kinds of contracts: ``subject:`` is a contract's number.

Figures: ``kind``, ``state``, ``completeness``, ``required``, ``there``, ``lacking``, ``until``, ``renewals``,
``remind_on``, ``notice_by``, ``traded``, ``parties.ROLE``, ``deposit``, ``deposit_paid``, ``deposit_set_off``,
``deposit_held``, ``return_on``, ``returnable``.
"""

from __future__ import annotations

from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.kinds.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

_ANSWERS = frozenset({"DK777", "DK678"})


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a contract; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate, _ANSWERS)
