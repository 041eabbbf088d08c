"""Identity where it is easily overlooked: crowds, former customers, several numbers in a cell, what nobody recorded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.customers.auditing import Audit, audit_customers
from dealerkit.customers.files.ruling import file_allows
from dealerkit.customers.files.run import evaluate as files_evaluate
from dealerkit.customers.files.waiting import evaluate as audit_files
from dealerkit.customers.identity.duplicates import Filings
from dealerkit.customers.identity.ruling import identify, ruled, unsettled
from dealerkit.customers.identity.run import evaluate
from dealerkit.customers.ruling import customer_allows
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from tests.customers.test_customer_audit import AS_OF, POLICY, TEXT, Row, audited, customer, far_apart, policy_of


def who(rows: Sequence[Row], code: str, policy: Policy = POLICY, **tables: Sequence[Row]) -> Decision:
    return identify(policy, Book.from_tables({"customers": rows, "papers": [], **tables}), AS_OF, code)


def crowd(size: int) -> list[dict[str, object]]:
    """Customers with one account, whose names are not near each other; more than `largest_bucket`."""
    names = [f"{n * 104_729:09}"[::-1] * 2 for n in range(1, size + 1)]
    return [customer(n + 1, bank_account="18000001", name=name, account_holder=name) for n, name in enumerate(names)]


class TestCrowds:
    def test_the_last_of_a_crowd_waits_like_the_first(self):
        rows = crowd(30)
        assert {who(rows, f"HZ{n:03}").outcome for n in (1, 20, 21, 30)} == {Outcome.REFUSED}

    def test_exceptions_of_the_named_ones_do_not_free_the_rest(self):
        filings = [
            {"filing": f"F{n}", "of": "account", "customer": f"HZ{n:03}", "filed_on": "2026-03-01"}
            for n in range(1, 21)
        ]
        rows = crowd(30)
        assert who(rows, "HZ001", identity_filings=filings).outcome is Outcome.GRANTED
        assert who(rows, "HZ025", identity_filings=filings).outcome is Outcome.REFUSED


PAIRS = st.frozensets(st.tuples(st.integers(0, 5), st.integers(-1, 5)), max_size=12)


@settings(max_examples=150)
@given(PAIRS, st.integers(1, 6), st.integers(0, 6))
def test_open_are_those_with_a_partner_and_no_exception_for_the_two(
    filed: frozenset[tuple[int, int]], one: int, other: int
):
    by: dict[str, frozenset[str]] = {
        str(n): frozenset("" if b < 0 else str(b) for a, b in filed if a == n) for n in range(6)
    }
    filings = Filings({"x": by})

    def pardoned(a: str, b: str) -> bool:
        return "" in by[a] or "" in by[b] or b in by[a] or a in by[b]

    codes = [str(n) for n in range(one)]
    expected = {each for a, b in combinations(codes, 2) if not pardoned(a, b) for each in (a, b)}
    assert filings.open("x", codes) == expected

    sides = codes[: min(one, other)], codes[min(one, other) :]
    across = {each for a in sides[0] for b in sides[1] if not pardoned(a, b) for each in (a, b)}
    assert filings.open("x", *sides) == across


class TestNearSides:
    def test_who_shares_one_side_of_a_near_pair_is_near_too(self):
        rows = far_apart(1, 2, 3)
        for n, name in enumerate(("东升建材商行", "东升建材商行", "东昇建材商行")):
            rows[n]["name"] = rows[n]["account_holder"] = name
        assert "name" in who(rows, "HZ002").value("alarms")  # type: ignore[operator]
        assert set(who(rows, "HZ003").value("shares")) == {"HZ001"}  # type: ignore[arg-type]


class TestFormerCustomers:
    def test_a_telephone_of_a_customer_that_is_over_is_an_alarm(self):
        rows = far_apart(1, 2)
        rows[0] |= {"valid_to": "2026-01-31", "phone": rows[1]["phone"]}
        found = who(rows, "HZ002")
        assert (found.value("alarms"), found.value("shares")) == (("phone",), ("HZ001",))

    def test_an_earlier_telephone_of_a_customer_that_goes_on_is_none(self):
        rows = far_apart(1, 2)
        earlier = {**rows[0], "valid_to": "2026-01-31", "phone": rows[1]["phone"]}
        assert who([earlier, {**rows[0], "valid_from": "2026-02-01"}, rows[1]], "HZ002").value("alarms") == ()

    def test_of_several_rows_that_are_over_the_last_one_counts(self):
        rows = far_apart(1, 2)
        last = {**rows[0], "valid_from": "2026-01-01", "valid_to": "2026-01-31", "phone": "13700000000"}
        first = {**rows[0], "valid_to": "2025-12-31", "phone": rows[1]["phone"]}
        for order in ([last, first, rows[1]], [first, last, rows[1]]):
            assert who(order, "HZ002").value("alarms") == ()

    def test_who_is_a_customer_only_later_holds_nothing_yet(self):
        rows = far_apart(1, 2)
        rows[0] |= {"valid_from": "2026-06-01", "phone": rows[1]["phone"]}
        assert who(rows, "HZ002").value("alarms") == ()

    def test_former_customers_are_neither_counted_nor_audited(self):
        rows = far_apart(1, 2)
        rows[0] |= {"valid_to": "2026-01-31", "address": ""}
        book = Book.from_tables({"customers": rows, "papers": []})
        assert audit_customers(POLICY, book, AS_OF).count == 1
        assert (book.counts["customers"].read, book.counts["customers"].used) == (2, 2)


SEVERAL = policy_of(
    TEXT.replace(
        "phone: {fields: phone, as: digits, then: alarm}",
        "phone: {fields: phone, as: digits, several: ['/', 、], then: alarm}",
    ).replace("phone: {field: phone, format: mobile}", "phone: {field: phone, format: mobile, several: ['/', 、]}")
)


class TestSeveralNumbersInACell:
    @pytest.mark.parametrize("sign", ["/", " / ", "、"])
    def test_the_second_number_of_a_cell_is_compared_as_well(self, sign: str):
        rows = far_apart(1, 2, 3)
        rows[0]["phone"] = f"13700000000{sign}{rows[1]['phone']}"
        rows[2]["phone"] = "13700000000"
        assert who(rows, "HZ001", SEVERAL).value("shares") == ("HZ002", "HZ003")
        assert who(rows, "HZ002", SEVERAL).value("shares") == ("HZ001",)

    def test_one_number_twice_in_a_cell_is_shared_with_nobody(self):
        rows = far_apart(1, 2)
        rows[0]["phone"] = "13700000000/137-0000-0000/13700000000"
        assert who(rows, "HZ001", SEVERAL).value("alarms") == ()

    def test_two_cells_with_the_same_two_numbers_are_two_matches_of_two(self):
        rows = far_apart(1, 2)
        rows[0]["phone"], rows[1]["phone"] = "13700000000/13800000000", "13800000000/13700000000"
        found = audit_customers(SEVERAL, Book.from_tables({"customers": rows, "papers": []}), AS_OF).identity
        assert found is not None
        assert sorted((each.value, each.count) for each in found.matches) == [("13700000000", 2), ("13800000000", 2)]

    def test_each_number_of_a_cell_must_have_the_form(self):
        rows = far_apart(1, 2)
        rows[0]["phone"], rows[1]["phone"] = "13700000000 / 13700000001", "13700000002/0571"
        book = Book.from_tables({"customers": rows, "papers": []})
        held = {each.customer: each.wrong for each in files_evaluate(SEVERAL, book, AS_OF).held}
        assert not held["HZ001"]
        assert held["HZ002"]


class TestWhatNobodyRecorded:
    def test_an_account_without_a_holder_is_told_and_cannot_be_judged(self):
        rows = far_apart(1)
        rows[0]["account_holder"] = ""
        found = who(rows, "HZ001")
        assert (found.outcome, found.code, found.missing) == (Outcome.UNDETERMINED, "DK003", ("dealer.account_holder",))
        assert [each.arg("unrecorded") for each in audited(rows).problems if each.code == "DK746"] == ["yes"]

    def test_no_account_has_no_holder(self):
        rows = far_apart(1)
        rows[0] |= {"account_holder": "", "bank_account": ""}
        assert who(rows, "HZ001").outcome is Outcome.GRANTED

    def test_nobody_is_opened_of_whom_no_other_source_says_anything(self):
        text = TEXT.replace(
            "    own_name:",
            "    stops: open\n    sources: {order: [copy, record], fields: {phone: {as: digits}}}\n    own_name:",
        )
        policy, rows = policy_of(text), far_apart(1, 2)
        papers = [{"paper": "licence", "customer": each["customer"]} for each in rows]
        said = [{"customer": "HZ001", "field": "phone", "source": "copy", "value": rows[0]["phone"]}]
        book = Book.from_tables({"customers": rows, "papers": papers, "source_values": said})
        assert customer_allows(policy, book, AS_OF, "HZ001", "open").outcome is Outcome.GRANTED
        found = customer_allows(policy, book, AS_OF, "HZ002", "open")
        assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("source_values",))
        skipping = policy_of(text.replace("{order: [copy, record],", "{order: [copy, record], if_missing: skip,"))
        assert customer_allows(skipping, book, AS_OF, "HZ002", "open").outcome is Outcome.GRANTED


SOURCED = TEXT.replace(
    "    own_name:",
    "    stops: reimburse\n    sources: {order: [copy, record], fields: {phone: {as: digits}}}\n    own_name:",
)


def sourced_book(rows: Sequence[Row], *said: str, **tables: Sequence[Row]) -> Book:
    papers = [{"paper": "licence", "customer": each["customer"]} for each in rows]
    employees: list[Row] = [{"employee": "S1", "role": "seller", "department": "sales"}]
    values = [
        {"customer": each["customer"], "field": "phone", "source": "copy", "value": each["phone"]}
        for each in rows
        if each["customer"] in said
    ]
    return Book.from_tables(
        {"customers": rows, "employees": employees, "papers": papers, "source_values": values, **tables}
    )


class TestWhomNobodyCompared:
    def found(self, text: str = SOURCED, *said: str) -> Audit:
        return audit_customers(policy_of(text), sourced_book(far_apart(1, 2, 3), *said), AS_OF)

    def test_they_are_counted_and_listed_in_the_audit(self):
        found = self.found(SOURCED, "HZ002")
        assert found.identity is not None
        assert found.identity.uncompared == ("HZ001", "HZ003")
        told = [each for each in found.problems if each.code == "DK827"]
        assert [(each.arg("count"), each.arg("customers")) for each in told] == [(2, ("HZ001", "HZ003"))]

    def test_where_all_were_compared_nothing_is_said(self):
        assert [each.code for each in self.found(SOURCED, "HZ001", "HZ002", "HZ003").problems] == []

    def test_nothing_is_said_where_the_policy_skips_them(self):
        skipping = SOURCED.replace("{order: [copy, record],", "{order: [copy, record], if_missing: skip,")
        assert [each.code for each in self.found(skipping).problems] == []


class TestExpensesWaitForIdentity:
    def refused(self, text: str, rows: Sequence[Row], *said: str) -> list[tuple[object, object]]:
        expenses = [
            {"expense": f"E{n}", "date": "2026-03-05", "kind": "gift", "customer": each["customer"], "amount": 10}
            for n, each in enumerate(rows, 1)
        ]
        found = audit_customers(policy_of(text), sourced_book(rows, *said, expenses=expenses), AS_OF)
        return [(each.arg("expense"), each.arg("unsettled")) for each in found.problems if each.code == "DK738"]

    def test_what_waits_about_who_he_is_refuses_his_expenses(self):
        text = TEXT.replace("    own_name:", "    stops: reimburse\n    own_name:")
        rows = far_apart(1, 2, 3)
        rows[1]["bank_account"] = rows[0]["bank_account"]
        assert self.refused(text, rows) == [("E1", "yes"), ("E2", "yes")]
        assert self.refused(TEXT, rows) == []

    def test_of_whom_it_cannot_be_told_the_expenses_wait_too(self):
        assert self.refused(SOURCED, far_apart(1, 2), "HZ001") == [("E2", "yes")]

    def test_a_file_that_does_not_suffice_is_told_as_that(self):
        rows = far_apart(1)
        rows[0]["phone"] = ""
        assert self.refused(SOURCED, rows) == [("E1", "")]

    def test_the_files_alone_refuse_what_the_audit_refuses(self):
        expenses = [{"expense": "E1", "date": "2026-03-05", "kind": "gift", "customer": "HZ001", "amount": 10}]
        found = audit_files(policy_of(SOURCED), sourced_book(far_apart(1), expenses=expenses), AS_OF)
        assert [each.expense for each in found.expenses] == ["E1"]

    def test_they_wait_for_whom_the_ruling_on_one_customer_does_not_grant(self):
        rows = far_apart(1, 2, 3, 4, 5)
        rows[1]["bank_account"] = rows[0]["bank_account"]
        rows[2]["account_holder"] = "别人"
        rows[3]["account_holder"] = ""
        run = evaluate(policy_of(SOURCED), sourced_book(rows, "HZ001", "HZ003", "HZ004"), AS_OF)
        codes = [str(each["customer"]) for each in rows]
        one_by_one = {each for each in codes if ruled(run, each).outcome is not Outcome.GRANTED}
        assert one_by_one == unsettled(run) == {*codes}
        clear = evaluate(policy_of(SOURCED), sourced_book(far_apart(1, 2), "HZ001"), AS_OF)
        assert unsettled(clear) == {"HZ002"}


CONFIRMED = policy_of("""
policy: {name: confirmed, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  files:
    purposes: {credit: {}}
    items:
      confirmed: {field: confirmed_by, role: sales-director}
      checked: {field: checked_by, role: regional-manager, optional: true}
""")


class TestWhoConfirms:
    """The sales director confirms a file; the regional manager spot-checks it."""

    def credit(self, **cells: object) -> Decision:
        people: list[Row] = [
            {"employee": "D1", "role": "sales-director", "valid_to": "2026-01-31"},
            {"employee": "D1", "role": "adviser", "valid_from": "2026-02-01"},
            {"employee": "D2", "role": "sales-director", "valid_from": "2026-06-01"},
            {"employee": "M1", "role": "regional-manager"},
        ]
        rows = [{"customer": "C1", "kind": "firm", "status": "active", **cells}]
        return file_allows(CONFIRMED, Book.from_tables({"customers": rows, "employees": people}), AS_OF, "C1", "credit")

    def test_who_was_the_director_has_confirmed_it(self):
        assert self.credit(confirmed_by="D1").outcome is Outcome.GRANTED

    @pytest.mark.parametrize("name", ["M1", "X9", "D2"])
    def test_another_a_stranger_and_a_later_director_have_not(self, name: str):
        assert self.credit(confirmed_by=name).value("wrong") == ("confirmed",)

    def test_nobody_has_not(self):
        assert self.credit().value("lacks") == ("confirmed",)

    def test_a_check_by_another_is_told_and_stops_nothing(self):
        rows = [
            {
                "customer": "C1",
                "kind": "firm",
                "status": "active",
                "confirmed_by": "D1",
                "checked_by": "D1",
                "owner": "D1",
            }
        ]
        people = [{"employee": "D1", "role": "sales-director", "department": "sales"}]
        run = files_evaluate(CONFIRMED, Book.from_tables({"customers": rows, "employees": people}), AS_OF)
        assert [(each.code, each.arg("role")) for each in run.problems] == [("DK735", "regional-manager")]
        assert run.insufficient() == ()
        assert [(each.files, each.complete) for each in run.completeness] == [(1, 1)]
        assert self.credit(confirmed_by="D1", checked_by="D1").outcome is Outcome.GRANTED


def test_which_dossier_of_a_car_is_the_first_does_not_depend_on_the_order_of_rows():
    dossiers = [{"dossier": each, "kind": "car", "object": "V1"} for each in ("X3", "X1", "X2")]
    for rows in (dossiers, dossiers[::-1]):
        found = [each for each in audited(far_apart(1), dossiers=rows).problems if each.code == "DK739"]
        assert sorted((each.arg("dossier"), each.arg("first")) for each in found) == [("X2", "X1"), ("X3", "X1")]


class TestMisspelt:
    """A kind or a paper that no item names would pass, or lack, in silence."""

    def test_a_kind_close_to_one_of_the_policy_is_told_once(self):
        rows = far_apart(1, 2, 3)
        rows[0]["kind"] = rows[1]["kind"] = "dealr"
        found = [each for each in audited(rows).problems if each.code == "DK740"]
        assert [(each.arg("what"), each.arg("word"), each.arg("nearest")) for each in found] == [
            ("kind-of-customer", "dealr", "dealer")
        ]
        assert str(found[0].at) == "customers:1:3"

    def test_a_kind_of_its_own_is_left_alone(self):
        rows = far_apart(1, 2)
        rows[0]["kind"] = "person"
        assert [each.code for each in audited(rows).problems] == []

    def test_a_paper_close_to_one_of_the_policy_is_told_beside_what_lacks(self):
        papers = [{"paper": "licences", "customer": "HZ001"}, {"paper": "photograph", "customer": "HZ001"}]
        found = audited(far_apart(1), papers=papers).problems
        assert [(each.code, each.arg("word") if each.code == "DK740" else "") for each in found] == [
            ("DK734", ""),
            ("DK740", "licences"),
        ]
