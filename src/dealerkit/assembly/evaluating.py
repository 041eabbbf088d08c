"""``evaluate``: everything that follows from a policy and a book on a day, domain by domain."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.assembly.registry import DOMAINS
from dealerkit.book import Book
from dealerkit.policy.policy import Policy


@frozen(eq=False)
class Evaluated:
    """What a domain, or a room of it (``customers.touch``), answered; None where it answers single questions only."""

    section: str
    result: object | None


def evaluate(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> tuple[Evaluated, ...]:
    """Run every domain that the policy configures, in the order of the registry; room by room where it has rooms."""
    found: list[Evaluated] = []
    for domain in DOMAINS:
        key = domain.section.key
        if key not in policy.sections:
            continue
        rooms = {room: run for room, run in domain.rooms.items() if getattr(policy.sections[key], room) is not None}
        found.extend(Evaluated(f"{key}.{room}", run(policy, book, as_of)) for room, run in rooms.items())
        if not rooms:
            result = None if domain.evaluate is None else domain.evaluate(policy, book, as_of, known_at)
            found.append(Evaluated(key, result))
    return tuple(found)
