"""The keys ``instalments``, ``repayments`` and ``forecast`` of ``collections:``.

    collections:
      instalments: {grace: 3}
      repayments: {broken_after: 10 days, broken_at: 2}
      forecast: {by: habit, history: 12 months, overdue: this-month, look_back: 3}

Source: handbooks: cash first with a repayment plan for the balance over the limit; a collection plan by
month, and the receipts of the month against it.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import COUNT_FROM_0, COUNT_FROM_1, DURATION, choice
from dealerkit.policy.shapes import Shape, entry, record, ruled
from dealerkit.values.durations import Duration

DUE, HABIT, THIS_MONTH = "due", "habit", "this-month"


@frozen(kw_only=True)
class InstalmentRule:
    """When an instalment of a contract counts as overdue."""

    rule: Rule = ruled()
    grace: int = entry(COUNT_FROM_0, "so many days after its day an instalment is due and not yet overdue", default=0)


@frozen(kw_only=True)
class RepaymentRule:
    """When a repayment plan is broken and no longer only late."""

    rule: Rule = ruled()
    broken_after: Duration | None = entry(
        DURATION, "broken once an instalment is later than this; its own day is not counted", default=None
    )
    broken_at: int | None = entry(
        COUNT_FROM_1, "broken once so many instalments are late at the same time", default=None
    )


@frozen(kw_only=True)
class ForecastRule:
    """When open items are expected to come in."""

    rule: Rule = ruled()
    by: str = entry(
        choice(DUE, HABIT), "on the day they are due, or as many days later as the customer pays on average"
    )
    history: Duration | None = entry(
        DURATION, "receipts of this time before the day make up a customer's habit; all if absent", default=None
    )
    overdue: str = entry(
        choice(THIS_MONTH, HABIT), "what is overdue: expected in the month of the day, or by habit like the rest"
    )
    look_back: int = entry(
        COUNT_FROM_0, "for how many months before that of the day the plan is held against what came in", default=3
    )


INSTALMENTS: Shape[InstalmentRule] = record(InstalmentRule)
REPAYMENTS: Shape[RepaymentRule] = record(RepaymentRule)
FORECAST: Shape[ForecastRule] = record(ForecastRule)
