"""Falls: from which base on a little more earns less.

Along a stretch whose parts only rise nothing can fall, whatever is rounded; where the one part that changes falls, the
first fall is found by halving. So only the ends of stretches and the turns of curved rates are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from dealerkit.rebates.always.crossings import Crossing, first_above, first_step
from dealerkit.rebates.always.curves import NOTHING, ZERO, Curve, Line, Part, Stretch, clipped, difference, over_next

Range = tuple[int, int | None]


def first_fall(curve: Curve, holds: tuple[Range, ...]) -> Crossing:
    """The first step, among those that are asked for, from which the next earns less."""
    is_known = True
    for place, stretch in enumerate(curve):
        for hold in holds:
            within = _both(hold, (stretch.first, stretch.last))
            if within is None:
                continue
            found = _along(curve, stretch, *within)
            is_known = is_known and found.is_known
            if found.step is not None:
                return Crossing(found.step, is_known)
            end = stretch.last
            if end is not None and within[1] == end and curve[place + 1].at(end + 1) < stretch.at(end):
                return Crossing(end, is_known)
    return Crossing(None, is_known)


def _both(one: Range, other: Range) -> Range | None:
    """The steps that lie in both."""
    ends = [each[1] for each in (one, other) if each[1] is not None]
    first, last = max(one[0], other[0]), min(ends, default=None)
    return None if last is not None and last < first else (first, last)


def _along(curve: Curve, stretch: Stretch, first: int, last: int | None) -> Crossing:
    """The first fall from one step of a stretch to the next of it."""
    if all(_rises(part, stretch) for part in stretch.parts):
        return Crossing(None)
    end = last if last is None or stretch.last is None or last < stretch.last else last - 1
    moving = [part for part in stretch.parts if part.line[1] or part.line[2]]
    if len(moving) != 1 or moving[0].sign < 0 or end is None:
        falling = difference(ZERO, over_next(curve, 1))
        return first_above(tuple(clipped(falling, first, end)), NOTHING)
    for one, other in _parts(moving[0].line, first, end):
        height = stretch.at(one)
        if stretch.at(other + 1) < height:
            step = first_step(lambda j, height=height: stretch.at(j) < height, one, other + 1)  # type: ignore[misc]
            return Crossing(None if step is None else step - 1)
    return Crossing(None)


def _parts(line: Line, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The steps from which a polynomial may fall, ascending: runs on which it only falls, and the turn by itself."""
    if not line[2]:
        runs = [(first, end)]
    else:
        turn = floor(-line[1] / (2 * line[2]))
        falls = (first, turn - 1) if line[2] > 0 else (turn + 1, end)
        runs = sorted([falls, (turn, turn)])
    for one, other in runs:
        if max(one, first) <= min(other, end):
            yield max(one, first), min(other, end)


def _rises(part: Part, stretch: Stretch) -> bool:
    """Whether a part never falls along a stretch: its slope is not below zero at either end."""
    slopes = [part.line[1] + 2 * part.line[2] * j for j in (stretch.first, stretch.last) if j is not None]
    return part.sign > 0 and all(slope >= 0 for slope in slopes) and (stretch.last is not None or part.line[2] >= 0)
