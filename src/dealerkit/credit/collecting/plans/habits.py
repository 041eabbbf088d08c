"""A customer's habit: how many days after the due day his money came, on average, each yuan counting alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from math import ceil

from attrs import frozen

from dealerkit.credit.collecting.plans.settling import Settled
from dealerkit.values.exact import EXACT, ZERO
from dealerkit.values.numbers import Number, divide


@frozen
class Habit:
    """``late`` is the sum of money times days after the due day (before it: below zero), ``money`` the money."""

    late: Decimal
    money: Decimal

    @property
    def days(self) -> Number:
        """The average, exactly."""
        return divide(self.late, self.money)

    @property
    def shift(self) -> int:
        """Whole days by which what he owes is expected later than due: a day begun is a day."""
        return ceil(self.days)


def habits_of(settled: Iterable[Settled], first: date, last: date) -> Mapping[str, Habit]:
    """The habits of all customers by what settled dated invoices from ``first`` through ``last``.

    Invoices without a due day and credit notes say nothing; money taken back takes its days back. A
    customer of whom nothing is left has no habit.
    """
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for each in settled:
        invoice = each.invoice
        if invoice.due_on is None or invoice.amount <= 0:
            continue
        for part in each.parts:
            if first <= part.day <= last:
                late, money = sums.get(invoice.customer, (ZERO, ZERO))
                days = (part.day - invoice.due_on).days
                late = EXACT.add(late, EXACT.multiply(part.amount, Decimal(days)))
                sums[invoice.customer] = (late, EXACT.add(money, part.amount))
    return {customer: Habit(late, money) for customer, (late, money) in sums.items() if money > 0}
