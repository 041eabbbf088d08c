"""Promises of longer protection: kept as far as the role that made them may, answered in any case.

A promise reaches beyond its author's authority when the role may promise nothing, not so long a window,
or less money. Such a promise is a finding (DK383) and changes nothing: the scheme's own terms hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from dealerkit.policy.types import Missing
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.protection.days import first_day
from dealerkit.rebates.protection.scheme import Promiser, Protection
from dealerkit.rebates.terms.conditions import Facts, figure_of
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import FIRST_DAY
from dealerkit.values.workdays import WorkCalendar


@frozen
class Promise:
    """What somebody promised a dealer: ``days`` before a cut, None for without limit, for at most ``amount``."""

    id: str
    on: date
    author: str
    role: str
    days: int | None = None
    amount: Number | None = None
    product: str = ""
    until: date | None = None
    at: Location | None = None

    def concerns(self, product: str, cut: date) -> bool:
        """Whether it is about this product and still held on the day of the cut."""
        return self.product in {"", product} and (self.until is None or cut <= self.until)

    def since(self, cut: date) -> date:
        """The first day whose purchases it protects."""
        reach = (cut - FIRST_DAY).days if self.days is None else min(self.days, (cut - FIRST_DAY).days)
        return cut - timedelta(days=reach)


@frozen
class Kept:
    """A promise that is kept: by which authority, from which day of purchase on, for how much money at most."""

    promise: Promise
    by: Promiser
    since: date
    most: Number | None


@frozen
class Answer:
    """What became of the promises: the one that reaches furthest among those kept, and those beyond authority."""

    kept: Kept | None = None
    beyond: tuple[Promise, ...] = ()
    problems: tuple[Problem, ...] = ()


def answered(
    scheme: Protection,
    promises: Iterable[Promise],
    days: tuple[date, date],
    facts: Facts,
    calendar: WorkCalendar | None,
) -> Answer:
    """Judge each promise that reaches further back than the scheme by the authority of its role.

    ``days`` are the first day of purchase that the scheme protects, and the day of the cut.
    """
    since, cut = days
    kept: list[Kept] = []
    beyond: list[Promise] = []
    for promise in promises:
        if promise.since(cut) >= since:
            continue
        found = _kept(scheme.promises.get(promise.role), promise, cut, facts, calendar)
        if found is None:
            beyond.append(promise)
        else:
            kept.append(found)
    furthest = min(kept, key=lambda each: (each.since, each.promise.id), default=None)
    return Answer(furthest, tuple(beyond), tuple(_finding(scheme, each) for each in beyond))


def _kept(by: Promiser | None, promise: Promise, cut: date, facts: Facts, calendar: WorkCalendar | None) -> Kept | None:
    if by is None:
        return None
    since = promise.since(cut)
    if isinstance(by.window, Duration):
        allowed = first_day(by.window, cut, calendar, by.rule.at)
        if isinstance(allowed, Problem) or since < allowed:
            return None
    most = None if by.payout is None else figure_of(by.payout, facts)
    if isinstance(most, Missing):
        return None
    if promise.amount is not None and most is not None and promise.amount > most:
        return None
    return Kept(promise, by, since, most if promise.amount is None else promise.amount)


def _finding(scheme: Protection, promise: Promise) -> Problem:
    return problem(
        "DK383",
        promise.at,
        address=scheme.rule.address,
        severity=Severity.WARNING,
        promise=promise.id,
        author=promise.author,
        role=promise.role,
        days="" if promise.days is None else promise.days,
        scheme=scheme.id,
    )
