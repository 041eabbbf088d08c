"""Limits day by day: reckoned where they may change, and right on every day in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dealerkit.credit.limits.daily import daily_limits
from dealerkit.credit.limits.reckoning import Limits
from tests.credit.accounts import book_of, policy_of, standing, table

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)

TABLES = {
    "customers": table(
        "customer,kind,status,class,valid_from,valid_to",
        "A,dealer,active,X,,2026-03-14",
        "A,dealer,active,Y,2026-03-15,",
        "B,dealer,active,X,,",
    ),
    "invoices": table(
        "invoice,date,customer,gross_amount,due_on",
        "I1,2025-12-20,A,10000,2026-01-19",
        "I2,2026-01-10,A,20000,2026-02-09",
        "I3,2026-02-20,B,30000,2026-03-22",
        "I4,2026-03-31,A,5000,2026-04-30",
        "C1,2026-04-02,A,-1000,",
    ),
    "receipts": table("receipt,date,customer,amount,invoice", "R1,2026-02-15,A,20000,I2"),
    "credit_limits": table(
        "customer,kind,amount,currency,from,to",
        "A,,50000,,2026-02-01,2026-04-30",
        "B,,1000,EUR,,",
        "A,temporary,7000,,2026-03-01,2026-03-20",
    ),
    "securities": table("security,customer,kind,amount,from,to", "S1,B,deposit,8000,2026-02-10,2026-05-05"),
    "rates": table("from,to,rate,valid_from,valid_to", "EUR,CNY,7.5,,2026-03-31", "EUR,CNY,8,2026-04-01,"),
}

POLICIES = {
    "rolling": "rolling: {days: 30}, opening: {limit: 20_000, within: 45 days}",
    "by-class": 'where: dealer.class == "X", rolling: {days: 10}',
    "dated": "effective: 2026-02-10..2026-04-10, fixed: 9_000",
    "granted": "granted: true, temporary: {}",
    "average": "average: {months: 2, divide_by: months-traded}",
    "backed": "backed: {by: [deposit]}",
    "parameter": "fixed: =ceiling",
    "score": "score: {points: 100 - account.days_overdue, bands: [{at: 50, limit: 4_000}, {at: 90, limit: 9_000}]}",
    "debts": "fixed: = 100_000 - account.receivables",
    "monthly": "fixed: = 2 * account.average_sales",
}
PARAMETERS = "parameters: {ceiling: {unit: money, source: test, values: {2026-02-01: 5_000, 2026-05-01: 6_000}}}\n"


@pytest.mark.parametrize("limit", POLICIES.values(), ids=POLICIES)
def test_every_day_is_what_the_book_read_through_that_day_says(limit: str):
    policy = policy_of(f"{PARAMETERS}credit:\n  limits:\n    all: {{{limit}}}\n")
    found = daily_limits(policy, book_of(**TABLES), FIRST, LAST)
    days = [FIRST + timedelta(days=ahead) for ahead in range(0, (LAST - FIRST).days + 1, 3)]
    by_day = {customer: dict(found.days(customer)) for customer in ("A", "B")}
    for day in days:
        limits = Limits(standing(policy, day, **TABLES))
        for customer in ("A", "B"):
            here, there = by_day[customer][day], limits.of(customer, day)
            assert (here.amount, here.rule, here.missing, here.until) == (
                there.amount,
                there.rule,
                there.missing,
                there.until,
            ), (customer, day)


def test_a_limit_is_reckoned_only_where_it_may_change():
    policy = policy_of("credit:\n  limits:\n    all: {rolling: {days: 30}}\n")
    invoices = table("invoice,date,customer,gross_amount", "I1,2026-02-01,A,100", "I2,2026-02-01,B,100")
    found = daily_limits(policy, book_of(invoices=invoices), FIRST, LAST)
    # Each on the first day, when the invoice enters the window, and when it leaves it.
    assert found.reckoned == 6
    assert [(each.first, each.last, each.limit.amount) for each in found.found["A"]] == [
        (date(2026, 1, 1), date(2026, 2, 1), 0),
        (date(2026, 2, 2), date(2026, 3, 3), 100),
        (date(2026, 3, 4), date(2026, 6, 30), 0),
    ]


def test_who_has_no_account_has_no_days():
    policy = policy_of("credit:\n  limits:\n    all: {fixed: 1}\n")
    assert list(daily_limits(policy, book_of(**TABLES), FIRST, LAST).days("nobody")) == []
