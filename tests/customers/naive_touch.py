"""Windows and answers as the handbook says them, day by day and contact by contact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

ONE = timedelta(days=1)
Naive = tuple[datetime, datetime, str]
"""From when, until when, what it is about."""


def after_days(day: date, count: int, is_worked: Callable[[date], bool] | None = None) -> date:
    """The day that many days later, working days where it is said which those are."""
    while count:
        day += ONE
        if is_worked is None or is_worked(day):
            count -= 1
    return day


def moved(first: date, last: date, rule: str, is_worked: Callable[[date], bool]) -> date:
    """The last day, moved off rest days by looking at one neighbour after the other."""
    if rule == "keep" or is_worked(last):
        return last
    if rule == "previous":
        day = last
        while not is_worked(day):
            day -= ONE
        if day >= first:
            return day
    day = last
    while not is_worked(day):
        day += ONE
    return day


def answers(dues: Sequence[Naive], contacts: Sequence[datetime]) -> dict[str, datetime]:
    """Each contact in turn: the open due that ends first; where none is open, the overdue one that ended first."""
    found: dict[str, datetime] = {}
    for at in sorted(contacts):
        begun = [each for each in dues if each[0] <= at and each[2] not in found]
        live = [each for each in begun if each[1] >= at]
        chosen = min(live or begun, key=lambda each: (each[1], each[0], each[2]), default=None)
        if chosen is not None:
            found[chosen[2]] = at
    return found


def most_in_time(dues: Sequence[Naive], contacts: Sequence[datetime]) -> int:
    """How many dues any assignment of contacts could answer in time: by augmenting paths."""
    taken: dict[int, int] = {}

    def place(due: int, seen: set[int]) -> bool:
        for number, at in enumerate(contacts):
            if number in seen or not dues[due][0] <= at <= dues[due][1]:
                continue
            seen.add(number)
            if number not in taken or place(taken[number], seen):
                taken[number] = due
                return True
        return False

    return sum(place(due, set()) for due in range(len(dues)))
