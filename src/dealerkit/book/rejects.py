"""Rows that cannot be used: never lost, never in the way, counted by reason.

For every table read = used + rejected + ignored + later. *Ignored* rows fell under a rule of the book
(a total line, an empty row); *later* rows were recorded after the day the question is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from attrs import define, field, frozen

from dealerkit.problems import Location, Problem


@frozen
class Reject:
    """One row that cannot be used: the leftmost problem, any others, and the row as it was written."""

    table: str
    problem: Problem
    raw: str
    others: tuple[Problem, ...] = ()

    @property
    def at(self) -> Location:
        """The cell that made the row unusable."""
        return self.problem.at or Location(self.table, 0)


class RejectSink(Protocol):
    """Takes rejected rows one by one, as they are met."""

    def take(self, reject: Reject) -> None:
        """Take one rejected row."""
        ...


@define
class FirstRejects:
    """Keeps the first few rejects and counts the rest by code, so that memory never grows with them."""

    keep: int = 20
    first: list[Reject] = field(factory=list)
    by_code: Counter[str] = field(factory=Counter)

    def take(self, reject: Reject) -> None:
        """Count the reject, and keep it while there are few."""
        self.by_code[reject.problem.code] += 1
        if len(self.first) < self.keep:
            self.first.append(reject)

    @property
    def total(self) -> int:
        """How many rows were rejected."""
        return self.by_code.total()


class EverySink:
    """Hands each reject to several sinks."""

    __slots__ = ("_sinks",)

    def __init__(self, sinks: Iterable[RejectSink]) -> None:
        self._sinks = tuple(sinks)

    def take(self, reject: Reject) -> None:
        """Hand the reject on."""
        for sink in self._sinks:
            sink.take(reject)


@define
class Count:
    """What became of the rows of one table in its latest reading."""

    read: int = 0
    used: int = 0
    rejected: int = 0
    ignored: int = 0
    later: int = 0
    by_code: Counter[str] = field(factory=Counter)

    @property
    def complete(self) -> bool:
        """Whether every row read is accounted for."""
        return self.read == self.used + self.rejected + self.ignored + self.later
