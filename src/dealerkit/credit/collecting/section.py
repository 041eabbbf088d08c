"""The ``collections:`` section, key by key."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "collections"


@frozen(kw_only=True)
class Collections:
    """How debts are aged, dunned, planned and provided for."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)


COLLECTIONS: Shape[Collections] = record(Collections)


def collections_of(policy: Policy) -> Collections | None:
    """The policy's section, if it has one."""
    return cast("Collections | None", policy.sections.get(SECTION))
