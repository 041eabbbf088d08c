"""Whatever happens at a desk, it answers as one that was opened on a book which says the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.positions.movements import Delivered, Invoiced, Received
from dealerkit.credit.results import Action, OrderAnswer
from tests.credit.accounts import Rows, book_of, policy_of, table

FIRST = date(2026, 1, 28)
CUSTOMERS = table(
    "customer,kind,status,class,group,filed",
    "A,dealer,active,A,G1,true",
    "B,dealer,active,B,G1,true",
    "C,dealer,active,A,G2,true",
    "E,dealer,active,B,,true",
)
GROUPS = table("group,name,kind,parent", "G1,One,control,", "G2,Two,control,G1")
EMPLOYEES = table("employee,name,role", "M,Mei,manager", "N,Ning,director")

LADDER = """
  over_limit:
    count: month
    steps:
      - {id: first, times: 1, shipment: {below: 1/3}, sign: manager, expires: 9 days}
      - {id: last, times: 1, after: first, shipment: {below: 1/2}, sign: director}
      - {id: cash, cash_first: true, plan: true}
"""
POLICIES = {
    "what is asked of checks": policy_of(
        """
credit:
  payment_days: 30
  exposure: {unapplied: subtract, horizon: 10 days}
  eligible: [{id: tame, when: account.releases <= 2, otherwise: block}]
  limits:
    together: {for: group, fixed: 150}
    small: {where: dealer.class == "B", rolling: {days: 10}, opening: {limit: 50, within: 5 days}, minimum: 20}
    usual: {fixed: 100}
  checks:
    - {id: limit, static: {above: 100%}, then: over-limit}
    - {id: soon, dynamic: {above: 100%}, then: over-limit}
    - {id: family, group: {above: 100%}, then: refer, to: sales}
    - {id: oldest, oldest_item: {clock: term, above: 0}, then: refer, to: sales}
    - {id: share, overdue_share: {above: 20%}, then: warn}
    - {id: together, condition: account.group_exposure > 140, then: block, if_missing: pass}
    - {id: loads, open_loads: {above: 6}, then: warn}
"""
        + LADDER
    ),
    "what limits ask": policy_of(
        """
credit:
  payment_days: 30
  limits:
    tamed: {where: account.releases >= 2, fixed: 30}
    small: {where: dealer.class == "B" and account.group_exposure > 60, fixed: 40}
    usual: {fixed: =account.receivables + 60, maximum: 120}
  checks:
    - {id: limit, static: {at: 100%}, then: over-limit, levels: [{id: l, where: account.releases > 1, then: block}]}
    - {id: room, condition: account.headroom < 5, then: warn}
    - {id: worth, order_value: {above: =account.limit}, then: refer, to: sales}
