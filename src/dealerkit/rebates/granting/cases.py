"""Test cases of schemes that grant credits claim by claim: from tables to what one claim is credited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import Keyed

Decided = Callable[[Policy, Book], Sequence[tuple[str, Decision]]]
"""The decisions of a policy over a book, each with the name by which a case asks for it."""


def answer_claim(
    policy: Policy, case: Case, reading: Reading, *, asked: str, table: str, doc: str, decided: Decided
) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them, and beside them, under ``asked``, which claim is meant:
    the last to come in if it does not say. The scheme stands alone, so that a claim need not name it.
    """
    given = given_tables(case, (asked,), reading)
    if given is None:
        return None
    section, id = steps(case.of)[:2]
    scheme = cast("Keyed[object]", policy.sections[section])[id]
    results = decided(evolve(policy, sections={**policy.sections, section: Keyed({id: scheme})}), given.book)
    is_sound = given.is_sound(reading)
    name = given.word(asked)
    found = next((decision for claim, decision in reversed(results) if name in {"", claim}), None)
    if found is None and is_sound:
        reading.report("DK131", case.given, case.rule.address, key=table, doc=doc)
    if found is None or not is_sound:
        return None
    return evolve(found, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
