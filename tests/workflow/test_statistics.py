"""The monthly table: which cases each figure counts, shares that are exact, and by when the table is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import load
from dealerkit.book import Book
from dealerkit.book.columns import Native
from dealerkit.policy.policy import Policy
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.statistics import Matter, Paid, Part, Span, Untold, Verdict, by_label, median, tally
from dealerkit.workflow.statistics_run import MonthlyTable, month_before, tabulate
from tests.workflow.naive_statistics import counted

MARCH = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def matter(opened: datetime, closed: datetime | None = None, **known: object) -> Matter:
    ends = () if closed is None else ((closed, True),)
    return Matter(case="1", opened=opened, ends=ends, **known)  # type: ignore[arg-type]


class TestWhichMonth:
    def test_a_case_is_received_in_the_month_in_which_it_was_opened(self):
        last_moment = datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
        found = tally([matter(at(1, 0)), matter(last_moment), matter(MARCH.end), matter(at(28, month=2))], MARCH)
        assert found.received == 2

    def test_a_case_is_closed_in_the_month_in_which_it_ended_whenever_it_began(self):
        assert tally([matter(at(20, month=2), at(3)), matter(at(5), at(3, month=4))], MARCH).closed == 1

    def test_a_case_that_ends_later_is_open_when_the_month_is_over(self):
        assert tally([matter(at(20, month=2)), matter(at(5), at(3, month=4)), matter(at(5), at(6))], MARCH).open == 2

    def test_a_case_that_went_on_from_its_end_is_open(self):
        again = Matter(case="1", opened=at(2), ends=((at(5), True), (at(8), False)))
        found = tally([again], MARCH)
        assert (found.closed, found.open) == (0, 1)

    def test_a_case_that_ended_twice_counts_once_at_its_last_end(self):
        twice = Matter(case="1", opened=at(2), ends=((at(5), True), (at(8), False), (at(12), True)))
        found = tally([twice], MARCH)
        assert (found.closed, found.median) == (1, Decimal(240))

    def test_a_clock_counts_in_the_month_in_which_it_was_decided(self):
        late = matter(at(25, month=2), verdicts=(Verdict("close", at(4), in_time=False),))
        kept = matter(at(25), verdicts=(Verdict("close", at(1, month=4), in_time=True),))
        assert tally([late, kept], MARCH).in_time == Part(0, 1)

    def test_money_counts_in_the_month_in_which_it_was_granted(self):
        paid = matter(at(25, month=2), paid=(Paid(at(2), Decimal("99.90")), Paid(at(2, month=4), Decimal(5))))
        assert tally([paid], MARCH).paid == Decimal("99.90")


class TestShares:
    def test_a_share_of_nothing_is_missing(self):
        found = tally([], MARCH)
        assert (found.founded.share, found.in_time.share, found.accepted.share, found.median) == (None,) * 4

    def test_what_is_not_known_is_in_neither_part(self):
        found = tally([matter(at(2), founded=each) for each in (True, True, False, None)], MARCH)
        assert found.founded == Part(2, 3)

    def test_a_share_is_exact(self):
        assert Part(1, 3).share == Fraction(1, 3)

    def test_only_closed_cases_were_checked(self):
        found = tally([matter(at(2), accepted=True), matter(at(2), at(3), accepted=False)], MARCH)
        assert found.accepted == Part(0, 1)

    def test_money_without_an_amount_is_counted_and_not_added(self):
        paid = matter(at(2), paid=(Paid(at(2), None), Paid(at(3), Decimal(10))))
        found = tally([paid], MARCH)
        assert (found.paid, found.unstated) == (Decimal(10), 1)


class TestMedian:
    def test_of_three_it_is_the_one_in_the_middle(self):
        assert median([timedelta(hours=each) for each in (9, 1, 4)]) == 4

    def test_of_four_it_lies_between_the_two_in_the_middle(self):
        assert median([timedelta(hours=each) for each in (9, 1, 4, 5)]) == Decimal("4.5")


class TestGroups:
    def test_cases_without_a_label_stand_last_under_no_name(self):
        cases = [matter(at(2)), matter(at(2), labels={"kind": "quality"}), matter(at(3), labels={"kind": "attitude"})]
        assert [label for label, _ in by_label(cases, "kind", MARCH)] == ["attitude", "quality", ""]

    def test_a_group_in_which_nothing_happened_is_left_out(self):
        cases = [matter(at(2, month=2), at(3, month=2), labels={"kind": "old"}), matter(at(2))]
        assert [label for label, _ in by_label(cases, "kind", MARCH)] == [""]


moments = st.integers(0, 90 * 24 * 60).map(
    lambda minutes: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
known = st.sampled_from((True, False, None))


@st.composite
def cases(draw: st.DrawFn) -> Matter:
    opened = draw(moments)
    turns = sorted(each for each in draw(st.lists(moments, max_size=3)) if each >= opened)
    return Matter(
        case="x",
        opened=opened,
        ends=tuple((each, number % 2 == 0) for number, each in enumerate(turns)),
        verdicts=tuple(
            Verdict("close", each, in_time=draw(st.booleans())) for each in draw(st.lists(moments, max_size=2))
        ),
        founded=draw(known),
        accepted=draw(known),
        repeated=draw(known),
        paid=tuple(
            Paid(each, draw(st.none() | st.decimals(0, 999, places=2)), draw(st.sampled_from(("", "EUR"))))
            for each in draw(st.lists(moments, max_size=2))
        ),
        untold=tuple(
            Untold("close", opened, draw(st.none() | moments.filter(lambda each: each >= opened)))
            for _ in range(draw(st.integers(0, 2)))
        ),
        labels={"kind": draw(st.sampled_from(("a", "b")))},
    )


class TestAgainstCountingByHand:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(cases(), max_size=12))
    def test_every_figure_agrees(self, matters: list[Matter]):
        found, expected = tally(matters, MARCH), counted(matters, MARCH.start, MARCH.end)
        shares = {
            name: None if part.share is None else Fraction(part.share)
            for name in ("founded", "repeated", "accepted", "in_time")
            for part in [getattr(found, name)]
        }
        minutes = None if found.median is None else Fraction(found.median) * 60
        assert {
            "received": found.received,
            "closed": found.closed,
            "open": found.open,
            **shares,
            "median": minutes,
            "paid": found.paid,
            "unstated": found.unstated,
            "unconverted": found.unconverted,
            "untold": sum(found.untold.values()),
        } == expected

    @settings(max_examples=30, deadline=None)
    @given(st.lists(cases(), max_size=12))
    def test_groups_add_up_to_the_month(self, matters: list[Matter]):
        month = tally(matters, MARCH)
        groups = [figures for _, figures in by_label(matters, "kind", MARCH)]
        for name in ("received", "closed", "open", "paid", "unstated", "unconverted"):
            assert sum(getattr(each, name) for each in groups) == getattr(month, name)
        assert sum(each.in_time.of for each in groups) == month.in_time.of


POLICY = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, calendar: CN, effective: 2026-01-01..}
facts:
  case.founded: {type: true-or-false, meaning: well founded, source: form}
flows:
  desk:
    repeated_within: 30 days
    states: {open: {initial: true}, done: {final: true}}
    transitions:
      - {id: pay, from: open, require: [amount]}
      - {id: finish, from: open, to: done}
    clocks: [{id: two-days, until: {enter: done}, goals: [{id: all, within: 2 days}]}]
    statistics:
      due: 10th of next month
      owner: administration
      by: [kind, dealer]
      founded: case.founded
      compensation: {move: pay}
"""
CASES = [
    {"case": "1", "kind": "quality", "customer": "D1", "opened_at": "2026-02-20 09:00"},
    {"case": "2", "kind": "quality", "customer": "D1", "opened_at": "2026-03-02 09:00"},
    {"case": "3", "kind": "attitude", "customer": "D2", "opened_at": "2026-03-30 09:00"},
]
EVENTS: list[dict[str, Native]] = [
    {"case": "1", "at": "2026-03-03 09:00", "name": "finish"},
    {"case": "2", "at": "2026-03-03 10:00", "name": "pay", "amount": Decimal("120.50"), "founded": True},
    {"case": "2", "at": "2026-03-04 09:00", "name": "finish"},
    {"case": "3", "at": "2026-04-03 09:00", "name": "finish"},
]


