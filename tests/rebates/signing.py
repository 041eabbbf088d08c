"""A policy with an authority matrix, for tests of what must be signed."""

from __future__ import annotations

from dealerkit import authority
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from tests.rebates.histories import HEAD, SECTION

MATRIX = """
authority:
  rebate-settlement:
    hit: unique
    columns: {amount: {type: amount, from: 0}}
    rows:
      - {id: small, amount: {below: 100}, then: {role: manager}}
      - {id: large, amount: {at: 100}, then: {role: director, second: finance}}
  rebate-correction:
    hit: unique
    columns: {amount: {type: amount, from: 0}}
    rows:
      - {id: any, amount: {below: 1_000}, then: {role: finance}}
"""


def signed_policy(text: str) -> Policy:
    """The policy written in a test, which may have an authority matrix; it must be sound."""
    sections = [SECTION, Section("authority", authority.SECTION_SHAPE)]
    loaded = load_texts({"policy.yaml": (HEAD + text).encode()}, sections)
    assert loaded.policy is not None, loaded.problems
    return loaded.policy
