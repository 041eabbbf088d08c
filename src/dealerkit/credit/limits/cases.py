"""Test cases of limits: from tables, or from facts by name, to the limit of a customer or a group."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.book.tables import TABLES
from dealerkit.credit.limits.limit import GROUP, Limit
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.results import LimitFound, SublimitFound
from dealerkit.credit.section import credit_of
from dealerkit.credit.standing import Provider, Standing
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Severity

OWN = ("customer", "group")
"""What a case gives beside tables and facts: whose limit is asked for."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about ``credit.limits`` or one limit; None, with the reason reported, if it cannot be read.

    Tables are given as a book would hold them, with ``customer:`` or ``group:``; facts by name stand in for
    what a book would say. All limits are tried in their order, as for an order, and the first that is his
    answers; a limit that is there for others alone (``only_in``) is asked alone, and refused with ``DK001``
    where it is not for him. A group without a limit is refused in the same way.

    Figures: ``limit`` (``unlimited`` or the amount), ``rule``, ``method``, ``base``, ``temporary``, ``until``,
    ``review_on``, ``expired_on``, ``cash_first``, ``open_loads``, ``most_of_one_load``, and for each sublimit
    ``sublimit.ID`` and ``used.ID``.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    tables = evolve(given, entries={name: each for name, each in given.entries.items() if name in (*OWN, *TABLES)})
    for name, (written, _) in given.entries.items():
        if name in policy.parameters:
            reading.report("DK266", written, address, key=name, nearest="", allowed=OWN)
    facts = given_facts(given, policy, reading, (*OWN, *TABLES))
    rejects = FirstRejects()
    book = given_book(tables, OWN, reading, address, case.known_at, rejects)
    if book is None or reading.problems:
        return None
    standing = Standing.open(policy, book, case.as_of)
    standing.providers.update({name: _given(value) for name, value in facts.items()})
    limits = Limits(standing)
    asked = _asked(policy, case)
    group = word(given.get("group"))
    found = _found(limits, asked, group, word(given.get("customer")), case.as_of)
    problems = (*book.problems, *standing.problems, *limits.problems)
    wrong = [each for each in problems if each.severity is Severity.ERROR and each.code not in _OUTCOMES]
    reading.problems.extend(told([*wrong, *(each.problem for each in rejects.first)], given, address))
    if reading.problems:
        return None
    parts = () if group or found is None or asked is not None else limits.sublimits(found.subject, case.as_of)
    decision = Decision(Outcome.REFUSED, "DK001") if found is None else decision_of(found, parts)
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


_NONE = "none"
"""The rule and the method of a limit that nobody granted."""

_OUTCOMES = ("DK525", "DK526")
"""Findings that a limit names as the reason why it is undetermined."""


def decision_of(found: LimitFound, parts: tuple[SublimitFound, ...] = ()) -> Decision:
    """A limit as a decision: undetermined with its code where it cannot be told."""
    outcome = Outcome.GRANTED if found.is_known else Outcome.UNDETERMINED
    values: list[tuple[str, Arg]] = [
        ("rule", _NONE if found.rule is None else found.rule.address.rpartition(".")[2]),
        ("method", found.method or _NONE),
        ("temporary", found.temporary),
        ("cash_first", "true" if found.cash_first else "false"),
    ]
    if found.is_known:
        values.append(("limit", "unlimited" if found.amount is None else found.amount))
    figures: tuple[tuple[str, Arg | None], ...] = (
        ("base", found.base),
        ("until", found.until),
        ("review_on", found.review_on),
        ("expired_on", found.expired_on),
        ("open_loads", found.open_loads),
        ("most_of_one_load", found.most_of_one_load),
        *((f"sublimit.{each.id}", each.amount) for each in parts),
        *((f"used.{each.id}", each.used) for each in parts),
    )
    values += [(name, value) for name, value in figures if value is not None]
    return Decision(
        outcome,
        found.code,
        found.amount,
        tuple(values),
        (*found.reasons, *(reason for each in parts for reason in each.reasons)),
        found.tried,
        missing=found.missing,
    )


def _asked(policy: Policy, case: Case) -> Limit | None:
    """The limit that is asked alone; None where the case asks for whichever is the customer's."""
    _, _, name, *_ = steps(case.of)
    credit = credit_of(policy)
    limit = None if credit is None or credit.limits is None else credit.limits.get(name)
    return limit if limit is not None and limit.only_in else None


def _found(limits: Limits, asked: Limit | None, group: str, customer: str, day: date) -> LimitFound | None:
    if asked is not None:
        return limits.of_limit(asked, group if asked.for_ == GROUP else customer, day)
    return limits.of_group(group, day) if group else limits.of(customer, day)


def _given(value: Value | Missing) -> Provider:
    def fact(customer: str, day: date, order: Order | None) -> Value | Missing:
        del customer, day, order
        return value

    return fact
