"""Late lines: recorded too long after their period, they count when they come, or never."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly import checked, loads
from dealerkit.book import Book, FirstRejects
from dealerkit.policy.policy import Policy
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import Verdict, line_stories
from dealerkit.rebates.orders import Order, gains_of
from dealerkit.rebates.run import Run

POLICY = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  late:
    period: quarter
    late: {within: 10 days, then: next-period}
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
NEVER = POLICY.replace("next-period", "never")
AS_OF = date(2026, 6, 30)


@cache
def policy(text: str = POLICY) -> Policy:
    found = loads({"policy.yaml": text.encode()})
    assert found.policy is not None, found.problems
    return found.policy


def line(day: str, amount: str, recorded: str = "", number: str = "1", **more: str) -> dict[str, str]:
    cells = {"document": "F", "line_no": number, "date": day, "dealer": "D", "net_amount": amount, **more}
    return {**cells, "recorded_at": recorded}


def run_of(lines: list[dict[str, str]], text: str = POLICY, as_of: date = AS_OF, **tables: list[dict[str, str]]) -> Run:
    book = Book.from_tables({"lines": lines, "postings": [], **tables}, rejects=FirstRejects())
    return Run.open(policy(text), book, as_of)


def bases(run: Run) -> dict[str, Decimal]:
    return {row.window.label: row.decided.amount or Decimal(0) for row in run.settlement().rows}


LATE = line("2026-03-20", "600", "2026-04-11")
IN_TIME = line("2026-03-21", "300", "2026-04-10", "2")


def test_a_late_line_counts_in_the_quarter_it_came_in():
    assert bases(run_of([LATE, IN_TIME])) == {"2026-Q1": 3, "2026-Q2": 6}


def test_a_line_that_never_counts_is_left_out():
    assert bases(run_of([LATE, IN_TIME], NEVER)) == {"2026-Q1": 3}


def test_a_line_that_never_counts_is_counted_as_read():
    count = run_of([LATE, IN_TIME], NEVER).settlement().lines
    assert (count.read, count.taken, count.untaken) == (2, 1, 1)


def test_a_policy_without_a_first_day_leaves_it_out():
    assert bases(run_of([LATE, IN_TIME], NEVER.replace("2026-01-01..2026", "..2026"))) == {"2026-Q1": 3}


def test_lines_are_counted_as_read():
    assert run_of([LATE, IN_TIME]).settlement().lines.taken == 2


def test_a_book_that_does_not_say_when_lines_were_recorded_lacks_the_column():
    lines = [{"date": "2026-03-20", "dealer": "D", "net_amount": "600"}]
    run = run_of(lines)
    assert [each.code for each in run.settlement().problems] == ["DK809"]
    assert bases(run) == {"2026-Q1": 6}


TWO = POLICY + POLICY.split("rebates:\n")[1].replace("  late:\n", "  plain:\n", 1).replace(
    "    late: {within: 10 days, then: next-period}\n", ""
)


def test_a_programme_without_the_rule_reads_the_lines_as_they_are():
    run = run_of([LATE, IN_TIME], TWO)
    found = {(row.programme, row.window.label): row.decided.amount for row in run.settlement().rows}
    assert found == {("late", "2026-Q1"): 3, ("late", "2026-Q2"): 6, ("plain", "2026-Q1"): 9}


def test_programmes_with_different_rules_cannot_be_compared_line_by_line():
    text = TWO + "stacking:\n  both: {rule: best-of, programmes: [late, plain]}\n"
    assert [each.code for each in checked(loads({"policy.yaml": text.encode()})).problems] == ["DK440"]


def test_working_days_without_a_calendar_are_a_finding_and_nothing_is_late():
    run = run_of([LATE], POLICY.replace("10 days", "5 working days"))
    assert [each.code for each in run.settlement().problems] == ["DK373"]
    assert bases(run) == {"2026-Q1": 6}


def test_contract_years_have_their_own_end():
    text = POLICY.replace("period: quarter", "period: contract-year").replace(
        "2026-01-01..2026-12-31", "2025-01-01..2027-12-31"
    )
    contracts = [{"contract": "C", "customer": "D", "kind": "distribution", "start": "2025-04-15", "end": "2027-04-14"}]
    # The year ends on 14 April 2026; through 24 April its lines are in time.
    lines = [line("2026-04-10", "100", "2026-04-24"), line("2026-04-11", "200", "2026-04-25", "2")]
    assert list(bases(run_of(lines, text, contracts=contracts)).values()) == [1, 2]


def test_an_order_adds_to_a_programme_that_minds_late_lines():
    run = run_of([LATE, IN_TIME], as_of=date(2026, 6, 20))
    (gain,) = gains_of(run, Order("D", ({"net_amount": "1000"},))).gains
    assert gain.adds == 10


class TestTheStoryOfALine:
    def story(self, text: str, number: str):
        stories = line_stories(run_of([LATE, IN_TIME], text), LineName(f"F:{number}"))
        assert isinstance(stories, tuple)
        (judged,) = stories[0].judged
        return judged

    def test_a_late_line_is_taken_on_the_day_it_came(self):
        judged = self.story(POLICY, "1")
        assert judged.verdict is Verdict.TAKEN
        assert judged.came is not None
        assert (judged.came.until, judged.day) == (date(2026, 4, 10), date(2026, 4, 11))
        assert judged.window is not None
        assert judged.window.label == "2026-Q2"

    def test_one_that_never_counts_came_too_late(self):
        judged = self.story(NEVER, "1")
        assert judged.verdict is Verdict.LATE

    def test_of_one_in_time_nothing_is_said(self):
        judged = self.story(NEVER, "2")
        assert judged.verdict is Verdict.TAKEN
        assert judged.came is None


def quarter(day: date) -> int:
    return (day.month - 1) // 3


@given(
    st.lists(st.tuples(st.integers(0, 360), st.integers(0, 200), st.integers(1, 9)), max_size=8),
    st.sampled_from([POLICY, NEVER]),
)
def test_late_lines_agree_with_a_list_of_quarters(rows: list[tuple[int, int, int]], text: str):
    ends = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    expected = [0, 0, 0, 0]
    lines = []
    for number, (offset, wait, amount) in enumerate(rows):
        day = date(2026, 1, 1) + timedelta(offset)
        recorded = day + timedelta(wait)
        lines.append(line(str(day), str(amount * 100), str(recorded), str(number)))
        if (recorded - ends[quarter(day)]).days <= 10:
            expected[quarter(day)] += amount
        elif text == POLICY and recorded.year == 2026:
            expected[quarter(recorded)] += amount
    run = run_of(lines, text, date(2026, 12, 31))
    found = bases(run)
    assert [found.get(f"2026-Q{i}", 0) for i in (1, 2, 3, 4)] == expected
