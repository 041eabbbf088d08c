"""What tests of contracts share: a policy from a few lines, a book from a few rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

HEAD = 'policy: {name: test, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}\n'


def policy_of(text: str) -> Policy:
    found = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def book_of(**tables: Sequence[Mapping[str, object]]) -> Book:
    """A book whose cells are written as a file would hold them."""
    rows = {name: [{key: str(cell) for key, cell in row.items()} for row in found] for name, found in tables.items()}
    return Book.from_tables(rows)


def row_of(run: Judgements, subject: str, part: str = "") -> Judged:
    return next(each for each in run.rows if each.subject == subject and part in {"", each.part})


def codes(run: Judgements) -> list[str]:
    return sorted(each.code for each in run.problems)
