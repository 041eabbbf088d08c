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
from itertools import compress
from typing import cast

from attrs import field, frozen

from dealerkit.book import Batch, Value
from dealerkit.measures.cells import CellKey, Cells, LineCount
from dealerkit.measures.masters import Masters
from dealerkit.measures.screens import AT_THE_CELL, Facts, Screen, screens
from dealerkit.measures.segments import Segments, SegmentOfDay
from dealerkit.measures.takes import Take, merged
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.policy.types import Value as Known
from dealerkit.problems import Problem, problem
from dealerkit.values.exact import ZERO, Number, exactly, total

Reject = Callable[[Batch, int, Problem], None]
"""Takes a line that cannot be used: its batch, its position there, and why."""

_GATHERED = 32_768
"""Lines gathered before their amounts are added up and let go."""

Column = Sequence[Value | Fraction | None]
Key = tuple[Hashable, ...]
"""Payee, segment, tax rate, then what each screen says of the line."""

_REJECTED = -1
_UNTAKEN = 0


@frozen
class Question:
    """What a pass is to find out: the takes, what masters and parameters say, and on which day it is asked.

    ``columns`` are those the lines have; ``currency`` is the only one that can be added up.
    """

    takes: tuple[Take, ...] = field(converter=tuple)
    masters: Masters
    segments: Segments
    columns: frozenset[str]
    currency: str
    as_of: date
    parameters: Callable[[date], Mapping[str, Known | Missing]] = field(default=lambda _: {})

    def wanted(self) -> tuple[str, ...]:
        """The columns of the lines that the pass reads."""
        found = {"date", "dealer", *({"product", "tax_rate", "currency", "contract"} & self._asked())}
        for take in self.takes:
            if isinstance(take.measure, str):
                found.add(take.measure)
            for each in (take.where, take.measure):
                if isinstance(each, Expression):
                    found |= {name.partition(".")[2] for name in each.reads if name.startswith("line.")}
        return tuple(sorted(found))

    def _asked(self) -> set[str]:
        """Columns beside the conditions' own that the pass has to look at, of those there are."""
        roots = {"tax_rate", "currency"}
        for take in self.takes:
            for each in (take.where, take.measure):
                if isinstance(each, Expression):
                    roots |= {name.partition(".")[0] for name in each.reads}
        return roots & self.columns | ({"product"} & roots)


def measure(batches: Iterable[Batch], question: Question, reject: Reject) -> Cells:
    """Add up the lines of ``batches``, in any order and however they are cut into batches.

    A line that cannot be used is given to ``reject``: DK350 its dealer is unknown, DK351 its currency is
    another, DK352 a take's condition meets a missing fact, DK353 a take's measure is missing.
    """
    running = _Pass(question, reject)
    with exactly():
        for batch in batches:
            running.add(batch)
        running.close()
    return running.cells()


