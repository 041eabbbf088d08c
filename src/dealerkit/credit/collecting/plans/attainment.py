"""The plan of a month against what came in: what was expected on its first day, and what was received in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.plans.agreed import Agreed
from dealerkit.credit.collecting.plans.forecast import first_of, forecast_on
from dealerkit.credit.collecting.plans.rules import ForecastRule
from dealerkit.credit.positions.movements import BillEnded, BillTaken, Movement, Received
from dealerkit.credit.positions.position import DEPOSIT
from dealerkit.credit.positions.positions import Positions
from dealerkit.values.exact import EXACT, ZERO
from dealerkit.values.months import add_months
from dealerkit.values.numbers import Number, divide
from dealerkit.values.workdays import WorkCalendar

_OFFSET = "rebate offset"


@frozen(kw_only=True)
class Attained:
    """One customer's month: planned as the books stood before its first day, received from then to its end."""

    month: date
    customer: str
    planned: Decimal
    received: Decimal

    @property
    def share(self) -> Number | None:
        """What was received as a share of the plan; None where nothing was planned."""
        return divide(self.received, self.planned) if self.planned > 0 else None


def attained(
    agreed: Agreed,
    movements: Sequence[Movement],
    day: date,
    rule: ForecastRule,
    *,
    calendar: WorkCalendar | None = None,
) -> Iterator[Attained]:
    """The months before that of the day, the earliest first, and each customer who was to pay or paid.

    Money is what arrived, less refunds, and bills of exchange, less those that came back; deposits that
    secure and credits that settle an invoice are no money. ``movements`` are in the order of their days.
    """
    positions, before = Positions(), 0
    for back in range(rule.look_back, 0, -1):
        first = add_months(first_of(day), -back)
        last = add_months(first, 1) - timedelta(days=1)
        while before < len(movements) and movements[before].day < first:
            positions.add(movements[before])
            before += 1
        plan = forecast_on(agreed, movements[:before], first, rule, calendar=calendar, positions=positions)
        planned: dict[str, Decimal] = {}
        for each in plan.expected:
            if each.month == first:
                planned[each.customer] = EXACT.add(planned.get(each.customer, ZERO), each.amount)
        received = _received(movements, first, last)
        for customer in sorted({*planned, *received}):
            yield Attained(
                month=first,
                customer=customer,
                planned=planned.get(customer, ZERO),
                received=received.get(customer, ZERO),
            )


def _received(movements: Iterable[Movement], first: date, last: date) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    bills: dict[str, BillTaken] = {}
    for each in movements:
        amount = _money(each, bills)
        if amount and first <= each.day <= last:
            found[each.customer] = EXACT.add(found.get(each.customer, ZERO), amount)
    return found


def _money(movement: Movement, bills: dict[str, BillTaken]) -> Decimal:
    match movement:
        case Received(kind=kind, invoice=invoice):
            is_money = kind != _OFFSET and (kind != DEPOSIT or bool(invoice))
            return movement.amount if is_money else ZERO
        case BillTaken():
            bills[movement.bill] = movement
            return movement.amount
        case BillEnded() if not movement.paid and movement.bill in bills:
            return EXACT.minus(bills.pop(movement.bill).amount)
        case _:
            return ZERO
