"""The days a replay is about: those named, else the last quarter that was over."""

from __future__ import annotations

from datetime import date

from dealerkit.problems import Problem, problem
from dealerkit.values.months import add_months
from dealerkit.values.periods import ONE_DAY, Period

_MONTHS = 3


def span_of(first: date | None, last: date | None, as_of: date) -> Period | Problem:
    """From ``first`` through ``last``; the last calendar quarter that has ended by ``as_of`` if neither is named.

    One alone leaves the other end at ``as_of``, or at the beginning of the quarter of ``last``. DK598 where the
    days run backwards or beyond ``as_of``.
    """
    if first is None and last is None:
        start = _quarter(as_of + ONE_DAY)
        begin = add_months(start, -_MONTHS)
        return _named(begin, start - ONE_DAY)
    end = last or as_of
    begin = first or _quarter(end)
    if begin > end or end > as_of:
        return problem("DK598", None, first=begin, last=end, as_of=as_of)
    return _named(begin, end)


def _quarter(day: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)


def _named(first: date, last: date) -> Period:
    return Period(f"{first}..{last}", first, last)
