"""The facts of an account on a day, each worked out by hand from a small book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Unpack

import pytest

from dealerkit.credit.desk import check_order
from dealerkit.credit.facts import OF_ACCOUNTS
from dealerkit.credit.order import Order
from dealerkit.credit.results import Action
from dealerkit.policy.types import Missing, Value
from tests.credit.accounts import Tables, book_of, policy_of, standing, table

DAY = date(2026, 4, 10)
INVOICES = "invoice,date,customer,gross_amount,due_on"


def fact(
    name: str, day: date = DAY, order: Order | None = None, customer: str = "D", **tables: Unpack[Tables]
) -> Value | Missing:
    return standing(on=day, **tables).facts(customer, day, order)[name]


def invoices(*rows: str) -> Tables:
    return {"invoices": table(INVOICES, *rows)}


class TestOpenItems:
    def test_what_is_overdue_was_due_before_the_day(self):
        found = invoices("F,2026-03-01,D,100,2026-04-09", "G,2026-03-01,D,10,2026-04-10", "H,2026-03-01,D,1,2026-04-11")
        assert fact("account.overdue", **found) == 100

    def test_what_is_overdue_as_a_share_is_exact(self):
        found = invoices("F,2026-03-01,D,100,2026-04-09", "G,2026-03-01,D,200,2026-05-10")
        assert fact("account.overdue_share", **found) == Fraction(1, 3)

    def test_who_owes_nothing_is_not_overdue(self):
        assert fact("account.overdue_share", **invoices()) == 0
        assert fact("account.overdue") == 0
        assert fact("account.days_overdue") == 0
        assert fact("account.oldest_days") == 0

    def test_the_share_is_not_known_where_credit_notes_are_more_than_what_is_owed(self):
        found = invoices("F,2026-03-01,D,100,2026-04-09", "G,2026-03-01,D,-200,2026-04-09")
        assert isinstance(fact("account.overdue_share", **found), Missing)

    def test_an_open_item_without_a_due_day_leaves_it_open_what_is_overdue(self):
        policy = policy_of("credit: {}\n")
        here = standing(policy, DAY, **invoices("F,2026-03-01,D,100,2026-04-09", "G,2026-03-01,D,10,"))
        assert here.facts("D", DAY)["account.overdue"] == Missing(("invoices.due_on",))
        assert here.facts("D", DAY)["account.days_overdue"] == Missing(("invoices.due_on",))

    def test_days_since_the_oldest_open_item_leave_out_what_is_paid(self):
        found = invoices("F,2026-01-01,D,100,", "G,2026-03-01,D,10,")
        found["receipts"] = table("receipt,date,customer,amount,invoice", "R,2026-02-01,D,100,F")
        assert fact("account.oldest_days", **found) == 40

    def test_days_overdue_are_those_of_the_item_longest_overdue(self):
        found = invoices("F,2026-03-01,D,100,2026-04-05", "G,2026-01-01,D,10,2026-04-08")
        assert fact("account.days_overdue", **found) == 5

    def test_nothing_is_overdue_by_days_below_zero(self):
        assert fact("account.days_overdue", **invoices("F,2026-03-01,D,100,2026-05-05")) == 0


class TestHistory:
    def test_the_balance_of_last_year_is_what_is_open_of_invoices_before_1_january(self):
        found = invoices("F,2025-12-31,D,100,", "G,2026-01-01,D,10,")
        found["receipts"] = table("receipt,date,customer,amount,invoice", "R,2026-02-01,D,30,F")
        assert fact("account.last_year_balance", **found) == 70

    def test_average_sales_are_a_twelfth_of_the_twelve_whole_months_before(self):
        found = invoices("E,2025-03-31,D,5000,", "F,2025-04-01,D,1000,", "G,2026-03-31,D,200,", "H,2026-04-01,D,7000,")
        assert fact("account.average_sales", **found) == 100

    def test_days_with_us_are_counted_from_the_customers_file(self):
        customers = table("customer,opened_on", "D,2026-04-01")
        assert fact("account.days_with_us", customers=customers, invoices=table(INVOICES, "F,2025-01-01,D,1,")) == 9

    def test_days_with_us_are_counted_from_the_first_invoice_where_the_file_does_not_say(self):
        assert fact("account.days_with_us", **invoices("G,2026-04-05,D,1,", "F,2026-04-08,D,1,")) == 5

    def test_who_never_traded_has_no_days_with_us(self):
        assert isinstance(fact("account.days_with_us"), Missing)


class TestLoads:
    def test_a_load_is_open_until_its_invoice_is_paid_in_full(self):
        tables = invoices("F,2026-03-01,D,100,", "G,2026-03-02,D,100,")
        tables["receipts"] = table(
            "receipt,date,customer,amount,invoice", "R,2026-03-05,D,100,F", "S,2026-03-05,D,99,G"
        )
        tables["deliveries"] = table(
            "delivery,date,customer,gross_amount,invoice", "L,2026-03-01,D,100,F", "M,2026-03-09,D,5,"
        )
        assert fact("account.open_loads", **tables) == 2


MASTERS: Tables = {
    "customers": table("customer,class,valid_from,valid_to", "D,A,2026-01-01,2026-03-31", "D,B,2026-04-01,"),
    "contracts": table("contract,customer,kind,payment_days", "C1,D,direct,10", "C2,E,store,20", "C3,D,store,10"),
}


class TestMasters:
    def test_the_dealers_columns_are_those_of_the_day(self):
        here = standing(**MASTERS)
        assert here.facts("D", date(2026, 3, 31))["dealer.class"] == "A"
        assert here.facts("D", date(2026, 4, 1))["dealer.class"] == "B"

    def test_the_orders_contract_answers_where_it_names_one(self):
        order = Order(customer="D", amount=Decimal(1), contract="C3")
        assert standing(**MASTERS).facts("D", DAY, order)["contract.kind"] == "store"

    def test_contracts_that_disagree_leave_a_fact_unknown_and_those_that_agree_do_not(self):
        facts = standing(**MASTERS).facts("D", DAY)
        assert isinstance(facts["contract.kind"], Missing)
        assert facts["contract.payment_days"] == 10

    def test_another_customers_contract_is_not_the_orders(self):
        order = Order(customer="D", amount=Decimal(1), contract="C2")
        here = standing(**MASTERS)
        assert isinstance(here.facts("D", DAY, order)["contract.kind"], Missing)
        assert here.contract_row("D", DAY, "C2") is None

    def test_the_only_contract_in_force_is_found_without_its_number(self):
        here = standing(**MASTERS)
        row = here.contract_row("E", DAY)
        assert row is not None
        assert row["contract"] == "C2"
        assert here.contract_row("D", DAY) is None

    def test_days_to_pay_of_another_customers_contract_do_not_hold(self):
        assert standing(**MASTERS).term_days("D", DAY, "C2") == 10


class TestAsking:
    def test_what_is_handed_in_comes_before_everything_else(self):
        facts = standing().facts(
            "D", DAY, more={"account.limit": lambda: Decimal(5), "account.overdue": lambda: Decimal(7)}
        )
        assert (facts["account.limit"], facts["account.overdue"]) == (5, 7)

    def test_a_provider_is_asked_with_customer_day_and_order(self):
        here = standing()
        order = Order(customer="D", amount=Decimal(1))
        here.providers["account.dunning_level"] = lambda customer, day, asked: (
            day.day if (customer, asked) == ("D", order) else 0
        )
        assert here.facts("D", DAY, order)["account.dunning_level"] == 10

    def test_a_fact_is_reckoned_once(self):
        answers = iter([Decimal(5), Decimal(7)])
        facts = standing().facts("D", DAY, more={"account.limit": lambda: next(answers)})
        assert (facts["account.limit"], facts["account.limit"]) == (5, 5)

    def test_parameters_are_those_of_the_day(self):
        text = "parameters:\n  grace: {title: t, unit: days, source: s, values: {2026-01-01: 3, 2026-04-01: 5}}\n"
        here = standing(policy_of(text + "credit: {}\n"))
        assert here.facts("D", date(2026, 3, 31))["grace"] == 3
        assert here.facts("D", date(2026, 4, 1))["grace"] == 5

    def test_the_order_answers_for_itself(self):
        order = Order(customer="D", amount=Decimal(5), payment_days=45, wanted_on=date(2026, 5, 1), day=DAY)
        facts = standing().facts("D", DAY, order)
        assert (facts["order.amount"], facts["order.payment_days"]) == (5, 45)
        assert (facts["order.wanted_on"], facts["order.date"]) == (date(2026, 5, 1), DAY)
        assert facts["order.contract"] == Missing(("order.contract",))

    def test_an_order_that_names_no_currency_is_in_the_policys(self):
        found = [Order(customer="D", amount=Decimal(5), currency=each) for each in ("", "USD")]
        assert [standing().facts("D", DAY, each)["order.currency"] for each in found] == ["CNY", "USD"]

    def test_a_name_that_nobody_knows_is_not_there(self):
        facts = standing().facts("D", DAY)
        assert facts.get("nothing.at.all") is None
        assert "nothing" not in facts
        with pytest.raises(KeyError):
            facts["nothing"]

    def test_every_fact_of_an_account_has_an_answer(self):
        facts = standing(**invoices("F,2026-03-01,D,100,2026-04-09")).facts("D", DAY)
        assert [each.name for each in OF_ACCOUNTS if facts.get(each.name) is None] == []

    def test_without_an_order_what_is_asked_of_it_is_missing(self):
        assert isinstance(standing().facts("D", DAY)["order.amount"], Missing)


class TestKnown:
    def test_a_customer_is_known_by_his_file(self):
        here = standing(customers=table("customer,name", "D,Dawn"), invoices=table(INVOICES, "F,2026-03-01,E,100,"))
        assert here.known("D")
        assert not here.known("E")

    def test_without_files_whoever_ever_had_a_movement_is_known(self):
        here = standing(**invoices("F,2026-03-01,E,100,"))
        assert here.known("E")
        here.positions.of("D")
        assert not here.known("D")


class TestUnread:
    INVOICE = "invoice,date,customer,gross_amount,currency"

    def test_a_row_that_cannot_be_counted_leaves_the_exposure_unknown_and_names_the_column(self):
        here = standing(invoices=table(self.INVOICE, "F,2026-03-01,D,100,USD", "G,2026-03-01,E,100,CNY"))
        assert here.facts("D", DAY)["account.exposure"] == Missing(("invoices.currency",))
        assert here.facts("E", DAY)["account.exposure"] == 100

    def test_an_order_of_such_a_customer_is_undetermined(self):
        policy = policy_of(
            "credit:\n  limits: {own: {fixed: 500}}\n  checks: [{id: s, static: {above: 100%}, then: block}]\n"
        )
        book = book_of(invoices=table(self.INVOICE, "F,2026-03-01,D,100,USD"))
        answer = check_order(policy, book, Order(customer="D", amount=Decimal(1)), DAY)
        assert answer.action is Action.UNDETERMINED
        assert answer.decision.missing == ("invoices.currency",)

    def test_a_row_dated_later_than_the_day_changes_nothing(self):
        here = standing(on=DAY, invoices=table(self.INVOICE, "F,2026-05-01,D,100,USD"))
        assert here.facts("D", DAY)["account.exposure"] == 0

    def test_a_group_with_such_a_member_is_undetermined_as_well(self):
        policy = policy_of(
            "credit:\n  limits: {shared: {for: group, fixed: 500}, own: {unlimited: true}}\n"
            "  checks: [{id: g, group: {above: 100%}, then: block}]\n"
        )
        book = book_of(
            customers=table("customer,group", "D,north", "E,north"),
            groups=table("group,kind", "north,control"),
            invoices=table(self.INVOICE, "F,2026-03-01,E,100,USD"),
        )
        answer = check_order(policy, book, Order(customer="D", amount=Decimal(1)), DAY)
        assert answer.action is Action.UNDETERMINED
        assert answer.decision.missing == ("invoices.currency",)
