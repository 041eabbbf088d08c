"""Cells: sums of lines that no later question needs to tell apart.

A cell is keyed by payee, segment, tax rate and signature (the takes that count its lines). Sums over
a period, splits by tax rate and allocations are arithmetic on cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.measures.segments import Segments
from dealerkit.measures.takes import Take
from dealerkit.problems import DealerkitError
from dealerkit.values.exact import Number, total


class CellKey(NamedTuple):
    """What the lines of one cell have in common. ``takes`` has bit *i* set for the *i*-th take.

    There are as many as a book has dealers, months and kinds of goods: a plain tuple is made and found quickest.
    """

    payee: str
    segment: date
    tax_rate: Decimal | None
    takes: int


@frozen
class LineCount:
    """What became of the lines: every one read is in exactly one of the other numbers.

    ``later`` are dated after the day of the question, ``untaken`` are counted by no programme.
    """

    read: int = 0
    taken: int = 0
    untaken: int = 0
    later: int = 0
    rejected: int = 0

    @property
    def complete(self) -> bool:
        """Whether every line read is accounted for."""
        return self.read == self.taken + self.untaken + self.later + self.rejected


class Part(NamedTuple):
    """What one take adds up for one payee in one segment at one tax rate."""

    segment: date
    tax_rate: Decimal | None
    amount: Number


@frozen(eq=False)
class Cells:
    """The result of one pass: sums by key, one for each measure.

    ``takes`` are the distinct ones, ``ids`` says which of them stands for an id that was asked for.
    """

    takes: tuple[Take, ...]
    ids: Mapping[str, int]
    measures: tuple[int, ...]
    sums: Mapping[CellKey, tuple[Number, ...]] = field(repr=False)
    segments: Segments = field(repr=False)
    count: LineCount = field(factory=LineCount)
    _parts: tuple[Mapping[str, Sequence[Part]], ...] = field(init=False, repr=False)
    _first_days: tuple[date | None, ...] = field(init=False, repr=False)

    @_parts.default
    def _by_take_and_payee(self) -> tuple[Mapping[str, Sequence[Part]], ...]:
        found: tuple[dict[str, list[Part]], ...] = tuple({} for _ in self.takes)
        members: dict[int, tuple[int, ...]] = {}
        measures = self.measures
        for (payee, segment, tax_rate, bits), amounts in self.sums.items():
            taking = members.get(bits)
            if taking is None:
                taking = members[bits] = tuple(index for index in range(len(self.takes)) if bits >> index & 1)
            for index in taking:
                parts = found[index].get(payee)
                if parts is None:
                    parts = found[index][payee] = []
                parts.append(Part(segment, tax_rate, amounts[measures[index]]))
        return found

    @_first_days.default
    def _first_day_by_take(self) -> tuple[date | None, ...]:
        # Asked once for every payee: looked for each time, it would cost cells times payees.
        return tuple(
            min((part.segment for parts in found.values() for part in parts), default=None) for found in self._parts
        )

    def payees(self, take: str) -> Iterable[str]:
        """Who has lines that the take counts."""
        return self._parts[self.ids[take]].keys()

    def total(self, take: str, payee: str, first: date, last: date) -> Number:
        """The sum of what the take counts for ``payee`` from ``first`` through ``last``; 0 over no lines."""
        return total(part.amount for part in self._within(take, payee, first, last))

    def by_tax_rate(self, take: str, payee: str, first: date, last: date) -> dict[Decimal | None, Number]:
        """The same sum, split by the tax rate of the lines; None for lines without one."""
        found: dict[Decimal | None, list[Number]] = {}
        for part in self._within(take, payee, first, last):
            found.setdefault(part.tax_rate, []).append(part.amount)
        return {rate: total(amounts) for rate, amounts in found.items()}

    def first_day(self, take: str) -> date | None:
        """The first segment with lines that the take counts."""
        return self._first_days[self.ids[take]]

    def has_lines(self, take: str, payee: str, first: date, last: date) -> bool:
        """Whether the take counts any line of ``payee`` on these days."""
        return any(first <= part.segment <= last for part in self._parts[self.ids[take]].get(payee, ()))

    def _within(self, take: str, payee: str, first: date, last: date) -> list[Part]:
        if first > last:
            return []
        if not self.segments.carries(first, last, payee):
            raise DealerkitError(f"cells cannot answer for {first}..{last}: it cuts a segment")
        return [part for part in self._parts[self.ids[take]].get(payee, ()) if first <= part.segment <= last]
