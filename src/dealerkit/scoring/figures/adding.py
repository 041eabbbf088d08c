"""How the rows of a subject become one value: one adder for each aggregate and column of a pass.

An adder keeps a value for each *cell*: the rows of the same subjects, days and conditions. What a figure is, is the
values of its cells put together, so that one pass over a table answers for every figure, window and day asked about.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from dealerkit.policy.types import Value
from dealerkit.values.exact import ZERO, Number, add, divide, exactly, multiply, total
from dealerkit.values.percentiles import MEDIAN, nearest_rank

Cells = Sequence[int]
"""Numbers of the cells of a subject that a figure counts."""
Column = Sequence[object]


class Adder(ABC):
    """What is kept of one column, cell by cell."""

    @abstractmethod
    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """The rows of a batch: the cell each belongs to, its value, its day."""

    @abstractmethod
    def result(self, cells: Cells) -> Value | None:
        """What the cells come to together; None where there was nothing to go by."""

    def empty(self, cells: Cells) -> bool:
        """Whether a row of these cells had nothing in a column that is added up: then nobody knows the sum."""
        del cells
        return False


class Sum(Adder):
    """The sum of a column. It has none where a row that counts does not say its amount."""

    def __init__(self) -> None:
        self._sums: defaultdict[int, Number] = defaultdict(_zero)
        self._empty: set[int] = set()

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Add the values up."""
        del days
        self._empty.update(_add_up(self._sums, cells, cast("Sequence[Number | None]", values)))

    def result(self, cells: Cells) -> Value | None:
        """The sum, zero of no rows."""
        return total(self._sums[cell] for cell in cells if cell in self._sums)

    def empty(self, cells: Cells) -> bool:
        """Whether an amount was not there."""
        return not self._empty.isdisjoint(cells)


class Rows(Adder):
    """How many rows."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Count the rows."""
        del values, days
        self._counts.update(cells)

    def result(self, cells: Cells) -> Value | None:
        """The number of rows."""
        return Decimal(sum(self._counts[cell] for cell in cells))


class Different(Adder):
    """How many different values, empty cells not counted."""

    def __init__(self) -> None:
        self._sets: defaultdict[int, set[object]] = defaultdict(set)

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Note the values."""
        del days
        sets = self._sets
        for cell, value in zip(cells, values, strict=True):
            if value is not None:
                sets[cell].add(value)

    def result(self, cells: Cells) -> Value | None:
        """The number of different values."""
        return Decimal(len(set().union(*(self._sets.get(cell, ()) for cell in cells))))


class Mean(Adder):
    """The mean of the values that are there."""

    def __init__(self) -> None:
        self._sums: defaultdict[int, Number] = defaultdict(_zero)
        self._counts: Counter[int] = Counter()

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Add up the values, and how many there are."""
        del days
        empty = _add_up(self._sums, cells, cast("Sequence[Number | None]", values))
        self._counts.update(cells)
        self._counts.subtract(empty)

    def result(self, cells: Cells) -> Value | None:
        """The mean; None of nothing."""
        there = [cell for cell in cells if self._counts[cell]]
        many = sum(self._counts[cell] for cell in there)
        return divide(total(self._sums[cell] for cell in there), Decimal(many)) if many else None


