"""What can be known to be wrong with stock rotation before anything is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, problem
from dealerkit.rebates.granting.checks import countable_times
from dealerkit.rebates.protection.days import last_day
from dealerkit.rebates.rotation.scheme import PERIODS, StockRotation
from dealerkit.values.durations import Duration
from dealerkit.values.periods import Months
from dealerkit.values.workdays import WorkCalendar


def check_rotation(schemes: Mapping[str, StockRotation], policy: Policy) -> Iterator[Problem]:
    """DK481 a window into the next; DK373, DK377 a time that is no days."""
    start = policy.header.effective.start or date(2000, 1, 1)
    for scheme in schemes.values():
        wrong = tuple(countable_times(_times(scheme), policy.calendar()))
        yield from wrong
        if scheme.window is not None and not wrong and _reaches_beyond(scheme, start, policy.calendar()):
            yield problem(
                "DK481",
                scheme.rule.at,
                address=f"{scheme.rule.address}.window",
                window=str(scheme.window),
                period=scheme.period,
            )


def _reaches_beyond(scheme: StockRotation, start: date, calendar: WorkCalendar | None) -> bool:
    """Whether requests of one period could still come in when the next period is over."""
    kind = Months(PERIODS[scheme.period])
    for period in kind.year_of(kind.containing(start)):
        until = last_day(scheme.window, period.end, calendar, scheme.rule.at)
        if isinstance(until, date) and until > kind.next(period).end:
            return True
    return False


def _times(scheme: StockRotation) -> Iterator[tuple[Duration | None, Location, str]]:
    rule, settle = scheme.rule, scheme.settle
    yield scheme.window, rule.at, f"{rule.address}.window"
    yield scheme.younger_than, rule.at, f"{rule.address}.younger_than"
    yield settle.due, settle.rule.at, f"{settle.rule.address}.due"
    yield settle.expires, settle.rule.at, f"{settle.rule.address}.expires"
