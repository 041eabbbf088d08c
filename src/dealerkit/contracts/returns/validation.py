"""What can be known to be wrong with the rules on returns before anything comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority.matrix import Matrix
from dealerkit.authority.signing import subject_of
from dealerkit.contracts.returns.path import CREDIT
from dealerkit.contracts.returns.section import ACCEPT, ASKED, REFER, ReturnRule, Returns, returns_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.values.durations import Unit


def check(policy: Policy) -> Iterator[Problem]:
    """DK790 a rule that cannot decide as it is written, or is never reached; DK373, DK377 a time that is no days."""
    rules = returns_of(policy)
    if rules is None:
        return
    covered: set[str] = set()
    for rule in rules.rules.values():
        asked = rule.asked or ASKED
        if covered.issuperset(asked):
            yield _wrong(rule, "never-reached", Severity.WARNING)
        elif rule.within is None and rule.when is None:
            covered.update(asked)
        yield from _time(policy, rule)
        yield from _signers(policy, rule)
        if rule.charge is not None and ACCEPT not in {rule.then, rule.granted if rule.then == REFER else ""}:
            yield _wrong(rule, "charge-on-nothing")
    yield from _path(rules)


def _time(policy: Policy, rule: ReturnRule) -> Iterator[Problem]:
    within = rule.within
    if within is None:
        return
    at, address = rule.rule.at, f"{rule.rule.address}.within"
    if within.unit.is_part_of_a_day:
        yield problem("DK377", at, address=address, within=str(within))
    elif within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", at, address=address, within=str(within))


def _signers(policy: Policy, rule: ReturnRule) -> Iterator[Problem]:
    if rule.then != REFER:
        if rule.authority or rule.to:
            yield _wrong(rule, "signers-of-nothing")
        return
    if bool(rule.authority) == bool(rule.to):
        yield _wrong(rule, "refers-to-nobody" if not rule.authority else "refers-twice")
    elif rule.authority is not None and subject_of(policy, rule.authority) is None:
        known = tuple(cast("Matrix", policy.sections.get("authority", {})))
        close = nearest(rule.authority, known)
        yield _wrong(rule, "no-subject", subject=rule.authority, nearest=close, known=known)


def _path(rules: Returns) -> Iterator[Problem]:
    names = tuple(rules.path)
    if CREDIT in names and names[-1] != CREDIT:
        step = rules.path[CREDIT]
        yield problem(
            "DK790",
            step.rule.at,
            address=step.rule.address,
            rule=CREDIT,
            why="credit-not-last",
            subject="",
            nearest="",
            known=(),
        )


def _wrong(
    rule: ReturnRule,
    why: str,
    severity: Severity = Severity.ERROR,
    *,
    subject: str = "",
    nearest: str = "",
    known: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK790",
        rule.rule.at,
        address=rule.rule.address,
        severity=severity,
        rule=rule.id,
        why=why,
        subject=subject,
        nearest=nearest,
        known=known,
    )
