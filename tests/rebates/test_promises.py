"""Promises over small books: authority, decisions, clocks, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.rebates.promises.checks import check_promises
from dealerkit.rebates.promises.ruling import Authority, Ruling, State
from dealerkit.rebates.promises.run import PromiseRun, review
from dealerkit.rebates.promises.subject import subjects_of

ORDER = ("region", "director", "general")
BOUNDS = {"region": 90, "director": 180, "general": 36_500}
TEXT = """\
policy: {name: test, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
authority:
  price-protection:
    hit: unique
    rows:
      - {id: region, days: {below: 91}, then: {role: region}}
      - {id: director, days: {at: 91, below: 181}, then: {role: director}}
      - {id: general, days: {at: 181}, then: {role: general}}
promises:
  price-protection: {order: [region, director, general], decide: 5 days, answer: 2 days}
"""
MADE = date(2026, 3, 2)


def policy_of(text: str = TEXT) -> Policy:
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


POLICY = policy_of()


def promised(days: object = "", author: object = "region", **more: object) -> dict[str, object]:
    return {"promise": "V", "date": str(MADE), "dealer": "D", "author": author, "days": days, **more}


def decided(decision: str, by: str, after: int = 1, **more: object) -> dict[str, object]:
    return {"decision": decision, "decided_by": by, "decided_on": str(MADE + timedelta(days=after)), **more}


def run(*promises: Mapping[str, object], on: date = MADE, policy: Policy = POLICY) -> PromiseRun:
    employees: list[dict[str, object]] = [{"employee": role, "role": role} for role in ORDER]
    tables: dict[str, list[dict[str, object]]] = {"promises": [dict(each) for each in promises], "employees": employees}
    return review(policy, Book.from_tables(tables), on)


def ruled(promise: Mapping[str, object], on: date = MADE) -> Ruling:
    return run(promise, on=on).rulings[0]


def codes(found: PromiseRun) -> list[str]:
    return [each.code for each in found.problems]


class TestAuthority:
    @given(st.integers(0, 400), st.sampled_from(ORDER))
    def test_a_role_may_promise_what_its_own_bound_allows_and_no_more(self, days: int, role: str):
        within = days <= BOUNDS[role]
        assert (ruled(promised(days, role)).authority is Authority.WITHIN) == within

    @given(st.sampled_from(ORDER))
    def test_nobody_may_promise_without_limit(self, role: str):
        assert ruled(promised("", role)).authority is Authority.UNLIMITED

    def test_a_promise_about_something_else_is_nobodys_to_make(self):
        found = run(promised(5, subject="support"))
        assert (found.rulings[0].state, codes(found)) == (State.OPEN, ["DK494"])

    def test_the_role_in_which_it_was_made_counts_before_the_authors_own(self):
        assert ruled(promised(120, "general", role="region")).authority is Authority.BEYOND


class TestDecisions:
    @given(st.integers(91, 400), st.integers(0, 400), st.sampled_from(ORDER))
    def test_it_is_changed_only_to_what_the_decider_may_promise(self, days: int, granted: int, by: str):
        verdict = decided("changed", by, granted_days=str(granted))
        state = ruled(promised(days, **verdict), MADE + timedelta(days=1)).state
        is_allowed = by != "region" and granted <= BOUNDS[by]
        assert state is (State.CHANGED if is_allowed else State.OPEN)

    def test_nobody_decides_what_he_promised_himself(self):
        found = run(
            promised(120, "director", role="region", **decided("kept", "director")), on=MADE + timedelta(days=1)
        )
        assert (found.rulings[0].state, codes(found)) == (State.OPEN, ["DK494", "DK496"])

    def test_a_decision_that_names_nobody_is_of_no_effect(self):
        found = run(promised(120, decision="kept", decided_on=str(MADE)))
        assert codes(found) == ["DK494", "DK496"]

    def test_a_decision_of_a_later_day_is_not_seen_yet(self):
        assert ruled(promised(120, **decided("kept", "director", 3)), MADE + timedelta(days=2)).state is State.OPEN

    def test_one_within_authority_may_be_declined_by_another(self):
        assert ruled(promised(30, **decided("declined", "director")), MADE + timedelta(days=1)).state is State.DECLINED


class TestClocks:
    def test_the_last_day_is_in_time_and_the_next_is_late(self):
        last = MADE + timedelta(days=5)
        assert ruled(promised(120), last).is_late is False
        assert ruled(promised(120), last + timedelta(days=1)).is_late is True

    def test_a_decision_after_the_last_day_stays_a_finding(self):
        verdict = decided("declined", "director", 6, answered_on=str(MADE + timedelta(days=7)))
        found = run(promised(120, **verdict), on=MADE + timedelta(days=30))
        assert (found.open, codes(found)) == ((), ["DK495"])

    def test_a_dealer_who_was_not_told_is_open_with_whom_decided(self):
        found = run(promised(120, **decided("kept", "director")), on=MADE + timedelta(days=4))
        (open_,) = found.open
        assert (open_.waits_for, open_.since, open_.is_late) == ("director", MADE + timedelta(days=1), True)

    def test_working_days_leave_out_a_weekend(self):
        text = TEXT.replace("decide: 5 days", "decide: 5 working days")
        # 2 March 2026 is a Monday: 3, 4, 5, 6 and 9 March.
        assert run(promised(120), policy=policy_of(text)).rulings[0].decide_by == date(2026, 3, 9)


class TestTheList:
    def test_what_waits_longest_comes_first(self):
        older = promised(120, promise="A", date="2026-02-01")
        found = run(promised(120, promise="B"), older, promised(30, promise="C"))
        assert [each.promise.id for each in found.open] == ["A", "B"]

    def test_an_undecided_one_lies_with_the_role_that_may_decide(self):
        assert [ruled(promised(days)).waits_for for days in (120, 200, "")] == ["director", "general", "general"]


class TestChecks:
    def test_sound_rules_are_silent(self):
        assert [*check_promises(POLICY)] == []

    def test_hours_are_no_days(self):
        found = check_promises(policy_of(TEXT.replace("2 days", "24 hours")))
        assert [each.code for each in found] == ["DK377"]

    def test_a_subject_may_have_its_table_under_another_name(self):
        text = TEXT.replace("  price-protection:\n    hit", "  other:\n    hit")
        assert [each.code for each in check_promises(policy_of(text))] == ["DK497"]
        named = policy_of(text.replace("{order:", "{authority: other, order:"))
        assert [*check_promises(named)] == []
        assert subjects_of(named)["price-protection"].table == "other"
