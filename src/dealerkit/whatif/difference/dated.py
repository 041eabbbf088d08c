"""Figures by date: on which days two of them differ, however their dates are split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dealerkit.values.ranges import DateRange
from dealerkit.whatif.difference.values import same

_ONE_DAY = timedelta(days=1)


def stretches(
    old: Mapping[date, object], new: Mapping[date, object]
) -> Iterator[tuple[DateRange, object | None, object | None]]:
    """The stretches of days on which the figures differ, with both; None is a figure that is not there yet.

    Neighbours with the same two figures are one stretch, so that a value which is split in two, or stated anew from a
    later day on, says nothing else.
    """
    days = sorted({*old, *new})
    pending: tuple[date, date | None, object | None, object | None] | None = None
    for day, following in zip(days, [*days[1:], None], strict=True):
        before, after = _at(old, day), _at(new, day)
        end = None if following is None else following - _ONE_DAY
        if pending is not None and same(pending[2], before) and same(pending[3], after):
            pending = (pending[0], end, before, after)
            continue
        if pending is not None and not same(pending[2], pending[3]):
            yield DateRange(pending[0], pending[1]), pending[2], pending[3]
        pending = (day, end, before, after)
    if pending is not None and not same(pending[2], pending[3]):
        yield DateRange(pending[0], pending[1]), pending[2], pending[3]


def _at(values: Mapping[date, object], day: date) -> object | None:
    known = [since for since in values if since <= day]
    return values[max(known)] if known else None
