"""Every method of a limit with everything that may bound it, raise it, end it or have it reviewed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from textwrap import indent

import pytest

from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.results import LimitFound
from tests.credit.accounts import Rows, policy_of, standing, table

DAY = date(2026, 3, 31)
LAST = date(2026, 6, 30)
METHODS = {
    "rolling": "rolling: {days: 60}",
    "fixed": "fixed: 50_000",
    "granted": "granted: true",
    "average": "average: {months: 1}",
    "score": "score: {points: 2 * account.open_loads, bands: [{at: 0, limit: 10_000}, {at: 2, limit: 50_000}]}",
    "table": (
        "table: {hit: unique, columns: {dealer.class: word}, rows: [{id: b, dealer.class: B, then: {limit: 50_000}}]}"
    ),
    "backed": "backed: {by: [guarantee]}",
    "loads": "loads: {open: 1, value: 50_000}",
    "combined": "combined: {take: sum, of: [part, other]}",
}
"""Each gives 50,000 on the account below."""

PARTS = "part: {fixed: 20_000, only_in: true}\nother: {fixed: 30_000, only_in: true}\n"
ACCOUNT: dict[str, Rows] = {
    "customers": table("customer,kind,status,class", "D,dealer,active,B"),
    "invoices": table("invoice,customer,date,gross_amount", "I,D,2026-02-10,50000"),
    "securities": table("security,customer,kind,amount,from", "S,D,guarantee,50000,2026-01-01"),
}
GRANTED = "D,,,standing,50000,,2026-01-01,"
"""What the method `granted` goes by; the others do not look at it."""


def found(method: str, more: str = "", day: date = DAY, *rows: str) -> LimitFound:
    body = f"own:\n  {METHODS[method]}\n" + indent(more, "  ") + "\n" + (PARTS if method == "combined" else "")
    policy = policy_of("credit:\n  limits:\n" + indent(body, "    "))
    grants = table("customer,group,limit,kind,amount,currency,from,to", GRANTED, *rows)
    return Limits(standing(policy, day, **{**ACCOUNT, "credit_limits": grants})).of("D", day)


@pytest.mark.parametrize("method", METHODS)
class TestEveryMethod:
    def test_alone_it_gives_its_amount(self, method: str):
        limit = found(method)
        assert (limit.amount, limit.method, limit.unlimited) == (50_000, method, False)

    def test_a_minimum_lifts_it(self, method: str):
        assert found(method, "minimum: 60_000").amount == 60_000
        assert found(method, "minimum: 40_000").amount == 50_000

    def test_a_maximum_bounds_it(self, method: str):
        assert found(method, "maximum: 40_000").amount == 40_000
        assert found(method, "maximum: 60_000").amount == 50_000

    def test_it_holds_through_its_last_day_and_is_nobodys_afterwards(self, method: str):
        held = found(method, "effective: 2026-01-01..2026-03-31")
        assert (held.amount, held.until) == (50_000, DAY)
        ended = found(method, "effective: 2026-01-01..2026-03-30")
        assert (ended.amount, ended.rule, ended.expired_on) == (0, None, DAY - timedelta(days=1))

    def test_it_is_reviewed_so_long_after_it_began(self, method: str):
        assert found(method, "effective: 2026-01-01..2026-12-31\nreview: {every: 6 months}").review_on == date(
            2026, 7, 1
        )

    def test_it_may_be_raised_until_a_last_day_beyond_its_maximum(self, method: str):
        raised = "D,,own,temporary,5000,,2026-03-01,2026-06-30"
        limit = found(method, "maximum: 50_000\ntemporary: {way: add}", DAY, raised)
        assert (limit.amount, limit.temporary, limit.until) == (55_000, 5_000, LAST)

    def test_it_is_rounded_down_to_a_step(self, method: str):
        assert found(method, "step: 15_000").amount == 45_000

    def test_everything_together_goes_in_its_fixed_order(self, method: str):
        # 50,000 is lifted to 56,000, which 57,000 does not bound; 5,000 more make 61,000, and 4,000 x 15 is 60,000.
        more = "minimum: 56_000\nmaximum: 57_000\nstep: 4_000\ntemporary: {way: add}\nreview: {every: 3 months}"
        limit = found(
            method, f"{more}\neffective: 2026-01-01..2026-12-31", DAY, "D,,own,temporary,5000,,2026-03-01,2026-06-30"
        )
        assert (limit.amount, limit.until, limit.review_on) == (Decimal(60_000), LAST, date(2026, 4, 1))


def test_a_covered_share_leaves_cents_and_no_third_decimal():
    policy = policy_of("credit: {limits: {own: {backed: {by: [guarantee]}}}}\n")
    guarantee = table("security,customer,kind,amount,cover,from", "S,D,guarantee,400000.00,0.9,2026-01-01")
    limit = Limits(standing(policy, DAY, **{**ACCOUNT, "securities": guarantee})).of("D", DAY)
    assert str(limit.amount) == "360000.00"


def test_no_limit_may_end_and_be_reviewed_and_is_still_none():
    policy = policy_of(
        "credit:\n  limits:\n    own: {unlimited: true, effective: 2026-01-01..2026-06-30, review: {every: 3 months}}\n"
    )
    limit = Limits(standing(policy, DAY, **ACCOUNT)).of("D", DAY)
    assert (limit.unlimited, limit.amount, limit.until, limit.review_on) == (True, None, LAST, date(2026, 4, 1))