def table(folder: Path, as_of: date, month: date | None = None, text: str = POLICY) -> MonthlyTable:
    path = folder / "policy.yaml"
    path.write_text(text, "utf-8")
    policy = load([path]).policy
    assert isinstance(policy, Policy)
    rows = [{"amount": None, "founded": None, **each} for each in EVENTS]
    flow = next(iter(flows_of(policy).values()))
    return tabulate(policy, Book.from_tables({"cases": CASES, "events": rows}), flow, as_of, month)


class TestOfABook:
    def test_the_figures_of_a_month_worked_out_by_hand(self, tmp_path: Path):
        # Case 1 was due on 22 February and ended 11 days (264 h) after it began; case 2 took 48 h; case 3 is open.
        found = table(tmp_path, date(2026, 3, 31)).figures
        assert (found.received, found.closed, found.open) == (2, 2, 1)
        assert found.in_time == Part(1, 1)
        assert found.median == Decimal(156)
        assert found.paid == Decimal("120.50")
        assert found.founded == Part(1, 1)

    def test_what_is_late_counts_when_its_time_was_up(self, tmp_path: Path):
        assert table(tmp_path, date(2026, 3, 31)).before.in_time == Part(0, 1)

    def test_a_case_of_the_same_customer_within_the_time_is_a_repeated_one(self, tmp_path: Path):
        assert table(tmp_path, date(2026, 3, 31)).figures.repeated == Part(1, 2)

    def test_what_happens_after_the_day_asked_about_is_not_seen(self, tmp_path: Path):
        found = table(tmp_path, date(2026, 3, 3), date(2026, 3, 1))
        assert (found.is_whole, found.figures.closed, found.figures.open) == (False, 1, 1)

    def test_the_due_day_is_the_tenth_of_the_month_after(self, tmp_path: Path):
        found = table(tmp_path, date(2026, 4, 10))
        assert (found.last_day, found.days_left, found.is_overdue) == (date(2026, 4, 10), 0, False)
        assert table(tmp_path, date(2026, 4, 11)).is_overdue

    def test_a_due_day_on_a_rest_day_moves_on_if_the_flow_says_so(self, tmp_path: Path):
        # 10 May 2026 is a Sunday.
        moved = POLICY.replace("    states:", "    days: {rest_day: next-working-day}\n    states:")
        assert table(tmp_path, date(2026, 5, 5), date(2026, 4, 1), moved).last_day == date(2026, 5, 11)

    def test_a_flow_that_states_no_day_has_none(self, tmp_path: Path):
        found = table(tmp_path, date(2026, 4, 30), text=POLICY.replace("      due: 10th of next month\n", ""))
        assert (found.due, found.days_left, found.is_overdue) == (None, None, False)

    def test_without_a_rule_of_what_is_paid_nothing_is_known_of_it(self, tmp_path: Path):
        found = table(tmp_path, date(2026, 3, 31), text=POLICY.replace("      compensation: {move: pay}\n", ""))
        assert (found.figures.paid, found.groups["kind"][0][1].paid) == (None, None)

    def test_groups_are_those_the_policy_names(self, tmp_path: Path):
        found = table(tmp_path, date(2026, 3, 31))
        assert [label for label, _ in found.groups["kind"]] == ["attitude", "quality"]
        assert [label for label, _ in found.groups["dealer"]] == ["D1", "D2"]

    def test_a_payment_without_an_amount_is_a_finding(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setitem(EVENTS[1], "amount", None)
        found = table(tmp_path, date(2026, 3, 31))
        assert "DK668" in {each.code for each in found.problems}
        assert (found.figures.paid, found.figures.unstated) == (Decimal(0), 1)


PAID_IN = POLICY.replace("compensation: {move: pay}", "compensation: {move: pay, currency: currency}").replace(
    "  case.founded:", "  case.currency: {type: text, meaning: its currency, source: form}\n  case.founded:"
)


def paid_in(folder: Path, *rates: dict[str, Native]) -> MonthlyTable:
    """March, with a payment of 120.50 EUR on 3 March."""
    path = folder / "policy.yaml"
    path.write_text(PAID_IN, "utf-8")
    policy = load([path]).policy
    assert isinstance(policy, Policy)
    rows: list[dict[str, Native]] = [{"amount": None, "founded": None, "currency": None, **each} for each in EVENTS]
    rows[1]["currency"] = "EUR"
    tables: dict[str, list[dict[str, Native]]] = {"events": rows, **({"rates": list(rates)} if rates else {})}
    tables["cases"] = [dict(each) for each in CASES]
    return tabulate(policy, Book.from_tables(tables), next(iter(flows_of(policy).values())), date(2026, 3, 31))


class TestOtherCurrencies:
    def test_a_payment_is_converted_by_the_rate_of_its_day(self, tmp_path: Path):
        old = {"from": "EUR", "to": "CNY", "rate": Decimal("7.5"), "valid_to": date(2026, 3, 2)}
        new = {"from": "EUR", "to": "CNY", "rate": Decimal(8), "valid_from": date(2026, 3, 3)}
        found = paid_in(tmp_path, {"valid_from": None, **old}, {"valid_to": None, **new})
        # 120.50 EUR on 3 March at 8 are 964 CNY.
        assert (found.figures.paid, found.figures.unconverted) == (Decimal(964), 0)
        assert "DK627" not in {each.code for each in found.problems}

    def test_without_a_rate_it_is_counted_and_said_and_not_added(self, tmp_path: Path):
        found = paid_in(tmp_path)
        assert (found.figures.paid, found.figures.unconverted, found.figures.unstated) == (Decimal(0), 1, 0)
        (said,) = (each for each in found.problems if each.code == "DK627")
        assert (said.arg("case"), said.arg("currency"), said.arg("into")) == ("2", "EUR", "CNY")


class TestClocksOfWhichNobodyCanTell:
    def test_a_run_without_its_condition_is_counted_apart_while_it_runs_and_when_it_stops(self, tmp_path: Path):
        unknown = POLICY.replace("{id: all, within: 2 days}", "{id: all, when: case.founded, within: 2 days}")
        march, february = (table(tmp_path, date(2026, 3, 31), date(2026, each, 1), unknown) for each in (3, 2))
        # Nobody wrote down whether cases 1 and 3 were founded: case 1 ran from 20 February to 3 March.
        assert (march.figures.in_time, march.figures.untold) == (Part(1, 1), {"two-days": 2})
        assert (february.figures.in_time, february.figures.untold) == (Part(0, 0), {"two-days": 1})


class TestTheMonthBefore:
    @pytest.mark.parametrize(
        ("as_of", "month"),
        [
            (date(2026, 4, 2), date(2026, 3, 1)),
            (date(2026, 3, 31), date(2026, 3, 1)),
            (date(2026, 3, 30), date(2026, 2, 1)),
            (date(2026, 1, 5), date(2025, 12, 1)),
        ],
    )
    def test_it_is_the_last_one_that_was_over(self, as_of: date, month: date):
        assert month_before(as_of) == month
