"""Whether what is recorded beside the lines can be heard: figures and targets under names nobody asks for.

A figure under a misspelt fact or period is never found. Where the policy states what holds without
it, the wrong amount would be paid without a word; so each such row is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dealerkit.book import Book, Row
from dealerkit.policy.facts import PAYEE, Catalogue
from dealerkit.problems import Problem, Related, Severity, nearest, problem
from dealerkit.rebates.programme import Programme
from dealerkit.values.periods import CALENDAR_KINDS, PeriodKind


def check_records(book: Book, catalogue: Catalogue, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """Yield what is wrong with the tables ``figures`` and ``targets`` as far as rebates ask them.

    DK395 a fact or measure that nothing asks for (an error where it is nearly one that is, else a
    warning); DK396 a period that is none; DK397 two figures of one subject, fact and period.
    """
    kinds = tuple(dict.fromkeys((*CALENDAR_KINDS, *_kinds(programmes.values()))))
    facts = [fact.name for fact in catalogue if fact.root in PAYEE]
    known = (*facts, *(name.partition(".")[2] for name in facts))
    yield from _unasked(book.rows("figures"), known)
    yield from _unknown_periods(book.rows("figures"), kinds)
    yield from _repeated(book.rows("figures"))
    measures = (programme.qualifying.measure for programme in programmes.values())
    asked = (*programmes, *(measure for measure in measures if isinstance(measure, str)), "net_amount")
    yield from _unasked(book.rows("targets"), asked)
    yield from _unknown_periods(book.rows("targets"), kinds)


def _kinds(programmes: Iterable[Programme]) -> Iterator[PeriodKind]:
    for programme in programmes:
        kind = programme.period.periods()
        if kind is not None:
            yield kind


def _unasked(rows: Iterable[Row], known: tuple[str, ...]) -> Iterator[Problem]:
    """DK395, once for each name however many rows have it."""
    said: set[str] = set()
    for row in rows:
        name = str(row.get("fact") or "")
        if not name or name in known or name in said:
            continue
        said.add(name)
        close = nearest(name, known)
        severity = Severity.ERROR if close else Severity.WARNING
        yield problem("DK395", row.cell_at("fact"), severity=severity, name=name, nearest=close)


def _unknown_periods(rows: Iterable[Row], kinds: tuple[PeriodKind, ...]) -> Iterator[Problem]:
    """DK396, once for each label. Contract years carry their first day and are not judged here."""
    said: set[str] = set()
    for row in rows:
        label = row.get("period")
        if not isinstance(label, str) or label in said or "/" in label:
            continue
        said.add(label)
        if all(kind.named(label) is None for kind in kinds):
            yield problem("DK396", row.cell_at("period"), period=label)


def _repeated(rows: Iterable[Row]) -> Iterator[Problem]:
    """DK397: whichever row came first would be taken, and nobody said so."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        name = str(row.get("fact") or "")
        bare = name.partition(".")[2] or name
        key = (row.get("subject"), bare, row.get("period"), row.get("from"), row.get("to"))
        before = first.setdefault(key, row)
        if before is not row:
            related = (Related("first-defined", before.at),)
            subject = str(row.get("subject"))
            yield problem("DK397", row.cell_at("fact"), related=related, name=name, subject=subject)