class _Parameters(dict[date, Mapping[str, Known | Missing]]):
    """Parameters by segment."""

    def __init__(self, read: Callable[[date], Mapping[str, Known | Missing]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, day: date) -> Mapping[str, Known | Missing]:
        found = self[day] = self._read(day)
        return found


class _Gathered(dict[Key, list[object]]):
    """Amounts of lines by key; keys whose lines are rejected are noted and gather nothing."""

    __slots__ = ("_signature", "refused")

    def __init__(self, signature: Callable[[Key], int]) -> None:
        super().__init__()
        self._signature = signature
        self.refused: set[Key] = set()

    def __missing__(self, key: Key) -> list[object]:
        if self._signature(key) == _REJECTED:
            self.refused.add(key)
            return []
        found: list[object] = []
        self[key] = found
        return found


class _Pass:
    """The state of one pass."""

    def __init__(self, question: Question, reject: Reject) -> None:
        self.question = question
        self.reject = reject
        self.ids = merged(question.takes)
        self.takes = tuple(dict.fromkeys(self.ids.values()))
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
        self.common = SegmentOfDay(question.segments.common)
        self.own = {payee: SegmentOfDay(question.segments.cuts_of(payee)) for payee in question.segments.own}
        self.signatures: dict[Key, int] = {}
        self.in_days: dict[date, int] = {}
        self.gathered = _Gathered(self.signature)
        self.waiting = 0
        self.sums: dict[tuple[Hashable, ...], list[Number]] = {}
        self.read = self.taken = self.untaken = self.later = self.rejected = 0
        self.known_dealers = question.masters.dealers

    def signature(self, key: Key) -> int:
        """The takes that count lines of this key: their bits, or that the lines are rejected."""
        found = self.signatures.get(key)
        if found is None:
            fails, unknown = self._verdict(key)
            segment = cast("date", key[1])
            relevant = self.in_days.get(segment)
            if relevant is None:
                relevant = self.in_days[segment] = sum(
                    1 << index for index, take in enumerate(self.takes) if take.counts_on(segment)
                )
            found = _REJECTED if unknown & relevant else relevant & ~fails
            self.signatures[key] = found
        return found

    def _verdict(self, key: Key) -> tuple[int, int]:
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
        """Gather the lines of one batch."""
        columns = batch.columns
        positions: Sequence[int] = range(len(batch))
        self.read += len(positions)
        dates = cast("Sequence[date]", columns["date"])
        later = max(dates, default=date.min) > self.question.as_of
        unusable = self._unusable(batch)
        keys: Iterable[Key] = self._keys(batch)
        amounts, lacking = self._amounts(batch)
        if later or unusable or lacking:
            keys = list(keys)
            keep = self._keep(batch, keys, unusable, lacking)
            positions, keys, amounts = (
                list(compress(positions, keep)),
                list(compress(keys, keep)),
                list(compress(amounts, keep)),
            )
        gathered = self.gathered
        for key, amount in zip(keys, amounts, strict=True):
            gathered[key].append(amount)
        if gathered.refused:
            self._refuse(batch, positions)
        self.waiting += len(positions)
        if self.waiting >= _GATHERED:
            self._settle()

    def _unusable(self, batch: Batch) -> dict[int, Problem]:
        """Lines whose dealer or currency rules them out, by position."""
        found: dict[int, Problem] = {}
        dealers, currencies = batch.columns["dealer"], batch.columns.get("currency")
        if currencies is not None and not {self.question.currency, None}.issuperset(currencies):
            for position, currency in enumerate(currencies):
                if currency is not None and currency != self.question.currency:
                    at = batch.at(position, "currency")
                    found[position] = problem("DK351", at, currency=str(currency), policy=self.question.currency)
        if self.known_dealers is not None and not self.known_dealers.issuperset(dealers):
            for position, dealer in enumerate(dealers):
                if dealer not in self.known_dealers:
                    found[position] = problem("DK350", batch.at(position, "dealer"), dealer=str(dealer))
        return found

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

    def _amounts(self, batch: Batch) -> tuple[Sequence[object], dict[int, int]]:
        """What each line adds, and the lines that lack it: bits of the takes that would need it."""
        lacking: dict[int, int] = {}
        found: list[Sequence[object]] = []
        for number, measured in enumerate(self.measures):
            amounts = self._column(batch, measured)
            if None in amounts:
                for position, amount in enumerate(amounts):
                    if amount is None:
                        lacking[position] = lacking.get(position, 0) | self.takers[number]
                amounts = [ZERO if amount is None else amount for amount in amounts]
            found.append(amounts)
        return (found[0] if len(found) == 1 else list(zip(*found, strict=True))), lacking

    def _column(self, batch: Batch, measured: str | Expression) -> Column:
        if isinstance(measured, str):
            return _cells_of(batch, measured)
        place = self.facts.place(measured)
        days = cast("Sequence[date]", batch.columns["date"])
        dealers = batch.columns["dealer"]
        found: list[Number | None] = []
        for position, (dealer, day) in enumerate(zip(dealers, days, strict=True)):
            at: dict[str, Value | None] = {
                name: _cells_of(batch, name.removeprefix("line."))[position] for name in place if name != "segment"
            }
            at["segment"] = self.own.get(str(dealer), self.common)[day]
            amount = measured.evaluate(self.facts.values(measured, at))
            found.append(amount if isinstance(amount, Decimal | Fraction) else None)
        return found

    def _keep(
        self, batch: Batch, keys: Sequence[Key], unusable: Mapping[int, Problem], lacking: Mapping[int, int]
    ) -> list[bool]:
        """Which lines go on; the others are counted as later or rejected."""
        days = cast("Sequence[date]", batch.columns["date"])
        keep = [day <= self.question.as_of for day in days]
        self.later += len(keep) - sum(keep)
        for position, why in sorted(unusable.items()):
            if keep[position]:
                keep[position] = False
                self._reject(batch, position, why)
        for position, needed in sorted(lacking.items()):
            if not keep[position]:
                continue
            signature = self.signature(keys[position])
            if signature != _REJECTED and signature & needed:
                keep[position] = False
                index = next(i for i in range(len(self.takes)) if signature & needed & 1 << i)
                measured = self.takes[index].measure
                column = measured if isinstance(measured, str) else measured.text
                at = batch.at(position, column)
                self._reject(batch, position, problem("DK353", at, measure=column, programme=self.takes[index].id))
        return keep

    def _refuse(self, batch: Batch, positions: Sequence[int]) -> None:
        """Reject the lines whose taking nobody can decide; they gathered nothing."""
        refused, self.gathered.refused = self.gathered.refused, set()
        kept = set(positions)
        for position, key in enumerate(self._keys(batch)):
            if position in kept and key in refused:
                self._reject(batch, position, self._undecided(batch, position, key))

    def _undecided(self, batch: Batch, position: int, key: Key) -> Problem:
        relevant = self.in_days[cast("date", key[1])]
        _, unknown = self._verdict(key)
        asked = [(screen, self._cell_key(screen, key)) for screen in self.at_cell]
        asked += [(screen, _combination(screen, batch, position, key)) for screen in self.at_line]
        for screen, combination in asked:
            for why in screen.why(combination):
                if unknown & relevant & 1 << why.take:
                    return self._missing(batch, position, why.facts, self.takes[why.take].id)
        return problem("DK352", batch.at(position), facts=(), programme="")  # pragma: no cover - a reason was found

    def _missing(self, batch: Batch, position: int, facts: tuple[str, ...], take: str) -> Problem:
        product = _cells_of(batch, "product")[position]
        about_product = any(name.partition(".")[0] == "product" for name in facts)
        products = self.question.masters.products
        if about_product and product is not None and products is not None and product not in products:
            return problem("DK354", batch.at(position, "product"), product=str(product), programme=take)
        column = "product" if about_product else "dealer"
        first = facts[0].removeprefix("line.") if facts and facts[0].startswith("line.") else column
        return problem("DK352", batch.at(position, first), facts=facts, product=str(product or ""), programme=take)

    def _reject(self, batch: Batch, position: int, why: Problem) -> None:
        self.rejected += 1
        self.reject(batch, position, why)

    def _settle(self) -> None:
        """Add up what was gathered and let the lines go."""
        sums, width = self.sums, len(self.measures)
        for key, amounts in self.gathered.items():
            signature = self.signatures[key]
            if signature == _UNTAKEN:
                self.untaken += len(amounts)
                continue
            self.taken += len(amounts)
            cell = (key[0], key[1], key[2], signature)
            known = sums.get(cell)
            if known is None:
                known = sums[cell] = [ZERO] * width
            if width == 1:
                known[0] = _sum(cast("list[Number]", amounts), known[0])
            else:
                for number, column in enumerate(zip(*cast("list[tuple[Number, ...]]", amounts), strict=True)):
                    known[number] = _sum(column, known[number])
        self.gathered.clear()
        self.waiting = 0

    def close(self) -> None:
        """Add up what is still gathered."""
        self._settle()

    def cells(self) -> Cells:
        """Everything the pass found."""
        found: dict[CellKey, tuple[Number, ...]] = {}
        for (payee, segment, rate, signature), amounts in self.sums.items():
            key = CellKey(
                cast("str", payee), cast("date", segment), cast("Decimal | None", rate), cast("int", signature)
            )
            found[key] = tuple(amounts)
        index = {take: number for number, take in enumerate(self.takes)}
        ids = {name: index[take] for name, take in self.ids.items()}
        count = LineCount(self.read, self.taken, self.untaken, self.later, self.rejected)
        return Cells(self.takes, ids, self.measure_of_take, found, self.question.segments, count)


def _screened(screen: Screen, batch: Batch, segments: Sequence[date]) -> Iterable[Hashable]:
    """The combinations of codes and cells that a screen is asked for, line by line."""
    parts: list[Sequence[Hashable]] = [
        segments if name == "segment" else _cells_of(batch, name.removeprefix("line.")) for name in screen.place
    ]
    return parts[0] if len(parts) == 1 else zip(*parts, strict=True)


def _combination(screen: Screen, batch: Batch, position: int, key: Key) -> Hashable:
    """The combination that a screen was asked for at one line."""
    parts = tuple(
        key[1] if name == "segment" else _cells_of(batch, name.removeprefix("line."))[position] for name in screen.place
    )
    return parts[0] if len(parts) == 1 else parts


def _cells_of(batch: Batch, column: str) -> Sequence[Value | None]:
    """A column's cells; a table without the column has only empty ones."""
    return batch.columns.get(column) or [None] * len(batch)


def _measure_of(take: Take) -> str | Expression:
    return take.measure


def _sum(amounts: Sequence[Number], start: Number) -> Number:
    """The sum, exactly; quick where all are decimals, as measures that are columns always are."""
    try:
        return sum(cast("Sequence[Decimal]", amounts), cast("Decimal", start))
    except TypeError:
        return total((start, *amounts))
