"""The handbook's sentence on penalties, a whole month of both departments reckoned by hand.

"late 50 per file; sales: customer signature missing 20 an item; service: incomplete or wrong 20, customer
signature 50, internal signature 20 an item, visitor's contact not verified 50; a lost document 20 apiece on top; from
the 2nd violation in a month (sales) or the 3rd (service) the fine doubles, and for service 10 %–30 % of the month's
performance pay may be withheld; not corrected within 1 working day counts as a new violation, again until corrected."

March 2026 begins on a Sunday; its working days are Monday to Friday throughout.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.customers.files.run import FileRun, evaluate
from tests.customers.test_customer_audit import policy_of

POLICY = policy_of("""
policy: {name: month, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  files:
    purposes: {open: {}}
    items: {name: {field: name}}
    dossiers: {new-car: {papers: [contract]}}
    deadlines:
      hand-over:
        {of: dossiers, from: delivered_on, done: handed_over_at, within: 3 working days, fine: late}
      change: {of: changes, from: asked_on, done: done_at, within: 5 working days, fine: late}
    penalties:
      sales:
        fines:
          late: {amount: 50, per: file}
          customer-signature: {amount: 20, per: item}
          lost: {amount: 20, per: item, on_top: true}
        doubled: {from: 2, times: 2}
        correct_within: 1 working day
      service:
        fines:
          late: {amount: 50, per: file}
          incomplete: {amount: 20, per: item}
          customer-signature: {amount: 50, per: item}
          internal-signature: {amount: 20, per: item}
          contact-not-verified: {amount: 50, per: item}
          lost: {amount: 20, per: item, on_top: true}
        doubled: {from: 3, times: 2}
        correct_within: 1 working day
        withhold: {from: 3, least: 10%, most: 30%, decided_by: head}
""")
PEOPLE = [
    {"employee": "S1", "role": "seller", "department": "sales"},
    {"employee": "S2", "role": "seller", "department": "sales"},
    {"employee": "A1", "role": "adviser", "department": "service"},
    {"employee": "A2", "role": "adviser", "department": "service"},
    {"employee": "H1", "role": "head", "department": "service"},
]
CUSTOMERS = [{"customer": "C1", "kind": "firm", "status": "active", "name": "A"}]


def run_of(as_of: date = date(2026, 4, 30), **tables: list[dict[str, object]]) -> FileRun:
    papers = tables.pop("papers", [])
    return evaluate(
        POLICY, Book.from_tables({"customers": CUSTOMERS, "employees": PEOPLE, "papers": papers, **tables}), as_of
    )


def event(number: str, on: str, kind: str, employee: str, items: int, corrected: str) -> dict[str, object]:
    return {"event": number, "date": on, "kind": kind, "employee": employee, "items": items, "corrected_on": corrected}


def owed(run: FileRun) -> dict[tuple[str, int], tuple[Decimal, int]]:
    return {(each.employee, each.month.month): (each.total, each.violations) for each in run.fines.months}


MONTH = [
    # Sales: 50; 2 × 20 doubled = 80; not right by Friday the 6th, again 80, right on Monday; lost 3 × 20 on top;
    # 50 doubled = 100 on the 31st, not right on 1 April: in April it is the first violation, 50.
    event("1", "2026-03-02", "late", "S1", 1, "2026-03-03"),
    event("2", "2026-03-05", "customer-signature", "S1", 2, "2026-03-09"),
    event("3", "2026-03-12", "lost", "S1", 3, ""),
    event("4", "2026-03-31", "late", "S1", 1, "2026-04-02"),
    # Service: 3 × 20 = 60; 50; the third doubles: 2 × 20 × 2 = 80; lost 20 on top; late 100, on the 17th again 100;
    # a contact on Friday, right on Monday: 100.
    event("5", "2026-03-03", "incomplete", "A1", 3, "2026-03-04"),
    event("6", "2026-03-04", "customer-signature", "A1", 1, "2026-03-05"),
    event("7", "2026-03-10", "internal-signature", "A1", 2, "2026-03-11"),
    event("8", "2026-03-11", "lost", "A1", 1, ""),
    event("9", "2026-03-16", "late", "A1", 1, "2026-03-18"),
    event("10", "2026-03-20", "contact-not-verified", "A1", 1, "2026-03-23"),
    # Two violations at the service: nothing doubles yet, and nothing may be withheld.
    event("11", "2026-03-04", "late", "A2", 1, "2026-03-05"),
    event("12", "2026-03-18", "incomplete", "A2", 2, "2026-03-19"),
]


CHANGE: dict[str, object] = {
    "change": "B1",
    "customer": "C1",
    "field": "phone",
    "asked_on": "2026-03-02",
    "done_at": "2026-03-10 09:00",
}


class TestMarch:
    def test_each_employee_owes_what_the_handbook_says(self):
        assert owed(run_of(file_events=MONTH)) == {
            ("S1", 3): (Decimal(50 + 80 + 80 + 60 + 100), 4),
            ("S1", 4): (Decimal(50), 1),
            ("A1", 3): (Decimal(60 + 50 + 80 + 20 + 100 + 100 + 100), 6),
            ("A2", 3): (Decimal(50 + 40), 2),
        }

    def test_ten_to_thirty_per_cent_of_the_pay_of_who_had_three_may_be_withheld(self):
        pay: list[dict[str, object]] = [
            {"employee": "A1", "month": "2026-03-01", "amount": 4000, "withheld": "12.5%", "decided_by": "H1"},
            {"employee": "A2", "month": "2026-03-01", "amount": 4000},
        ]
        found = run_of(file_events=MONTH, performance_pay=pay).fines.withheld
        assert [(each.month.employee, each.least, each.most, each.amount) for each in found] == [("A1", 400, 1200, 500)]

    def test_a_hand_over_that_stays_late_is_fined_again_each_working_day(self):
        # Delivered on Tuesday the 17th, due on Friday the 20th, handed over on Tuesday the 24th: late on the 20th, 50;
        # not put right on Monday the 23rd, a second violation of the month, 100.
        car: dict[str, object] = {
            "dossier": "X1",
            "kind": "new-car",
            "employee": "S2",
            "delivered_on": "2026-03-17",
            "handed_over_at": "2026-03-24 09:00",
        }
        assert owed(run_of(dossiers=[car])) == {("S2", 3): (Decimal(150), 2)}


class TestWhoIsFined:
    """A missed deadline that costs a fine is fined, or it is told why nobody is."""

    def unfined(self, **more: object) -> list[object]:
        run = run_of(customer_changes=[{**CHANGE, **more}])
        assert not run.fines.months
        return [each.arg("unfined") for each in run.problems if each.code == "DK737"]

    def test_a_change_is_fined_of_who_had_to_enter_it(self):
        run = run_of(customer_changes=[{**CHANGE, "employee": "S1"}])
        # Asked for on 2 March, five working days end on the 9th; entered on the 10th.
        assert owed(run) == {("S1", 3): (Decimal(50), 1)}
        assert [each.arg("unfined") for each in run.problems if each.code == "DK737"] == [""]

    def test_a_change_of_nobody_is_told(self):
        assert self.unfined() == ["lapse-no-employee"]

    def test_a_change_of_somebody_whom_no_penalty_covers_is_told(self):
        assert self.unfined(employee="S9") == ["lapse-no-department"]

    def test_a_row_under_an_unknown_department_does_not_excuse_the_missed_deadline(self):
        row = {**event("1", "2026-03-09", "late", "S1", 1, "2026-03-10"), "department": "nowhere", "customer": ""}
        car: dict[str, object] = {
            "dossier": "X1",
            "kind": "new-car",
            "employee": "S1",
            "delivered_on": "2026-03-04",
            "handed_over_at": "2026-03-10 09:00",
        }
        run = run_of(dossiers=[car], file_events=[{**row, "dossier": "X1"}])
        assert [each.code for each in run.problems if each.code == "DK740"] == ["DK740"]
        assert owed(run) == {("S1", 3): (Decimal(50), 1)}

    def test_one_row_stands_for_one_missed_deadline_of_a_dossier(self):
        twice = policy_of(
            """
policy: {name: twice, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  files:
    purposes: {open: {}}
    items: {name: {field: name}}
    deadlines:
      registration: {from: first_contact, done: registered_at, within: 0 days, fine: late}
      filing: {from: first_contact, done: filed_on, within: 5 working days, fine: late}
    penalties: {sales: {fines: {late: {amount: 50, per: file}}}}
"""
        )
        customer = {**CUSTOMERS[0], "owner": "S1", "first_contact": "2026-03-02", "registered_at": "2026-03-04 09:00"}
        row = {**event("1", "2026-03-02", "late", "S1", 1, "2026-03-04"), "customer": "C1"}
        book = Book.from_tables(
            {"customers": [{**customer, "filed_on": "2026-03-20"}], "employees": PEOPLE, "file_events": [row]}
        )
        assert owed(evaluate(twice, book, date(2026, 3, 31))) == {("S1", 3): (Decimal(100), 2)}
