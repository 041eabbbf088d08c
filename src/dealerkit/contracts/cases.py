"""Test cases of the rooms of contracts: from the tables of a case to what is decided about one subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

OWN = ("subject", "part")
"""What a case gives beside tables: which subject is asked about, of which list; the first one if absent."""

_ROOM = 2
"""Steps of the address of a room; a third is a list of the room."""


def answer_of(
    policy: Policy,
    case: Case,
    reading: Reading,
    evaluate: Callable[[Policy, Book, date], Judgements],
    expected: frozenset[str] = frozenset(),
) -> Decision | None:
    """Decide a test case about a room; None, with the reason reported, if it cannot be read.

    ``subject:`` and ``part:`` choose among what the room decides; without them the first answers, of the part
    that the case's address names. ``expected`` are codes of errors that are answers and no faults of the case.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    run = evaluate(policy, given.book, case.as_of)
    if not given.is_sound(reading, run.problems, expected):
        return None
    row = _chosen(run, case, given.word("subject"), given.word("part"))
    if row is None:
        return None
    return evolve(row.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _chosen(run: Judgements, case: Case, subject: str, part: str) -> Judged | None:
    asked = steps(case.of)
    parts = {each.part for each in run.rows}
    if not part and len(asked) > _ROOM and asked[_ROOM] in parts:
        part = asked[_ROOM]
    return next((each for each in run.rows if subject in {"", each.subject} and part in {"", each.part}), None)
