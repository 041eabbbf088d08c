"""Test cases of orders: from tables, or from facts given directly, to the decision on an order.

With tables the case is a small book and ``order:`` a mapping of what is asked; facts given beside them stand in
for what the book would say. With facts alone (``account.limit``,
``account.exposure``, ``order.amount`` …) there is no book: what a check needs and the case does not give is missing.
A case about one check or one condition of eligibility (``of: credit.checks[static]``) decides by that alone.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told
from dealerkit.book.tables import TABLES
from dealerkit.credit.checks.given import Facts, answer_of_facts, provided
from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.results import OrderAnswer
from dealerkit.credit.section import SECTION, Credit, credit_of
from dealerkit.credit.standing import Standing
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping, Scalar
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Severity, nearest
from dealerkit.values.numbers import read_amount, read_integer
from dealerkit.values.ranges import read_date

OWN = ("order", "customer")
"""What a case gives beside tables and facts: the order, and whose it is where facts are given."""

_ORDER = ("customer", "amount", "order", "currency", "day", "wanted_on", "contract", "payment_days")
_DAYS = ("day", "wanted_on")
_NUMBERS = {"amount": "amount", "payment_days": "whole number"}


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about an order; None, with the reason reported, if it cannot be read.

    The decision has the figures ``action``, ``limit``, ``exposure``, ``headroom``, ``failing``, ``step``,
    ``sign``, ``second``, ``to``, ``plan``, ``release``, and of each check ``checks.ID`` (what came of it),
    ``value.ID`` and ``bound.ID``.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    asked = _about(policy, case)
    facts = given_facts(given, policy, reading, (*OWN, *TABLES))
    if reading.problems:
        return None
    if any(name in TABLES for name in given.entries):
        found = _of_book(asked, case, given, facts, reading)
    else:
        found = answer_of_facts(asked, facts, _customer(given), case.as_of)
    if found is None or reading.problems:
        return None
    return evolve(found.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _about(policy: Policy, case: Case) -> Policy:
    """The policy with what the case is about alone: the whole section, or one check or condition of it."""
    path = steps(case.of)
    credit = credit_of(policy)
    if len(path) < 3 or credit is None:  # noqa: PLR2004
        return policy
    part, name = path[1], path[2]
    checks = {} if credit.checks is None else dict(credit.checks)
    eligible = {} if credit.eligible is None else dict(credit.eligible)
    alone: Credit = evolve(
        credit,
        checks=Keyed({name: checks[name]}) if part == "checks" else None,
        eligible=Keyed({name: eligible[name]}) if part == "eligible" else None,
    )
    return evolve(policy, sections={**policy.sections, SECTION: alone})


def _of_book(policy: Policy, case: Case, given: Mapping, facts: Facts, reading: Reading) -> OrderAnswer | None:
    address = case.rule.address
    order = _order(given, reading, address)
    rejects = FirstRejects()
    tables = evolve(given, entries={name: each for name, each in given.entries.items() if name not in facts})
    book = given_book(tables, OWN, reading, address, case.known_at, rejects)
    if book is None or order is None or reading.problems:
        return None
    standing = Standing.open(policy, book, case.as_of)
    standing.providers.update({name: provided(value) for name, value in facts.items()})
    found = Decider(standing, Limits(standing)).trace(order, case.as_of)
    wrong = [each for each in (*book.problems, *standing.problems) if each.severity is Severity.ERROR]
    reading.problems.extend(told([*wrong, *(each.problem for each in rejects.first)], given, address))
    return found


def _order(given: Mapping, reading: Reading, address: str) -> Order | None:
    """The order a case asks about.

    DK131 there is none, DK266 a key that orders do not have, DK133 no number, DK136 no day.
    """
    node = given.get("order")
    if not isinstance(node, Mapping):
        reading.report("DK131", node or given, address, key="order", doc="the order that is asked about")
        return None
    texts: dict[str, str] = {}
    for name, (written, child) in node.entries.items():
        if name not in _ORDER:
            reading.report("DK266", written, address, key=name, nearest=nearest(name, _ORDER), allowed=_ORDER)
        elif isinstance(child, Scalar) and not (child.plain and child.text == "missing"):
            texts[name] = child.text
    amount = read_amount(texts["amount"]) if "amount" in texts else None
    payment_days = read_integer(texts["payment_days"]) if "payment_days" in texts else None
    day, wanted_on = _day(texts, "day"), _day(texts, "wanted_on")
    read = {"amount": amount, "payment_days": payment_days, "day": day, "wanted_on": wanted_on}
    for name, value in read.items():
        if name not in texts or value is not None:
            continue
        if name in _DAYS:
            reading.report("DK136", node.get(name) or node, address, value=texts[name], kind="date")
        else:
            reading.report("DK133", node.get(name) or node, address, value=texts[name], kind=_NUMBERS[name])
    return Order(
        customer=texts.get("customer", ""),
        amount=amount if isinstance(amount, Decimal) else None,
        order=texts.get("order", ""),
        currency=texts.get("currency", ""),
        day=day,
        wanted_on=wanted_on,
        contract=texts.get("contract", ""),
        payment_days=payment_days,
    )


def _day(texts: AbstractMapping[str, str], name: str) -> date | None:
    return read_date(texts[name]) if name in texts else None


def _customer(given: Mapping) -> str:
    node = given.get("customer")
    return node.text if isinstance(node, Scalar) else ""
