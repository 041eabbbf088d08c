"""The audit of access on a day: log, lendings, completeness, retention, inspections, leaks."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.access.audit import (
    Changed,
    Logged,
    destroyed_without_record,
    incomplete,
    inspections,
    leaks,
    lendings,
    lent,
    logged,
    unknown_customer,
    violation,
)
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.view import access_of
from dealerkit.customers.known import Ground
from dealerkit.customers.strangers import Strangers
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order


@frozen(eq=False)
class AccessRun:
    """The audit of a book: how many entries were looked at, those that broke a rule, and all that was found."""

    policy: Policy = field(repr=False)
    as_of: date
    entries: int
    violations: tuple[Logged, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    ground: Ground = field(repr=False)

    def found(self, code: str) -> tuple[Problem, ...]:
        """The findings of one code."""
        return tuple(each for each in self.problems if each.code == code)


def evaluate(policy: Policy, book: Book, as_of: date) -> AccessRun:
    """Everything that broke the rules on access through a day.

    Findings: DK761 an entry of the log or the register that was not allowed; DK762 a lending that is overdue; DK764
    a change that is not kept or not in the log; DK765 a destruction without record, an inspection that is due; DK766
    a leak; DK826 an entry about a customer whom the book does not have; DK656 a delegation that counts for nothing.
    """
    rules, ground = access_of(policy), Ground(policy, book)
    if rules is None:
        return AccessRun(policy, as_of, 0, (), (), ground)
    desk, strangers = Desk(rules, ground), Strangers(book, "customers")
    entries = 0
    violations: list[Logged] = []
    problems: list[Problem] = []
    changes: dict[tuple[str, str], list[Changed]] = {}
    for each, changed, has_record in logged(desk, book, as_of):
        entries += 1
        if each.is_violation:
            violations.append(each)
            problems.append(violation(each))
        problems.extend(unknown_customer(strangers, each))
        if changed is not None:
            changes.setdefault((each.request.customer, each.request.field), []).append(changed)
        problems.extend(destroyed_without_record(rules, each, has_record=has_record))
    problems += incomplete(desk, changes, as_of)
    for each in lent(desk, book, as_of):
        if each.is_violation:
            violations.append(each)
            problems.append(violation(each))
        problems.extend(unknown_customer(strangers, each))
    problems += lendings(rules, desk, book, as_of)
    problems += inspections(rules, book, as_of, policy.header.effective.start)
    problems += leaks(rules, desk, book, as_of)
    problems += desk.colleagues.problems
    return AccessRun(policy, as_of, entries, tuple(violations), in_order(problems), ground)
