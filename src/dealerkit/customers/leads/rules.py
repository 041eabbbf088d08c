"""The ``customers.leads:`` section, key by key.

    leads:
      ties: first-number
      to_the_named: [returning, referral]
      first_contact: 7 days
      protection: {lasts: 3 months, renewed_by: [visit, quotation]}
      important: lead.value >= 100_000
      contacts: 2
      told: 5 working days
      assign: {roles: [salesperson], by: [ability, load], ability: required, at_most: 30}

Source: dealer-management handbooks and 4S-shop management systems: the earlier registration wins; a customer pool.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.customers.contact_facts import PROSPECT
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import COUNT_FROM_1, DURATION, KEY, TEXT, choice
from dealerkit.policy.shapes import entry, expression, listing, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration

FIRST_NUMBER, POOL = "first-number", "pool"
ABILITY, LOAD = "ability", "load"
REQUIRED, PREFERRED = "required", "preferred"


@frozen(kw_only=True)
class Protection:
    """For how long a registration keeps others away."""

    rule: Rule = ruled()
    lasts: Duration = entry(DURATION, "how long after the registration, or after the last contact that renews it")
    renewed_by: tuple[str, ...] = entry(
        listing(TEXT), "the kinds of contacts of its owner that renew it; nothing does if absent", default=()
    )


@frozen(kw_only=True)
class Assign:
    """Who gets a prospect out of the pool."""

    rule: Rule = ruled()
    roles: tuple[str, ...] = entry(listing(KEY), "the roles that get prospects")
    by: tuple[str, ...] = entry(
        listing(choice(ABILITY, LOAD)),
        "what decides, in this order: the higher ability, the lower load; the lower employee code where all are equal",
    )
    ability: str = entry(
        choice(REQUIRED, PREFERRED), "whether somebody without the ability for its kind may get a prospect"
    )
    at_most: int | None = entry(
        COUNT_FROM_1, "how many open prospects somebody may have; any number if absent", default=None
    )


@frozen(kw_only=True)
class Leads:
    """Whose a prospect is, for how long, and who gets one that is nobody's."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    ties: str = entry(
        choice(FIRST_NUMBER, POOL), "where two registered at the same moment: the lower number wins, or nobody does"
    )
    to_the_named: tuple[str, ...] = entry(
        listing(TEXT), "the origins that go to the employee they name, else to whoever is on duty", default=()
    )
    first_contact: Duration = entry(
        DURATION, "how long after the registration its owner must have made contact; then it goes to the pool"
    )
    done_when: tuple[str, ...] | None = entry(
        listing(TEXT),
        "the outcomes of a contact that count; one without outcome counts; if absent those of the touch plan, or any",
        default=None,
    )
    protection: Protection = entry(record(Protection), "for how long a registration keeps others away")
    important: Expression | None = entry(
        expression(PROSPECT, CONDITION), "which prospects are important; none if absent", default=None
    )
    contacts: int = entry(COUNT_FROM_1, "how many of us an important prospect must know", default=1)
    told: Duration = entry(DURATION, "how long after its owner's last day a customer is told who follows him")
    assign: Assign = entry(record(Assign), "who gets a prospect out of the pool")


LEADS = record(Leads)
