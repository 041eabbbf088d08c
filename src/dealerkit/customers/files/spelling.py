"""Words of the book that are nearly words of the policy: a kind or paper misspelt would pass or lack in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.customers.files.holdings import Holdings
from dealerkit.customers.files.judging import Judge
from dealerkit.customers.files.section import Files
from dealerkit.problems import Location, Problem, Severity, nearest, problem


def misspelt(files: Files, judge: Judge, holdings: Holdings) -> Iterator[Problem]:
    """DK740 once for each kind of customer, and each paper, that no item names but that is close to one.

    What is close to none is left alone: a company has other kinds of customers, and keeps other papers.
    """
    kinds = tuple(dict.fromkeys(name for each in files.items.values() for name in each.kinds))
    yield from _close("kind-of-customer", {kind: ("", at) for kind, at in judge.kinds.items()}, kinds)
    papers = tuple(dict.fromkeys(each.paper for each in files.items.values() if each.paper))
    yield from _close("paper-of-file", holdings.unasked, papers)


def _close(what: str, found: Mapping[str, tuple[str, Location]], known: tuple[str, ...]) -> Iterator[Problem]:
    for word, (customer, at) in sorted(found.items(), key=lambda each: each[0]):
        close = nearest(word, known) if word not in known else ""
        if close:
            yield problem(
                "DK740",
                at,
                address="customers.files.items",
                severity=Severity.WARNING,
                what=what,
                number=customer,
                word=word,
                place="items",
                nearest=close,
                known=known,
            )
