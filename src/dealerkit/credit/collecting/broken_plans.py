"""Which repayment plans keep letters back: those that run and are kept. A broken one protects nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dealerkit.credit.collecting.dunning import Repaying
from dealerkit.credit.collecting.plans.agreed import AgreedPlan
from dealerkit.credit.collecting.plans.repayments import State, plans_on
from dealerkit.credit.collecting.plans.rules import RepaymentRule
from dealerkit.credit.positions.movements import Movement
from dealerkit.values.workdays import WorkCalendar


def unbroken(
    plans: Iterable[Repaying],
    agreed: Iterable[AgreedPlan],
    movements: Iterable[Movement],
    day: date,
    rule: RepaymentRule | None,
    calendar: WorkCalendar | None,
) -> tuple[Repaying, ...]:
    """The plans that are not broken on a day; without ``collections.repayments`` none ever is."""
    if rule is None:
        return tuple(plans)
    kept = plans_on(agreed, movements, day, rule, calendar)
    broken = {each.plan.plan for each in kept if each.state is State.BROKEN}
    return tuple(each for each in plans if each.plan not in broken)
