"""Cells: sums of lines that no later question needs to tell apart.

A cell is keyed by payee, segment, tax rate and signature (the takes that count its lines). Sums over
a period, splits by tax rate and allocations are arithmetic on cells.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.measures.segments import BEGINNING, Segments
from dealerkit.measures.takes import LINES, Take
from dealerkit.problems import DealerkitError
from dealerkit.values.exact import ZERO, Number, add, total
from dealerkit.values.ranges import DateRange


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

    ``takes`` are the distinct ones, ``ids`` says which of them stands for an id that was asked for. Where several
    ``parties`` asked together (each the bits of its takes), a key has bit *n + i* set, of *n* takes, where take *i*
    cannot use its lines, and bit *2n + i* where party *i* cannot read them; :meth:`of_party` gives the cells as one
    of them alone would have found them.
    """

    takes: tuple[Take, ...]
    ids: Mapping[str, int]
    measures: tuple[int, ...]
    sums: Mapping[CellKey, tuple[Number, ...]] = field(repr=False)
    segments: Segments = field(repr=False)
    count: LineCount = field(factory=LineCount)
    parties: tuple[int, ...] = ()
    dropped: frozenset[int] = frozenset()
    """The signatures whose lines the party lost whose cells these are."""
    lost: Mapping[CellKey, tuple[Number, ...]] = field(factory=dict, repr=False)
    """What those lines add up to."""
    taxed: bool = field(init=False)
    """Whether any row has a tax rate."""
    _by_take: tuple[Mapping[str, Mapping[Place, Number]], ...] = field(init=False, repr=False)
    _first_days: tuple[date | None, ...] = field(init=False, repr=False)
    _takings: frozenset[int] = field(init=False, repr=False)
    _by_payee: dict[str, list[tuple[CellKey, tuple[Number, ...]]]] = field(factory=dict, init=False, repr=False)

    @taxed.default
    def _some_row_has_a_rate(self) -> bool:
        return any(key.tax_rate is not None for key in self.sums)

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

    @_takings.default
    def _met_on_some_line(self) -> frozenset[int]:
        return frozenset(key.takes for key in self.sums)

    @property
    def passes(self) -> tuple[Cells, ...]:
        """The cells of every pass: these alone."""
        return (self,)

    @property
    def lines(self) -> Cells | None:
        """The cells of invoice lines: these."""
        return self

    @property
    def of_lines(self) -> Mapping[str, Cells]:
        """Every pass over invoice lines by its stream: this one."""
        return {LINES: self}

    @property
    def counts(self) -> Mapping[str, LineCount]:
        """What became of the rows of other sources: there are none."""
        return {}

    def with_lines(self, lines: Mapping[str, Cells]) -> Cells:
        """Other cells of invoice lines in place of these."""
        return lines[LINES]

    def of(self, take: str) -> Cells:
        """The cells of the pass that counts a take: these."""
        del take
        return self

    def lost_beside(self, other: Cells, take: str) -> Number:
        """What a take would count of lines that are lost here, and not to others of the same pass."""
        index = self.ids[take]
        mine = (each for each in self.lost.items() if each[0].takes not in other.dropped)
        return total(amounts[self.measures[index]] for key, amounts in mine if key.takes >> index & 1)

    def lost_as(self, other: Cells) -> bool:
        """Whether these are of the same pass as others, and the very same lines were lost to both."""
        return self.takes is other.takes and self.dropped == other.dropped

    def loses(self, take: str) -> bool:
        """Whether there are lines of which a take cannot tell if it counts them, or how much they add."""
        bit = 1 << len(self.takes) + self.ids[take]
        return any(takes & bit for takes in self._takings)

    def of_party(self, party: int, ids: Mapping[str, int]) -> Cells:
        """These cells as one party alone would have found them, its takes under ids of its own."""
        count = len(self.takes)
        lost = (self.parties[party] | 1 << count + party) << count
        dropped = frozenset(takes for takes in self._takings if takes & lost)
        if dropped:
            kept = {key: amounts for key, amounts in self.sums.items() if key.takes not in dropped}
            gone = {key: amounts for key, amounts in self.sums.items() if key.takes in dropped}
            return Cells(self.takes, ids, self.measures, kept, self.segments, self.count, self.parties, dropped, gone)
        # The sums are the same and the tables made of them are large: they are shared, not made again.
        seen = copy(self)
        object.__setattr__(seen, "ids", ids)
        return seen

    def payees(self, take: str) -> Iterable[str]:
        """Who has lines that the take counts."""
        return self._by_take[self.ids[take]].keys()

    def sum_of(self, take: str, days: DateRange) -> Number:
        """The sum of what the take counts for everybody, over the segments that begin on these days."""
        return total(
            amount
            for mine in self._by_take[self.ids[take]].values()
            for (segment, _), amount in mine.items()
            if segment in days
        )

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

    def meet(self, one: str, other: str) -> bool:
        """Whether any line is counted by both takes."""
        both = 1 << self.ids[one] | 1 << self.ids[other]
        return any(takes & both == both for takes in self._takings)

    def meetings(self, pairs: Sequence[tuple[str, str]]) -> list[dict[str, dict[date, tuple[Number, Number]]]]:
        """What the two takes of each pair add up over the lines that both count, by payee and segment."""
        asked = [(self.ids[one], self.ids[other]) for one, other in pairs]
        found: list[dict[str, dict[date, tuple[Number, Number]]]] = [{} for _ in pairs]
        meeting = {
            takes: [
                (found[place], self.measures[one], self.measures[other])
                for place, (one, other) in enumerate(asked)
                if takes >> one & takes >> other & 1
            ]
            for takes in self._takings
        }
        for (payee, segment, _, takes), amounts in self.sums.items():
            for sums, one, other in meeting[takes]:
                mine = sums.setdefault(payee, {})
                known = mine.get(segment)
                first, second = amounts[one], amounts[other]
                mine[segment] = (first, second) if known is None else (add(known[0], first), add(known[1], second))
        return found

    def combinations(
        self, takes: Sequence[str], payee: str, spans: Sequence[tuple[date, date]]
    ) -> dict[int, tuple[Number, ...]]:
        """What several takes add up for ``payee``, each over its own days, by which of them count the lines.

        Bit *i* of a key is set where ``takes[i]`` counts the lines; its sum then stands in place *i*.
        """
        found: dict[int, list[Number]] = {}
        for lines, _, amounts in self._combined(takes, payee, spans):
            sums = found.setdefault(lines, [ZERO] * len(takes))
            for place, amount in enumerate(amounts):
                if lines >> place & 1:
                    sums[place] = add(sums[place], amount)
        return {lines: tuple(sums) for lines, sums in sorted(found.items())}

    def tax_rates_on(
        self, takes: Sequence[str], payee: str, spans: Sequence[tuple[date, date]], place: int, wanted: Container[int]
    ) -> dict[Decimal | None, Number]:
        """What one of the takes adds up over the wanted combinations of lines, by the tax rate of the lines."""
        found: dict[Decimal | None, Number] = {}
        for lines, rate, amounts in self._combined(takes, payee, spans):
            if lines in wanted and lines >> place & 1:
                found[rate] = add(found.get(rate, ZERO), amounts[place])
        return found

    def _combined(
        self, takes: Sequence[str], payee: str, spans: Sequence[tuple[date, date]]
    ) -> Iterator[tuple[int, Decimal | None, list[Number]]]:
        """Every cell that a take counts: by which, its tax rate, and what it adds to each."""
        asked: list[tuple[int, int, date, date]] = []
        for take, (first, last) in zip(takes, spans, strict=True):
            if first <= last and not self.segments.carries(first, last, payee):
                raise DealerkitError(f"cells cannot answer for {first}..{last}: it cuts a segment")
            index = self.ids[take]
            asked.append((1 << index, self.measures[index], first, last))
        for key, amounts in self._of_payee(payee):
            lines = 0
            for place, (bit, _, first, last) in enumerate(asked):
                if key.takes & bit and first <= key.segment <= last:
                    lines |= 1 << place
            if lines:
                yield lines, key.tax_rate, [amounts[measured] for _, measured, _, _ in asked]

    def _of_payee(self, payee: str) -> Sequence[tuple[CellKey, tuple[Number, ...]]]:
        """All cells of ``payee``; they are sorted out by payee when first asked for."""
        if not self._by_payee:
            for key, amounts in self.sums.items():
                self._by_payee.setdefault(key.payee, []).append((key, amounts))
        return self._by_payee.get(payee, ())

    def _within(self, take: str, payee: str, first: date, last: date) -> list[tuple[Place, Number]]:
        if first > last:
            return []
        if not self.segments.carries(first, last, payee):
            raise DealerkitError(f"cells cannot answer for {first}..{last}: it cuts a segment")
        mine = self._by_take[self.ids[take]].get(payee)
        return [item for item in mine.items() if first <= item[0][0] <= last] if mine else []
