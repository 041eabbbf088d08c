"""Promises of longer protection: kept as far as those who made or decided them may, answered in any case.

Where the policy rules on promises (section ``promises``), that ruling says which stand. Otherwise the scheme
does, role by role: a promise is beyond authority when the role may promise nothing, not so long a window,
or less money. Such a promise is a finding (DK383) and changes nothing: the scheme's own terms hold. One
that was made after the price was cut creates no rights backwards (DK499) unless another person decided so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.promises.promise import Promise
from dealerkit.rebates.promises.ruling import Ruling, State
from dealerkit.rebates.protection.days import first_day
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.rebates.terms.conditions import Facts, figure_of
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import FIRST_DAY
from dealerkit.values.workdays import WorkCalendar


def concerns(promise: Promise, product: str, cut: date) -> bool:
    """Whether it is about this product and still held on the day of the cut."""
    return promise.product in {"", product} and (promise.until is None or cut <= promise.until)


def reach_of(promise: Promise, cut: date) -> date:
    """The first day whose purchases it protects."""
    longest = (cut - FIRST_DAY).days
    return cut - timedelta(days=longest if promise.days is None else min(promise.days, longest))


@frozen
class Kept:
    """A promise that is kept: by which rule, from which day of purchase on, for how much money at most."""

    promise: Promise
    rule: Rule
    since: date
    most: Number | None


@frozen
class Answer:
    """What became of the promises: the one that reaches furthest among those kept, and those that change nothing.

    ``beyond`` are beyond authority, ``after`` were made after the cut.
    """

    kept: Kept | None = None
    beyond: tuple[Promise, ...] = ()
    after: tuple[Promise, ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen
class Made:
    """The day of the cut, the product, and the first day of purchase that the scheme protects."""

    product: str
    cut: date
    since: date


def answered(
    scheme: Protection,
    promises: Iterable[Promise],
    made: Made,
    facts: Facts,
    calendar: WorkCalendar | None,
    rulings: Mapping[str, Ruling],
) -> Answer:
    """Judge each promise that reaches further back than the scheme; ``rulings`` are those of the policy."""
    kept: list[Kept] = []
    beyond: list[Promise] = []
    after: list[Promise] = []
    problems: list[Problem] = []
    for promise in promises:
        ruling = rulings.get(promise.id)
        is_decided = _is_decided(promise, ruling)
        if is_decided and promise.is_declined:
            continue
        holding = promise.granted if is_decided else promise
        if reach_of(holding, made.cut) >= made.since:
            continue
        if promise.on > made.cut and not is_decided:
            after.append(promise)
            problems.append(_after(scheme, promise, made))
            continue
        if ruling is not None:
            found = _ruled(scheme, ruling, holding, made.cut, facts)
        else:
            found = _kept(scheme, holding, made.cut, facts, calendar)
        if found is not None:
            kept.append(found)
            continue
        beyond.append(promise)
        problems += ruling.problems if ruling is not None else (_beyond(scheme, promise),)
    furthest = min(kept, key=lambda each: (each.since, each.promise.id), default=None)
    return Answer(furthest, tuple(beyond), tuple(after), tuple(problems))


def _is_decided(promise: Promise, ruling: Ruling | None) -> bool:
    """Whether another person than made it decided, and may."""
    if ruling is not None:
        return ruling.state in {State.KEPT, State.CHANGED, State.DECLINED}
    return promise.verdict is not None and not promise.is_decided_by_its_author


def _ruled(scheme: Protection, ruling: Ruling, holding: Promise, cut: date, facts: Facts) -> Kept | None:
    """A promise that stands by the policy's ruling; what the scheme lets its role add is the most."""
    if not ruling.stands or ruling.subject is None:
        return None
    by = scheme.promises.get(holding.role)
    most = None if by is None or by.payout is None else figure_of(by.payout, facts)
    if isinstance(most, Missing):
        return None
    if holding.amount is not None:
        most = holding.amount if most is None else min(most, holding.amount)
    return Kept(holding, ruling.subject.rule, reach_of(holding, cut), most)


def _kept(scheme: Protection, promise: Promise, cut: date, facts: Facts, calendar: WorkCalendar | None) -> Kept | None:
    """A promise that its role may make by the scheme's own words."""
    by = scheme.promises.get(promise.role)
    if by is None:
        return None
    since = reach_of(promise, cut)
    if isinstance(by.window, Duration):
        allowed = first_day(by.window, cut, calendar, by.rule.at)
        if isinstance(allowed, Problem) or since < allowed:
            return None
    most = None if by.payout is None else figure_of(by.payout, facts)
    if isinstance(most, Missing):
        return None
    if promise.amount is not None and most is not None and promise.amount > most:
        return None
    return Kept(promise, by.rule, since, most if promise.amount is None else promise.amount)


def _beyond(scheme: Protection, promise: Promise) -> Problem:
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


def _after(scheme: Protection, promise: Promise, made: Made) -> Problem:
    return problem(
        "DK499",
        promise.at,
        address=scheme.rule.address,
        severity=Severity.WARNING,
        promise=promise.id,
        author=promise.author,
        on=promise.on,
        product=made.product,
        cut_on=made.cut,
    )
