"""Test cases of stock rotation: from tables to what a dealer is credited for a request."""

from __future__ import annotations

from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.rebates.granting.cases import answer_claim
from dealerkit.rebates.rotation.run import rotate


def answer_rotation(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them. The decision has the figures ``period``, ``purchases``,
    ``allowance``, ``used``, ``allowed``, ``refused``, ``refused_amount``, ``settled``, ``payable`` and ``posted``.
    """

    def decided(alone: Policy, book: Book) -> list[tuple[str, Decision]]:
        return [(each.request, each.decision) for each in rotate(alone, book, case.as_of).requests]

    return answer_claim(
        policy,
        case,
        reading,
        asked="request",
        table="rotations",
        doc="the request that is asked about",
        decided=decided,
    )
