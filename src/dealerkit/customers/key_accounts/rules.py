"""The ``customers.key_accounts:`` section, key by key.

    key_accounts:
      who: dealer.class == "A"
      department: {from: 20, name: key-accounts}
      duties:
        supply-first: {title: 旺季优先供货, every: 1 year, by: [sales-manager]}
        shop-staff: {title: 培训店员, every: 1 quarter}

Source: a dealer-management handbook: ten duties to key accounts, and a department of its own from 20 of them.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.customers.contact_facts import CUSTOMER
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import COUNT_FROM_1, DURATION, KEY, TEXT
from dealerkit.policy.shapes import Keyed, entry, expression, keyed, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration


@frozen(kw_only=True)
class KeyDuty:
    """One duty to a key account, done once in each period of the calendar."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the duty's name for people", default=None)
    every: Duration = entry(DURATION, "how often it is done: once in each calendar period of this length")
    by: tuple[str, ...] = entry(listing(KEY), "the roles of which one does it; any if absent", default=())


@frozen(kw_only=True)
class Department:
    """From how many key accounts on a department for them is warranted."""

    rule: Rule = ruled()
    from_: int = entry(COUNT_FROM_1, "from this number of key accounts on")
    name: str = entry(KEY, "the department's code, as `employees` names it")


@frozen(kw_only=True)
class KeyAccounts:
    """Who is a key account, and what we owe each of them."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    who: Expression = entry(expression(CUSTOMER, CONDITION), "which customers are key accounts")
    department: Department | None = entry(record(Department), "when a department of its own is warranted", default=None)
    duties: Keyed[KeyDuty] = entry(keyed(record(KeyDuty)), "the duties to each of them")


KEY_ACCOUNTS = record(KeyAccounts)
