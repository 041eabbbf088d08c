"""The way of a return to its credit: note, approval, confirmation, credit: in order, each by other hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal

from attrs import field, frozen

from dealerkit.contracts.returns.records import CREDITED, Asked
from dealerkit.contracts.returns.section import PathStep, Returns
from dealerkit.contracts.steps import Roles, Step
from dealerkit.decisions import Reason
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO

ROLE, HANDS = "role", "same-hands"
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


@frozen(eq=False)
class Way:
    """A line on its way: the steps of its return, how many units that has in all, how many in the lines before."""

    asked: Asked
    steps: Sequence[Step]
    whole: Decimal
    before: Decimal


def walk(rules: Returns, way: Way, roles: Roles) -> Walked:
    """Follow a line through the policy's path by what the tables ``steps`` and ``returns`` say.

    Findings: DK793 a step is missing before a later one, was done before the one it follows, by somebody without the
    role or by somebody who did another step; what was confirmed differs in quantity or reason. Where the role or the
    hands are wrong, the step still waits for the right ones.
    """
    asked = way.asked
    own = [each for each in way.steps if each.line in {"", asked.line}]
    problems: list[Problem] = []
    reasons: list[Reason] = []
    hands: dict[str, str] = {}
    last: Step | None = None
    waits: PathStep | None = None
    skipped: PathStep | None = None
    refused: Step | None = None
    confirmed: Decimal | None = None
    for each in rules.path.values():
        step = _done(rules, each, asked, own, roles, hands)
        if step is None:
            skipped = skipped or each
            reasons += _next(each) if waits is None else ()
            waits = waits or each
            continue
        reasons.append(
            Reason("return-step", each.rule, (("by", step.employee), ("on", step.on.date()), ("step", each.id)))
        )
        if skipped is not None:
            problems.append(_finding(rules, asked, step, "skipped", other=skipped.id))
        if last is not None and step.on < last.on:
            problems.append(_finding(rules, asked, step, "before", other=last.duty))
        last = step
        faults = tuple(_faults(rules, each, step, roles, hands))
        for why in faults:
            needs = each.role or "" if why == ROLE else ""
            other = hands[roles.person(step.employee)] if why == HANDS else ""
            problems.append(_finding(rules, asked, step, why, other=other, needs=needs))
        hands.setdefault(roles.person(step.employee), each.id)
        problems += _as_asked(rules, way, each, step)
        if faults:
            reasons += _next(each) if waits is None else ()
            waits = waits or each
            continue
        if step.is_refused:
            refused = refused or step
        if each.id != NOTE and step.quantity is not None:
            confirmed = step.quantity if step.line else max(EXACT.subtract(step.quantity, way.before), ZERO)
    return Walked(waits, confirmed, refused, tuple(problems), tuple(reasons))


def _next(each: PathStep) -> tuple[Reason, ...]:
    return (Reason("return-next", each.rule, (("role", each.role or ""), ("step", each.id))),)


def _done(
    rules: Returns, each: PathStep, asked: Asked, steps: Sequence[Step], roles: Roles, hands: Mapping[str, str]
) -> Step | None:
    """The step as it was recorded, by the right hands where it was done twice; the return itself may tell of two."""
    same = [step for step in steps if step.duty == each.id]
    found = next(
        (step for step in same if not any(_faults(rules, each, step, roles, hands))), same[0] if same else None
    )
    if found is None and each.id == NOTE and asked.salesperson:
        return Step(asked.number, NOTE, asked.salesperson, datetime.combine(asked.on, time.min), at=asked.at)
    if found is None and each.id == CREDIT and asked.done == CREDITED and asked.done_by:
        on = datetime.combine(asked.done_on or asked.on, time.max)
        return Step(asked.number, CREDIT, asked.done_by, on, at=asked.at)
    return found


def _faults(rules: Returns, each: PathStep, step: Step, roles: Roles, hands: Mapping[str, str]) -> Iterator[str]:
    """Why a step does not count: somebody without the role did it, or somebody who did another one."""
    held = roles.of(step.employee, step.on.date())
    if each.role is not None and held is not None and each.role not in held:
        yield ROLE
    if rules.different_hands and roles.person(step.employee) in hands:
        yield HANDS


def _as_asked(rules: Returns, way: Way, each: PathStep, step: Step) -> Iterator[Problem]:
    """A step about the whole return is compared with all its lines together, once."""
    asked = way.asked
    wanted = asked.quantity if step.line else way.whole
    if step.quantity is not None and step.quantity != wanted and (step.line or not way.before):
        yield _finding(rules, asked, step, "quantity", wanted=wanted, found=step.quantity)
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
