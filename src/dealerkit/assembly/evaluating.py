"""``evaluate``: everything that follows from a policy and a book on a day, domain by domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import evolve, frozen

from dealerkit.assembly.registry import DOMAINS
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity


@frozen(eq=False)
class Evaluated:
    """What a domain, or a room of it (``customers.touch``), answered; None where it answers single questions only.

    Findings: DK802 as a warning where the book lacks the table that the room is about.
    """

    section: str
    result: object | None
    problems: tuple[Problem, ...] = ()


def evaluate(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> tuple[Evaluated, ...]:
    """Run every domain that the policy configures, in the order of the registry; room by room where it has rooms."""
    found: list[Evaluated] = []
    for domain in DOMAINS:
        key = domain.section.key
        if key not in policy.sections:
            continue
        rooms = rooms_of(policy, key)
        for room, run in rooms.items():
            lacking = _lacking(book, domain.tables.get(room, ""))
            found.append(Evaluated(f"{key}.{room}", run(policy, book, as_of), lacking))
        if not rooms:
            result = None if domain.evaluate is None else domain.evaluate(policy, book, as_of, known_at)
            found.append(Evaluated(key, result))
    return tuple(found)


def _lacking(book: Book, table: str) -> tuple[Problem, ...]:
    if not table:
        return ()
    return tuple(evolve(each, severity=Severity.WARNING) for each in book.lacking(table, ()))


def rooms_of(policy: Policy, section: str) -> Mapping[str, Callable[[Policy, Book, date], object]]:
    """The rooms of a section that a policy configures and that have results of their own, by key."""
    if section not in policy.sections:
        return {}
    domain = next(each for each in DOMAINS if each.section.key == section)
    written = policy.sections[section]
    return {key: run for key, run in domain.rooms.items() if getattr(written, key) is not None}
