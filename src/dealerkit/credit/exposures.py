"""What counts against a limit, reckoned from a position as the policy's ``exposure`` says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol, cast

from dealerkit.credit.exposure import ADD, LEAVE_OUT, SUBTRACT, ExposureRule
from dealerkit.credit.positions.position import Position
from dealerkit.credit.results import Exposure
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar


class Amounts(Protocol):
    """The components of a position, or of several added up."""

    @property
    def receivables(self) -> Decimal:
        """What is invoiced and not paid."""
        ...

    @property
    def delivered(self) -> Decimal:
        """What is delivered and not invoiced."""
        ...

    @property
    def open_orders(self) -> Decimal:
        """What is ordered and not delivered."""
        ...

    @property
    def bills(self) -> Decimal:
        """What is held in bills."""
        ...

    @property
    def deposits(self) -> Decimal:
        """What was paid in as security."""
        ...

    @property
    def unapplied(self) -> Decimal:
        """What was received and pays no invoice."""
        ...


def horizon_end(
    horizon: Duration | None, day: date, calendar: WorkCalendar | None, rule: ExposureRule
) -> date | Problem | None:
    """The last wanted day of orders that count; None where all do.

    DK368 the calendar does not reach so far, DK373 working days without a calendar, DK377 a part of a day.
    """
    if horizon is None:
        return None
    at, address = rule.rule.at, rule.rule.address
    if horizon.unit.is_part_of_a_day:
        return problem("DK377", at, address=address, within=str(horizon))
    if horizon.unit is Unit.WORKING_DAYS and calendar is None:
        return problem("DK373", at, address=address, within=str(horizon))
    found = horizon.after(day, calendar or EVERY_DAY)
    if isinstance(found, Unpublished):
        return problem("DK368", at, calendar=found.calendar, through=found.through, asked=found.asked)
    return found


def exposure_of(
    position: Position,
    rule: ExposureRule,
    day: date,
    horizon: Duration | None = None,
    calendar: WorkCalendar | None = None,
) -> Exposure | Problem:
    """What counts against a customer's limit on a day.

    ``horizon`` is a check's own, in place of the rule's. A problem of :func:`horizon_end` where it cannot be
    told which orders are wanted within it.
    """
    within = horizon if horizon is not None else rule.horizon
    last: date | None = None
    if within is not None and rule.open_orders != LEAVE_OUT:
        end = horizon_end(within, day, calendar, rule)
        if isinstance(end, Problem):
            return end
        last = end
    key = ("exposure", last)
    remembered = cast("tuple[ExposureRule, Exposure] | None", position.memo.get(key))
    if remembered is not None and (remembered[0] is rule or remembered[0] == rule):
        return remembered[1]
    found = counted(position, rule, ZERO if last is None else position.open_orders_after(last))
    position.memo[key] = (rule, found)
    return found


def exposure_of_group(
    totals: Amounts,
    members: Iterable[Position],
    rule: ExposureRule,
    day: date,
    horizon: Duration | None = None,
    calendar: WorkCalendar | None = None,
) -> Exposure | Problem:
    """What counts against the limit that customers share; only a horizon asks each of them."""
    last = horizon_end(horizon if horizon is not None else rule.horizon, day, calendar, rule)
    if isinstance(last, Problem):
        return last
    return counted(
        totals, rule, ZERO if last is None else total_of_decimals(each.open_orders_after(last) for each in members)
    )


def counted(amounts: Amounts, rule: ExposureRule, beyond: Decimal = ZERO) -> Exposure:
    """The components as the rule counts them; open orders of the amount ``beyond`` are left out."""
    receivables = _way(rule.receivables, amounts.receivables)
    delivered = _way(rule.delivered, amounts.delivered)
    orders = _way(rule.open_orders, EXACT.subtract(amounts.open_orders, beyond) if beyond else amounts.open_orders)
    bills = _way(rule.bills, amounts.bills)
    deposits = _way(rule.deposits, amounts.deposits)
    unapplied = _way(rule.unapplied, amounts.unapplied)
    add = EXACT.add
    return Exposure(
        receivables=receivables,
        delivered=delivered,
        open_orders=orders,
        bills=bills,
        deposits=deposits,
        unapplied=unapplied,
        total=add(add(add(receivables, delivered), add(orders, bills)), add(deposits, unapplied)),
        beyond_horizon=beyond,
    )


def _way(way: str, amount: Decimal) -> Decimal:
    if way == ADD:
        return amount
    if way == SUBTRACT and amount:
        return EXACT.minus(amount)
    return ZERO
