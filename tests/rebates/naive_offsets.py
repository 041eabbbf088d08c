"""The offset limit as a handbook reads it: heaps of money with a date on each, in cents.

What was earned lies in heaps by day. An order takes 15 % of itself, rounded down, from the oldest
heaps that are not over yet; what is taken back comes from the heap of its own period, then from the
oldest. Nothing is written down but the heaps: this knows no ledger, no names and no second run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import define, field

DAYS = 90


@define
class Heap:
    period: str
    day: date
    cents: int

    def is_over(self, today: date) -> bool:
        return today > self.day + timedelta(days=DAYS)


@define
class Heaps:
    """All heaps, the oldest first."""

    heaps: list[Heap] = field(factory=list)
    owed: int = 0

    def earn(self, period: str, today: date, cents: int) -> None:
        paid = min(self.owed, cents)
        self.owed -= paid
        self.heaps.append(Heap(period, today, cents - paid))

    def take_back(self, period: str, today: date, cents: int) -> None:
        own = [heap for heap in self.heaps if heap.period == period]
        others = [heap for heap in self.usable(today) if heap.period != period]
        self.owed += self._take([*own, *others], cents)

    def order(self, today: date, cents: int) -> int:
        wanted = min(max(cents, 0) * 15 // 100, self.open(today))
        self._take(list(self.usable(today)), wanted)
        return wanted

    def expire(self, today: date) -> None:
        for heap in self.heaps:
            if heap.is_over(today):
                heap.cents = 0

    def usable(self, today: date) -> Iterator[Heap]:
        return (heap for heap in self.heaps if not heap.is_over(today))

    def open(self, today: date) -> int:
        return sum(heap.cents for heap in self.usable(today))

    def _take(self, heaps: list[Heap], cents: int) -> int:
        for heap in heaps:
            part = min(heap.cents, cents)
            heap.cents -= part
            cents -= part
        return cents
