"""Records that name a customer or an employee whom the book does not have: told, and never passed over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from dealerkit.customers.access.run import evaluate as accesses
from dealerkit.customers.leads.run import evaluate as prospects
from dealerkit.customers.satisfaction.run import SatisfactionRun
from dealerkit.customers.satisfaction.run import evaluate as satisfaction
from dealerkit.problems import Problem
from tests.customers.contact_books import book_of, policy_of

DAY = date(2026, 3, 31)
ACCESS = policy_of(
    """\
customers:
  access:
    unlisted: hidden
    conflict: refusal
    classes: {contact: {columns: [phone]}}
    grants: [{id: everybody, to: employee, scope: all, operations: [read, lend], classes: all}]
"""
)
LEADS = policy_of(
    """\
customers:
  leads:
    ties: first-number
    first_contact: 7 days
    to_the_named: [referral]
    protection: {lasts: 3 months}
    contacts: 1
    told: 5 days
    assign: {roles: [sales], by: [load], ability: preferred}
"""
)
SURVEYS = policy_of(
    """\
customers:
  satisfaction:
    scale: {from: 1, to: 5}
    missing: leave-out
    measured_over: 1 year
    items: {a: {weight: 1, need: basic}}
"""
)
EMPLOYEES: list[dict[str, object]] = [
    {"employee": "S1", "role": "sales"},
    {"employee": "S9", "role": "sales", "valid_to": "2026-01-31"},
]
CUSTOMERS: list[dict[str, object]] = [{"customer": "K1"}, {"customer": "K9", "valid_to": "2026-01-31"}]


def strangers(problems: Iterable[Problem]) -> list[tuple[object, object]]:
    return [(each.arg("number"), each.arg("name")) for each in problems if each.code == "DK826"]


class TestAccess:
    def entry(self, customer: str) -> dict[str, object]:
        return {
            "event": "V1",
            "at": "2026-03-02 09:00",
            "employee": "S1",
            "operation": "read",
            "customer": customer,
            "field": "phone",
        }

    @pytest.mark.parametrize(("customer", "told"), [("K1", []), ("K9", []), ("KX", [("V1", "KX")])])
    def test_a_look_into_the_file_of_nobody_is_told_though_a_grant_reaches_every_file(
        self, customer: str, told: list[tuple[object, object]]
    ):
        book = book_of(employees=EMPLOYEES, customers=CUSTOMERS, access_log=[self.entry(customer)])
        assert strangers(accesses(ACCESS, book, DAY).problems) == told

    def test_a_paper_lent_from_the_file_of_nobody_is_told(self):
        lending = {"lending": "L1", "customer": "KX", "paper": "phone", "borrower": "S1", "lent_on": "2026-03-02"}
        book = book_of(employees=EMPLOYEES, customers=CUSTOMERS, lendings=[lending])
        assert strangers(accesses(ACCESS, book, DAY).problems) == [("L1", "KX")]

    def test_a_book_without_customers_has_no_strangers(self):
        book = book_of(employees=EMPLOYEES, access_log=[self.entry("KX")])
        assert strangers(accesses(ACCESS, book, DAY).problems) == []


class TestLeads:
    def told(self, **lead: object) -> list[tuple[object, object]]:
        row = {"lead": "L1", "registered_at": "2026-03-30 09:00", **lead}
        return strangers(prospects(LEADS, book_of(employees=EMPLOYEES, leads=[row]), DAY).problems)

    def test_a_registration_by_nobody_does_not_fall_to_the_pool_in_silence(self):
        assert self.told(registered_by="SX") == [("L1", "SX")]

    def test_a_referral_to_nobody_is_told_as_well(self):
        assert self.told(registered_by="S1", origin="referral", named="SX") == [("L1", "SX")]

    def test_who_has_left_and_who_came_by_himself_are_no_strangers(self):
        assert self.told(registered_by="S9") == []
        assert self.told() == []


class TestSurveys:
    def run(self, customer: str) -> SatisfactionRun:
        row = {"survey": "Q", "date": "2026-03-02", "customer": customer, "item": "a"}
        scores = {"perception": 5, "expectation": 1}
        return satisfaction(SURVEYS, book_of(customers=CUSTOMERS, surveys=[{**row, **scores}]), DAY)

    def test_the_answer_of_nobody_is_told_and_not_counted(self):
        run = self.run("KX")
        assert strangers(run.problems) == [("Q", "KX")]
        assert (len(run.surveys), run.refused) == (0, 1)

    @pytest.mark.parametrize("customer", ["K1", "K9"])
    def test_the_answer_of_a_customer_counts_also_of_one_who_is_none_any_more(self, customer: str):
        run = self.run(customer)
        assert strangers(run.problems) == []
        assert (len(run.surveys), run.refused) == (1, 0)
