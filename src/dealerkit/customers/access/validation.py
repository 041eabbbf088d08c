"""What can be known to be wrong with rules on access before anybody asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority import Matrix
from dealerkit.book.tables import TABLES
from dealerkit.customers.access.rules import ALL, HIDDEN, OUTSIDER, Access
from dealerkit.customers.access.view import access_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, nearest, problem
from dealerkit.values.durations import Duration, Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK763: a class, column or subject that is not there, a column in two classes; DK373, DK377 a time."""
    rules = access_of(policy)
    if rules is None:
        return
    yield from _classes(rules)
    known = (*rules.classes, ALL)
    refusals = () if rules.refusals is None else tuple(rules.refusals.values())
    named = [(each.rule, each.classes) for each in rules.grants.values()]
    for rule, classes in (*named, *((each.rule, each.classes) for each in refusals)):
        for name in classes:
            if name not in known:
                yield _wrong(rule, "access-no-class", name, known)
    if rules.unlisted not in (*rules.classes, HIDDEN):
        yield _wrong(rules.rule, "access-no-class", rules.unlisted, (*rules.classes, HIDDEN))
    subjects = tuple(cast("Matrix", policy.sections.get("authority", {})))
    for grant in rules.grants.values():
        if grant.approval is not None and grant.approval not in subjects:
            yield _wrong(grant.rule, "access-no-subject", grant.approval, subjects)
        if OUTSIDER in grant.to and grant.scope != "all":
            yield _wrong(grant.rule, "access-outsider-scope", grant.scope, ())
    yield from _times(rules, policy)


def _classes(rules: Access) -> Iterator[Problem]:
    first: dict[str, Rule] = {}
    columns = tuple(each.name for each in TABLES["customers"].columns)
    for each in rules.classes.values():
        for name in each.columns:
            if name not in columns:
                yield _wrong(each.rule, "access-no-column", name, columns, shown=False)
        for name in (*each.columns, *each.papers):
            if name in first:
                related = (Related("first-defined", first[name].at),)
                yield _wrong(each.rule, "access-twice", name, (), related)
            first.setdefault(name, each.rule)


def _times(rules: Access, policy: Policy) -> Iterator[Problem]:
    asked: list[tuple[Rule, Duration]] = []
    if rules.lending is not None:
        asked.append((rules.lending.rule, rules.lending.at_most))
    if rules.retention is not None:
        asked.append((rules.retention.rule, rules.retention.keep))
    if rules.inspection is not None:
        asked.append((rules.inspection.rule, rules.inspection.every))
    if rules.leaks is not None:
        asked += [(rules.leaks.rule, rules.leaks.remedied), (rules.leaks.rule, rules.leaks.reported)]
    for rule, within in asked:
        if within.unit.is_part_of_a_day:
            yield problem("DK377", rule.at, address=rule.address, within=str(within))
        elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
            yield problem("DK373", rule.at, address=rule.address, within=str(within))


def _wrong(
    rule: Rule, why: str, name: str, known: tuple[str, ...], related: tuple[Related, ...] = (), *, shown: bool = True
) -> Problem:
    return problem(
        "DK763",
        rule.at,
        address=rule.address,
        related=related,
        why=why,
        name=name,
        nearest=nearest(name, known),
        known=known if shown else (),
    )
