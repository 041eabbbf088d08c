"""Decision tables by trying every case that can make a difference: a page, no intervals, no search.

A case is one value per column. A cell is a test of a value. The answer can change only at a bound,
so the values to try are the bounds and one value between each two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product

Test = Callable[[Fraction], bool]
Row = Sequence[Test | None]

TESTS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "at": lambda value, bound: value >= bound,
    "above": lambda value, bound: value > bound,
    "below": lambda value, bound: value < bound,
    "up_to": lambda value, bound: value <= bound,
}


def cell(limits: Mapping[str, int]) -> Test:
    """The test that limits such as ``{at: 1, below: 5}`` put to a value."""
    return lambda value: all(TESTS[key](value, Fraction(bound)) for key, bound in limits.items())


def values_to_try(bounds: Iterable[int]) -> list[Fraction]:
    """Every bound, 0, a value between each two, and one above all; nothing below 0."""
    known = sorted({Fraction(0), *(Fraction(bound) for bound in bounds)})
    return [*known, *((low + high) / 2 for low, high in pairwise(known)), known[-1] + 1]


def matching(rows: Sequence[Row], case: Sequence[Fraction]) -> list[int]:
    """The positions of the rows whose cells all take the case."""
    return [
        number
        for number, row in enumerate(rows)
        if all(test is None or test(value) for test, value in zip(row, case, strict=True))
    ]


def cases(tried: Sequence[Sequence[Fraction]]) -> Iterable[tuple[Fraction, ...]]:
    """Every case."""
    return product(*tried)


def has_gap(rows: Sequence[Row], tried: Sequence[Sequence[Fraction]]) -> bool:
    """Whether some case is taken by no row."""
    return any(not matching(rows, case) for case in cases(tried))


def overlapping(rows: Sequence[Row], tried: Sequence[Sequence[Fraction]]) -> set[tuple[int, int]]:
    """The pairs of rows that take a case both."""
    found: set[tuple[int, int]] = set()
    for case in cases(tried):
        together = matching(rows, case)
        found.update((one, other) for one in together for other in together if one < other)
    return found


def never_first(rows: Sequence[Row], tried: Sequence[Sequence[Fraction]]) -> set[int]:
    """The rows that no case reaches first."""
    reached = {together[0] for case in cases(tried) if (together := matching(rows, case))}
    return set(range(len(rows))) - reached
