"""The ``customers:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "customers"


@frozen(kw_only=True)
class Customers:
    """Customer files, identity, ownership, access, contacts and satisfaction."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)


CUSTOMERS: Shape[Customers] = record(Customers)


def customers_of(policy: Policy) -> Customers | None:
    """The policy's section, if it has one."""
    return cast("Customers | None", policy.sections.get(SECTION))
