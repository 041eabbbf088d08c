"""Small policies and books for tests of contacts, access and prospects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

HEAD = 'policy: {name: test, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}\n'


def policy_of(text: str) -> Policy:
    """The policy of a text; it must be sound."""
    found = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def book_of(**tables: Sequence[Mapping[str, object]]) -> Book:
    """A book of these rows, each written as text."""
    return Book.from_tables(
        {name: [{key: str(value) for key, value in row.items()} for row in rows] for name, rows in tables.items()}
    )
