"""How a credit that is granted is paid: the ``settle:`` of a scheme, and the days that follow from it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import DURATION, choice
from dealerkit.policy.shapes import entry, placed, record
from dealerkit.problems import Problem
from dealerkit.rebates.due import usable_until
from dealerkit.rebates.protection.days import last_day
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import WorkCalendar


@frozen(kw_only=True)
class Payment:
    """When and how a credit is paid."""

    rule: Rule = placed()
    payout: str = entry(choice("credit-note", "deduction", "transfer"), "how it is paid")
    negative: str = entry(
        choice("carry-forward", "invoice", "floor"),
        "if less is due than was posted: carry it forward, invoice it, or leave it with the dealer",
    )
    due: Duration | None = entry(
        DURATION, "how long after the posting it is paid; the day itself is not counted", default=None
    )
    expires: Duration | None = entry(
        DURATION, "how long after the posting the credit can be used; for ever if absent", default=None
    )


PAYMENT = record(Payment)


def due_on(payment: Payment, posted_on: date, calendar: WorkCalendar | None) -> date | Problem | None:
    """The day by which a credit posted on a day is paid; None where none is stated; DK368 beyond the calendar."""
    return None if payment.due is None else last_day(payment.due, posted_on, calendar, payment.rule.at)


def usable_through(payment: Payment, posted_on: date) -> date | None:
    """The last day on which a credit posted on a day can be used; None for ever."""
    return None if payment.expires is None else usable_until(payment.expires, posted_on)
