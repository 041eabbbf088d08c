"""Satisfaction and key accounts: against sums by hand, and what must hold of the parts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.key_accounts.run import State
from dealerkit.customers.key_accounts.run import evaluate as key_accounts
from dealerkit.customers.satisfaction.run import SatisfactionRun, evaluate
from dealerkit.customers.satisfaction.scoring import Mood
from tests.customers.contact_books import book_of, policy_of

TEXT = """\
customers:
  satisfaction:
    scale: {{from: 1, to: 5}}
    missing: {missing}
    measured_over: 1 year
    target: 50%
    items:
      a: {{weight: 1/3, need: basic}}
      b: {{weight: 1/2, need: expected}}
      c: {{weight: 1/6, need: desired}}
  key_accounts:
    who: dealer.class == "A"
    department: {{from: 20, name: key-accounts}}
    duties: {{data: {{every: 1 month}}}}
"""
POLICIES = {missing: policy_of(TEXT.format(missing=missing)) for missing in ("refuse", "zero", "leave-out")}
WEIGHTS = {"a": Fraction(1, 3), "b": Fraction(1, 2), "c": Fraction(1, 6)}
DAY = date(2026, 3, 31)
SCORE = st.integers(1, 5)
ANSWERS = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.tuples(SCORE, SCORE))


def surveyed(answers: dict[str, tuple[int, int]], customer: str = "K1") -> list[dict[str, object]]:
    return [
        {"survey": "Q", "date": "2026-03-02", "customer": customer, "item": item, "perception": p, "expectation": e}
        for item, (p, e) in answers.items()
    ]


def run(rows: list[dict[str, object]], missing: str = "leave-out") -> SatisfactionRun:
    return evaluate(POLICIES[missing], book_of(surveys=rows), DAY)


def by_hand(answers: dict[str, tuple[int, int]], missing: str) -> Fraction | None:
    """The sum of weight × (perception − expectation), over the weights that take part."""
    lacking = WEIGHTS.keys() - answers.keys()
    if missing == "refuse" and lacking:
        return None
    weight = Fraction(1) if missing == "zero" else sum((WEIGHTS[item] for item in answers), Fraction(0))
    summed = sum((WEIGHTS[item] * (p - e) for item, (p, e) in answers.items()), Fraction(0))
    return summed / weight if weight else None


class TestGap:
    @given(ANSWERS.filter(bool), st.sampled_from(sorted(POLICIES)))
    @settings(max_examples=60)
    def test_the_gap_is_the_weighted_sum_by_the_stated_rule(self, answers: dict[str, tuple[int, int]], missing: str):
        [survey] = run(surveyed(answers), missing).surveys
        wanted = by_hand(answers, missing)
        assert (None if survey.gap is None else Fraction(survey.gap)) == wanted

    @given(st.lists(ANSWERS.filter(bool), min_size=1, max_size=5))
    @settings(max_examples=30)
    def test_every_customer_is_counted_once(self, given_answers: list[dict[str, tuple[int, int]]]):
        rows = [row for n, answers in enumerate(given_answers) for row in surveyed(answers, f"K{n}")]
        found = run(rows)
        assert found.whole is not None
        assert found.whole.count == len(given_answers)
        assert sum(found.whole.moods.values()) == len(found.surveys)

    def test_a_third_of_a_point_is_not_rounded_away(self):
        [survey] = run(surveyed({"a": (3, 4), "b": (5, 5), "c": (5, 3)})).surveys
        # −1/3 + 0 + 2/6 = 0 exactly: basically satisfied.
        assert (survey.gap, survey.mood) == (0, Mood.BASIC)


class TestScale:
    def test_an_answer_off_the_scale_is_named_and_not_used(self):
        found = run([*surveyed({"a": (6, 3)}), *surveyed({"b": (4, 4)}, "K2")])
        [problem] = [each for each in found.problems if each.code == "DK772"]
        assert problem.at is not None
        assert (problem.at.file, problem.at.line, problem.arg("why")) == ("surveys", 1, "survey-off-scale")
        assert (found.refused, [each.customer for each in found.surveys]) == (1, ["K2"])

    def test_an_item_that_the_policy_does_not_have_is_named(self):
        found = run([{**surveyed({"a": (3, 3)})[0], "item": "x"}])
        assert [each.arg("why") for each in found.problems] == ["survey-no-item"]

    def test_another_weight_is_told_and_the_policys_counts(self):
        rows = [{**row, "weight": "90%"} for row in surveyed({"a": (5, 4), "b": (3, 4)})]
        found = run(rows)
        assert {each.arg("why") for each in found.problems if each.code == "DK772"} == {"survey-other-weight"}
        assert found.surveys[0].gap == by_hand({"a": (5, 4), "b": (3, 4)}, "leave-out")


class TestKeyAccounts:
    def accounts(self, count: int, department: str = "sales") -> list[object]:
        customers: list[dict[str, object]] = [{"customer": f"K{n}", "class": "A"} for n in range(count)]
        book = book_of(customers=customers, employees=[{"employee": "E", "role": "sales", "department": department}])
        return [each.code for each in key_accounts(POLICIES["zero"], book, date(2026, 1, 31)).problems]

    def test_nineteen_key_accounts_warrant_no_department(self):
        assert self.accounts(19) == []

    def test_twenty_do(self):
        assert self.accounts(20) == ["DK771"]

    def test_where_there_is_one_nothing_is_said(self):
        assert self.accounts(20, "key-accounts") == []

    def test_a_customer_whose_class_is_not_known_is_not_counted_and_not_forgotten(self):
        book = book_of(customers=[{"customer": "K1", "name": "x"}])
        found = key_accounts(POLICIES["zero"], book, DAY)
        assert (found.accounts, found.unknown) == ((), ("K1",))

    def test_a_duty_done_in_february_is_not_done_in_march(self):
        duties: list[dict[str, object]] = [{"customer": "K1", "duty": "data", "done_on": "2026-02-28"}]
        book = book_of(customers=[{"customer": "K1", "class": "A"}], account_duties=duties)
        found = key_accounts(POLICIES["zero"], book, DAY)
        assert [each.state for each in (*found.before, *found.current)] == [State.DONE, State.DUE]
