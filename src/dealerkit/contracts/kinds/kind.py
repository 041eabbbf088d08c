"""The ``contracts.kinds`` section, key by key: what a contract of each kind must have.

    contracts:
      kinds:
        distribution:
          title: 经销合同
          terms: [{id: territory}, {id: products, column: product_group}, {id: termination}]
          papers: [{id: licence}]
          remind: 3 months
          renewal: {by: itself, for: 1 year, notice: 2 months}
          deposit: {amounts: {hit: unique, rows: [...]}, keep: open, return_after: 3 months}

Source: kinds of contracts and their terms in consumer-goods operating procedures (经销、直销、封闭通路、联销体).
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.contracts.facts import CONTRACT
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, COUNT_FROM_0, COUNT_FROM_1, DURATION, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, keyed, listing, named, placed, record, ruled
from dealerkit.policy.tables import Table, table
from dealerkit.policy.types import BOOLEAN
from dealerkit.values.durations import Duration
from dealerkit.values.exact import Number

ITSELF, AGREEMENT = "itself", "agreement"
OPEN, OVERDUE, NOTHING = "open", "overdue", "nothing"

_WHEN = "only where this holds of the contract and its customer; always if absent"


@frozen(kw_only=True)
class Term:
    """A term that a contract of the kind must state."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    column: str | None = entry(
        KEY,
        "the column of `contracts` it stands in, or `targets` for a row of that table; its own name if absent, and a"
        " row of `contract_terms` where there is no such column",
        default=None,
    )
    when: Expression | None = entry(expression(CONTRACT, BOOLEAN), _WHEN, default=None)


@frozen(kw_only=True)
class Paper:
    """A paper that must have come in with a contract of the kind."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    copies: int = entry(COUNT_FROM_1, "how many copies", default=1)
    when: Expression | None = entry(expression(CONTRACT, BOOLEAN), _WHEN, default=None)


@frozen(kw_only=True)
class Reach:
    """How many of all customers of a kind must have signed, over all contracts of this kind."""

    rule: Rule = placed()
    kind: str = entry(TEXT, "the kind of customers, as `customers` has it")
    share: Number = entry(cast("Shape[Number]", SHARE), "the least share of them that has signed")


@frozen(kw_only=True)
class PartyRule:
    """Who else signs: how many in a role, what they put in together, which post they fill."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    at_least: int | None = entry(COUNT_FROM_0, "the least number of parties in this role", default=None)
    at_most: int | None = entry(COUNT_FROM_0, "the largest number of parties in this role", default=None)
    contributes: Decimal | None = entry(AMOUNT_FROM_0, "what they put in together, at least", default=None)
    appoints: str | None = entry(KEY, "the post that a party in this role fills", default=None)
    reach: Reach | None = entry(record(Reach), "how many of all must sign, over all contracts", default=None)


@frozen(kw_only=True)
class Renewal:
    """What happens when the term ends."""

    rule: Rule = placed()
    by: str = entry(choice(ITSELF, AGREEMENT), "itself: it goes on unless notice is given; agreement: it ends")
    for_: Duration | None = entry(DURATION, "how long it goes on each time", default=None)
    notice: Duration | None = entry(
        DURATION, "how long before the end notice must be given; until the last day if absent", default=None
    )


@frozen(kw_only=True)
class DepositAmount:
    """What a row of the table of deposits leads to."""

    amount: Decimal = entry(AMOUNT_FROM_0, "the deposit in the policy's currency")


@frozen(kw_only=True)
class Deposit:
    """The deposit (保证金) a contract of the kind needs, and when it comes back."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    amounts: Table[DepositAmount] | None = entry(
        table(record(DepositAmount)),
        "how much, by facts of the contract and its customer; as the contract says if absent",
        default=None,
    )
    offset: tuple[str, ...] = entry(
        listing(KEY), "kinds of deductions that may be set off against it; none if absent", default=()
    )
    keep: str = entry(
        choice(OPEN, OVERDUE, NOTHING),
        "which of the customer's debts it is held for: all open ones, overdue ones, none",
    )
    return_after: Duration | None = entry(
        DURATION,
        "how long after the contract's end it may be returned; on the day after the end if absent",
        default=None,
    )
    return_when: Expression | None = entry(
        expression(CONTRACT, BOOLEAN), "what must hold before it is returned", default=None
    )


@frozen(kw_only=True)
class Kind:
    """What a contract of one kind must have, and how long it holds."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    terms: Keyed[Term] = entry(items(record(Term)), "terms it must state")
    papers: Keyed[Paper] | None = entry(items(record(Paper)), "papers it needs", default=None)
    parties: Keyed[PartyRule] | None = entry(items(record(PartyRule)), "who else signs", default=None)
    remind: Duration = entry(DURATION, "how long before its end somebody is reminded")
    renewal: Renewal | None = entry(record(Renewal), "what happens at its end; it ends if absent", default=None)
    deposit: Deposit | None = entry(record(Deposit), "the deposit it needs", default=None)


KINDS = keyed(record(Kind))
"""The shape of ``contracts.kinds``."""
