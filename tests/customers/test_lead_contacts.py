"""What counts as the first contact with a prospect, and what is told of one that is important or may be."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book, FirstRejects
from dealerkit.customers.leads.run import LeadRun, evaluate
from tests.customers.contact_books import book_of, policy_of

LEADS = """\
customers:
  leads:
    ties: first-number
    first_contact: 7 days
    %s
    protection: {lasts: 3 months}
    important: lead.value >= 500_000
    contacts: 2
    told: 5 days
    assign: {roles: [sales], by: [load], ability: preferred}
"""
TOUCH = """\
  touch:
    rest_days: keep
    done_when: [reached]
    measured_over: 1 month
    rules: {visit: {every: 1 month, counted: calendar, kind: visit}}
"""
LEAD: dict[str, object] = {"lead": "L1", "registered_at": "2026-03-02 09:00", "registered_by": "S1", "value": 100}


def book(outcome: str = "", **changed: object) -> Book:
    return book_of(
        employees=[{"employee": "S1", "role": "sales"}],
        leads=[{key: each for key, each in {**LEAD, **changed}.items() if each != ""}],
        touches=[
            {"date": "2026-03-09", "customer": "L1", "kind": "call", "employee": "S1", "outcome": outcome},
        ],
    )


def run(outcome: str = "", extra: str = "", more: str = "", **changed: object) -> LeadRun:
    return evaluate(policy_of(LEADS % extra + more), book(outcome, **changed), date(2026, 3, 10))


def test_a_call_in_vain_is_no_first_contact():
    assert [each.owner for each in run("not-reached", "done_when: [reached]").prospects] == [""]
    assert [each.owner for each in run("reached", "done_when: [reached]").prospects] == ["S1"]


def test_an_outcome_that_nobody_wrote_counts():
    assert [each.owner for each in run("", "done_when: [reached]").prospects] == ["S1"]


def test_the_touch_plan_says_what_counts_where_the_rules_on_prospects_do_not():
    assert [each.owner for each in run("not-reached", more=TOUCH).prospects] == [""]


def test_a_value_nobody_wrote_down_leaves_it_open_whether_a_prospect_is_important():
    told = [each for each in run(value="").problems if each.code == "DK754"]
    assert [(each.severity.value, each.arg("missing")) for each in told] == [("note", ("lead.value",))]


def test_a_small_prospect_needs_no_second_person_and_one_at_the_bound_does():
    assert [each.code for each in run(value=499_999).problems] == []
    assert [each.code for each in run(value=500_000).problems] == ["DK754"]


def test_a_status_that_no_prospect_has_is_rejected_and_not_taken_for_closed():
    found = book(status="opn")
    assert evaluate(policy_of(LEADS % ""), found, date(2026, 3, 10)).prospects == ()
    sink = found.rejects
    assert isinstance(sink, FirstRejects)
    assert sum(sink.by_code.values()) == 1
