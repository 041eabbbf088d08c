"""The way of a return to its credit: note, approval, confirmation, credit: in order, each by other hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal

from attrs import field, frozen

from dealerkit.contracts.returns.records import CREDITED, Asked
from dealerkit.contracts.returns.section import PathStep, Returns
from dealerkit.contracts.steps import Roles, Step
from dealerkit.decisions import Reason
from dealerkit.problems import Problem, Severity, problem

NOTE, CREDIT = "note", "credit"
"""Steps that the table ``returns`` itself tells of: by whom it was written, and when it was credited."""


@frozen(eq=False)
class Walked:
    """How far a line has come: what is next, how many units were confirmed, whether somebody refused it."""

    next: PathStep | None = None
    confirmed: Decimal | None = None
    refused: Step | None = None
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    reasons: tuple[Reason, ...] = field(default=(), repr=False)


def walk(rules: Returns, asked: Asked, steps: Sequence[Step], roles: Roles) -> Walked:
    """Follow a line through the policy's path by what the tables ``steps`` and ``returns`` say.

    Findings: DK793 a step is missing before a later one, was done before the one it follows, by somebody without the
    role or by somebody who did another step; what was confirmed differs in quantity or reason.
    """
    own = [each for each in steps if each.line in {"", asked.line}]
    problems: list[Problem] = []
    reasons: list[Reason] = []
    hands: dict[str, str] = {}
    last: Step | None = None
    waits: PathStep | None = None
    refused: Step | None = None
    confirmed: Decimal | None = None
    for each in rules.path.values():
        step = _done(each, asked, own)
        if step is None:
            if waits is None:
                reasons.append(Reason("return-next", each.rule, (("role", each.role or ""), ("step", each.id))))
            waits = waits or each
            continue
        reasons.append(
            Reason("return-step", each.rule, (("by", step.employee), ("on", step.on.date()), ("step", each.id)))
        )
        if waits is not None:
            problems.append(_finding(rules, asked, step, "skipped", other=waits.id))
        if last is not None and step.on < last.on:
            problems.append(_finding(rules, asked, step, "before", other=last.duty))
        last = step
        problems += _by_whom(rules, asked, each, step, roles)
        if rules.different_hands and step.employee in hands:
            problems.append(_finding(rules, asked, step, "same-hands", other=hands[step.employee]))
        hands.setdefault(step.employee, each.id)
        if step.is_refused:
            refused = refused or step
        if each.id != NOTE and step.quantity is not None:
            confirmed = step.quantity
        problems += _as_asked(rules, asked, each, step)
    return Walked(waits, confirmed, refused, tuple(problems), tuple(reasons))


def _done(each: PathStep, asked: Asked, steps: Sequence[Step]) -> Step | None:
    """The step as it was recorded; the first and the last may stand in the return itself."""
    found = next((step for step in steps if step.duty == each.id), None)
    if found is None and each.id == NOTE and asked.salesperson:
        return Step(asked.number, NOTE, asked.salesperson, datetime.combine(asked.on, time.min), at=asked.at)
    if found is None and each.id == CREDIT and asked.done == CREDITED and asked.done_by:
        on = datetime.combine(asked.done_on or asked.on, time.max)
        return Step(asked.number, CREDIT, asked.done_by, on, at=asked.at)
    return found


def _by_whom(rules: Returns, asked: Asked, each: PathStep, step: Step, roles: Roles) -> Iterator[Problem]:
    held = roles.of(step.employee, step.on.date())
    if each.role is not None and held is not None and each.role not in held:
        yield _finding(rules, asked, step, "role", needs=each.role)


def _as_asked(rules: Returns, asked: Asked, each: PathStep, step: Step) -> Iterator[Problem]:
    if step.quantity is not None and step.quantity != asked.quantity:
        yield _finding(rules, asked, step, "quantity", wanted=asked.quantity, found=step.quantity)
    if each.id not in {NOTE, CREDIT} and step.reason and not step.is_refused and step.reason != asked.cause:
        yield _finding(rules, asked, step, "reason", wanted=asked.cause, found=step.reason)


def _finding(
    rules: Returns,
    asked: Asked,
    step: Step,
    why: str,
    *,
    other: str = "",
    wanted: str | Decimal = "",
    found: str | Decimal = "",
    needs: str = "",
) -> Problem:
    return problem(
        "DK793",
        step.at or asked.at,
        address=rules.path[step.duty].rule.address,
        severity=Severity.WARNING,
        reference=asked.reference,
        step=step.duty,
        by=step.employee,
        why=f"path-{why}",
        other=other,
        wanted=wanted,
        found=found,
        needs=needs,
    )
