"""What a domain brings to the house: its section, its checks, its answers, its daily run.

A new domain is one more entry in the registry; nothing else here knows it by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy, Section
from dealerkit.policy.reading import Reading
from dealerkit.problems import Problem

if TYPE_CHECKING:
    from dealerkit.book import Book


@frozen
class Domain:
    """One domain of dealer rules.

    ``check`` yields what is wrong with the section before any data exists. ``answer`` decides one
    test case about a definition of the section; it reports what it cannot read of the case and then
    gives None. ``evaluate`` is everything that follows from a book on a day. ``parts`` says that rules inside the
    section can be tested on their own, as in ``credit.limits[rolling]``. ``advice`` yields what may work and is hardly
    meant: it keeps no policy from running. ``proofs`` yields what is proved or broken of all inputs, which takes
    longer than all else: ``check`` asks for it, and no command that reckons with a book does. ``rooms`` are parts of
    the section that have results of their own, by key: ``customers.touch``; ``tables`` names the table that a room is
    about.
    """

    section: Section
    check: Callable[[Policy], Iterable[Problem]]
    answer: Callable[[Policy, Case, Reading], Decision | None]
    evaluate: Callable[[Policy, Book, date, date | None], object] | None = None
    parts: bool = False
    advice: Callable[[Policy], Iterable[Problem]] | None = None
    proofs: Callable[[Policy], Iterable[Problem]] | None = None
    rooms: Mapping[str, Callable[[Policy, Book, date], object]] = field(factory=dict)
    tables: Mapping[str, str] = field(factory=dict)
