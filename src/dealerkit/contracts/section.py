"""The ``contracts:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "contracts"


@frozen(kw_only=True)
class Contracts:
    """Kinds of contracts, their terms, territory, prices, returns, and how goods move."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)


CONTRACTS: Shape[Contracts] = record(Contracts)


def contracts_of(policy: Policy) -> Contracts | None:
    """The policy's section, if it has one."""
    return cast("Contracts | None", policy.sections.get(SECTION))
