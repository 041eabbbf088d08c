"""What an answer shows is what was compared: exposure beside headroom, the excess of a step, the plan asked for."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from dealerkit.credit.collecting.ageing_run import age
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.positions.movements import Invoiced
from dealerkit.credit.queue import Turn
from dealerkit.credit.results import Action, OrderAnswer
from dealerkit.report.order_checks import OrderChecks
from tests.credit.accounts import Rows, book_of, policy_of, table

DAY = date(2026, 3, 31)
LADDER = "over_limit: {steps: [{id: cash, cash_first: true, plan: true}]}"
BY_CLASS = policy_of(f"""
credit:
  payment_days: 30
  limits: {{usual: {{fixed: 100}}}}
  checks:
    - {{id: all, static: {{above: 100%}}, then: over-limit,
       levels: [{{id: k, where: dealer.class == "K", then: "off"}}]}}
    - {{id: month, dynamic: {{above: 100%, horizon: 1 month}}, then: "off",
       levels: [{{id: k, where: dealer.class == "K", then: over-limit}}]}}
  {LADDER}
""")
CUSTOMERS = table("customer,class", "K,K", "S,S")
# Each owes 40, has 20 on order for April, and 30 on order for June.
ORDERS = "order,date,customer,product,quantity,gross_amount,wanted_on"
OPEN = table(
    ORDERS,
    *(
        f"{who}{wanted},2026-03-30,{who},P,1,{amount},{wanted}"
        for who in "KS"
        for wanted, amount in (("2026-04-10", 20), ("2026-06-10", 30))
    ),
)
INVOICES = table("invoice,date,customer,gross_amount", "IK,2026-03-20,K,40", "IS,2026-03-20,S,40")


def answer(customer: str, amount: int) -> OrderAnswer:
    desk = OrderDesk.open(BY_CLASS, book_of(customers=CUSTOMERS, orders=OPEN, invoices=INVOICES), DAY)
    return desk.check(Order(customer=customer, amount=Decimal(amount)))


def figures(found: OrderAnswer) -> tuple[object, ...]:
    assert found.exposure is not None
    return found.exposure.total, found.exposure.beyond_horizon, found.headroom


class TestExposure:
    def test_where_only_the_dynamic_check_applies_its_horizon_is_shown(self):
        # Within a month: 40 + 20; the 30 of June lie beyond it. 100 − 60 = 40.
        assert figures(answer("K", 5)) == (60, 30, 40)

    def test_where_the_static_check_applies_all_orders_are_shown(self):
        # 40 + 20 + 30 = 90; 100 − 90 = 10.
        assert figures(answer("S", 5)) == (90, 0, 10)

    def test_the_excess_of_a_step_is_what_the_failing_check_counted(self):
        # 60 + 45 is 5 over 100; with June's order it would have been 35.
        (offer,) = answer("K", 45).offers
        assert (offer.excess, offer.plan_amount) == (5, 5)


def document(found: OrderAnswer) -> dict[str, object]:
    made = OrderChecks(policy=BY_CLASS, as_of=DAY, turns=(Turn(found),)).document("en")
    (order,) = json.loads(json.dumps(made))["orders"]
    return order  # type: ignore[no-any-return]


class TestForPrograms:
    def test_the_amount_of_the_plan_is_told(self):
        found = document(answer("K", 45))
        assert (found["action"], found["plan"], found["plan_amount"]) == ("cash-first", True, "5.00")

    def test_without_a_plan_there_is_no_amount(self):
        found = document(answer("K", 5))
        assert (found["plan"], found["plan_amount"]) == (False, None)

    def test_all_amounts_are_written_alike(self):
        found = document(answer("K", 5))
        written = [found[name] for name in ("amount", "limit", "exposure", "headroom")]
        assert written == ["5.00", "100.00", "60.00", "40.00"]

    def test_people_see_what_the_plan_comes_to(self):
        made = OrderChecks(policy=BY_CLASS, as_of=DAY, turns=(Turn(answer("K", 1_300)),))
        assert "1,260.00" in made.report().page("en").text("en")


TAMED = policy_of("""
credit:
  limits:
    tamed: {where: account.releases >= 1, fixed: 10}
    shared: {where: account.group_exposure > 50, fixed: 20}
    usual: {fixed: 100}
  checks: [{id: limit, static: {above: 100%}, then: over-limit}]
  over_limit: {steps: [{id: first, times: 9, sign: manager}]}
