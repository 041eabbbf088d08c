"""The collection plan (回款计划): what is open, by the month in which it is expected to come in.

What counts is every open invoice and credit note, and what of payment schedules is neither paid nor invoiced;
together they are the receivables, and the plan adds up to them exactly. Repayment plans spread out what is owed
already, and bills of exchange have settled what they were given for: both stand beside the plan and not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.plans.agreed import Agreed
from dealerkit.credit.collecting.plans.habits import Habit, habits_of
from dealerkit.credit.collecting.plans.instalments import Schedule, schedules_on
from dealerkit.credit.collecting.plans.rules import HABIT, ForecastRule
from dealerkit.credit.collecting.plans.settling import settled_by
from dealerkit.credit.positions.movements import BillEnded, BillTaken, Movement
from dealerkit.credit.positions.positions import Positions
from dealerkit.receivables.instalments import KIND
from dealerkit.values.days import add_days
from dealerkit.values.exact import total_of_decimals
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

INVOICE, INSTALMENT, SERVICE, CREDIT_NOTE = "invoice", "instalment", "service-charge", "credit-note"
KINDS = (INVOICE, INSTALMENT, SERVICE, CREDIT_NOTE)
"""What is expected: an invoice, an instalment of a contract, a charged service order, a credit note."""

_SERVICE = "service charge"


@frozen(kw_only=True)
class Expected:
    """Money that is open, and when it is expected.

    ``document`` is an invoice, or contract and instalment; ``expected_on`` is None where nothing says when it
    is due. ``shift`` is by how many days habit moved it, None where due days count or there is no habit.
    """

    customer: str
    document: str
    kind: str
    amount: Decimal
    due_on: date | None
    expected_on: date | None
    shift: int | None
    days_overdue: int

    @property
    def month(self) -> date | None:
        """The first day of the month in which it is expected."""
        return None if self.expected_on is None else first_of(self.expected_on)


@frozen(kw_only=True)
class Beside:
    """What is expected beside the plan: a bill of exchange that will be paid."""

    customer: str
    document: str
    amount: Decimal
    due_on: date


@frozen(kw_only=True, eq=False)
class Forecast:
    """The collection plan on a day."""

    as_of: date
    expected: tuple[Expected, ...]
    bills: tuple[Beside, ...]
    habits: Mapping[str, Habit]
    schedules: Mapping[str, Schedule]

    @property
    def receivables(self) -> Decimal:
        """All that is open: the plan's total."""
        return total_of_decimals(each.amount for each in self.expected)

    def in_month(self, month: date | None, customer: str = "") -> Decimal:
        """What is expected in the month that begins on a day; with None what nobody can date."""
        return total_of_decimals(
            each.amount for each in self.expected if each.month == month and customer in {"", each.customer}
        )

    def months(self) -> tuple[date, ...]:
        """The first days of the months in which anything is expected, in order."""
        return tuple(sorted({each.month for each in self.expected if each.month is not None}))


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def forecast_on(
    agreed: Agreed,
    movements: Iterable[Movement],
    day: date,
    rule: ForecastRule,
    *,
    grace: int = 0,
    calendar: WorkCalendar | None = None,
    positions: Positions | None = None,
) -> Forecast:
    """The collection plan as it stood at the end of a day. Nothing is expected before that day.

    ``positions`` are those that the movements come to, where somebody has them already.
    """
    kept = [each for each in movements if each.day <= day]
    positions = positions or Positions(kept)
    habits = habits_of(settled_by(kept, day).values(), _since(rule, day, calendar), day)
    schedules = schedules_on(agreed, kept, day, grace, positions)
    expected = [
        _expected(
            customer, owed.invoice.invoice, _kind(owed.invoice.kind), owed.open, owed.invoice.due_on, day, rule, habits
        )
        for customer in positions.customers()
        for owed in positions.of(customer).items()
    ]
    for contract, schedule in schedules.items():
        for each in schedule.instalments:
            if each.to_bill:
                one = each.instalment
                document = f"{contract}/{one.number}"
                expected.append(
                    _expected(one.customer, document, INSTALMENT, each.to_bill, one.due_on, day, rule, habits)
                )
    in_order = sorted(expected, key=lambda each: (each.expected_on or date.max, each.customer, each.document))
    return Forecast(as_of=day, expected=tuple(in_order), bills=tuple(_bills(kept)), habits=habits, schedules=schedules)


def _since(rule: ForecastRule, day: date, calendar: WorkCalendar | None) -> date:
    """From which day on receipts make up the habit; from the first where nothing says, or no calendar reaches."""
    if rule.history is None:
        return date.min
    found = rule.history.before(day, calendar or EVERY_DAY)
    return date.min if isinstance(found, Unpublished) else add_days(found, 1)


def _kind(kind: str) -> str:
    return {KIND: INSTALMENT, _SERVICE: SERVICE}.get(kind, INVOICE)


def _expected(
    customer: str,
    document: str,
    kind: str,
    amount: Decimal,
    due: date | None,
    day: date,
    rule: ForecastRule,
    habits: Mapping[str, Habit],
) -> Expected:
    late = 0 if due is None else max((day - due).days, 0)
    way = rule.overdue if late else rule.by
    habit = habits.get(customer)
    shift = habit.shift if way == HABIT and habit is not None and due is not None and amount > 0 else None
    expected = None if due is None or amount < 0 else max(_moved(due, shift or 0), day)
    return Expected(
        customer=customer,
        document=document,
        kind=CREDIT_NOTE if amount < 0 else kind,
        amount=amount,
        due_on=due,
        expected_on=expected,
        shift=shift,
        days_overdue=late,
    )


def _moved(day: date, days: int) -> date:
    """A day so many days on, as far as days are counted at all."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _bills(movements: Iterable[Movement]) -> Iterator[Beside]:
    """The bills that were taken and have neither been paid nor come back, by the day on which they are paid."""
    held: dict[str, BillTaken] = {}
    for each in movements:
        if isinstance(each, BillTaken):
            held[each.bill] = each
        elif isinstance(each, BillEnded):
            held.pop(each.bill, None)
    for bill in sorted(held.values(), key=lambda found: (found.due_on, found.bill)):
        yield Beside(customer=bill.customer, document=bill.bill, amount=bill.amount, due_on=bill.due_on)
