"""Test cases of special bids: from tables to what a dealer is credited for a claim."""

from __future__ import annotations

from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.rebates.bids.run import honour
from dealerkit.rebates.granting.cases import answer_claim


def answer_bids(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them. The decision has the figures ``credited``, ``refused``,
    ``refused_amount``, ``settled``, ``payable`` and ``posted``.
    """

    def decided(alone: Policy, book: Book) -> list[tuple[str, Decision]]:
        return [(each.claim, each.decision) for each in honour(alone, book, case.as_of).claims]

    return answer_claim(
        policy, case, reading, asked="claim", table="bid_claims", doc="the claim that is asked about", decided=decided
    )
