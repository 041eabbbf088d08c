"""Test cases of price protection: from tables to what a dealer is credited for a cut."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Severity
from dealerkit.rebates.granting.credits import with_ledger
from dealerkit.rebates.protection.run import decided
from dealerkit.rebates.protection.scheme import schemes_of
from dealerkit.values.ranges import read_date

OWN = ("dealer", "product", "cut_on")
"""What a case gives beside tables: who, what, and after which cut where there are several."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them. The decision has the figures ``drop``, ``cut_on``,
    ``stock``, ``since``, ``protected``, ``refused``, ``refused_amount``, ``unclaimed``,
    ``settled``, ``payable`` and ``posted``.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    for name, doc in (("dealer", "whose stock is protected"), ("product", "the product that was cut")):
        if given.get(name) is None:
            reading.report("DK131", given, address, key=name, doc=doc)
    on = given.get("cut_on")
    cut_on = None if on is None else read_date(word(on))
    if on is not None and cut_on is None:
        reading.report("DK136", on, address, value=word(on), kind="date")
    rejects = FirstRejects()
    book = given_book(given, OWN, reading, address, case.known_at, rejects)
    if book is None or reading.problems:
        return None
    scheme = schemes_of(policy)[steps(case.of)[1]]
    found = decided(policy, book, case.as_of, scheme, (word(given.get("dealer")), word(given.get("product"))), cut_on)
    wrong = [each for each in book.problems if each.severity is Severity.ERROR]
    wrong += [each.problem for each in rejects.first]
    reading.problems.extend(told(wrong, given, address))
    if found is None or reading.problems:
        return None
    decision = with_ledger(found.decision, found.due)
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
