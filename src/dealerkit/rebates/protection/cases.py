"""Test cases of price protection: from tables to what a dealer is credited for a cut."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book.given import given_tables, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
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
    given, address = given_tables(case, OWN, reading), case.rule.address
    if given is None:
        return None
    for name, doc in (("dealer", "whose stock is protected"), ("product", "the product that was cut")):
        if given.get(name) is None:
            reading.report("DK131", case.given, address, key=name, doc=doc)
    on = given.get("cut_on")
    cut_on = None if on is None else read_date(word(on))
    if on is not None and cut_on is None:
        reading.report("DK136", on, address, value=word(on), kind="date")
    if reading.problems:
        return None
    scheme = schemes_of(policy)[steps(case.of)[1]]
    found = decided(policy, given.book, case.as_of, scheme, (given.word("dealer"), given.word("product")), cut_on)
    if found is None or not given.is_sound(reading):
        return None
    decision = with_ledger(found.decision, found.due)
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
