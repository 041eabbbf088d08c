"""Test cases of territories: ``part:`` is grants, splits or gaps, ``subject:`` a contract, a split or a territory.

Figures of grants: ``territory``, ``product_group``, ``exclusive``, ``overlaps``, ``splits``; of splits:
``dealers``, ``allowed``, ``dependence``, ``added``, ``on``;
of gaps: ``name``, ``outlets``, ``customers``, ``examples``.
"""

from __future__ import annotations

from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.territory.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about territories; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, evaluate)
