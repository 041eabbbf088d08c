"""Windows: which days of which period count for a payee, and how far they can be settled by a day.

A programme is settled every month, quarter … (``settle.every``). On a day, what can be paid is what
was earned by the last settlement day: at the period's end that is everything (*final*), before it a
part (*interim*), and before the first settlement day nothing (*running*).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from dealerkit.measures.segments import Cuts
from dealerkit.rebates.programme import Programme
from dealerkit.values.periods import Period, PeriodKind
from dealerkit.values.ranges import DateRange

ONE_DAY = timedelta(days=1)


class State(Enum):
    """How far a period can be settled."""

    RUNNING = "running"
    """No settlement day has come yet: figures are for information."""
    INTERIM = "interim"
    """A settlement day has come, but the period goes on."""
    FINAL = "final"
    """The period is over and its settlement day has come; what comes later is an adjustment."""


@frozen
class Window:
    """One period of a programme for one payee.

    ``first`` and ``last`` are the period's days on which the programme runs; ``through`` is the last
    day that is measured: the settlement day, or today while nothing can be settled.
    """

    period: Period
    first: date
    last: date
    through: date
    state: State

    @property
    def label(self) -> str:
        """The period's name in ledgers and files."""
        return self.period.label


@frozen
class Timing:
    """When a programme runs for one payee: how time is divided, and how often it is settled."""

    kind: PeriodKind
    every: PeriodKind
    effective: DateRange

    def windows(self, as_of: date, earliest: date | None) -> Iterator[Window]:
        """Every period that has begun by ``as_of``, the first at ``earliest`` where the programme has no start."""
        start = self.effective.start or earliest
        if start is None:
            return
        for period in self.kind.between(start, min(self.effective.end or as_of, as_of)):
            yield self.window(period, as_of)

    def window(self, period: Period, as_of: date) -> Window:
        """One period as it stands on ``as_of``."""
        first = max(period.start, self.effective.start or period.start)
        last = min(period.end, self.effective.end or period.end)
        settled = min(last, self.settlement_day(as_of))
        if settled < first:
            return Window(period, first, last, min(last, as_of), State.RUNNING)
        return Window(period, first, last, settled, State.FINAL if settled == last else State.INTERIM)

    def settlement_day(self, as_of: date) -> date:
        """The last settlement day that has come by ``as_of``."""
        return self.every.containing(as_of + ONE_DAY).start - ONE_DAY

    def last_year(self, window: Window) -> DateRange:
        """The days a year before that stand against the window: of the same period, the same part."""
        before = self.kind.same_last_year(window.period)
        first = min(before.start + (window.first - window.period.start), before.end)
        last = before.end if window.last == window.period.end else before.start + (window.last - window.period.start)
        return DateRange(first, max(first, min(last, before.end)))

    def cuts(self, as_of: date) -> Cuts:
        """Where days must be told apart so that every window, and its days last year, can be added up."""
        days = [self.settlement_day(as_of) + ONE_DAY, as_of + ONE_DAY]
        for edge in (self.effective.start, self.effective.end):
            if edge is not None:
                window = self.window(self.kind.containing(edge), max(as_of, edge))
                before = self.last_year(window)
                days += [window.first, window.last + ONE_DAY]
                days += [day for day in (before.start, before.end and before.end + ONE_DAY) if day is not None]
        return Cuts(frozenset({self.kind}), tuple(days))


def a_year_before(kind: PeriodKind, day: date) -> date:
    """The day of the same period a year before, as many days after its start; the day after its end at most."""
    period = kind.containing(day)
    before = kind.same_last_year(period)
    return min(before.start + (day - period.start), before.end + ONE_DAY)


def timing(programme: Programme, policy_effective: DateRange, contract_starts: tuple[date, ...]) -> Timing | None:
    """When the programme runs; None for contract years of a payee whose contract has no known start."""
    kind = programme.period.periods(contract_starts)
    every = programme.period.divided(programme.settle.every, contract_starts)
    if kind is None or every is None:
        return None
    return Timing(kind, every, programme.effective or policy_effective)
