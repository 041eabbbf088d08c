"""Intervals with open and closed ends, exactly: cuts between the values of one column.

A cut stands just before or just behind a value, so an interval is simply what lies between two
cuts: ``at 10, below 20`` runs from before 10 to before 20, ``above 10, up to 20`` from behind 10 to
behind 20, and 10 alone from before 10 to behind 10. Whether two intervals meet, and what remains
between them, is then a comparison of cuts; nothing has to be said about open and closed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import ceil, floor

from dealerkit.values.numbers import ONE, ZERO, Number, add, divide, subtract

Cut = tuple[Number | int, int]
"""A place between values: ``(value, 0)`` just before it, ``(value, 1)`` just behind it."""
Span = tuple[Cut, Cut]
"""What lies between two cuts; empty unless the first is lower than the second."""

LOWEST: Cut = (Decimal("-Infinity"), 0)
HIGHEST: Cut = (Decimal("Infinity"), 0)
"""The ends of an axis: never a value anyone reads, writes or computes with."""

_TWO = Decimal(2)
_CENT = Decimal("0.01")


def before(value: Number | int) -> Cut:
    """The cut that leaves ``value`` and all above it to the right."""
    return (value, 0)


def behind(value: Number | int) -> Cut:
    """The cut that leaves ``value`` and all below it to the left."""
    return (value, 1)


def is_empty(span: Span) -> bool:
    """Whether no value lies between the two cuts."""
    return not span[0] < span[1]


def meet(one: Span, other: Span) -> Span:
    """What lies in both; it may be empty."""
    return (max(one[0], other[0]), min(one[1], other[1]))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same values as disjoint, ascending spans, none empty, none touching the next."""
    found: list[Span] = []
    for span in sorted(span for span in spans if not is_empty(span)):
        if found and span[0] <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span[1]))
        else:
            found.append(span)
    return tuple(found)


def in_whole_steps(span: Span) -> Span:
    """The same span among whole numbers, where nothing lies between 10 and 11."""
    return (_whole(span[0]), _whole(span[1]))


def _whole(cut: Cut) -> Cut:
    if cut in {LOWEST, HIGHEST}:
        return cut
    value, side = cut
    return (floor(value) + 1 if side else ceil(value), 0)


def smallest_whole(span: Span) -> int:
    """The smallest whole number in a span of whole steps; 0 or the greatest where it has no lower end."""
    low, high = span
    if low != LOWEST:
        return int(low[0])
    return 0 if before(0) < high else int(high[0]) - 1


def smallest(span: Span, step: Decimal = _CENT) -> Number:
    """A value in the span that people would name first: its lower end, or one step above an open one.

    Without a lower end it is 0, or one below the upper end; where a step is too wide, the middle.
    """
    low, high = span
    if low == LOWEST:
        return ZERO if behind(ZERO) <= high else subtract(_number(high[0]), ONE)
    value = _number(low[0])
    if low[1] == 0:
        return value
    stepped = add(value, step)
    if behind(stepped) <= high:
        return stepped
    return divide(add(value, _number(high[0])), _TWO)


def _number(value: Number | int) -> Number:
    return Decimal(value) if isinstance(value, int) else value
