"""All promises of a book on a day, and what is open: with whom, since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.rebates.promises.promise import Promise, read_promises
from dealerkit.rebates.promises.ruling import Ruling, rule_on, without_rule
from dealerkit.rebates.promises.subject import PRICE_PROTECTION, authority_of, subjects_of


@frozen(eq=False)
class PromiseRun:
    """Every promise with what became of it, the oldest first."""

    policy: Policy = field(repr=False)
    as_of: date
    rulings: tuple[Ruling, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)

    @property
    def open(self) -> tuple[Ruling, ...]:
        """Those that are to be decided or answered, the longest waiting first."""
        return tuple(sorted((each for each in self.rulings if each.is_open), key=lambda each: each.since or self.as_of))

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")


def review(policy: Policy, book: Book, as_of: date) -> PromiseRun:
    """Rule on every promise of the book. Findings are those of :func:`rule_on`."""
    rulings = rulings_on(policy, read_promises(book, as_of), as_of)
    customers = book.versions("customers")
    names: dict[str, str] = {}
    for each in rulings:
        row = customers.at(as_of, each.promise.dealer)
        names[each.promise.dealer] = str((row.get("name") if row is not None else None) or "")
    in_time = sorted(rulings, key=lambda each: (each.promise.on, each.promise.id))
    problems = in_order(found for each in in_time for found in each.problems)
    return PromiseRun(policy, as_of, tuple(in_time), problems, names)


def rulings_on(policy: Policy, promises: Iterable[Promise], as_of: date) -> tuple[Ruling, ...]:
    """What becomes of these promises, each by the rules of its subject."""
    subjects, calendar = subjects_of(policy), policy.calendar()
    found: list[Ruling] = []
    for promise in promises:
        subject = subjects.get(promise.subject or PRICE_PROTECTION)
        if subject is None:
            found.append(without_rule(promise, as_of))
        else:
            found.append(rule_on(subject, authority_of(policy, subject), promise, as_of, calendar))
    return tuple(found)
