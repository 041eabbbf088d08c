"""Decisions on orders, held to the naive reading of the rules on generated policies and books."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import Invoiced, Movement, Ordered, Received
from dealerkit.credit.standing import Standing
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from tests.credit import naive_deciding as naive

DAY = date(2026, 3, 31)
AMOUNTS = st.sampled_from(["0", "0.01", "10", "29.99", "30", "45", "60", "90", "90.01", "150"])
SHARES = st.sampled_from(["0", "1/3", "0.5", "1", "1.2"])
DAYS = st.integers(min_value=0, max_value=75)
CODES = ("D1", "D2")
LEVELS = st.sampled_from(naive.LEVELS)


def operator(figures: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.one_of(st.builds(lambda each: {"above": each}, figures), st.builds(lambda each: {"at": each}, figures))


def with_(rule: st.SearchStrategy[dict[str, object]], **more: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.builds(lambda one, two: {**one, **two}, rule, st.fixed_dictionaries(dict(more)))


GRACE = st.integers(min_value=0, max_value=10)
KINDS = st.one_of(
    st.builds(lambda rule: {"static": rule}, operator(SHARES)),
    st.builds(lambda rule: {"dynamic": rule}, with_(operator(SHARES), horizon=st.sampled_from(["0 days", "10 days"]))),
    st.builds(lambda rule: {"order_value": rule}, operator(AMOUNTS)),
    st.builds(lambda rule: {"overdue_amount": rule}, with_(operator(AMOUNTS), grace=GRACE)),
    st.builds(lambda rule: {"overdue_share": rule}, with_(operator(SHARES), grace=GRACE)),
    st.builds(
        lambda rule: {"oldest_item": rule},
        with_(operator(GRACE), grace=GRACE, clock=st.sampled_from(["term", "invoice", "due"])),
    ),
    st.builds(lambda rule: {"open_loads": rule}, operator(st.integers(min_value=0, max_value=4))),
    st.builds(
        lambda missing: {"account_status": {"blocked": ["frozen"]}, "if_missing": missing},
        st.sampled_from(["undetermined", "fail", "pass"]),
    ),
)
RULES = st.one_of(
    st.builds(lambda code, then: {"dealers": [code], "then": then}, st.sampled_from(CODES), LEVELS),
    st.builds(lambda kind, then: {"where": f'dealer.class == "{kind}"', "then": then}, st.sampled_from("AB"), LEVELS),
)


@st.composite
def checks(draw: st.DrawFn) -> list[dict[str, object]]:
    found = []
    for number in range(draw(st.integers(min_value=1, max_value=5))):
        check: dict[str, object] = {"id": f"c{number}", **draw(KINDS), "then": draw(LEVELS)}
        rules = draw(st.lists(RULES, max_size=3, unique_by=lambda each: str(each.get("where", each.get("dealers")))))
        if rules:
            check["levels"] = [{"id": f"l{place}", **each} for place, each in enumerate(rules)]
        if "to" not in check:
            check["to"] = "sales"
        found.append(check)
    return found


@st.composite
def policies(draw: st.DrawFn) -> dict[str, object]:
    steps: list[dict[str, object]] = [{"id": "first", "shipment": {"below": "1/3"}, "sign": "manager"}]
    if draw(st.booleans()):
        steps.append({"id": "money", "cash_first": True})
    otherwise = draw(st.sampled_from(["cash-first", "block", "refer", "warn"]))
    return {
        "policy": {"name": "test", "revision": "1", "currency": "CNY", "effective": "2026-01-01..2026-12-31"},
        "credit": {
            "payment_days": naive.TERM,
            "eligible": [{"id": "filed", "when": "dealer.filed", "otherwise": otherwise, "to": "sales"}],
            "limits": {"own": {"fixed": draw(st.sampled_from(["0", "60", "90"]))}},
            "checks": draw(checks()),
            "over_limit": {"steps": steps},
        },
    }


@st.composite
def books(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    # An empty status is no row that can be read; a book without the column knows nobody's.
    statuses = [{"status": "active"}, {"status": "frozen"}] if draw(st.booleans()) else [{}]
    customers = [
        {
            "customer": code,
            **draw(st.sampled_from([{"filed": "true"}, {"filed": "true"}, {"filed": "false"}, {}])),
            **draw(st.sampled_from(statuses)),
            **draw(st.sampled_from([{"class": "A"}, {"class": "B"}, {"class": "C"}, {}])),
        }
        for code in CODES
    ]
    invoices, receipts = [], []
    for number in range(draw(st.integers(min_value=0, max_value=4))):
        customer = draw(st.sampled_from(CODES))
        day = DAY - timedelta(days=draw(DAYS))
        amount = draw(st.sampled_from(["10", "30", "45.50"]))
        invoices.append({"invoice": f"I{number}", "customer": customer, "date": str(day), "gross_amount": amount})
        paid = draw(st.sampled_from([None, "5", amount]))
        if paid is not None:
            receipts.append(
                {
                    "receipt": f"R{number}",
                    "customer": customer,
                    "date": str(day),
                    "amount": paid,
                    "invoice": f"I{number}",
                }
            )
    if draw(st.booleans()):
        receipts.append({"receipt": "L", "customer": "D1", "date": str(DAY), "amount": "7.5"})
    orders = [
        {
            "order": f"O{number}",
            "customer": draw(st.sampled_from(CODES)),
            "date": str(DAY),
            "gross_amount": draw(st.sampled_from(["10", "20.25"])),
            **draw(st.sampled_from([{}, {"wanted_on": str(DAY + timedelta(days=20))}, {"wanted_on": str(DAY)}])),
        }
        for number in range(draw(st.integers(min_value=0, max_value=3)))
    ]
    return {"customers": customers, "invoices": invoices, "receipts": receipts, "orders": orders}


@st.composite
def asked(draw: st.DrawFn) -> dict[str, str]:
    customer = draw(st.sampled_from(CODES))
    return {"customer": customer, "order": draw(st.sampled_from(["N1", "O0"])), "amount": draw(AMOUNTS)}


def read(policy: dict[str, object]) -> Policy:
    found = load_texts({"policy.yaml": json.dumps(policy).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def opened(policy: Policy, book: dict[str, list[dict[str, str]]]) -> Decider:
    tables = {name: rows for name, rows in book.items() if rows}
    standing = Standing.open(policy, Book.from_tables(tables), DAY)
    return Decider(standing, Limits(standing))


@given(policies(), books(), asked())
@settings(max_examples=40, deadline=None)
def test_a_decision_is_that_of_the_naive_reading(
    policy: dict[str, object], book: dict[str, list[dict[str, str]]], order: dict[str, str]
) -> None:
    decider = opened(read(policy), book)
    question = Order(customer=order["customer"], amount=Decimal(order["amount"]), order=order["order"])
    lean, full = decider.decide(question, DAY), decider.trace(question, DAY)
    for answer in (lean, full):
        assert (answer.action.value, [each.id for each in answer.failing]) == naive.decide(policy, book, order, DAY)
    assert (lean.signatures, lean.offers, lean.headroom, lean.failing) == (
        full.signatures,
        full.offers,
        full.headroom,
        full.failing,
    )


@st.composite
def happenings(draw: st.DrawFn) -> list[Movement | dict[str, str] | int]:
    """Questions, movements and days that pass, in any order."""
    found: list[Movement | dict[str, str] | int] = []
    for number in range(draw(st.integers(min_value=2, max_value=7))):
        customer, amount = draw(st.sampled_from(CODES)), Decimal(draw(st.sampled_from(["5", "40", "80"])))
        found.append(
            draw(
                st.one_of(
                    asked(),
                    st.integers(min_value=0, max_value=20),
                    st.just(Ordered(day=DAY, customer=customer, order=f"P{number}", amount=amount)),
                    st.just(Received(day=DAY, customer=customer, receipt=f"Q{number}", amount=amount)),
                    st.just(
                        Invoiced(
                            day=DAY,
                            customer=customer,
                            invoice=f"J{number}",
                            amount=amount,
                            due_on=DAY + timedelta(days=10),
                            term_on=DAY + timedelta(days=10),
                        )
                    ),
                )
            )
        )
    return found


@given(policies(), books(), happenings())
@settings(max_examples=40, deadline=None)
def test_what_is_kept_between_orders_changes_no_answer(
    policy: dict[str, object],
    book: dict[str, list[dict[str, str]]],
    happened: list[Movement | dict[str, str] | int],
) -> None:
    decider = opened(read(policy), book)
    day = DAY
    for each in happened:
        if isinstance(each, Movement):
            decider.standing.positions.add(each)
        elif isinstance(each, int):
            day += timedelta(days=each)
        else:
            question = Order(customer=each["customer"], amount=Decimal(each["amount"]), order=each["order"])
            fresh = Decider(decider.standing, Limits(decider.standing))
            assert decider.decide(question, day) == fresh.decide(question, day)
            assert decider.trace(question, day) == fresh.trace(question, day)
