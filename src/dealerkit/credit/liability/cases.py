"""Test cases of liability: from the tables to who bears a bad debt."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.credit.liability.run import run
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

OWN = ("debt",)
"""What a case gives beside tables: the debt's number, where there are several."""

_TOLD = ("DK561", "DK566", "DK567", "DK568", "DK569", "DK571")
"""Findings about a debt or its release: they are what its decision says."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case of ``liability``; None, with the reason reported, if it cannot be read.

    The amount of the decision is what persons and company are known to bear. Figures: ``inside``, ``released``,
    ``unapproved`` (the parts), each person's code and ``company`` (what they bear), ``undetermined``, and
    ``shipments``.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    found = run(policy, given.book, case.as_of)
    if not given.is_sound(reading, found.problems, _TOLD):
        return None
    wanted = given.word("debt")
    debt = next((each for each in found.debts if wanted in {"", each.debt.debt}), None)
    if debt is None:
        return None
    return evolve(debt.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
