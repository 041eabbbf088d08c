"""What else follows from a policy and a book, section by section: for a comparison of everything but rebates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.assembly.domain import Domain
from dealerkit.assembly.evaluating import Evaluated, rooms_of
from dealerkit.assembly.registry import DOMAINS
from dealerkit.book import Book
from dealerkit.policy.policy import Policy

REBATES = "rebates"
INSIDE_REBATES = frozenset({"measures", "stacking", "margins", "always"})
"""Sections that work through rebates alone, or check them: the rows of the programmes show what they change."""


def evaluated(policy: Policy, book: Book, as_of: date, known_at: date | None) -> Iterator[Evaluated]:
    """Every section and room of a policy but rebates, in order; there is no result where it answers questions only."""
    for domain in DOMAINS:
        key = domain.section.key
        if key in policy.sections and key != REBATES and key not in INSIDE_REBATES:
            yield from _of(domain, policy, book, as_of, known_at)


def _of(domain: Domain, policy: Policy, book: Book, as_of: date, known_at: date | None) -> Iterator[Evaluated]:
    key = domain.section.key
    rooms = rooms_of(policy, key)
    for room, run in rooms.items():
        table = domain.tables.get(room, "")
        lacking = book.lacking(table, ()) if table else ()
        yield Evaluated(f"{key}.{room}", run(policy, book, as_of), lacking)
    if not rooms:
        result = None if domain.evaluate is None else domain.evaluate(policy, book, as_of, known_at)
        yield Evaluated(key, result)
