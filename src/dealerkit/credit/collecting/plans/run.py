"""What is to come in of a whole book on a day: the collection plan, schedules, repayment plans, past attainment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.plans.agreed import Agreed, read_agreed
from dealerkit.credit.collecting.plans.attainment import Attained, attained
from dealerkit.credit.collecting.plans.forecast import Forecast, first_of, forecast_on
from dealerkit.credit.collecting.plans.instalments import Schedule, schedules_on
from dealerkit.credit.collecting.plans.repayments import Kept, plans_on, unknown_plans
from dealerkit.credit.collecting.plans.rules import ForecastRule, InstalmentRule, RepaymentRule
from dealerkit.credit.collecting.section import collections_of
from dealerkit.credit.positions.movements import Movement
from dealerkit.credit.positions.reading import read_movements
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.values.exact import EXACT, ZERO


@frozen(eq=False)
class PlanRun:
    """Everything ``credit plan`` tells; ``forecast`` is None where the policy has no ``collections.forecast``."""

    policy: Policy = field(repr=False)
    as_of: date
    forecast: Forecast | None
    schedules: Mapping[str, Schedule]
    repayments: tuple[Kept, ...]
    attained: tuple[Attained, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)

    def name(self, customer: str) -> str:
        """The customer's name, or nothing where the book has none."""
        return self.names.get(customer, "")

    def agreed_in(self, month: date, customer: str = "") -> Decimal:
        """What repayment plans say for the month that begins on a day; what is late belongs to the present one."""
        found = ZERO
        for kept in self.repayments:
            if customer in {"", kept.plan.customer}:
                for each in kept.portions:
                    if first_of(max(each.instalment.due_on, self.as_of)) == month:
                        found = EXACT.add(found, each.open)
        return found

    def bills_in(self, month: date, customer: str = "") -> Decimal:
        """What of bills that are held is paid in the month that begins on a day."""
        found = ZERO
        for each in () if self.forecast is None else self.forecast.bills:
            if customer in {"", each.customer} and first_of(max(each.due_on, self.as_of)) == month:
                found = EXACT.add(found, each.amount)
        return found


def plan(policy: Policy, book: Book, as_of: date) -> PlanRun:
    """What is to come in, as the book stands at the end of a day.

    Findings: those of reading the movements, of :func:`read_agreed`, :func:`schedules_on` and :func:`plans_on`.
    """
    read = read_movements(book, policy, as_of)
    agreed = read_agreed(policy, book, as_of)
    return planned(policy, book, as_of, agreed, read.movements, (*read.problems, *agreed.problems))


def planned(
    policy: Policy,
    book: Book,
    as_of: date,
    agreed: Agreed,
    movements: Iterable[Movement],
    problems: Iterable[Problem] = (),
) -> PlanRun:
    """The same from movements that are read already."""
    kept = tuple(each for each in movements if each.day <= as_of)
    rules = collections_of(policy)
    rule: ForecastRule | None = None if rules is None else rules.forecast
    instalments: InstalmentRule | None = None if rules is None else rules.instalments
    repayments: RepaymentRule | None = None if rules is None else rules.repayments
    calendar, grace = policy.calendar(), 0 if instalments is None else instalments.grace
    schedules = schedules_on(agreed, kept, as_of, grace)
    plans = plans_on(agreed.plans, kept, as_of, repayments, calendar)
    found = [
        *problems,
        *(each for schedule in schedules.values() for each in schedule.problems),
        *(each for one in plans for each in one.problems),
        *unknown_plans(agreed.plans, kept),
    ]
    return PlanRun(
        policy,
        as_of,
        None if rule is None else forecast_on(agreed, kept, as_of, rule, grace=grace, calendar=calendar),
        schedules,
        plans,
        () if rule is None else tuple(attained(agreed, kept, as_of, rule, calendar=calendar)),
        in_order(found),
        dict(_names(book, as_of)),
    )


def _names(book: Book, day: date) -> Iterator[tuple[str, str]]:
    customers = book.versions("customers")
    for code in sorted({str(row["customer"]) for row in book.rows("customers")}):
        row = customers.at(day, code)
        yield code, str((row.get("name") if row is not None else None) or "")
