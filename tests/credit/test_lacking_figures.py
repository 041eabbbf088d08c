"""What a book lacks or cannot read leaves an answer open, or is told of the table; it never ends a run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.assembly import loads, results_of
from dealerkit.book import Book
from dealerkit.credit.desk import check_order
from dealerkit.credit.limits.run import limits_of
from dealerkit.credit.order import Order
from dealerkit.policy.policy import Policy
from tests.credit.accounts import policy_of

DAY = date(2026, 3, 31)
SHARE = """\
credit:
  payment_days: 30
  limits: {usual: {fixed: 10_000}}
  checks: [{id: late, overdue_share: {above: 20%}, then: block}]
"""
BACKED = """\
credit:
  limits: {secured: {backed: {by: [deposit], share: 80%}}}
"""


def policy(text: str) -> Policy:
    return policy_of(text)


def test_an_overdue_share_is_open_where_an_invoice_cannot_be_read():
    book = Book.from_tables({
        "customers": [{"customer": "A", "kind": "dealer", "status": "active"}],
        "invoices": [
            {"invoice": "F1", "customer": "A", "date": "2026-01-05", "gross_amount": "much"},
            {"invoice": "F2", "customer": "A", "date": "2026-03-20", "gross_amount": "100"},
        ],
    })  # fmt: skip
    answer = check_order(policy(SHARE), book, Order(customer="A", amount=Decimal(1)), DAY)
    assert answer.action.value == "undetermined"
    assert answer.decision.missing


def test_an_overdue_share_is_reckoned_where_all_of_them_can():
    # F1 is due 30 days after 5 January: 100 of 200 is overdue, half of what is owed.
    book = Book.from_tables({
        "customers": [{"customer": "A", "kind": "dealer", "status": "active"}],
        "invoices": [
            {"invoice": "F1", "customer": "A", "date": "2026-01-05", "gross_amount": "100"},
            {"invoice": "F2", "customer": "A", "date": "2026-03-20", "gross_amount": "100"},
        ],
    })  # fmt: skip
    answer = check_order(policy(SHARE), book, Order(customer="A", amount=Decimal(1)), DAY)
    assert answer.decision.value("value.late") == Decimal("0.5")


def test_securities_without_a_column_that_is_needed_back_nothing_and_the_book_says_so():
    table = {"security": "S1", "customer": "A", "kind": "deposit", "amount": "1000"}
    customers = [{"customer": "A", "kind": "dealer", "status": "active"}]
    (whole,) = limits_of(
        policy(BACKED), Book.from_tables({"customers": customers, "securities": [table]}), DAY
    ).customers
    assert whole.limit.amount == Decimal(800)  # 80 % of 1,000
    for lacking in table:
        row = {name: cell for name, cell in table.items() if name != lacking}
        book = Book.from_tables({"customers": customers, "securities": [row]})
        (held,) = limits_of(policy(BACKED), book, DAY).customers
        assert held.limit.amount in {None, Decimal(0)}
        assert [each.code for each in book.problems] == ["DK809"], lacking


CASE = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..}
credit:
  limits: {usual: {where: 'within(dealer.territory, "north")', fixed: 100}, others: {fixed: 1}}
tests:
  one:
    of: credit.limits.others
    as_of: 2026-03-31
    given:
      customers: [{customer: A, territory: NB}]
      territories: [{parent: north}]
      customer: A
    expect: {limit: 1}
"""


def test_a_table_of_a_case_that_lacks_its_key_is_told_at_the_table():
    found = results_of(loads({"p.yaml": CASE.encode()}))
    told = [each for each in found.problems if each.code == "DK809"]
    assert [(each.arg("table"), each.arg("column"), each.at and each.at.line) for each in told] == [
        ("territories", "territory", 10)
    ]
    assert found.ended("failed") == 1
