"""Classes and concentration a second time, from the wording of the rules, in plain fractions and the slowest way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

Amounts = Mapping[str, Fraction]


def abc(amounts: Amounts, bounds: Sequence[tuple[str, Fraction]], crossing: str, *, together: bool) -> dict[str, str]:
    """Classes by cumulated share: each line's ends are found by adding up everybody above it, anew for each."""
    whole = sum(amounts.values(), Fraction(0))
    found: dict[str, str] = {}
    for key, amount in amounts.items():
        if together:
            above = sum((other for other in amounts.values() if other > amount), Fraction(0))
            own = sum((other for other in amounts.values() if other == amount), Fraction(0))
        else:
            above = sum(
                (other for name, other in amounts.items() if other > amount or (other == amount and name < key)),
                Fraction(0),
            )
            own = amount
        begin, end = above / whole, (above + own) / whole
        for name, up_to in bounds:
            is_inside = {
                "before": begin < up_to,
                "after": end <= up_to,
                "nearest": up_to - begin >= end - up_to,
            }[crossing]
            if is_inside:
                found[key] = name
                break
    return found


def top(amounts: Amounts, bounds: Sequence[tuple[str, Fraction]], rounding: str, ties: str) -> dict[str, str]:
    """Classes by share of the count: everybody's place is how many stand above him."""
    count = len(amounts)
    found: dict[str, str] = {}
    for key, amount in amounts.items():
        best = sum(other > amount for other in amounts.values()) + 1
        worst = sum(other >= amount for other in amounts.values())
        own = best + sum(other == amount and name < key for name, other in amounts.items())
        place = {"better": best, "worse": worst, "by-code": own}[ties]
        for name, up_to in bounds:
            exact = up_to * count
            last = {"up": ceil(exact), "down": floor(exact), "half-up": floor(exact + Fraction(1, 2))}[rounding]
            if place <= last:
                found[key] = name
                break
    return found


def quantile(values: Sequence[Fraction], share: Fraction, kind: int) -> Fraction:
    """Types 1 to 3 by counting, 4 to 9 by the line through the points (k - a) / (n + 1 - a - b), as in the paper."""
    ordered = sorted(values)
    count = len(ordered)
    if kind == 1:
        return min(value for value in ordered if Fraction(sum(other <= value for other in ordered), count) >= share)
    if kind == 2:
        low = min(value for value in ordered if Fraction(sum(other <= value for other in ordered), count) >= share)
        high = max(value for value in ordered if Fraction(sum(other < value for other in ordered), count) <= share)
        return (low + high) / 2
    if kind == 3:
        # The nearest order statistic to n × p; halfway, the one with the even number.
        nearest = min(range(1, count + 1), key=lambda place: (abs(place - share * count), place % 2))
        return ordered[nearest - 1]
    if count == 1:
        return ordered[0]  # type 7 puts a single value everywhere between its two ends, which are one
    ends = {
        4: (Fraction(0), Fraction(1)),
        5: (Fraction(1, 2), Fraction(1, 2)),
        6: (Fraction(0), Fraction(0)),
        7: (Fraction(1), Fraction(1)),
        8: (Fraction(1, 3), Fraction(1, 3)),
        9: (Fraction(3, 8), Fraction(3, 8)),
    }
    first, last = ends[kind]
    points = [((place - first) / (count + 1 - first - last), value) for place, value in enumerate(ordered, 1)]
    if share <= points[0][0]:
        return ordered[0]
    if share >= points[-1][0]:
        return ordered[-1]
    for (left, low), (right, high) in pairwise(points):
        if left <= share <= right:
            return low + (high - low) * (share - left) / (right - left)
    raise AssertionError


def score(value: Fraction, cuts: Sequence[Fraction], *, high_is_better: bool, ties: str) -> int:
    """The score of a value: all scores between whose cuts it lies, and of these the one the rule names."""
    count = len(cuts) + 1
    edges: list[Fraction | None] = [None, *cuts, None]
    possible = []
    for place in range(count):
        low, high = edges[place], edges[place + 1]
        if (low is None or low <= value) and (high is None or value <= high):
            possible.append(place + 1 if high_is_better else count - place)
    possible.sort()
    return {"worse": possible[0], "better": possible[-1], "middle": possible[(len(possible) - 1) // 2]}[ties]


def hhi(amounts: Sequence[Fraction]) -> Fraction:
    """The sum of squared shares."""
    whole = sum(amounts, Fraction(0))
    return sum(((each / whole) ** 2 for each in amounts), Fraction(0))


def gini(amounts: Sequence[Fraction]) -> Fraction:
    """Half the mean absolute difference over the mean: every pair looked at."""
    count, whole = len(amounts), sum(amounts, Fraction(0))
    pairs = sum((abs(one - other) for one in amounts for other in amounts), Fraction(0))
    return pairs / (2 * count * whole)


def lifetime(margin: Fraction, retention: Fraction, discount: Fraction, periods: int) -> Fraction:
    """The finite sum, term by term."""
    kept = retention / (1 + discount)
    return sum((margin * kept**period for period in range(1, periods + 1)), Fraction(0))
