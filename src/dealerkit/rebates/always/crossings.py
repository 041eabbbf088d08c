"""Crossings: at which step a curve first passes a bound, exactly.

Off its bound by more than rounding can add or take, a polynomial decides alone, and the steps at which it passes zero
are whole numbers found by halving. Where rounding decides, what it adds comes again after a period: for each place in
the period the first step is found by division, however long the stretch. Only where neither the steps nor the period
can be counted within the budget (curved rates near a tangent) does the answer say that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor, lcm

from attrs import frozen

from dealerkit.rebates.always.curves import Curve, Line, Part, Stretch, at, constant, plus, times

MOST_STEPS = 20_000
"""Steps that are looked at one by one, or places of a period, before nothing more is said of a stretch."""


@frozen
class Crossing:
    """The first step at which a bound is passed; None where it never is.

    ``is_known`` says that no smaller step does: else stretches were passed over.
    """

    step: int | None
    is_known: bool = True


def first_above(curve: Curve, bound: Line) -> Crossing:
    """The first step at which the curve is above the bound."""
    is_known = True
    for stretch in curve:
        found = _in_stretch(stretch, bound)
        is_known = is_known and found.is_known
        if found.step is not None:
            return Crossing(found.step, is_known)
    return Crossing(None, is_known)


def _in_stretch(stretch: Stretch, bound: Line) -> Crossing:
    rounded: list[Part] = []
    smooth = times(bound, -1)
    for part in stretch.parts:
        plain = part.plain()
        smooth = plus(smooth, plain.smooth)
        if plain.outer is not None or plain.inner is not None:
            rounded.append(plain)
    low = sum((part.error[0] for part in rounded), Fraction(0))
    high = sum((part.error[1] for part in rounded), Fraction(0))
    is_known = True
    for first, last in runs_above(plus(smooth, constant(high)), stretch.first, stretch.last):
        found = _in_run(smooth, rounded, low, first, last)
        is_known = is_known and found.is_known
        if found.step is not None:
            return Crossing(found.step, is_known)
    return Crossing(None, is_known)


def _in_run(smooth: Line, rounded: list[Part], low: Fraction, first: int, last: int | None) -> Crossing:
    """Among steps at which roundings could lift the curve above its bound."""
    sure = next((run[0] for run in runs_above(plus(smooth, constant(low)), first, last)), None)
    end = last if sure is None else sure - 1
    if not rounded or (end is not None and end < first):
        return Crossing(sure)

    smooth_parts = [(part, part.smooth) for part in rounded]

    def added(j: int) -> Fraction:
        return sum((part.at(j) - at(line, j) for part, line in smooth_parts), Fraction(0))

    period = MOST_STEPS + 1 if smooth[2] else lcm(*(part.period for part in rounded))
    steps = None if end is None else end - first + 1
    if period <= MOST_STEPS and (steps is None or period < steps):
        places = (_first_at_place(smooth, added(j), j, period, end) for j in range(first, first + period))
        found = min((each for each in places if each is not None), default=None)
        return Crossing(sure if found is None else found)
    if end is not None and steps is not None and steps <= MOST_STEPS:
        found = next((j for j in range(first, end + 1) if at(smooth, j) + added(j) > 0), None)
        return Crossing(sure if found is None else found)
    found = next((j for j in range(first, first + MOST_STEPS) if at(smooth, j) + added(j) > 0), None)
    return Crossing(sure, is_known=False) if found is None else Crossing(found)


def _first_at_place(line: Line, added: Fraction, j: int, period: int, end: int | None) -> int | None:
    """The first step among ``j``, ``j + period`` … at which a straight line with what is added is above zero."""
    if end is not None and j > end:
        return None
    now = at(line, j) + added
    if now > 0:
        return j
    if line[1] <= 0:
        return None
    rounds = floor(-now / (line[1] * period)) + 1
    found = j + rounds * period
    return found if end is None or found <= end else None


def runs_above(line: Line, first: int, last: int | None) -> Iterator[tuple[int, int | None]]:
    """The steps at which a polynomial is above zero, as runs in ascending order."""
    if last is not None and last < first:
        return
    square, slope = line[2], line[1]
    if not square:
        run = _straight(line, first, last)
        if run is not None:
            yield run
        return
    turn = floor(-slope / (2 * square))
    halves = [(first, turn if last is None else min(last, turn)), (max(first, turn + 1), last)]
    before: tuple[int, int | None] | None = None
    for number, (one, other) in enumerate(halves):
        if other is not None and other < one:
            continue
        run = _run_of_half(line, one, other, rises=(square > 0) == (number == 1))
        if run is None:
            continue
        if before is not None and before[1] is not None and before[1] + 1 == run[0]:
            before = (before[0], run[1])
            continue
        if before is not None:
            yield before
        before = run
    if before is not None:
        yield before


def _straight(line: Line, first: int, last: int | None) -> tuple[int, int | None] | None:
    """Where a straight line is above zero."""
    start, end = first, last
    if not line[1]:
        return (first, last) if line[0] > 0 else None
    zero = -line[0] / line[1]
    if line[1] > 0:
        start = max(first, floor(zero) + 1)
    else:
        end = ceil(zero) - 1 if last is None else min(ceil(zero) - 1, last)
    return (start, end) if end is None or start <= end else None


def _run_of_half(line: Line, first: int, last: int | None, *, rises: bool) -> tuple[int, int | None] | None:
    """Where a polynomial that only rises, or only falls, is above zero."""
    if rises:
        start = first_step(lambda j: at(line, j) > 0, first, last)
        return None if start is None else (start, last)
    if at(line, first) <= 0:
        return None
    end = first_step(lambda j: at(line, j) <= 0, first, last)
    return (first, last if end is None else end - 1)


def first_step(holds: Callable[[int], bool], first: int, last: int | None) -> int | None:
    """The first step from which a condition holds that goes on to hold; without an end it must do so somewhere."""
    if last is None:
        width = 1
        while not holds(first + width):
            width *= 2
        last = first + width
    elif last < first or not holds(last):
        return None
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
