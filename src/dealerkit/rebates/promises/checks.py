"""What can be known to be wrong with the rules on promises before anybody promises anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority import Matrix, Signature
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.rebates.promises.subject import Subject, authority_of, subjects_of
from dealerkit.rebates.protection.days import uncountable


def check_promises(policy: Policy) -> Iterator[Problem]:
    """DK497 nobody has authority, or a role has no place in the order; DK373, DK377 a time that is no days."""
    calendar = policy.calendar()
    for subject in subjects_of(policy).values():
        rule = subject.rule
        for within in (subject.decide, subject.answer):
            found = uncountable(within, calendar, rule.at, rule.address)
            if found is not None:
                yield found
        table = authority_of(policy, subject)
        if table is None:
            known = tuple(cast("Matrix", policy.sections.get("authority", {})))
            close = nearest(subject.table, known)
            yield _unclear(subject, Severity.ERROR, table=subject.table, nearest=close, known=known)
        elif subject.order:
            yield from _left_out(subject, table)


def _left_out(subject: Subject, table: Table[Signature]) -> Iterator[Problem]:
    named = {row.then.role for row in table.rows}
    if subject.without_limit is not None:
        named.add(subject.without_limit)
    for role in sorted(named - {*subject.order}):
        yield _unclear(subject, Severity.WARNING, role=role)


def _unclear(
    subject: Subject,
    severity: Severity,
    *,
    table: str = "",
    role: str = "",
    nearest: str = "",
    known: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK497",
        subject.rule.at,
        address=subject.rule.address,
        severity=severity,
        subject=subject.id,
        table=table,
        role=role,
        nearest=nearest,
        known=known,
    )
