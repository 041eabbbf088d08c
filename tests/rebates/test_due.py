from __future__ import annotations

from datetime import date

from dealerkit.problems import Problem
from dealerkit.rebates.due import due_day, expiry_day
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.windows import Window, timing
from dealerkit.values.workdays import WorkCalendar
from tests.rebates.histories import QUARTERLY, policy_of

POSTED = date(2026, 4, 8)
WEEKDAYS = WorkCalendar("X", frozenset(), frozenset(), frozenset({5, 6}), date(2026, 1, 1), date(2026, 4, 10))


def programme(settle: str) -> Programme:
    policy = policy_of(QUARTERLY.replace("settle: {", f"settle: {{{settle}, "))
    section = policy.sections["rebates"]
    found = section["volume"]  # type: ignore[index]
    assert isinstance(found, Programme)
    return found


def window(of: Programme) -> Window:
    found = timing(of, policy_of(QUARTERLY).header.effective, ())
    assert found is not None
    return next(found.windows(POSTED, None))


def due(settle: str, calendar: WorkCalendar | None = WEEKDAYS) -> object:
    one = programme(settle)
    return due_day(one.settle, window(one), POSTED, calendar)


def test_the_day_counted_from_is_not_counted_itself():
    # 31 March 2026 is a Tuesday: Wednesday is the first working day, the next Tuesday the fifth.
    assert due("due: {after: period-end, within: 5 working days}") == date(2026, 4, 7)


def test_it_may_be_counted_from_the_settlement():
    assert due("due: {after: settlement, within: 2 days}") == date(2026, 4, 10)


def test_days_need_no_calendar():
    assert due("due: {after: period-end, within: 1 month}", None) == date(2026, 4, 30)


def test_working_days_do():
    found = due("due: {after: period-end, within: 5 working days}", None)
    assert isinstance(found, Problem)
    assert found.code == "DK373"


def test_beyond_the_calendar_there_is_no_guess():
    found = due("due: {after: period-end, within: 9 working days}")
    assert isinstance(found, Problem)
    assert (found.code, found.arg("through")) == ("DK368", date(2026, 4, 10))


def test_without_a_rule_there_is_no_due_day():
    one = programme("expires: {after: posting, within: 6 months}")
    assert due_day(one.settle, window(one), POSTED, WEEKDAYS) is None


def test_a_credit_may_expire_counted_from_the_periods_end():
    one = programme("expires: {after: period-end, within: 6 months}")
    assert expiry_day(one.settle, window(one), POSTED) == date(2026, 9, 30)
