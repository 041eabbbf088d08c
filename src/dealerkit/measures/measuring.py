"""The pass: lines in, cells out, whatever the number of programmes.

For each batch the columns are translated to what matters (days to segments, products to what the
screens say of them), lines are gathered under the tuple of these, and amounts are added up group by
group. Conditions are asked once a combination; a line costs the same with one programme or twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain, compress
from typing import cast

from attrs import evolve

from dealerkit.book import Batch, Value
from dealerkit.measures.adding import LATER, LATER_LINES, REJECTED, UNTAKEN_LINES, Key, Numbers, add_column
from dealerkit.measures.cells import CellKey, Cells, LineCount
from dealerkit.measures.question import Question
from dealerkit.measures.screens import AT_THE_CELL, SUBJECTS, Facts, Screen, column_of, screens
from dealerkit.measures.segments import ONE_DAY, Cuts, SegmentOfDay
from dealerkit.measures.takes import COUNT, Take, merged
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.policy.types import Value as Known
from dealerkit.problems import DealerkitError, Problem, problem
from dealerkit.values.exact import ONE, ZERO, Number, add, exactly

Reject = Callable[[Batch, int, Problem], None]
"""Takes a line that cannot be used: its batch, its position there, and why."""

Column = Sequence[Value | Fraction | None]


def measure(batches: Iterable[Batch], question: Question, reject: Reject) -> Cells:
    """Add up the lines of ``batches``, in any order and however they are cut into batches.

    A line that cannot be used is given to ``reject``: DK350 its dealer is unknown, DK351 its currency is
    another, DK352 a take's condition meets a missing fact, DK353 a take's measure is missing.
    """
    running = _Pass(question, reject)
    with exactly():
        for batch in batches:
            running.add(batch)
    return running.cells()


class _Parameters(dict[date, Mapping[str, Known | Missing]]):
    """Parameters by segment."""

    def __init__(self, read: Callable[[date], Mapping[str, Known | Missing]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, day: date) -> Mapping[str, Known | Missing]:
        found = self[day] = self._read(day)
        return found


class _Pass:
    """The state of one pass."""

    def __init__(self, question: Question, reject: Reject) -> None:
        self.question = question
        self.reject = reject
        # What one party cannot tell on days on which another does not ask is no loss of the other's.
        self.ids = {take.id: take for take in question.takes} if question.parties else merged(question.takes)
        self.takes = tuple(dict.fromkeys(self.ids.values()))
        tomorrow = Cuts(days=(question.as_of + ONE_DAY,))
        self.segments = evolve(question.segments, common=question.segments.common.and_also(tomorrow))
        self.full = (1 << len(self.takes)) - 1
        measures = dict.fromkeys(_measure_of(take) for take in self.takes)
        self.measures = tuple(measures)
        self.measure_of_take = tuple(self.measures.index(_measure_of(take)) for take in self.takes)
        self.takers = tuple(
            sum(1 << index for index, of in enumerate(self.measure_of_take) if of == number)
            for number in range(len(self.measures))
        )
        by_contract = "contract" in question.columns
        self.facts = Facts(question.masters, _Parameters(question.parameters), by_contract=by_contract)
        every = screens(self.takes, self.facts)
        self.at_line = tuple(screen for screen in every if not AT_THE_CELL.issuperset(screen.place))
        self.at_cell = tuple(screen for screen in every if AT_THE_CELL.issuperset(screen.place))
        self.common = SegmentOfDay(self.segments.common)
        self.own = {payee: SegmentOfDay(self.segments.cuts_of(payee)) for payee in question.segments.own}
        self.signatures: dict[Key, int] = {}
        self.in_days: dict[date, int] = {}
        place = {take: number for number, take in enumerate(self.takes)}
        self.parties = tuple(sum(1 << each for each in {place[self.ids[id]] for id in ids}) for ids in question.parties)
        count = len(self.takes)
        self.whole = ((1 << len(self.parties)) - 1) << count
        """The bits of the parties, beyond those of the takes."""
        first = (self.parties[0] | 1 << count) << count if self.parties else 0
        self.numbers = Numbers(self.signature, 1 << count, first)
        self.unread = {
            where: sum(1 << each for each in {place[self.ids[id]] for id in losers.takes})
            | sum(1 << count + each for each in losers.parties)
            for where, losers in question.unread.items()
        }
        self.sums: tuple[list[Number], ...] = tuple([] for _ in self.measures)
        self.read = self.untaken = self.later = self.rejected = 0
        self.known_dealers = question.masters.dealers

    def signature(self, key: Key) -> int:
        """The takes that count lines of this key: their bits, or that the lines are rejected."""
        segment = cast("date", key[1])
        if segment > self.question.as_of:
            return LATER
        if self.known_dealers is not None and key[0] not in self.known_dealers:
            return REJECTED
        # Without conditions on the dealer all that counts is the segment and what the screens said.
        about = key if self.at_cell else (segment, *key[3:])
        found = self.signatures.get(about)
        if found is None:
            fails, unknown = self._verdict(key)
            relevant = self._relevant(segment)
            unknown &= relevant | self.whole
            taken = relevant & ~fails
            if unknown:
                taken = (taken & ~unknown | unknown << len(self.takes)) if self.parties else REJECTED
            found = self.signatures[about] = taken
        return found

    def _relevant(self, segment: date) -> int:
        """The takes that count anything in a segment."""
        found = self.in_days.get(segment)
        if found is None:
            found = sum(1 << index for index, take in enumerate(self.takes) if take.counts_on(segment))
            self.in_days[segment] = found
        return found

    def _verdict(self, key: Key) -> tuple[int, int]:
        """The takes that fail, and those of which nobody knows."""
        verdict = 0
        for said in key[3:]:
            verdict |= cast("int", said)
        for screen in self.at_cell:
            verdict |= screen[self._cell_key(screen, key)]
        fails = verdict & self.full
        return fails, (verdict >> len(self.takes)) & ~fails

    @staticmethod
    def _cell_key(screen: Screen, key: Key) -> Hashable:
        found = {"dealer": key[0], "segment": key[1]}
        return found[screen.place[0]] if len(screen.place) == 1 else tuple(found[name] for name in screen.place)

    def add(self, batch: Batch) -> None:
        """Add up the lines of one batch."""
        self.read += len(batch)
        unusable = self._unusable(batch)
        keys: Iterable[Key] = self._keys(batch)
        amounts, lacking = self._amounts(batch)
        if batch.unread:
            self._note_unread(batch, lacking)
        positions: Sequence[int] = range(len(batch))
        if unusable or lacking:
            keys = list(keys)
            if self.parties:
                self._marked(batch, keys, unusable, lacking)
                lacking = {}
            keep = self._keep(batch, keys, unusable, lacking)
            positions, keys = list(compress(positions, keep)), compress(keys, keep)
            amounts = [list(compress(column, keep)) for column in amounts]
        numbers = list(map(self.numbers.__getitem__, keys))
        if self.numbers.refused:
            self._refuse(batch, positions)
        self.untaken += numbers.count(UNTAKEN_LINES)
        self.later += numbers.count(LATER_LINES)
        for sums, column in zip(self.sums, amounts, strict=True):
            sums.extend([ZERO] * (len(self.numbers.signatures) - len(sums)))
            add_column(sums, numbers, column)

    def _unusable(self, batch: Batch) -> dict[int, Problem]:
        """Lines in another currency, by position."""
        currencies = batch.columns.get("currency")
        mine = self.question.currency
        if currencies is None or {mine, None}.issuperset(currencies):
            return {}
        return {
            position: problem("DK351", batch.at(position, "currency"), currency=str(currency), policy=mine)
            for position, currency in enumerate(currencies)
            if currency not in {mine, None}
        }

    def _keys(self, batch: Batch) -> Iterator[Key]:
        columns = batch.columns
        dealers = columns["dealer"]
        days = cast("Sequence[date]", columns["date"])
        segments: Sequence[date]
        if self.own:
            own, common = self.own, self.common
            segments = [own.get(dealer, common)[day] for dealer, day in zip(dealers, days, strict=True)]  # type: ignore[arg-type]
        else:
            segments = list(map(self.common.__getitem__, days))
        rates = _cells_of(batch, "tax_rate")
        said = [map(screen.__getitem__, _screened(screen, batch, segments)) for screen in self.at_line]
        return zip(dealers, segments, rates, *said, strict=True)

    def _amounts(self, batch: Batch) -> tuple[list[Sequence[Number]], dict[int, int]]:
        """What each line adds, measure by measure, and the lines that lack it: bits of the takes that need it."""
        lacking: dict[int, int] = {}
        found: list[Sequence[Number]] = []
        for number, measured in enumerate(self.measures):
            amounts = self._column(batch, measured)
            # Zero is as false as nothing at all, but far rarer than a filled cell.
            if not all(amounts) and None in amounts:
                for position, amount in enumerate(amounts):
                    if amount is None:
                        lacking[position] = lacking.get(position, 0) | self.takers[number]
                amounts = [ZERO if amount is None else amount for amount in amounts]
            found.append(cast("Sequence[Number]", amounts))
        return found, lacking

    def _column(self, batch: Batch, measured: str | Expression) -> Column:
        if measured == COUNT:
            return [ONE] * len(batch)
        if isinstance(measured, str):
            return _cells_of(batch, measured)
        place = self.facts.place(measured)
        days = cast("Sequence[date]", batch.columns["date"])
        dealers = batch.columns["dealer"]
        found: list[Number | None] = []
        for position, (dealer, day) in enumerate(zip(dealers, days, strict=True)):
            at: dict[str, Value | None] = {
                name: _cells_of(batch, column_of(name))[position] for name in place if name != "segment"
            }
            at["segment"] = self.own.get(str(dealer), self.common)[day]
            amount = measured.evaluate(self.facts.values(measured, at))
            found.append(amount if isinstance(amount, Decimal | Fraction) else None)
        return found

    def _keep(
        self, batch: Batch, keys: Sequence[Key], unusable: Mapping[int, Problem], lacking: Mapping[int, int]
    ) -> list[bool]:
        """Which lines go on; the others are rejected. Later lines are let by: they are told apart by their segment."""
        keep = [True] * len(keys)
        for position, why in unusable.items():
            if self.signature(keys[position]) != LATER:
                keep[position] = False
                self._reject(batch, position, why)
        for position, needed in lacking.items():
            signature = self.signature(keys[position])
            if keep[position] and signature > 0 and signature & needed:
                keep[position] = False
                self._reject(batch, position, self._unmeasured(batch, position, signature & needed))
        return keep

    def _marked(
        self, batch: Batch, keys: list[Key], unusable: Mapping[int, Problem], lacking: Mapping[int, int]
    ) -> None:
        """Lines that lack a measure go on, marked as lost to the takes that need it; what the first loses is listed."""
        first = self.parties[0]
        for position, needed in lacking.items():
            key = keys[position]
            signature = self.signature(key)
            if position in unusable or signature <= 0 or not (signature | self.whole) & needed:
                continue
            keys[position] = (*key, needed << len(self.takes))
            if needed >> len(self.takes) & 1:
                self._reject(batch, position, self._cannot_be_read(batch, position))
            elif signature & first << len(self.takes):
                self._reject(batch, position, self._undecided(batch, position, key))
            elif signature & needed & first:
                self._reject(batch, position, self._unmeasured(batch, position, signature & needed & first))

    def _note_unread(self, batch: Batch, lacking: dict[int, int]) -> None:
        """Rows with a cell that cannot be read lack it for whoever asks for the column."""
        for position, row in enumerate(batch.rows):
            for column in batch.unread.get(row, ()):
                lacking[position] = lacking.get(position, 0) | self.unread.get((batch.table, column), 0)

    def _cannot_be_read(self, batch: Batch, position: int) -> Problem:
        """Why the first party loses a row."""
        mine = batch.unread[batch.rows[position]].items()
        return next(each for column, each in mine if self.unread[batch.table, column] >> len(self.takes) & 1)

    def _unmeasured(self, batch: Batch, position: int, takes: int) -> Problem:
        """That a line lacks what the first of these takes adds up."""
        take = self.takes[next(i for i in range(len(self.takes)) if takes & 1 << i)]
        column = take.measure if isinstance(take.measure, str) else take.measure.text
        return problem("DK353", batch.at(position, column), measure=column, programme=take.id)

    def _refuse(self, batch: Batch, positions: Sequence[int]) -> None:
        """Reject the lines whose taking nobody can decide; they gathered nothing."""
        refused, self.numbers.refused = self.numbers.refused, set()
        kept = set(positions)
        for position, key in enumerate(self._keys(batch)):
            if position in kept and key in refused:
                self._reject(batch, position, self._undecided(batch, position, key))

    def _undecided(self, batch: Batch, position: int, key: Key) -> Problem:
        if self.known_dealers is not None and key[0] not in self.known_dealers:
            return problem("DK350", batch.at(position, "dealer"), dealer=str(key[0]))
        relevant = self._relevant(cast("date", key[1]))
        _, unknown = self._verdict(key)
        if self.parties:
            unknown &= self.parties[0]
        asked = [(screen, self._cell_key(screen, key)) for screen in self.at_cell]
        asked += [(screen, _combination(screen, batch, position, key)) for screen in self.at_line]
        for screen, combination in asked:
            for why in screen.why(combination):
                if unknown & relevant & 1 << why.take:
                    return self._missing(batch, position, why.facts, self.takes[why.take].id)
        raise DealerkitError("a line was refused, and no screen says why")

    def _missing(self, batch: Batch, position: int, facts: tuple[str, ...], take: str) -> Problem:
        product = _cells_of(batch, "product")[position]
        roots = {name.partition(".")[0] for name in facts}
        about_product = not roots.isdisjoint(("product", "product_groups"))
        products = self.question.masters.products
        if about_product and product is not None and products is not None and product not in products:
            return problem("DK354", batch.at(position, "product"), product=str(product), programme=take)
        column = "product" if about_product else "dealer"
        if f"territories.{_cells_of(batch, 'territory')[position]}" in facts:
            column = "territory"
        own = [column_of(name) for name in facts if name.partition(".")[0] not in SUBJECTS]
        if own and own[0] in batch.columns:
            column = own[0]
        return problem("DK352", batch.at(position, column), facts=facts, product=str(product or ""), programme=take)

    def _reject(self, batch: Batch, position: int, why: Problem) -> None:
        self.rejected += 1
        self.reject(batch, position, why)

    def cells(self) -> Cells:
        """Everything the pass found."""
        found: dict[CellKey, tuple[Number, ...]] = {}
        signatures = self.numbers.signatures
        columns = list(zip(*self.sums, strict=True))
        for key, number in chain(self.numbers.items(), self.numbers.half_refused.items()):
            if number != UNTAKEN_LINES:
                cell = CellKey(key[0], key[1], key[2], signatures[number])  # type: ignore[arg-type]
                known = found.get(cell)
                found[cell] = columns[number] if known is None else tuple(map(add, known, columns[number]))
        index = {take: number for number, take in enumerate(self.takes)}
        ids = {name: index[take] for name, take in self.ids.items()}
        taken = self.read - self.untaken - self.later - self.rejected
        count = LineCount(self.read, taken, self.untaken, self.later, self.rejected)
        return Cells(self.takes, ids, self.measure_of_take, found, self.segments, count, self.parties)


def _screened(screen: Screen, batch: Batch, segments: Sequence[date]) -> Iterable[Hashable]:
    """The combinations of codes and cells that a screen is asked for, line by line."""
    parts: list[Sequence[Hashable]] = [
        segments if name == "segment" else _cells_of(batch, column_of(name)) for name in screen.place
    ]
    return parts[0] if len(parts) == 1 else zip(*parts, strict=True)


def _combination(screen: Screen, batch: Batch, position: int, key: Key) -> Hashable:
    """The combination that a screen was asked for at one line."""
    parts = tuple(key[1] if name == "segment" else _cells_of(batch, column_of(name))[position] for name in screen.place)
    return parts[0] if len(parts) == 1 else parts


def _cells_of(batch: Batch, column: str) -> Sequence[Value | None]:
    """A column's cells; a table without the column has only empty ones."""
    return batch.columns.get(column) or [None] * len(batch)


def _measure_of(take: Take) -> str | Expression:
    return take.measure
