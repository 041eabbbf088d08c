"""The ``liability:`` section, key by key."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "liability"


@frozen(kw_only=True)
class Liability:
    """Who bears a bad debt: inside the limit, under a release, or shipped without approval."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)


LIABILITY: Shape[Liability] = record(Liability)


def liability_of(policy: Policy) -> Liability | None:
    """The policy's section, if it has one."""
    return cast("Liability | None", policy.sections.get(SECTION))
