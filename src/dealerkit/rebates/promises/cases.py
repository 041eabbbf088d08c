"""Test cases of promises: from the tables to what becomes of one."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.rebates.promises.run import review

OWN = ("promise",)
"""What a case gives beside tables: the promise's number, where there are several."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a subject; None, with the reason reported, if it cannot be read.

    The decision has the figures ``state``, ``authority``, ``needs``, ``second``, ``waits_for``, ``late``,
    ``since``, ``decide_by``, ``answer_by`` and ``days``; its amount is the money that stands.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    run = review(policy, given.book, case.as_of)
    if not given.is_sound(reading):
        return None
    wanted = given.word("promise")
    found = next((each for each in run.rulings if wanted in {"", each.promise.id}), None)
    if found is None:
        return None
    return evolve(found.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
