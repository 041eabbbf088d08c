"""The ageing of 22,034 real invoices, customer by customer, against a reckoning from the wording alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit.assembly import load
from dealerkit.credit.collecting.ageing_run import age
from dealerkit.credit.collecting.provision_run import provide
from dealerkit.policy.policy import Policy
from tests.credit.naive_collecting import naive_count_back
from tests.real_data.credit_book import CUSTOMERS, END, Document, Payment, credit_book, documents_of, payments_of

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

TEXT = """
policy: {name: aged, revision: "1", currency: GBP, effective: 2010-12-01..2011-12-31}
credit: {payment_days: 30}
collections:
  ageing:
    buckets:
      - {id: not-due}
      - {id: 1-30, above: 0}
      - {id: 31-60, above: 30}
      - {id: 61-90, above: 60}
      - {id: older, above: 90}
  dso: {simple: {months: 3}, count_back: {longest: 24}}
  provision:
    - {id: all, flow_rate: {steps: 6, loss: older}}
"""
BUCKETS = ("not-due", "1-30", "31-60", "61-90", "older")


def naive_open(
    documents: Sequence[Document], payments: Sequence[Payment], day: date
) -> dict[str, list[tuple[int, int]]]:
    """By customer what is open on a day: days overdue and thousandths of a pound."""
    paid: dict[str, int] = defaultdict(int)
    for payment in payments:
        if payment.day <= day:
            paid[payment.invoice] += payment.amount
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in documents:
        left = each.amount - paid[each.number]
        if each.day <= day and left:
            found[each.customer].append(((day - each.day).days - 30, left))
    return found


def bucket(overdue: int) -> str:
    return BUCKETS[0 if overdue <= 0 else min((overdue - 1) // 30 + 1, 4)]


@pytest.fixture(scope="module")
def documents(real_data: Path) -> tuple[Document, ...]:
    return documents_of(real_data / "online_retail.parquet")


@pytest.fixture(scope="module")
def payments(documents: tuple[Document, ...]) -> tuple[Payment, ...]:
    return tuple(payments_of(documents))


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    path = tmp_path_factory.mktemp("policy") / "policy.yaml"
    path.write_text(TEXT, encoding="utf-8")
    found = load([path]).policy
    assert found is not None
    return found


@pytest.mark.parametrize("day", [date(2011, 6, 15), END])
def test_every_customer_and_bucket_agrees_with_the_naive_reckoning(
    documents: tuple[Document, ...], payments: tuple[Payment, ...], policy: Policy, day: date
):
    naive = naive_open(documents, payments, day)
    run = age(policy, credit_book(documents), day)
    assert len({each.customer for each in documents}) == CUSTOMERS
    found = {each.subject: each for each in run.customers}
    for customer, items in naive.items():
        expected = dict.fromkeys(BUCKETS, 0)
        for overdue, left in items:
            expected[bucket(overdue)] += left
        if any(expected.values()):
            amounts = found.pop(customer).amounts
            assert {name: amounts[name] for name in BUCKETS} == {
                name: Decimal(each).scaleb(-3) for name, each in expected.items()
            }
    assert found == {}


def test_days_sales_outstanding_of_the_whole_book_agree_with_month_by_month(
    documents: tuple[Document, ...], payments: tuple[Payment, ...], policy: Policy
):
    day = date(2011, 12, 9)
    run = age(policy, credit_book(documents), day)
    owed = Decimal(sum(left for items in naive_open(documents, payments, day).values() for _, left in items)).scaleb(-3)
    sales = [(each.day, each.pounds) for each in documents]
    assert run.pace.dso is not None
    assert run.pace.dso.count_back == naive_count_back(owed, sales, day)


def test_balances_at_month_ends_are_those_of_the_naive_reckoning(
    documents: tuple[Document, ...], payments: tuple[Payment, ...], policy: Policy
):
    run = provide(policy, credit_book(documents), END)
    ends = run.history["all"]
    assert ends.days[-1] == END
    assert ends.days[0] == END.replace(month=6, day=30)
    for day, stood in zip(ends.days, ends.balances, strict=True):
        sums = dict.fromkeys(BUCKETS, 0)
        for items in naive_open(documents, payments, day).values():
            for overdue, left in items:
                sums[bucket(overdue)] += left
        assert {name: stood[name] for name in BUCKETS} == {
            name: Decimal(each).scaleb(-3) for name, each in sums.items()
        }
    assert run.total is not None
