"""The touch plan over small books: periods, unknown customers, rates, corrective actions, what is ahead."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.touch.due import Due, State
from dealerkit.customers.touch.run import TouchRun, touch_plan
from tests.customers.contact_books import book_of, policy_of

TEXT = """\
customers:
  touch:
    rest_days: next
    done_when: [reached]
    measured_over: 1 month
    rules:
      visit: {who: dealer.class == "A", every: 1 week, counted: calendar, kind: visit, target: 50%}
      monthly: {who: dealer.class == "B", every: 1 month, counted: since-last, kind: visit}
      call: {after: receipt, from: 2 days, to: 5 days, kind: call}
      far: {after: move-in, from: 12 months, to: 13 months, kind: visit}
"""
POLICY = policy_of(TEXT)
DAY = date(2026, 3, 29)
ONE = timedelta(days=1)


def touched(*days: date, kind: str = "visit", customer: str = "K1") -> list[dict[str, object]]:
    return [{"touch": f"T{n}", "date": day, "customer": customer, "kind": kind} for n, day in enumerate(days)]


def run(class_: str = "A", until: date | None = None, on: date = DAY, **tables: list[dict[str, object]]) -> TouchRun:
    customers: list[dict[str, object]] = [
        {"customer": "K1", "kind": "dealer", "class": class_, "owner": "S1", "first_contact": "2026-01-05"}
    ]
    return touch_plan(POLICY, book_of(**{"customers": customers, **tables}), on, until)


def of(found: TouchRun, rule: str) -> list[Due]:
    return [each for each in found.dues if each.rule.id == rule]


class TestCalendarPeriods:
    @given(st.sets(st.dates(date(2026, 2, 23), DAY)))
    @settings(max_examples=40)
    def test_a_week_is_kept_by_a_visit_in_it_and_by_no_other(self, days: set[date]):
        found = run(touches=touched(*sorted(days)))
        weeks = {day - timedelta(days=day.weekday()) for day in days}
        kept = {date.fromisoformat(each.source) for each in of(found, "visit") if each.state is State.DONE}
        assert kept == weeks

    def test_a_week_in_which_nobody_works_asks_for_no_visit(self):
        # 15 to 23 February 2026 are free: the week of the 16th has no working day.
        found = run(on=date(2026, 3, 1))
        assert [each.source for each in of(found, "visit")] == [
            "2026-02-02",
            "2026-02-09",
            "2026-02-23",
        ]

    def test_a_customer_owes_nothing_for_the_time_before_we_knew_him(self):
        customers = [{"customer": "K1", "kind": "dealer", "class": "A", "first_contact": "2026-03-11"}]
        found = touch_plan(POLICY, book_of(customers=customers), DAY)
        assert [each.source for each in of(found, "visit")] == ["2026-03-16", "2026-03-23"]

    def test_a_class_that_nobody_wrote_down_is_neither_due_nor_done(self):
        customers = [{"customer": "K1", "kind": "dealer", "first_contact": "2026-01-05"}]
        found = touch_plan(POLICY, book_of(customers=customers), DAY)
        assert {each.state for each in of(found, "visit")} == {State.UNKNOWN}
        assert of(found, "visit")[0].missing == ("dealer.class",)

    def test_the_class_of_the_day_decides(self):
        customers = [
            {"customer": "K1", "kind": "dealer", "class": "C", "valid_to": "2026-03-15"},
            {"customer": "K1", "kind": "dealer", "class": "A", "valid_from": "2026-03-16"},
        ]
        found = touch_plan(POLICY, book_of(customers=customers), DAY)
        assert [each.source for each in of(found, "visit")] == ["2026-03-16", "2026-03-23"]


class TestSinceTheLast:
    def test_each_visit_sets_the_day_of_the_next(self):
        found = run("B", touches=touched(date(2026, 2, 3), date(2026, 3, 10)))
        # 3 March is a month after 3 February; 10 March is too late, and 10 April comes next.
        assert [(each.state, each.last) for each in of(found, "monthly")] == [
            (State.LATE, date(2026, 3, 3)),
            (State.DUE, date(2026, 4, 10)),
        ]


class TestEvents:
    def test_what_comes_up_is_listed_up_to_the_day_that_is_asked_for(self):
        events: list[dict[str, object]] = [{"occasion": "O1", "kind": "receipt", "at": "2026-03-28", "customer": "K1"}]
        assert of(run(occasions=events), "call") == []
        ahead = of(run(occasions=events, until=date(2026, 4, 10)), "call")
        assert [(each.state, each.first, each.last) for each in ahead] == [
            (State.AHEAD, date(2026, 3, 30), date(2026, 4, 2))
        ]

    def test_what_begins_in_a_year_to_come_needs_no_calendar_yet(self):
        events: list[dict[str, object]] = [{"occasion": "O1", "kind": "move-in", "at": "2026-03-01", "customer": "K1"}]
        found = run(occasions=events)
        assert of(found, "far") == []
        assert [each.code for each in found.problems if each.code == "DK368"] == []

    def test_a_calendar_that_ends_is_a_problem_with_its_place(self):
        events: list[dict[str, object]] = [{"occasion": "O1", "kind": "receipt", "at": "2026-12-28", "customer": "K1"}]
        found = run(on=date(2026, 12, 31), occasions=events)
        assert [each.state for each in of(found, "call")] == [State.UNKNOWN]
        [problem] = [each for each in found.problems if each.code == "DK368"]
        assert problem.at is not None
        assert (problem.at.file, problem.at.line) == ("occasions", 1)

    @given(st.lists(st.dates(date(2026, 3, 1), DAY), max_size=5), st.lists(st.dates(date(2026, 3, 1), DAY), max_size=5))
    @settings(max_examples=40)
    def test_another_customer_changes_nothing(self, receipts: list[date], calls: list[date]):
        events: list[dict[str, object]] = [
            {"occasion": f"O{n}", "kind": "receipt", "at": day, "customer": "K1"} for n, day in enumerate(receipts)
        ]
        alone = run(occasions=events, touches=touched(*calls, kind="call"))
        more = [
            *({**each, "occasion": f"X{each['occasion']}", "customer": "K2"} for each in events),
            *events,
        ]
        both = run(
            occasions=more, touches=[*touched(*calls, kind="call"), *touched(*calls, kind="call", customer="K2")]
        )
        mine = [(each.source, each.state) for each in of(both, "call") if each.subject == "K1"]
        assert mine == [(each.source, each.state) for each in of(alone, "call")]


class TestTargets:
    def test_a_target_that_is_reached_asks_for_nothing(self):
        found = run(touches=touched(date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 17)))
        assert [each.code for each in found.problems if each.code == "DK768"] == []

    def test_one_that_is_not_asks_for_an_action_once(self):
        found = run(touches=touched(date(2026, 3, 3)))
        assert [each.arg("why") for each in found.problems if each.code == "DK768"] == ["action-none"]

    def test_an_action_without_an_owner_is_none(self):
        actions: list[dict[str, object]] = [
            {"action": "M1", "about": "customers.touch.rules.visit", "opened_on": "2026-03-20", "due_on": "2026-04-20"}
        ]
        found = run(actions=actions)
        assert [each.arg("why") for each in found.problems if each.code == "DK768"] == ["action-incomplete"]

    def test_an_action_of_an_earlier_time_answers_nothing(self):
        actions: list[dict[str, object]] = [
            {
                "action": "M1",
                "about": "customers.touch.rules.visit",
                "owner": "S1",
                "opened_on": "2026-01-20",
                "due_on": "2026-04-20",
            }
        ]
        found = run(actions=actions)
        assert [each.arg("why") for each in found.problems if each.code == "DK768"] == ["action-none"]

    def test_what_was_missed_is_told_once_a_rule(self):
        # The weeks of 23 February to 16 March; that of the 23rd still runs on its Sunday.
        found = run()
        assert [(each.arg("rule"), each.arg("count")) for each in found.problems if each.code == "DK767"] == [
            ("visit", 4)
        ]
