"""``evaluate``: everything that follows from a policy and a book on a day, domain by domain."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.assembly.registry import DOMAINS
from dealerkit.book import Book
from dealerkit.policy.policy import Policy


@frozen(eq=False)
class Evaluated:
    """What one domain answered; None where it answers single questions only."""

    section: str
    result: object | None


def evaluate(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> tuple[Evaluated, ...]:
    """Run every domain that the policy configures, in the order of the registry."""
    return tuple(
        Evaluated(
            domain.section.key,
            None if domain.evaluate is None else domain.evaluate(policy, book, as_of, known_at),
        )
        for domain in DOMAINS
        if domain.section.key in policy.sections
    )
