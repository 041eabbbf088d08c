"""A desk remembers what it decided: each answer is the one that a desk gives which was asked nothing before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.run import evaluate
from dealerkit.customers.access.view import access_of
from dealerkit.customers.known import Ground
from dealerkit.policy.policy import Policy
from tests.customers.contact_books import book_of, policy_of

RULES = """\
customers:
  access:
    unlisted: hidden
    conflict: refusal
    classes:
      contact: {columns: [phone, address]}
      bank: {columns: [bank_account], classified: true}
    grants:
      - {id: own, to: sales, scope: own, operations: [read, change, create], classes: [contact]}
      - {id: all, to: employee, scope: all, operations: [read, lend, destroy], classes: all, approval: file}
%s
    lending: {at_most: 3 days}
    retention: {keep: 1 year, record: true}
authority:
  file:
    hit: first
    columns: {relation: [own-department, other-department, outsider]}
    rows:
      - {id: own, relation: own-department, then: {role: manager}}
      - {id: rest, then: {role: general}}
"""
PLAIN = policy_of(RULES % "")
BY_CLASS = policy_of(
    RULES % '      - {id: big, to: employee, scope: all, operations: [read], classes: all, where: dealer.class == "A"}'
)


def book(**more: list[dict[str, object]]) -> Book:
    return book_of(
        employees=[
            {"employee": "S1", "role": "sales", "department": "north"},
            {"employee": "S2", "role": "sales", "department": "south", "left_on": "2026-03-05"},
            {"employee": "M1", "role": "manager", "department": "north"},
            {"employee": "G", "role": "general", "department": "head"},
        ],
        customers=[
            {"customer": "K1", "kind": "dealer", "class": "A", "owner": "S1", "closed_on": "2025-03-01"},
            {"customer": "K2", "kind": "dealer", "class": "B", "owner": "S1", "closed_on": "2026-01-01"},
            {"customer": "K3", "kind": "dealer", "owner": "S2"},
        ],
        **more,
    )


REQUESTS = st.lists(
    st.builds(
        Request,
        st.sampled_from(["S1", "S2", "M1", "outsider"]),
        st.sampled_from(["read", "change", "create", "lend", "destroy", "export"]),
        st.sampled_from(["K1", "K2", "K3", "K9"]),
        st.sampled_from([date(2026, 3, 2), date(2026, 3, 9)]),
        st.sampled_from(["", "phone", "address", "bank_account", "name", "wechat"]),
        st.sampled_from([(), ("M1",), ("G",), ("M1", "G")]),
        days=st.sampled_from([None, 2, 4]),
    ),
    min_size=2,
    max_size=25,
)


@given(REQUESTS, st.sampled_from([PLAIN, BY_CLASS]))
@settings(max_examples=25)
def test_what_was_asked_before_changes_no_answer(requests: list[Request], policy: Policy):
    rules, ground = access_of(policy), Ground(policy, book())
    assert rules is not None
    desk = Desk(rules, ground)
    for each in (*requests, *requests):
        assert desk.decide(each) == Desk(rules, ground).decide(each)


def entries(count: int) -> Iterator[dict[str, object]]:
    for n in range(count):
        field = "phone" if n % 2 else "address"
        yield {
            "event": f"V{n}",
            "at": f"2026-03-0{2 + n % 3} 09:00",
            "employee": "S1",
            "operation": "read",
            "customer": f"K{1 + n % 2}",
            "field": field,
        }


def test_a_log_is_judged_once_for_each_different_question_and_not_once_an_entry(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[str, date]] = []
    decided = Desk._decision

    def counted(desk: Desk, request: Request, owner: str, classes: tuple[str, ...]):
        asked.append((request.person, request.on))
        return decided(desk, request, owner, classes)

    monkeypatch.setattr(Desk, "_decision", counted)
    run = evaluate(PLAIN, book(access_log=list(entries(600))), date(2026, 3, 31))
    assert run.entries == 600
    assert run.violations == ()
    # One person, one operation, one class of fields, one owner: a question for each of the three days.
    assert len(asked) == 3
