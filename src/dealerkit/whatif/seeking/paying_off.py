"""Paying off: from which value on a gain covers what it costs, where both only grow.

What more volume earns and what it costs in rebates both grow with it, but their difference does not: at every bound
the rebate jumps and the gain falls back. So halving would miss places. Instead a stretch of the grid is set aside
only when the most it could gain (the earnings at its upper end, the cost at its lower) is not enough, or the least
it could gain is; everything else is looked at. That both grow is looked at on the way, and where one does not every
value is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from attrs import define, field, frozen

from dealerkit.values.numbers import Number, subtract


@frozen
class Trial:
    """One value: what is earned before rebate and what the rebate costs, both beyond the baseline's."""

    place: int
    value: Number
    earned: Number
    cost: Number

    @property
    def gain(self) -> Number:
        """What is left: at zero or above the value pays for itself."""
        return subtract(self.earned, self.cost)

    @property
    def pays(self) -> bool:
        """Whether it pays for itself."""
        return self.gain >= 0


@frozen
class PayOff:
    """From where on a grid's values pay for themselves.

    ``first`` is the first that does; ``holds`` the first from which all after it do. Either is None where there is
    none. ``short`` is the last value before ``first`` that does not pay, the one before ``holds`` is
    ``fails_again``: a value above ``first`` that does not pay, the last of them. ``best`` is the largest gain seen.
    """

    count: int
    trials: tuple[Trial, ...] = field(repr=False)
    first: Trial | None
    short: Trial | None
    holds: Trial | None
    fails_again: Trial | None
    best: Trial
    is_exhaustive: bool

    @property
    def never(self) -> bool:
        """Whether no value of the grid pays for itself."""
        return self.first is None


@define
class _Trials:
    """What each place gives, asked once."""

    ask: Callable[[int], Trial]
    made: dict[int, Trial] = field(factory=dict)

    def at(self, place: int) -> Trial:
        known = self.made.get(place)
        if known is None:
            known = self.made[place] = self.ask(place)
        return known

    def in_order(self) -> tuple[Trial, ...]:
        return tuple(self.made[place] for place in sorted(self.made))

    def both_grow(self) -> bool:
        """Whether nothing seen so far falls."""
        return all(one.earned <= other.earned and one.cost <= other.cost for one, other in pairwise(self.in_order()))


def pay_off(count: int, value: Callable[[int], Number], amounts: Callable[[Number], tuple[Number, Number]]) -> PayOff:
    """Find where the values of a grid (at least one) begin to pay for themselves.

    ``amounts`` gives what a value earns and what it costs, both beyond the baseline's.
    """

    def ask(place: int) -> Trial:
        at = value(place)
        earned, cost = amounts(at)
        return Trial(place, at, earned, cost)

    trials = _Trials(ask)
    last = count - 1
    first = _first(trials, 0, last)
    failing = _last_failing(trials, 0, last)
    if not trials.both_grow():
        for place in range(count):
            trials.at(place)
        first = next((each for each in trials.in_order() if each.pays), None)
        failing = next((each for each in reversed(trials.in_order()) if not each.pays), None)
    holds = trials.at(0) if failing is None else trials.at(failing.place + 1) if failing.place < last else None
    short = trials.at(first.place - 1) if first is not None and first.place else None
    again = failing if first is not None and failing is not None and failing.place > first.place else None
    seen = trials.in_order()
    best = max(seen, key=lambda each: (each.gain, -each.place))
    return PayOff(count, seen, first, short, holds, again, best, len(seen) == count)


def _first(trials: _Trials, low: int, high: int) -> Trial | None:
    """The first place from ``low`` to ``high`` that pays."""
    here = trials.at(low)
    if here.pays:
        return here
    there = trials.at(high)
    if high <= low + 1:
        return there if there.pays else None
    if subtract(there.earned, here.cost) < 0:
        return None
    middle = (low + high) // 2
    return _first(trials, low, middle) or _first(trials, middle, high)


def _last_failing(trials: _Trials, low: int, high: int) -> Trial | None:
    """The last place from ``low`` to ``high`` that does not pay."""
    there = trials.at(high)
    if not there.pays:
        return there
    here = trials.at(low)
    if high <= low + 1:
        return None if here.pays else here
    if subtract(here.earned, there.cost) >= 0:
        return None
    middle = (low + high) // 2
    return _last_failing(trials, middle, high) or _last_failing(trials, low, middle)
