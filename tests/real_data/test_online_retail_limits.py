"""Rolling limits of a year of real invoices, for every customer and every day, worked out a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.credit.limits.daily import DailyLimits, daily_limits
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.standing import Standing
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from tests.real_data.credit_book import CUSTOMERS, INVOICES, Document, credit_book, documents_of

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

FIRST, LAST = date(2010, 12, 1), date(2011, 12, 31)
DAYS = 396
WINDOW = 30

POLICY = """
policy: {name: online-retail, revision: "1", currency: GBP, effective: 2010-12-01..2011-12-31}
credit: {limits: {everyone: {rolling: {days: 30}}}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    found = load_texts({"policy.yaml": POLICY.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


@pytest.fixture(scope="module")
def documents(real_data: Path) -> tuple[Document, ...]:
    file = real_data / "online_retail.parquet"
    if not file.is_file():
        pytest.skip("the real data has no online_retail.parquet")
    return documents_of(file)


@pytest.fixture(scope="module")
def limits(policy: Policy, documents: Sequence[Document]) -> DailyLimits:
    return daily_limits(policy, credit_book(documents), FIRST, LAST)


def by_customer(documents: Sequence[Document]) -> Mapping[str, list[int]]:
    """What each customer was invoiced on each day of the range, in thousandths of a pound."""
    found: dict[str, list[int]] = {}
    for each in documents:
        days = found.setdefault(each.customer, [0] * DAYS)
        days[(each.day - FIRST).days] += each.amount
    return found


def naive(days: Sequence[int], day: date) -> int:
    """What was invoiced in the 30 days before, never below zero, rounded down to the penny."""
    ahead = (day - FIRST).days
    return max(sum(days[max(ahead - WINDOW, 0) : ahead]), 0) // 10


def test_an_invoice_is_a_customer_and_a_moment(documents: Sequence[Document]):
    assert len(documents) == INVOICES == 22_034
    assert len({each.customer for each in documents}) == CUSTOMERS == 4_372


def test_every_limit_of_every_customer_and_day_agrees(limits: DailyLimits, documents: Sequence[Document]):
    bought = by_customer(documents)
    compared, wrong = 0, []
    for customer, days in bought.items():
        for day, found in limits.days(customer):
            compared += 1
            if found.amount is None or found.amount * 100 != naive(days, day):
                wrong.append((customer, day, found.amount, naive(days, day)))
    assert not wrong, wrong[:5]
    assert compared == CUSTOMERS * DAYS


def test_a_limit_is_reckoned_where_it_changes_and_not_on_every_day(limits: DailyLimits):
    assert limits.reckoned < CUSTOMERS + 2 * INVOICES
    assert limits.reckoned < CUSTOMERS * DAYS // 30


@pytest.mark.parametrize("day", [date(2011, 1, 1), date(2011, 7, 15), date(2011, 12, 9)])
def test_the_pass_agrees_with_asking_on_a_day(
    limits: DailyLimits, policy: Policy, documents: Sequence[Document], day: date
):
    here = Limits(Standing.open(policy, credit_book(documents), day))
    ahead = (day - FIRST).days
    for customer in limits.found:
        on_that_day = [*limits.days(customer)][ahead]
        assert on_that_day == (day, on_that_day[1])
        assert on_that_day[1].amount == here.of(customer, day).amount
