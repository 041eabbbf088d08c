"""Decisions on a book as test cases, each stated by the way in which its room answers test cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from dealerkit.assembly.registry import DOMAINS
from dealerkit.assembly.testing import is_definition
from dealerkit.book import Book
from dealerkit.book.recording import Asking, recorded
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase
from dealerkit.problems import Problem


def stated_cases(policy: Policy, book: Book, askings: Iterable[Asking]) -> Iterator[StatedCase | Problem]:
    """The case of each decision, or DK297 why there is none; what the policy says nothing of is left out.

    What is asked twice is one case; others whose names would be written alike are numbered.
    """
    answers = {each.section.key: each.answer for each in DOMAINS}
    asked: list[Asking] = []
    ids: set[str] = set()
    for asking in askings:
        if not is_definition(policy, asking.of) or any(_is_alike(asking, each) for each in asked):
            continue
        asked.append(asking)
        found = recorded(policy, book, asking, answers[asking.of.partition(".")[0]])
        if isinstance(found, StatedCase):
            number, id = 1, found.id
            while id in ids:
                number += 1
                id = f"{found.id}-{number}"
            ids.add(id)
            found = evolve(found, id=id)
        yield found


def _is_alike(one: Asking, other: Asking) -> bool:
    return (one.of, one.as_of, one.own) == (other.of, other.as_of, other.own)
