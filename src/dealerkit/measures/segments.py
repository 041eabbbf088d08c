"""Segments: the stretches of days that every question asked of the lines can be built from.

A segment runs from one *cut* to the next: a period's first day, the day after a settlement day, the
day a price of a master record changes. It is named by its first day. Within it no period begins and
no master fact changes, so lines of one segment may be added up before anything is decided.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from dealerkit.values.periods import PeriodKind

BEGINNING = date.min
"""The name of the segment before the first cut."""

ONE_DAY = timedelta(days=1)


def _in_order(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


@frozen
class Cuts:
    """Where segments begin: at the first day of every period of ``kinds``, and on each of ``days``."""

    kinds: frozenset[PeriodKind] = frozenset()
    days: tuple[date, ...] = field(default=(), converter=_in_order)

    def start(self, day: date) -> date:
        """The first day of the segment that ``day`` is in."""
        latest = bisect_right(self.days, day)
        start = self.days[latest - 1] if latest else BEGINNING
        for kind in self.kinds:
            start = max(start, kind.containing(day).start)
        return start

    def and_also(self, other: Cuts) -> Cuts:
        """The cuts of both."""
        return Cuts(self.kinds | other.kinds, (*self.days, *other.days))


@frozen
class Segments:
    """The cuts common to all payees, and those that one payee has alone (a contract's anniversary)."""

    common: Cuts = field(factory=Cuts)
    own: Mapping[str, Cuts] = field(factory=dict)
    _all: dict[str, Cuts] = field(init=False, factory=dict, eq=False, repr=False)
    _carried: dict[tuple[date, date, str], bool] = field(init=False, factory=dict, eq=False, repr=False)

    def cuts_of(self, payee: str) -> Cuts:
        """All cuts that matter to ``payee``."""
        if payee not in self.own:
            return self.common
        if payee not in self._all:
            self._all[payee] = self.common.and_also(self.own[payee])
        return self._all[payee]

    def start(self, day: date, payee: str) -> date:
        """The first day of the payee's segment that ``day`` is in."""
        return self.cuts_of(payee).start(day)

    def carries(self, first: date, last: date, payee: str) -> bool:
        """Whether the days ``first`` through ``last`` are whole segments, so that cells can answer for them."""
        asked = (first, last, payee if payee in self.own else "")
        known = self._carried.get(asked)
        if known is None:
            cuts = self.cuts_of(payee)
            known = cuts.start(first) == first and cuts.start(last + ONE_DAY) == last + ONE_DAY
            self._carried[asked] = known
        return known


class SegmentOfDay(dict[date, date]):
    """Days already placed by one set of cuts; a new day is placed once."""

    __slots__ = ("_cuts",)

    def __init__(self, cuts: Cuts) -> None:
        super().__init__()
        self._cuts = cuts

    def __missing__(self, day: date) -> date:
        start = self[day] = self._cuts.start(day)
        return start
