"""What checks may ask about a customer's repayment plans: ``account.plan_broken`` and ``account.plan_late``.

A book without the table ``repayments`` has no plans: nothing is late and nothing broken. Whether a plan is
broken is missing where ``collections.repayments`` does not say when one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.plans.agreed import AgreedPlan, read_agreed
from dealerkit.credit.collecting.plans.repayments import Kept, State, kept_on
from dealerkit.credit.collecting.plans.rules import RepaymentRule
from dealerkit.credit.collecting.section import collections_of
from dealerkit.credit.order import Order
from dealerkit.credit.positions.positions import Positions
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.values.workdays import WorkCalendar

if TYPE_CHECKING:
    from dealerkit.credit.standing import Provider

BROKEN, LATE = "account.plan_broken", "account.plan_late"


@frozen(eq=False)
class PlanFacts:
    """The repayment plans of a book, by customer, asked on a day; receipts are those of the positions by then."""

    plans: Mapping[str, tuple[AgreedPlan, ...]]
    positions: Positions = field(repr=False)
    rule: RepaymentRule | None = None
    calendar: WorkCalendar | None = field(default=None, repr=False)
    left_out: frozenset[str] = frozenset()
    """Customers of whom an instalment could not be counted."""

    def late(self, customer: str, day: date) -> int | Missing:
        """Days by which the repayment that is longest late is late; 0 where none is."""
        if customer in self.left_out:
            return Missing((LATE,))
        return max((each.days_late for each in self._kept(customer, day)), default=0)

    def broken(self, customer: str, day: date) -> bool | Missing:
        """Whether a plan is broken.

        Missing where no rule says when one is, a calendar ends too early, or an instalment cannot be counted.
        """
        states = {each.state for each in self._kept(customer, day)}
        if State.BROKEN in states:
            return True
        if customer in self.left_out or (states and (self.rule is None or None in states)):
            return Missing((BROKEN,))
        return False

    def _kept(self, customer: str, day: date) -> Iterator[Kept]:
        """The customer's plans; each touches his own receipts only."""
        for plan in self.plans.get(customer, ()):
            if plan.agreed_on <= day:
                received = self.positions.of(customer).repaid
                own = [each for each in received if each.plan == plan.plan and each.day <= day]
                yield kept_on(plan, own, day, self.rule, self.calendar)


def plan_facts(policy: Policy, book: Book, as_of: date, positions: Positions) -> Iterable[tuple[str, Provider]]:
    """The facts about repayment plans by name; none where no rule of the policy asks for them."""
    if not {BROKEN, LATE} & policy.read_facts:
        return ()
    rules = collections_of(policy)
    plans: dict[str, tuple[AgreedPlan, ...]] = {}
    agreed = read_agreed(policy, book, as_of)
    for each in agreed.plans:
        plans[each.customer] = (*plans.get(each.customer, ()), each)
    rule = None if rules is None else rules.repayments
    facts = PlanFacts(plans, positions, rule, policy.calendar(), agreed.left_out)
    return ((BROKEN, partial(_broken, facts)), (LATE, partial(_late, facts)))


def _broken(facts: PlanFacts, customer: str, day: date, order: Order | None) -> bool | Missing:
    del order
    return facts.broken(customer, day)


def _late(facts: PlanFacts, customer: str, day: date, order: Order | None) -> int | Missing:
    del order
    return facts.late(customer, day)