class Weighted(Adder):
    """The mean weighted by a second column; a pair of which either is empty is left out."""

    def __init__(self) -> None:
        self._sums: dict[int, Number] = {}
        self._weights: dict[int, Number] = {}

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Add up values times weights, and weights."""
        del days
        for cell, pair in zip(cells, cast("Sequence[tuple[Number | None, Number | None]]", values), strict=True):
            value, weight = pair
            if value is not None and weight is not None:
                self._sums[cell] = add(self._sums.get(cell, ZERO), multiply(value, weight))
                self._weights[cell] = add(self._weights.get(cell, ZERO), weight)

    def result(self, cells: Cells) -> Value | None:
        """The mean; None where there is nothing, or all weights are zero."""
        weights = total(self._weights.get(cell, ZERO) for cell in cells)
        return divide(total(self._sums.get(cell, ZERO) for cell in cells), weights) if weights else None


class Extreme(Adder):
    """The least or the greatest value: of numbers or of days, as the policy's check made sure, never of both."""

    def __init__(self, beyond: Callable[[Value, Value], bool]) -> None:
        self._beyond = beyond
        self._found: dict[int, Value] = {}

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Keep the extreme of each cell."""
        del days
        beyond, found = self._beyond, self._found
        for cell, value in zip(cells, cast("Sequence[Value | None]", values), strict=True):
            if value is not None and (cell not in found or beyond(value, found[cell])):
                found[cell] = value

    def result(self, cells: Cells) -> Value | None:
        """The extreme; None of nothing."""
        best: Value | None = None
        for cell in cells:
            value = self._found.get(cell)
            if value is not None and (best is None or self._beyond(value, best)):
                best = value
        return best


class Middle(Adder):
    """The median by nearest rank. It keeps the values: their middle cannot be known before the last."""

    def __init__(self) -> None:
        self._values: dict[int, list[Number]] = {}

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Keep the values."""
        del days
        for cell, value in zip(cells, cast("Sequence[Number | None]", values), strict=True):
            if value is not None:
                self._values.setdefault(cell, []).append(value)

    def result(self, cells: Cells) -> Value | None:
        """The value in the middle; None of nothing."""
        every = sorted(value for cell in cells for value in self._values.get(cell, ()))
        return nearest_rank(every, MEDIAN) if every else None


class Last(Adder):
    """The sum over the rows of the last day, for each part apart: a count of stock, product by product."""

    def __init__(self) -> None:
        self._last: dict[int, dict[object, tuple[date, Number]]] = {}
        self._empty: set[int] = set()

    def take(self, cells: Sequence[int], values: Column, days: Sequence[date | None]) -> None:
        """Keep the last day of each part, and its sum."""
        pairs = cast("Sequence[tuple[object, Number | None]]", values)
        for cell, (part, value), day in zip(cells, pairs, days, strict=True):
            if day is None:
                continue
            if value is None:
                self._empty.add(cell)
                continue
            parts = self._last.setdefault(cell, {})
            known = parts.get(part)
            if known is None or day > known[0]:
                parts[part] = (day, value)
            elif day == known[0]:
                parts[part] = (day, add(known[1], value))

    def result(self, cells: Cells) -> Value | None:
        """The sum of the last days; None where nothing was counted."""
        found: dict[object, tuple[date, Number]] = {}
        for cell in cells:
            for part, (day, value) in self._last.get(cell, {}).items():
                known = found.get(part)
                if known is None or day > known[0]:
                    found[part] = (day, value)
                elif day == known[0]:
                    found[part] = (day, add(known[1], value))
        return total(value for _, value in found.values()) if found else None

    def empty(self, cells: Cells) -> bool:
        """Whether an amount was not there."""
        return not self._empty.isdisjoint(cells)


def _zero() -> Number:
    return ZERO


def _add_up(sums: defaultdict[int, Number], cells: Sequence[int], values: Sequence[Number | None]) -> list[int]:
    """Add the values that are there to the sums of their cells; the cells of those that are not.

    Every row of a book goes through this loop once for each column that is added up.
    """
    empty: list[int] = []
    with exactly():
        for cell, value in zip(cells, values, strict=True):
            if value is None:
                empty.append(cell)
                continue
            try:
                sums[cell] += value  # type: ignore[operator]  # a fraction is refused here and taken below
            except TypeError:
                sums[cell] = add(sums[cell], value)
    return empty


def adder_of(aggregate: str, *, is_rows: bool, is_weighted: bool) -> Adder:
    """The adder of one aggregate; ``is_rows`` is of ``count: rows``, ``is_weighted`` of an average with a weight."""
    if aggregate == "count":
        return Rows() if is_rows else Different()
    if aggregate in {"min", "earliest"}:
        return Extreme(operator.lt)
    if aggregate in {"max", "latest"}:
        return Extreme(operator.gt)
    if aggregate == "average":
        return Weighted() if is_weighted else Mean()
    if aggregate == "median":
        return Middle()
    return Last() if aggregate == "last" else Sum()
