"""Test cases of schemes that grant credits claim by claim: from tables to what one claim is credited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from attrs import evolve

from dealerkit.book import Book, FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Severity

Decided = Callable[[Policy, Book], Sequence[tuple[str, Decision]]]
"""The decisions of a policy over a book, each with the name by which a case asks for it."""


def answer_claim(
    policy: Policy, case: Case, reading: Reading, *, asked: str, table: str, doc: str, decided: Decided
) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    The tables are given as a book would hold them, and beside them, under ``asked``, which claim is meant:
    the last to come in if it does not say. The scheme stands alone, so that a claim need not name it.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    rejects = FirstRejects()
    book = given_book(given, (asked,), reading, address, case.known_at, rejects)
    if book is None:
        return None
    section, id = steps(case.of)[:2]
    scheme = cast("Keyed[object]", policy.sections[section])[id]
    results = decided(evolve(policy, sections={**policy.sections, section: Keyed({id: scheme})}), book)
    wrong = [each for each in book.problems if each.severity is Severity.ERROR]
    wrong += [each.problem for each in rejects.first]
    reading.problems.extend(told(wrong, given, address))
    name = word(given.get(asked))
    found = next((decision for claim, decision in reversed(results) if name in {"", claim}), None)
    if found is None and not reading.problems:
        reading.report("DK131", given, address, key=table, doc=doc)
    if found is None or reading.problems:
        return None
    return evolve(found, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