"""
        + LADDER
    ),
}

AMOUNTS = st.sampled_from([Decimal(each) for each in ("0", "0.01", "9", "25", "33.33", "49.99", "60", "100")])
NAMES = st.sampled_from([str(row["customer"]) for row in CUSTOMERS])


def seen(answer: OrderAnswer) -> tuple[object, ...]:
    """An answer without the places it names."""
    checks = [(each.id, each.level, each.failed, each.value, each.bound, each.missing) for each in answer.failing]
    offers = [(each.step, each.open, each.used, each.bound, each.excess, each.due_on) for each in answer.offers]
    return (
        answer.action,
        answer.limit.amount,
        answer.exposure,
        answer.headroom,
        checks,
        offers,
        answer.signatures,
        answer.release,
        answer.plan,
        [each.code for each in answer.problems],
    )


class Desk(RuleBasedStateMachine):
    """A desk that is told what happens, and beside it the rows of a book that says so."""

    @initialize(name=st.sampled_from(sorted(POLICIES)))
    def opened(self, name: str) -> None:
        self.policy = POLICIES[name]
        self.number = 0
        self.rows: dict[str, Rows] = {each: [] for each in ("orders", "deliveries", "invoices", "receipts", "releases")}
        self.placed: list[tuple[str, str]] = []
        self.billed: list[tuple[str, str]] = []
        # Asked again and again, as they are.
        self.asked = [
            Order(customer=customer, amount=Decimal(amount), order=f"Q{customer}{amount}")
            for customer in "ABCE"
            for amount in (1, 40, 90)
        ]
        self.desk = self.fresh(FIRST)

    def fresh(self, day: date) -> OrderDesk:
        book = book_of(customers=CUSTOMERS, groups=GROUPS, employees=EMPLOYEES, **self.rows)
        return OrderDesk.open(self.policy, book, day)

    def next(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    @rule(days=st.sampled_from([0, 1, 3, 4, 9, 10, 30, 31]))
    def time_goes_by(self, days: int) -> None:
        assert self.desk.advance(self.desk.day + timedelta(days=days)) is None

    @rule(customer=NAMES, amount=AMOUNTS, wanted=st.sampled_from([None, 5, 10, 11]))
    def an_order_is_placed(self, customer: str, amount: Decimal, wanted: int | None) -> None:
        number, day = self.next("S"), self.desk.day
        wanted_on = None if wanted is None else day + timedelta(days=wanted)
        order = Order(customer=customer, amount=amount, order=number, wanted_on=wanted_on)
        expected = seen(self.fresh(day).place(order))
        answer = self.desk.place(order)
        assert seen(answer) == expected
        if answer.action is not Action.SHIP:
            return
        self.placed.append((customer, number))
        self.row("orders", order=number, customer=customer, gross_amount=amount, wanted_on=wanted_on, product="P")

    @rule(customer=NAMES, amount=AMOUNTS, again=st.booleans())
    def an_order_is_released(self, customer: str, amount: Decimal, again: bool) -> None:  # noqa: FBT001 - drawn
        number = f"Q{customer}90" if again else self.next("S")
        key, day = self.next("L"), self.desk.day
        signer, role, step = ("M", "manager", "first") if self.number % 3 else ("N", "director", "last")
        self.desk.release(
            Release(
                release=key,
                order=number,
                customer=customer,
                day=day,
                amount=amount,
                step=step,
                signer=signer,
                role=role,
            )
        )
        self.row(
            "releases",
            release=key,
            order=number,
            customer=customer,
            amount=amount,
            signed_by=signer,
            role=role,
            kind=step,
        )

    @rule(data=st.data(), amount=AMOUNTS, back=st.booleans())
    def goods_leave(self, data: st.DataObject, amount: Decimal, back: bool) -> None:  # noqa: FBT001 - drawn
        customer, order = data.draw(st.sampled_from([*self.placed, ("E", "")]))
        number, given = self.next("V"), -amount if back else amount
        self.desk.add(Delivered(day=self.desk.day, customer=customer, delivery=number, amount=given, order=order))
        self.row("deliveries", delivery=number, customer=customer, gross_amount=given, order=order or None)

    @rule(data=st.data(), amount=AMOUNTS, back=st.booleans())
    def somebody_is_billed(self, data: st.DataObject, amount: Decimal, back: bool) -> None:  # noqa: FBT001 - drawn
        customer, order = data.draw(st.sampled_from([*self.placed, ("A", ""), ("B", ""), ("C", "")]))
        number, given, day = self.next("F"), -amount if back else amount, self.desk.day
        due = day + timedelta(days=30)
        self.desk.add(
            Invoiced(day=day, customer=customer, invoice=number, amount=given, due_on=due, term_on=due, order=order)
        )
        self.billed.append((customer, number))
        self.row("invoices", invoice=number, customer=customer, gross_amount=given, order=order or None)

    @rule(data=st.data(), amount=AMOUNTS, kind=st.sampled_from(["payment", "refund", "deposit"]), ahead=st.booleans())
    def money_arrives(self, data: st.DataObject, amount: Decimal, kind: str, ahead: bool) -> None:  # noqa: FBT001 - drawn
        coming = [("A", f"F{self.number + 2}")] if ahead else []
        customer, invoice = data.draw(st.sampled_from([*self.billed, *coming, ("A", ""), ("E", "")]))
        number, given = self.next("R"), -amount if kind == "refund" else amount
        order = data.draw(st.sampled_from(["", *(each for who, each in self.placed if who == customer)]))
        order = "" if invoice else order
        self.desk.add(
            Received(
                day=self.desk.day,
                customer=customer,
                receipt=number,
                amount=given,
                invoice=invoice,
                kind=kind,
                order=order,
            )
        )
        self.row(
            "receipts",
            receipt=number, customer=customer, amount=given, invoice=invoice or None, kind=kind, order=order or None,
        )  # fmt: skip

    @rule(data=st.data())
    def somebody_asks(self, data: st.DataObject) -> None:
        day = self.desk.day
        fresh = self.fresh(day)
        asked = data.draw(st.lists(st.sampled_from(self.asked), min_size=1, max_size=5))
        for order in (*asked, *asked[:1]):
            expected = seen(fresh.trace(order))
            assert seen(self.desk.check(order)) == expected, order
            assert seen(self.desk.trace(order)) == expected, order
        again = self.fresh(day)
        for order in reversed(asked):
            assert seen(again.check(order)) == seen(fresh.check(order)), order

    def row(self, table_name: str, **cells: object) -> None:
        written = {"date": self.desk.day, **{name: cell for name, cell in cells.items() if cell is not None}}
        if table_name == "orders":
            written["quantity"] = Decimal(1)
        self.rows[table_name].append(written)


def test_a_desk_answers_as_one_opened_anew():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


@pytest.mark.slow
def test_a_desk_answers_as_one_opened_anew_over_many_days():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=120,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
