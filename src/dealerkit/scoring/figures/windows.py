"""Windows: the days that a figure looks at, all of them ending with the day that is asked about.

``12 months`` and ``90 days`` run back from the day, which is included. ``month``, ``quarter``, ``half-year`` and
``year`` run from the first day of that period through the day; ``last month`` is the whole period before. A range
with both ends (``2026-01-01..2026-06-30``) stays where it is. Shifting a window moves the day it ends with: from the
last day of a month to the last day of another, so that a whole month stays a whole month.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import Invalid, Reading, described
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import nearest
from dealerkit.values.days import add_days
from dealerkit.values.durations import Duration, Unit, read_duration
from dealerkit.values.months import add_months
from dealerkit.values.periods import ONE_DAY, Period, PeriodKind, read_period_kind
from dealerkit.values.ranges import DateRange, read_range

_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_LAST = "last "
PERIODS = ("month", "quarter", "half-year", "year")
_WORDS = (*PERIODS, *(_LAST + each for each in PERIODS))


@frozen
class Window:
    """The days a figure looks at; ``text`` is as the policy writes it. Without anything it has no first day."""

    text: str = ""
    duration: Duration | None = None
    period: PeriodKind | None = field(default=None, eq=False)
    is_last: bool = False
    fixed: DateRange | None = None

    def on(self, day: date) -> DateRange:
        """The days of the window that ends with ``day``; of a fixed range, those up to the day."""
        if self.duration is not None:
            return DateRange(shifted(day, self.duration) + ONE_DAY, day)
        if self.period is not None:
            around = self.whole_period(day)
            return around.range if self.is_last else DateRange(around.start, day)
        if self.fixed is not None:
            start, end = self.fixed.start or date.min, min(self.fixed.end or day, day)
            # Nothing of it has come yet: a range of no days does not exist, one that no row can be in does.
            return DateRange(start, end) if start <= end else DateRange(date.max, date.max)
        return DateRange(None, day)

    def whole_period(self, day: date) -> Period:
        """The whole calendar period that the window is in, or is."""
        assert self.period is not None  # noqa: S101  # only windows of a period are asked
        around = self.period.containing(day)
        return self.period.previous(around) if self.is_last else around


def shifted(day: date, back: Duration) -> date:
    """The day so long before; the last day of a month stays the last day of one."""
    months = _MONTHS.get(back.unit)
    if months is None:
        return add_days(day, -back.count * _DAYS[back.unit])
    if (day + ONE_DAY).day == 1 and day < date.max:
        return add_months(day + ONE_DAY, -back.count * months) - ONE_DAY
    return add_months(day, -back.count * months)


class WindowShape:
    """Reads a window. DK704 where it has no end, or is no length of days."""

    def read(self, node: Node, reading: Reading, address: str) -> Window | Invalid:
        """The window, or INVALID with the reason reported."""
        if not isinstance(node, Scalar):
            return reading.report("DK132", node, address, kind="duration", found=described(node))
        text = " ".join(node.text.split())
        name = text.removeprefix(_LAST)
        period = read_period_kind(name)
        if period is not None:
            return Window(text, period=period, is_last=name != text)
        duration = _of_days(text)
        if duration is not None and duration.count:
            return Window(text, duration=duration)
        fixed = read_range(text)
        if fixed is not None and fixed.end is not None and (fixed.start is None or fixed.start <= fixed.end):
            return Window(text, fixed=fixed)
        open_end = fixed is not None and fixed.end is None
        close = "" if open_end else nearest(text, _WORDS)
        return reading.report(
            "DK704", node, address, value=node.text, open_end="open" if open_end else "", nearest=close, labelled=""
        )

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"type": "string"}


class ShiftShape:
    """Reads how far back a window is moved: days, weeks, months, quarters, years. DK704 for anything else."""

    def read(self, node: Node, reading: Reading, address: str) -> Duration | Invalid:
        """The length, or INVALID with the reason reported."""
        found = _of_days(" ".join(node.text.split())) if isinstance(node, Scalar) else None
        if found is None:
            value = node.text if isinstance(node, Scalar) else "…"
            return reading.report("DK704", node, address, value=value, open_end="", nearest="", labelled="")
        return found

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"type": "string", "pattern": r"^\d+ [a-z]+$"}


def _of_days(text: str) -> Duration | None:
    found = read_duration(text)
    return found if found is not None and found.unit in (*_DAYS, *_MONTHS) else None


WINDOW = WindowShape()
SHIFT = ShiftShape()
EVERYTHING = Window()
"""All days up to the one that is asked about."""
