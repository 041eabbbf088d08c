"""The registry: every domain, in the order in which their results are shown."""

from __future__ import annotations

from dealerkit.assembly.domain import Domain
from dealerkit.policy.policy import Section, policy_schema
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.programme import REBATES
from dealerkit.rebates.facts import FACTS

DOMAINS: tuple[Domain, ...] = (Domain(Section("rebates", REBATES, FACTS,"x"), lambda p,r: None, lambda p,c,r: None),)

SECTIONS: tuple[Section, ...] = tuple(domain.section for domain in DOMAINS)


def schema() -> JsonSchema:
    """JSON Schema (draft-07) of policy files, for editors."""
    return policy_schema(SECTIONS)
