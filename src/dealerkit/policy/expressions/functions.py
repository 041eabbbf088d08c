"""The functions of the language: a table, which the check, the compiler and the guide all read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from attrs import frozen

from dealerkit.policy.types import BOOLEAN, COUNT, DAYS, NUMBER, Missing, OpenPath, Type, Value
from dealerkit.values.months import whole_months
from dealerkit.values.numbers import absolute

_Ordered = TypeVar("_Ordered", Decimal, date)


@frozen
class Function:
    """One function.

    ``takes`` says what each argument is: a kind of type; ``any``; ``ordered`` for numbers or dates;
    ``ids`` for a text or a list of texts; ``same`` for whatever the other ``same`` arguments are.
    ``most`` is how many arguments there may be, the last kind repeating. ``gives`` is the type of the
    result, or nothing when it is what the arguments have in common. ``apply`` computes it from values
    that are all known; a function without one decides itself what a missing argument means.
    """

    name: str
    takes: tuple[str, ...]
    most: int
    gives: Type | None
    apply: Callable[..., Value | Missing] | None
    meaning: str

    @property
    def counts(self) -> tuple[int, int]:
        """The fewest and the most arguments."""
        return len(self.takes), self.most


def _within(tree: tuple[str, ...], ids: str | frozenset[str]) -> bool | Missing:
    is_within = ids in tree if isinstance(ids, str) else not ids.isdisjoint(tree)
    return tree.unknown if not is_within and isinstance(tree, OpenPath) else is_within


def _days(first: date, last: date) -> Decimal:
    return Decimal((last - first).days)


def _months(first: date, last: date) -> Decimal:
    """Whole months: from 15 January to 14 April two, to 15 April three; counted the same way back, below zero.

    The last day of a month that is too short completes it: from 31 January to 28 February is one.
    """
    return Decimal(whole_months(first, last) if first <= last else 0 - whole_months(last, first))


def _year(day: date) -> Decimal:
    return Decimal(day.year)


def _month(day: date) -> Decimal:
    return Decimal(day.month)


def _least(*values: _Ordered) -> _Ordered:
    return min(values)


def _greatest(*values: _Ordered) -> _Ordered:
    return max(values)


MANY = 100
"""Arguments that a function without a number of its own may take."""

FUNCTIONS: Mapping[str, Function] = {
    each.name: each
    for each in (
        Function("within", ("tree", "ids"), 2, BOOLEAN, _within, "whether a member of a tree is, or is below, an id"),
        Function("known", ("any",), 1, BOOLEAN, None, "whether the value is not missing"),
        Function("or_else", ("same", "same"), 2, None, None, "the first value, or the second where it is missing"),
        Function("if", ("condition", "same", "same"), 3, None, None, "the second if the first holds, else the third"),
        Function("count", ("condition",), MANY, COUNT, None, "how many of the conditions hold"),
        Function("min", ("ordered", "ordered"), MANY, None, _least, "the least value, or the earliest date"),
        Function("max", ("ordered", "ordered"), MANY, None, _greatest, "the greatest value, or the latest date"),
        Function("abs", ("number",), 1, None, absolute, "the number without its sign"),
        Function("days", ("date", "date"), 2, DAYS, _days, "days from the first date to the second, or negative"),
        Function("months", ("date", "date"), 2, NUMBER, _months, "whole months from the first date to the second"),
        Function("year", ("date",), 1, NUMBER, _year, "the calendar year of a date"),
        Function("month", ("date",), 1, NUMBER, _month, "the calendar month of a date, 1 to 12"),
        Function(
            "starts_with", ("text", "text"), 2, BOOLEAN, str.startswith, "whether the first starts with the second"
        ),
    )
}
