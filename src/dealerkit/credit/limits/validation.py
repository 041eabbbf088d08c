"""What can be wrong with this part of a policy before any data exists."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem


def check_limits(policy: Policy) -> Iterator[Problem]:
    """Nothing yet."""
    del policy
    yield from ()
