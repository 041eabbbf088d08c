"""The plain reading of figures: for every figure and subject all rows are looked at again, one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

Row = Mapping[str, object]
ONE_DAY = timedelta(days=1)


@frozen
class Plain:
    """A figure as a person would say it: which rows, which days, what becomes of them."""

    aggregate: str
    column: str
    first: date
    last: date
    counts: Callable[[Row], bool | None]
    """Whether a row counts; None where nobody knows."""
    if_missing: str = ""


def value(figure: Plain, rows: Sequence[Row], subject: str) -> object:
    """The figure of a subject; the words ``unclear`` and ``nothing`` where there is none."""
    own: list[Row] = []
    for row in rows:
        day = row["date"]
        assert isinstance(day, date)
        if row["dealer"] != subject or not figure.first <= day <= figure.last:
            continue
        known = figure.counts(row)
        if known is None and not figure.if_missing:
            return "unclear"
        if known or (known is None and figure.if_missing == "count"):
            own.append(row)
    return _together(figure, own)


def _together(figure: Plain, own: Sequence[Row]) -> object:
    cells = [row[figure.column] for row in own] if figure.column else []
    there = [cell for cell in cells if cell is not None]
    if figure.aggregate == "count":
        return len(set(there)) if figure.column else len(own)
    if figure.aggregate == "sum":
        return "unclear" if len(there) < len(cells) else sum(map(_fraction, there), Fraction(0))
    if not there:
        return "nothing"
    if figure.aggregate == "average":
        return sum(map(_fraction, there), Fraction(0)) / len(there)
    if figure.aggregate == "median":
        return sorted(map(_fraction, there))[(len(there) - 1) // 2]
    if figure.aggregate in {"earliest", "latest"}:
        days = [each for each in there if isinstance(each, date)]
        return min(days) if figure.aggregate == "earliest" else max(days)
    if figure.aggregate == "last":
        days = [row["date"] for row in own if isinstance(row["date"], date)]
        of_the_last = [row[figure.column] for row in own if row["date"] == max(days)]
        return sum(map(_fraction, of_the_last), Fraction(0))
    numbers = list(map(_fraction, there))
    return min(numbers) if figure.aggregate == "min" else max(numbers)


def _fraction(cell: object) -> Fraction:
    assert isinstance(cell, (Decimal, int))
    return Fraction(cell)


def months_back(day: date, months: int) -> date:
    """The same day so many months before; the last of a month is the last of another."""
    is_last = (day + ONE_DAY).day == 1
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return last if is_last or day.day > last.day else first.replace(day=day.day)
