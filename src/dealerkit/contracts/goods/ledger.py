"""The book stock: movements folded in time, place by place, and what counts say beside it.

One pass over the movements in the order of time. A place begins with its first count or with nothing; from then on
each movement changes it. The first movement that takes it below zero is remembered, and the fold goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from attrs import define, field, frozen

from dealerkit.contracts.goods.moves import Counted, Move, Place
from dealerkit.values.exact import EXACT, ZERO


@frozen
class Below:
    """The first movement that took a place below zero, and what the books said after it."""

    move: Move
    balance: Decimal


@frozen
class Compared:
    """A count beside what the books said at the end of that day."""

    counted: Counted
    balance: Decimal

    @property
    def difference(self) -> Decimal:
        """What was counted more than the books say; below zero it is less."""
        return EXACT.subtract(self.counted.quantity, self.balance)


@define(eq=False)
class Standing:
    """One place: what the books say, since when, and how counts agreed."""

    balance: Decimal = ZERO
    since: date | None = None
    below: Below | None = None
    compared: list[Compared] = field(factory=list)


def fold(
    moves: Iterable[Move], counts: Iterable[Counted], *, first_count: bool, in_first: bool
) -> Mapping[Place, Standing]:
    """What the books say of every place after all movements, by the order of time.

    ``first_count``: a place begins with its earliest count, at the end of that day; movements until then are in it.
    ``in_first``: of movements of one moment those that come in count first.
    """
    found: dict[Place, Standing] = {}
    by_place = _begun(found, counts, first_count=first_count)
    changes: list[tuple[datetime, bool, int, Move, Place, Decimal]] = []
    for number, move in enumerate(moves):
        for place, quantity in move.changes:
            changes.append((move.on, in_first and quantity < 0, number, move, place, quantity))
    changes.sort(key=lambda each: each[:3])
    for on, _, _, move, place, quantity in changes:
        standing = found.get(place)
        if standing is None:
            standing = found[place] = Standing()
        if standing.since is not None and on.date() <= standing.since:
            continue
        _compare(standing, by_place.get(place), on)
        standing.balance = EXACT.add(standing.balance, quantity)
        if standing.balance < 0 and standing.below is None and quantity < 0:
            standing.below = Below(move, standing.balance)
    for place, standing in found.items():
        _compare(standing, by_place.get(place), None)
    return found


@define
class _Waiting:
    """Counts of one place that were not compared yet, the earliest first."""

    counts: Sequence[Counted]
    next: int = 0


def _begun(found: dict[Place, Standing], counts: Iterable[Counted], *, first_count: bool) -> Mapping[Place, _Waiting]:
    """The counts by place; where a place begins with its first one, that one is no comparison."""
    by_place: dict[Place, list[Counted]] = {}
    for each in counts:
        by_place.setdefault(each.place, []).append(each)
    waiting: dict[Place, _Waiting] = {}
    for place, own in by_place.items():
        own.sort(key=lambda counted: counted.on)
        found[place] = Standing()
        waiting[place] = _Waiting(own)
        if first_count:
            first = own[0]
            found[place] = Standing(first.quantity, first.on)
            waiting[place].next = 1
    return waiting


def _compare(standing: Standing, waiting: _Waiting | None, until: datetime | None) -> None:
    """Compare the counts of days that are over before a moment; all of them for None."""
    if waiting is None:
        return
    while waiting.next < len(waiting.counts):
        counted = waiting.counts[waiting.next]
        if until is not None and datetime.combine(counted.on, time.max) >= until:
            return
        standing.compared.append(Compared(counted, standing.balance))
        waiting.next += 1
