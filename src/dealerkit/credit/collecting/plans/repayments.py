"""Repayment plans on a day: kept, late or broken, what is next and what is still to come.

Receipts that name the plan pay its instalments, the oldest first. A plan stands as its instalments stand on the
day: one that was late and was caught up with is on track again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.credit.collecting.plans.agreed import AgreedPlan, Instalment
from dealerkit.credit.collecting.plans.misplaced import misplaced
from dealerkit.credit.collecting.plans.rules import RepaymentRule
from dealerkit.credit.positions.movements import Movement, Received
from dealerkit.problems import Problem, problem
from dealerkit.receivables.filling import filled
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar


class State(Enum):
    """How a repayment plan is kept."""

    ON_TRACK = "on-track"
    LATE = "late"
    BROKEN = "broken"
    COMPLETED = "completed"


@frozen(kw_only=True)
class Portion:
    """One instalment of a plan, and what was paid of it."""

    instalment: Instalment
    paid: Decimal

    @property
    def open(self) -> Decimal:
        """What is not paid of it."""
        return EXACT.subtract(self.instalment.amount, self.paid)


@frozen(kw_only=True, eq=False)
class Kept:
    """A repayment plan as it stands at the end of a day.

    ``state`` is None where the calendar does not reach the day on which the plan would be broken.
    """

    plan: AgreedPlan
    state: State | None
    portions: tuple[Portion, ...]
    missed: tuple[Portion, ...]
    """Those whose day is over and that are not paid in full."""
    days_late: int
    next: Portion | None
    """The first that is open and not late."""
    problems: tuple[Problem, ...] = ()

    @property
    def open(self) -> Decimal:
        """What is still to be repaid."""
        return total_of_decimals(each.open for each in self.portions)

    @property
    def late(self) -> Decimal:
        """What should have been repaid and was not."""
        return total_of_decimals(each.open for each in self.missed)


def plans_on(
    plans: Iterable[AgreedPlan],
    movements: Iterable[Movement],
    day: date,
    rule: RepaymentRule | None,
    calendar: WorkCalendar | None,
) -> tuple[Kept, ...]:
    """Every plan agreed by the day. Without a rule a plan may be late and is never broken.

    Findings: DK594 more was received under a plan than it comes to; DK368 the calendar ends too early.
    """
    money: dict[str, list[Received]] = {}
    for each in movements:
        if isinstance(each, Received) and each.plan and each.day <= day:
            money.setdefault(each.plan, []).append(each)
    return tuple(
        kept_on(plan, money.get(plan.plan, ()), day, rule, calendar) for plan in plans if plan.agreed_on <= day
    )


def unknown_plans(plans: Iterable[AgreedPlan], movements: Iterable[Movement]) -> Iterator[Problem]:
    """DK594 for each receipt that names a repayment plan which is not there."""
    known = {each.plan for each in plans}
    for each in movements:
        if isinstance(each, Received) and each.plan and each.plan not in known:
            yield misplaced(each.at, each.plan, receipt=each.receipt, unknown=each.plan)


def kept_on(
    plan: AgreedPlan,
    receipts: Sequence[Received],
    day: date,
    rule: RepaymentRule | None,
    calendar: WorkCalendar | None,
) -> Kept:
    """One plan with what was received under it by the day."""
    got, beyond = filled(
        [each.amount for each in plan.instalments], total_of_decimals(each.amount for each in receipts)
    )
    portions = tuple(Portion(instalment=each, paid=part) for each, part in zip(plan.instalments, got, strict=True))
    missed = tuple(each for each in portions if each.open > 0 and each.instalment.due_on < day)
    coming = next((each for each in portions if each.open > 0 and each.instalment.due_on >= day), None)
    days_late = (day - missed[0].instalment.due_on).days if missed else 0
    problems: list[Problem] = []
    if beyond > 0:
        last = max(receipts, key=lambda each: (each.day, each.receipt))
        problems.append(misplaced(last.at, plan.plan, receipt=last.receipt, beyond=beyond))
    state = _state(portions, missed, day, rule, calendar, problems)
    return Kept(
        plan=plan,
        state=state,
        portions=portions,
        missed=missed,
        days_late=days_late,
        next=coming,
        problems=tuple(problems),
    )


def _state(
    portions: Sequence[Portion],
    missed: Sequence[Portion],
    day: date,
    rule: RepaymentRule | None,
    calendar: WorkCalendar | None,
    problems: list[Problem],
) -> State | None:
    if all(each.open <= ZERO for each in portions):
        return State.COMPLETED
    if not missed:
        return State.ON_TRACK
    if rule is None:
        return State.LATE
    if rule.broken_at is not None and len(missed) >= rule.broken_at:
        return State.BROKEN
    if rule.broken_after is not None:
        last = rule.broken_after.after(missed[0].instalment.due_on, calendar or EVERY_DAY)
        if isinstance(last, Unpublished):
            problems.append(
                problem("DK368", rule.rule.at, calendar=last.calendar, through=last.through, asked=last.asked)
            )
            return None
        if day > last:
            return State.BROKEN
    return State.LATE
