"""Test cases of receptions: a customer, how many guests, a gift; or a reception of the table."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.customers.given import sound_tables, stamped
from dealerkit.customers.known import Fact, Ground
from dealerkit.customers.reception.deciding import GIFT, GUESTS, reception
from dealerkit.customers.reception.run import evaluate, reception_of
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.types import Missing

OWN = ("customer", "guests", "gift", "reception")


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """What the rules say of a visit, or, with ``reception``, of one in the table ``receptions``.

    Its figures are ``class``, ``per_person``, ``host``, ``place``, ``companions``, ``or_more``, ``gift_by``,
    ``report_to`` and ``cost``.
    """
    given, rules = sound_tables(case, OWN, reading), reception_of(policy)
    if given is None or rules is None:
        return None
    wanted = given.word("reception")
    if wanted:
        found = evaluate(policy, given.book, case.as_of).receptions
        decision = next((each.decision for each in found if each.reception == wanted), None)
        return None if decision is None else stamped(decision, policy, case)
    guests, gift = given.number("guests"), given.number("gift")
    more: dict[str, Fact] = {
        GUESTS: Missing((GUESTS,)) if guests is None else guests,
        GIFT: Decimal(0) if gift is None else gift,
    }
    facts = Ground(policy, given.book).facts(given.word("customer"), case.as_of, more)
    return stamped(reception(rules, facts), policy, case)
