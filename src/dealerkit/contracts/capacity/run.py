"""Dealers and their stores, candidates and their lines, fees that stores ask for, on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.contracts.capacity.fees import fees_of
from dealerkit.contracts.capacity.fit import candidates_of
from dealerkit.contracts.capacity.rule import CapacityRule
from dealerkit.contracts.capacity.stores import StoreDesk
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import Judged, Judgements, names_of
from dealerkit.contracts.section import contracts_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import in_order


def capacity_of(policy: Policy) -> CapacityRule | None:
    """The policy's rules on what a dealer can carry, if it has any."""
    section = contracts_of(policy)
    return None if section is None else section.capacity


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Stores, candidates and fees by the parts that the policy has. Findings: DK788, DK678."""
    rule = capacity_of(policy)
    if rule is None:
        return Judgements(policy, as_of, ())
    rows: list[Judged] = []
    currency = policy.header.currency
    if rule.stores is not None:
        known = Known.open(policy, book, as_of)
        rows += StoreDesk(rule.stores, book, known, as_of, currency).judged()
    if rule.fit is not None:
        rows += candidates_of(book, rule.fit, as_of)
    if rule.fees is not None:
        rows += fees_of(book, rule.fees, currency, as_of)
    problems = in_order(found for each in rows for found in each.problems)
    return Judgements(policy, as_of, tuple(rows), problems, names_of(book, as_of))
