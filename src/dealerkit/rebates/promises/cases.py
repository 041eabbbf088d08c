"""Test cases of promises: from the tables to what becomes of one."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Severity
from dealerkit.rebates.promises.run import review

OWN = ("promise",)
"""What a case gives beside tables: the promise's number, where there are several."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a subject; None, with the reason reported, if it cannot be read.

    The decision has the figures ``state``, ``authority``, ``needs``, ``second``, ``waits_for``, ``late``,
    ``since``, ``decide_by``, ``answer_by`` and ``days``; its amount is the money that stands.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    rejects = FirstRejects()
    book = given_book(given, OWN, reading, address, case.known_at, rejects)
    if book is None or reading.problems:
        return None
    run = review(policy, book, case.as_of)
    wrong = [each for each in book.problems if each.severity is Severity.ERROR]
    reading.problems.extend(told([*wrong, *(each.problem for each in rejects.first)], given, address))
    wanted = word(given.get("promise"))
    found = next((each for each in run.rulings if wanted in {"", each.promise.id}), None)
    if found is None or reading.problems:
        return None
    return evolve(found.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
