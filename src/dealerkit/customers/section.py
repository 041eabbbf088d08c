"""The ``customers:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.customers.access.rules import ACCESS, Access
from dealerkit.customers.codes.section import CODES, Codes
from dealerkit.customers.files.section import FILES, Files
from dealerkit.customers.identity.section import IDENTITY, Identity
from dealerkit.customers.key_accounts.rules import KEY_ACCOUNTS, KeyAccounts
from dealerkit.customers.leads.rules import LEADS, Leads
from dealerkit.customers.reception.rules import RECEPTION, Reception
from dealerkit.customers.satisfaction.rules import SATISFACTION, Satisfaction
from dealerkit.customers.touch.rules import TOUCH, Touch
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
    files: Files | None = entry(FILES, "what customer files hold for what, by when, and what lapses cost", default=None)
    identity: Identity | None = entry(
        IDENTITY, "how customers are told apart, what must agree about each", default=None
    )
    codes: Codes | None = entry(CODES, "how codes of customers and numbers of jobs are made", default=None)
    reception: Reception | None = entry(
        RECEPTION, "what a visitor may cost, who hosts, how many of us come along", default=None
    )
    touch: Touch | None = entry(TOUCH, "which contacts with customers are due, and when", default=None)
    access: Access | None = entry(ACCESS, "who may do what with which part of a customer's file", default=None)
    leads: Leads | None = entry(
        LEADS, "whose a prospect is, for how long, and who gets one that is nobody's", default=None
    )
    key_accounts: KeyAccounts | None = entry(
        KEY_ACCOUNTS, "who is a key account, and what we owe each of them", default=None
    )
    satisfaction: Satisfaction | None = entry(
        SATISFACTION, "what customers are asked, how it adds up, and what must be reached", default=None
    )


CUSTOMERS: Shape[Customers] = record(Customers)


def customers_of(policy: Policy) -> Customers | None:
    """The policy's section, if it has one."""
    return cast("Customers | None", policy.sections.get(SECTION))
