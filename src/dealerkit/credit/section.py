"""The ``credit:`` section, key by key."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.credit.checks.check import CHECKS, Check
from dealerkit.credit.eligibility import REQUIREMENTS, Requirement
from dealerkit.credit.exposure import EXPOSURE, ExposureRule
from dealerkit.credit.limits.limit import LIMITS, Limit
from dealerkit.credit.over_limit.ladder import LADDER, Ladder
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import COUNT_FROM_0, DURATION, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, record, ruled
from dealerkit.values.durations import Duration

SECTION = "credit"


@frozen(kw_only=True)
class Credit:
    """Who may buy on credit, up to which limit, what an order is checked for, and what holds over the limit."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    amounts: str = entry(choice("gross", "net"), "amounts with value added tax, or without", default="gross")
    payment_days: int | None = entry(
        COUNT_FROM_0, "days to pay where neither the invoice nor the contract says", default=None
    )
    eligible: Keyed[Requirement] | None = entry(
        REQUIREMENTS, "what must hold before anything is sold on credit", default=None
    )
    exposure: ExposureRule = entry(EXPOSURE, "what counts against a limit", default=ExposureRule())
    limits: Keyed[Limit] | None = entry(LIMITS, "the limits: the first that is for a customer is his", default=None)
    checks: Keyed[Check] | None = entry(CHECKS, "what an order is checked for, in this order", default=None)
    over_limit: Ladder | None = entry(LADDER, "what may be done over the limit", default=None)
    hold_for: Duration | None = entry(DURATION, "how long an answer may be relied on", default=None)


CREDIT: Shape[Credit] = record(Credit)


def credit_of(policy: Policy) -> Credit | None:
    """The policy's section, if it has one."""
    return cast("Credit | None", policy.sections.get(SECTION))
