"""When rows are, and whether a figure's window holds them."""

from __future__ import annotations

from datetime import date

from dealerkit.scoring.figures.figure import Reckoned
from dealerkit.scoring.figures.windows import shifted
from dealerkit.values.periods import CALENDAR_KINDS
from dealerkit.values.ranges import DateRange

Span = tuple[date | None, date | None, date | None]
"""When rows are: the first day of their stretch (None where they name no day), and the days their row holds from
and to; of a row that names a period its first and last day."""


def named_span(label: object, first: object, last: object) -> Span:
    """The days of a row that names a period; of an unknown label none."""
    if isinstance(first, date) and isinstance(last, date):
        return (None, first, last)
    for kind in CALENDAR_KINDS:
        period = kind.named(label) if isinstance(label, str) else None
        if period is not None:
            return (None, period.start, period.end)
    return (None, date.max, date.min)


def holds(figure: Reckoned, span: Span, day: date) -> bool:
    """Whether rows of a span are in a figure's window that ends with the day, or ends earlier as it says."""
    start, since, until = span
    window: DateRange = window_of(figure, day)
    last = window.end or day
    rows = figure.rows
    if rows is not None and rows.is_labelled:
        if since is None or until is None or until < since:
            return False
        if figure.figure.over.period is None:
            return since <= last
        whole = figure.figure.over.whole_period(shifted_day(figure, day))
        return (since, until) == (whole.start, whole.end)
    valid_on = shifted_day(figure, day)
    if (since is not None and since > valid_on) or (until is not None and until < valid_on):
        return False
    if start is None:
        return not figure.figure.over.text
    return start <= last and (window.start is None or start >= window.start)


def window_of(figure: Reckoned, day: date) -> DateRange:
    """The days of a figure's window when it is asked about on a day."""
    return figure.figure.over.on(shifted_day(figure, day))


def shifted_day(figure: Reckoned, day: date) -> date:
    """The day a figure's window ends with."""
    back = figure.figure.back
    return day if back is None else shifted(day, back)