""")
GROUPED: dict[str, Rows] = {
    "customers": table("customer,group", "A,G", "B,G"),
    "groups": table("group,name,kind", "G,Gee,control"),
}


class TestLimitsThatAskOthers:
    """Found by driving a desk through anything: the limit was kept while only the own account stood still."""

    def desk(self) -> OrderDesk:
        desk = OrderDesk.open(TAMED, book_of(**GROUPED), DAY)
        assert self.limit(desk) == 100
        return desk

    @staticmethod
    def limit(desk: OrderDesk) -> Decimal | None:
        return desk.check(Order(customer="A", amount=Decimal(1))).limit.amount

    def test_a_limit_that_counts_releases_follows_one_that_is_signed(self):
        desk = self.desk()
        desk.release(Release(release="L", order="S9", customer="A", day=DAY, signer="E", role="manager"))
        assert self.limit(desk) == 10

    def test_a_limit_that_asks_what_the_group_owes_follows_another_member(self):
        desk = self.desk()
        desk.add(Invoiced(day=DAY, customer="B", invoice="I", amount=Decimal(51), due_on=DAY, term_on=DAY))
        assert self.limit(desk) == 20

    def test_the_same_order_asked_again_sees_a_release_that_was_signed_in_between(self):
        policy = policy_of("""
credit:
  limits: {usual: {fixed: 100}}
  checks: [{id: signed, condition: account.releases > 0, then: block}]
  over_limit: {steps: [{id: first, sign: manager}]}
""")
        desk, order = OrderDesk.open(policy, book_of(**GROUPED), DAY), Order(customer="A", amount=Decimal(1))
        assert desk.check(order).action is Action.SHIP
        desk.release(Release(release="L", order="S9", customer="A", day=DAY, signer="E", role="manager"))
        assert desk.check(order).action is Action.HOLD


COLLECTIONS = policy_of("""
credit: {payment_days: 10}
collections:
  ageing: {buckets: [{id: not-due}, {id: late, above: 0}]}
""")


class TestAgeing:
    def test_credit_stands_beside_the_debts_and_is_not_overdue(self):
        # 100 due on 11 March and 50 due on 9 April; 30 came in for no invoice: 150 of debts, 100 overdue, 120 owed.
        invoices = table("invoice,date,customer,gross_amount", "I1,2026-03-01,K,100", "I2,2026-03-30,K,50")
        receipts = table("receipt,date,customer,amount", "R1,2026-03-15,K,30")
        total = age(COLLECTIONS, book_of(invoices=invoices, receipts=receipts), DAY).total
        assert total is not None
        assert (total.debts, total.overdue, total.credit, total.total) == (150, 100, 30, 120)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [("X1,K,I1,2026-03-20", []), ("X1,K,I9,2026-03-20", [("I9", "")]), ("X1,S,I1,2026-03-20", [("I1", "K")])],
    )
    def test_a_dispute_of_an_invoice_its_customer_does_not_have_is_told(
        self, row: str, expected: list[tuple[str, str]]
    ):
        invoices = table("invoice,date,customer,gross_amount", "I1,2026-03-01,K,100")
        book = book_of(invoices=invoices, disputes=table("dispute,customer,invoice,date", row))
        found = [each for each in age(COLLECTIONS, book, DAY).problems if each.code == "DK584"]
        assert [(each.arg("invoice"), each.arg("other")) for each in found] == expected
