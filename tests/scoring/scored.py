"""Policies of scoring for tests, from a few lines of YAML."""

from __future__ import annotations

from textwrap import dedent, indent

from dealerkit.assembly import checking
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem

HEAD = """\
policy: {name: scored, revision: "1", currency: CNY, effective: 2020-01-01..2030-12-31}
scoring:
"""


def problems(text: str) -> tuple[Problem, ...]:
    """What check finds in a scoring section."""
    loaded = checking.loads({"policy.yaml": _whole(text)})
    return checking.checked(loaded).problems


def policy(text: str) -> Policy:
    """The policy with this scoring section, which is sound."""
    loaded = checking.loads({"policy.yaml": _whole(text)})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def figures(text: str) -> Policy:
    """The policy with these figures."""
    return policy("figures:\n" + indent(dedent(text), "  "))


def _whole(text: str) -> bytes:
    return (HEAD + indent(dedent(text), "  ")).encode()
