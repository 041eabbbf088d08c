"""Test cases of special bids: from tables to what a dealer is credited for a claim."""

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
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Severity
from dealerkit.rebates.bids.run import honour
from dealerkit.rebates.bids.scheme import SECTION, bid_schemes

OWN = ("claim",)
"""What a case gives beside tables: which claim is asked about; the last to come in if it does not say."""


def answer_bids(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them. The decision has the figures ``credited``, ``refused``,
    ``refused_amount``, ``settled``, ``payable`` and ``posted``.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    rejects = FirstRejects()
    book = given_book(given, OWN, reading, address, case.known_at, rejects)
    if book is None:
        return None
    # Alone: a bid need not say which scheme it stands under.
    scheme = bid_schemes(policy)[steps(case.of)[1]]
    alone = evolve(policy, sections={**policy.sections, SECTION: Keyed({scheme.id: scheme})})
    run = honour(alone, book, case.as_of)
    wrong = [each for each in book.problems if each.severity is Severity.ERROR]
    wrong += [each.problem for each in rejects.first]
    reading.problems.extend(told(wrong, given, address))
    asked = word(given.get("claim"))
    found = next((each for each in reversed(run.claims) if asked in {"", each.claim}), None)
    if found is None and not reading.problems:
        reading.report("DK131", given, address, key="bid_claims", doc="the claim that is asked about")
    if found is None or reading.problems:
        return None
    return evolve(found.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
