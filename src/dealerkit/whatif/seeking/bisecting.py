"""Bisecting: between which two neighbours of a grid a cost passes a goal.

A cost that only rises, or only falls, passes a goal once, and halving finds where in a few steps. Whether it does so
is looked at, never assumed: at the ends, at probes between them and at every value on the way. Rounding and bands
make a cost jump, so a goal is rarely met to the cent: the answer is the last value that keeps to it and its
neighbour that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from attrs import define, field, frozen

from dealerkit.values.numbers import Number, subtract


class Found(Enum):
    """How a search ended."""

    MET = "met"
    """A value costs exactly the goal."""
    BETWEEN = "between"
    """No value costs the goal: it lies between two neighbours."""
    ALL_WITHIN = "all-within"
    """Not passed: every value looked at keeps to the goal."""
    NONE_WITHIN = "none-within"
    """Not reached: every value looked at costs more than the goal."""
    NOT_MONOTONE = "not-monotone"
    """The cost rises here and falls there, so halving proves nothing beyond the crossings it saw."""


@frozen
class Point:
    """A value at its place in the grid, and what it costs."""

    place: int
    value: Number
    cost: Number


@frozen
class Crossing:
    """Two neighbours: one that keeps to the goal and one that does not."""

    within: Point
    beyond: Point

    @property
    def jump(self) -> Number:
        """By how much the cost differs from one to the other."""
        return subtract(self.beyond.cost, self.within.cost)


@frozen
class Search:
    """What was found, and from how many of the grid's values.

    ``crossings`` are all that were seen: one where the cost is monotone; where it turns and not all was looked at
    there may be more. ``witness`` are points, in the order of the grid, between which the cost turns. ``looked``
    are all points, in the order of the grid.
    """

    found: Found
    goal: Number
    count: int
    looked: tuple[Point, ...] = field(repr=False)
    crossings: tuple[Crossing, ...] = ()
    witness: tuple[Point, ...] = ()

    @property
    def is_exhaustive(self) -> bool:
        """Whether every value of the grid was looked at."""
        return len(self.looked) == self.count

    @property
    def within(self) -> Point | None:
        """The dearest value that keeps to the goal, of those at a crossing; None where the goal is not passed once."""
        return max((each.within for each in self.crossings), key=lambda point: point.cost, default=None)

    @property
    def beyond(self) -> Point | None:
        """The neighbour of :attr:`within` that costs more than the goal."""
        within = self.within
        return next((each.beyond for each in self.crossings if each.within == within), None)

    @property
    def first(self) -> Point:
        """The first value of the grid."""
        return self.looked[0]

    @property
    def last(self) -> Point:
        """The last value of the grid."""
        return self.looked[-1]

    @property
    def rises(self) -> bool:
        """Whether the last value costs more than the first."""
        return self.last.cost > self.first.cost


@define
class _Seen:
    """What each place costs, asked once."""

    value: Callable[[int], Number]
    cost: Callable[[Number], Number]
    points: dict[int, Point] = field(factory=dict)

    def at(self, place: int) -> Point:
        known = self.points.get(place)
        if known is None:
            value = self.value(place)
            known = self.points[place] = Point(place, value, self.cost(value))
        return known

    def in_order(self) -> tuple[Point, ...]:
        return tuple(self.points[place] for place in sorted(self.points))


def search(
    count: int, value: Callable[[int], Number], cost: Callable[[Number], Number], goal: Number, probes: int
) -> Search:
    """Find by halving where the cost passes the goal, among ``count`` values (at least one).

    ``probes`` values between the ends are looked at beforehand, evenly spread, to see whether the cost turns.
    """
    seen = _Seen(value, cost)
    last = count - 1
    for place in sorted({0, last, *(last * step // (probes + 1) for step in range(1, probes + 1))}):
        seen.at(place)
    turning = _turn(seen.in_order())
    while not turning:
        crossing = next(_crossings(seen.in_order(), goal), None)
        if crossing is None or abs(crossing.within.place - crossing.beyond.place) == 1:
            return _ended(seen.in_order(), count, goal)
        seen.at((crossing.within.place + crossing.beyond.place) // 2)
        turning = _turn(seen.in_order())
    for crossing in tuple(_crossings(seen.in_order(), goal)):
        _narrow(seen, crossing, goal)
    crossings = tuple(_crossings(seen.in_order(), goal))
    return Search(Found.NOT_MONOTONE, goal, count, seen.in_order(), crossings, turning)


def search_all(count: int, value: Callable[[int], Number], cost: Callable[[Number], Number], goal: Number) -> Search:
    """Look at every value; every place where the cost passes the goal is told, monotone or not."""
    seen = _Seen(value, cost)
    for place in range(count):
        seen.at(place)
    return _ended(seen.in_order(), count, goal)


def _ended(points: Sequence[Point], count: int, goal: Number) -> Search:
    crossings = tuple(_crossings(points, goal))
    if not crossings:
        found = Found.ALL_WITHIN if points[0].cost <= goal else Found.NONE_WITHIN
    else:
        found = Found.MET if any(each.within.cost == goal for each in crossings) else Found.BETWEEN
    return Search(found, goal, count, tuple(points), crossings, _turn(points))


def _crossings(points: Sequence[Point], goal: Number) -> Iterator[Crossing]:
    for one, other in pairwise(points):
        if (one.cost <= goal) != (other.cost <= goal):
            yield Crossing(one, other) if one.cost <= goal else Crossing(other, one)


def _narrow(seen: _Seen, crossing: Crossing, goal: Number) -> None:
    """Halve between two points on both sides of the goal until they are neighbours: they are, however it turns."""
    within, beyond = crossing.within.place, crossing.beyond.place
    while abs(within - beyond) > 1:
        middle = (within + beyond) // 2
        if seen.at(middle).cost <= goal:
            within = middle
        else:
            beyond = middle


def _turn(points: Sequence[Point]) -> tuple[Point, ...]:
    """Three points between which the cost turns: up and then down, or down and then up; none where it does not."""
    rose: tuple[Point, Point] | None = None
    fell: tuple[Point, Point] | None = None
    for one, other in pairwise(points):
        if other.cost > one.cost:
            if fell:
                return (fell[0], one, other)
            rose = rose or (one, other)
        elif other.cost < one.cost:
            if rose:
                return (rose[0], one, other)
            fell = fell or (one, other)
    return ()
