"""Cells: sums of lines that no later question needs to tell apart.

A cell is keyed by payee, segment, tax rate and signature (the takes that count its lines). Sums over
a period, splits by tax rate and allocations are arithmetic on cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.measures.segments import BEGINNING, Segments
from dealerkit.measures.takes import Take
from dealerkit.problems import DealerkitError
from dealerkit.values.exact import Number, add, total


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


Place = tuple[date, "Decimal | None"]
"""A segment and a tax rate: what one take's sums for one payee are kept by."""


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
    _by_take: tuple[Mapping[str, Mapping[Place, Number]], ...] = field(init=False, repr=False)
    _first_days: tuple[date | None, ...] = field(init=False, repr=False)

    @_by_take.default
    def _by_take_and_payee(self) -> tuple[Mapping[str, Mapping[Place, Number]], ...]:
        found: tuple[dict[str, dict[Place, Number]], ...] = tuple({} for _ in self.takes)
        members: dict[int, tuple[int, ...]] = {}
        for (payee, segment, tax_rate, bits), amounts in self.sums.items():
            taking = members.get(bits)
            if taking is None:
                taking = members[bits] = tuple(index for index in range(len(self.takes)) if bits >> index & 1)
            place = (segment, tax_rate)
            for index in taking:
                amount = amounts[self.measures[index]]
                mine = found[index].get(payee)
                if mine is None:
                    found[index][payee] = {place: amount}
                else:
                    known = mine.get(place)
                    mine[place] = amount if known is None else add(known, amount)
        return found

    @_first_days.default
    def _first_segments(self) -> tuple[date | None, ...]:
        return tuple(
            min((segment for mine in payees.values() for segment, _ in mine if segment != BEGINNING), default=None)
            for payees in self._by_take
        )

    def payees(self, take: str) -> Iterable[str]:
        """Who has lines that the take counts."""
        return self._by_take[self.ids[take]].keys()

    def total(self, take: str, payee: str, first: date, last: date) -> Number:
        """The sum of what the take counts for ``payee`` from ``first`` through ``last``; 0 over no lines."""
        return total(amount for _, amount in self._within(take, payee, first, last))

    def by_tax_rate(self, take: str, payee: str, first: date, last: date) -> dict[Decimal | None, Number]:
        """The same sum, split by the tax rate of the lines; None for lines without one."""
        found: dict[Decimal | None, list[Number]] = {}
        for (_, tax_rate), amount in self._within(take, payee, first, last):
            found.setdefault(tax_rate, []).append(amount)
        return {rate: total(amounts) for rate, amounts in found.items()}

    def first_day(self, take: str) -> date | None:
        """The first segment with lines that the take counts; the one before all cuts has no first day."""
        return self._first_days[self.ids[take]]

    def has_lines(self, take: str, payee: str, first: date, last: date) -> bool:
        """Whether the take counts any line of ``payee`` on these days."""
        return any(first <= segment <= last for segment, _ in self._by_take[self.ids[take]].get(payee, ()))

    def _within(self, take: str, payee: str, first: date, last: date) -> list[tuple[Place, Number]]:
        if first > last:
            return []
        if not self.segments.carries(first, last, payee):
            raise DealerkitError(f"cells cannot answer for {first}..{last}: it cuts a segment")
        mine = self._by_take[self.ids[take]].get(payee)
        return [item for item in mine.items() if first <= item[0][0] <= last] if mine else []
