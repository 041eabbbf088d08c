"""One pass over a table for all its figures: rows in, cells out.

Rows of the same subjects, the same stretch of days and the same answers of all conditions make a cell. Conditions
and subjects are asked once for each combination of what they read, so that many figures cost little more than one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book
from dealerkit.book.kinds import Value as Cellular
from dealerkit.measures.currencies import in_currency
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Location
from dealerkit.scoring.figures.adding import Adder, adder_of
from dealerkit.scoring.figures.figure import ROWS, Reckoned
from dealerkit.scoring.figures.row_facts import Ground, RowFacts
from dealerkit.scoring.figures.spans import Span, named_span
from dealerkit.scoring.figures.tables import COMPANY, MASTERS, Rows

Subjects = tuple[str, ...]
_NOBODY: Subjects = ()
_REMEMBERED = 65_536
_RATES = "rates"
_Column = Sequence[Value | Fraction | None]


@frozen(eq=False)
class Cell:
    """Rows that are the same to every figure of a stream; ``at`` is the first of them."""

    subjects: Subjects
    span: Span
    fails: int
    unknown: int
    at: Location


@frozen(eq=False)
class Stream:
    """The figures of one table whose rows go by the same day and belong to the same subjects."""

    rows: Rows
    of: str
    day: str | None
    subject: str | Expression | None
    figures: tuple[Reckoned, ...]
    conditions: tuple[Expression, ...]
    facts: list[set[str]]
    cells: list[Cell] = field(factory=list)
    adders: dict[object, Adder] = field(factory=dict)
    unowned: list[Location] = field(factory=list)

    def bit(self, figure: Reckoned) -> int:
        """The bit of a figure's condition, 0 where it has none."""
        return 0 if figure.where is None else 1 << self.conditions.index(figure.where)

    def adder(self, figure: Reckoned) -> Adder:
        """Where the values of a figure are added up."""
        return self.adders[_what(figure)]

    @property
    def foreign(self) -> int:
        """The bit of rows whose amounts are in a currency that nothing converts."""
        return 1 << len(self.conditions)


def streams(figures: Iterable[Reckoned]) -> tuple[Stream, ...]:
    """The fewest streams that answer for figures of one table."""
    grouped: dict[tuple[str, str | None, str | Expression | None], list[Reckoned]] = {}
    for each in figures:
        grouped.setdefault((each.of, each.day, each.subject), []).append(each)
    found = []
    for (of, day, subject), members in grouped.items():
        rows = members[0].rows
        assert rows is not None  # noqa: S101  # figures of rows have rows
        conditions = tuple(dict.fromkeys(each.where for each in members if each.where is not None))
        facts: list[set[str]] = [set() for _ in range(len(conditions) + 1)]
        made = Stream(rows, of, day, subject, tuple(members), conditions, facts)
        for each in members:
            made.adders.setdefault(
                _what(each),
                adder_of(
                    each.figure.aggregate or "", is_rows=each.measure == ROWS, is_weighted=each.weight is not None
                ),
            )
        found.append(made)
    return tuple(found)


def read(table: str, parts: Sequence[Stream], ground: Ground, cuts: Callable[[Stream], Iterable[date]]) -> None:
    """Read a table once, and fill the cells and adders of its streams."""
    book = ground.book
    filled = {each.name for each in book.columns(table)}
    wanted = {name for part in parts for each in part.figures for name in each.columns()}
    wanted |= {part.day for part in parts if part.day}
    wanted |= {"valid_from", "valid_to", "currency", *(("period", "from", "to") if parts[0].rows.is_labelled else ())}
    passes = [_Pass(part, ground, tuple(sorted(set(cuts(part))))) for part in parts]
    for batch in book.batches(table, tuple(sorted(name for name in wanted if name in filled))):
        for each in passes:
            each.add(batch)


class _Pass:
    """The state of one stream while its table is read."""

    def __init__(self, stream: Stream, ground: Ground, cuts: tuple[date, ...]) -> None:
        self.stream = stream
        self.ground = ground
        self.cuts = cuts
        self.facts = RowFacts(stream.rows, ground)
        self.numbers = _Numbers()
        self.stretches: dict[date | None, Span] = {None: (None, None, None)}
        self.subjects: dict[Hashable, Subjects] = {None: _NOBODY}
        self.screens = [self._screen(index, each) for index, each in enumerate(stream.conditions)]
        self.kept = {_what(each): each for each in stream.figures}
        self.listed = _listed(stream, ground.book)

    def add(self, raw: Batch) -> None:
        """Take the rows of a batch."""
        days = self._days(raw)
        batch = self._converted(raw, days)
        spans = self._spans(batch, days)
        owners = self._owners(batch, days)
        verdicts = self._verdicts(batch, days)
        numbers = self.numbers
        cells = [numbers[key] for key in zip(owners, spans, *verdicts, strict=True)]
        if numbers.new:
            firsts = dict(zip(reversed(cells), range(len(cells) - 1, -1, -1), strict=True))
            for key in numbers.new:
                self._cell(key, batch, firsts[numbers[key]])
            numbers.new.clear()
        for what, figure in self.kept.items():
            self.stream.adders[what].take(cells, self._values(figure, batch, days), days)

    def _converted(self, raw: Batch, days: list[date | None]) -> Batch:
        """The batch with amounts in the policy's currency, by the rates of the day that decides."""
        if "currency" not in raw.columns:
            return raw
        dated = evolve(raw, columns={**raw.columns, "date": cast("list[Cellular | None]", days)})
        (found,) = in_currency((dated,), self.ground.book, self.ground.currency)
        return evolve(found, columns={**found.columns, "date": raw.columns["date"]}) if "date" in raw.columns else found

    def _cell(self, key: tuple[Hashable, ...], batch: Batch, position: int) -> None:
        fails = unknown = 0
        for said in key[2:]:
            failed, missing = cast("tuple[int, int]", said)
            fails |= failed
            unknown |= missing
        subjects = cast("Subjects", key[0])
        at = batch.at(position)
        if self.listed is not None:
            # A table of targets has those of everybody: each kind of subject takes its own.
            subjects = tuple(each for each in subjects if each in self.listed)
        elif not subjects:
            self.stream.unowned.append(at)
        self.stream.cells.append(Cell(subjects, cast("Span", key[1]), fails, unknown & ~fails, at))

    def _days(self, batch: Batch) -> list[date | None]:
        column = batch.columns.get(self.stream.day or "")
        if column is None:
            return [None] * len(batch)
        return [each.date() if isinstance(each, datetime) else cast("date | None", each) for each in column]

    def _spans(self, batch: Batch, days: list[date | None]) -> list[Span]:
        nothing: list[Value | None] = [None] * len(batch)
        if self.stream.rows.is_labelled:
            columns = (batch.columns.get(name, nothing) for name in ("period", "from", "to"))
            return [named_span(*each) for each in zip(*columns, strict=True)]
        stretches = self.stretches
        for day in set(days):
            if day is not None and day not in stretches:
                place = bisect_right(self.cuts, day)
                stretches[day] = (self.cuts[place - 1] if place else date.min, None, None)
        if "valid_from" not in batch.columns and "valid_to" not in batch.columns:
            return [stretches[day] for day in days]
        since, until = (
            cast("list[date | None]", batch.columns.get(name, nothing)) for name in ("valid_from", "valid_to")
        )
        return list(zip((stretches[day][0] for day in days), since, until, strict=True))

    def _owners(self, batch: Batch, days: list[date | None]) -> Sequence[Subjects]:
        subject = self.stream.subject
        if subject is None:
            return [(COMPANY,)] * len(batch)
        known = self.subjects
        if isinstance(subject, str):
            column = batch.columns.get(subject, [None] * len(batch))
            for code in set(column):
                if code not in known:
                    known[code] = (str(code),)
            return [known[code] for code in column]
        place = self.facts.place(subject)
        keys = list(zip(*(self.facts.cells(name, batch, days) for name in place), strict=True))
        for key in set(keys):
            if key not in known:
                known[key] = _owners_named(
                    subject.evaluate(self.facts.values(subject, dict(zip(place, key, strict=True))))
                )
        return [known[key] for key in keys]

    def _verdicts(self, batch: Batch, days: list[date | None]) -> list[Sequence[tuple[int, int]]]:
        found: list[Sequence[tuple[int, int]]] = []
        for place, verdict in self.screens:
            keys = zip(*(self.facts.cells(name, batch, days) for name in place), strict=True)
            found.append([verdict[key] for key in keys] if place else [verdict[()]] * len(batch))
        foreign = self._foreign(batch)
        if foreign is not None:
            found.append(foreign)
        return found

    def _foreign(self, batch: Batch) -> Sequence[tuple[int, int]] | None:
        """Where amounts are still in another currency after all rates were applied."""
        stated = batch.columns.get("currency")
        ours = {self.ground.currency, None}
        if stated is None or ours.issuperset(stated):
            return None
        bit = self.stream.foreign
        names = self.stream.facts[-1]
        names.update(f"{_RATES}.{each}" for each in set(stated) - ours)
        return [(0, 0) if each in ours else (0, bit) for each in stated]

    def _screen(self, index: int, condition: Expression) -> tuple[tuple[str, ...], _Verdicts]:
        place = self.facts.place(condition)

        def verdict(key: tuple[Hashable, ...]) -> tuple[int, int]:
            holds = condition.evaluate(self.facts.values(condition, dict(zip(place, key, strict=True))))
            if isinstance(holds, Missing):
                self.stream.facts[index].update(holds.facts)
                return 0, 1 << index
            return (0, 0) if holds is True else (1 << index, 0)

        return place, _Verdicts(verdict)

    def _values(self, figure: Reckoned, batch: Batch, days: list[date | None]) -> _Column:
        measure = figure.measure
        if measure == ROWS:
            return [None] * len(batch)
        values = self._column(measure, batch, days)
        if figure.weight is not None:
            weights = self._column(figure.weight, batch, days)
            return list(zip(values, weights, strict=True))  # type: ignore[arg-type]
        if figure.figure.aggregate == "last":
            parts = [None] * len(batch) if figure.per is None else batch.columns.get(figure.per, [None] * len(batch))
            return list(zip(parts, values, strict=True))  # type: ignore[arg-type]
        return values

    def _column(self, measure: str | Expression | None, batch: Batch, days: list[date | None]) -> _Column:
        if isinstance(measure, str):
            return cast("_Column", self.facts.cells(measure, batch, days))
        assert measure is not None  # noqa: S101  # every figure of rows but a count has a measure
        place = self.facts.place(measure)
        columns = [self.facts.cells(name, batch, days) for name in place]
        found: list[Value | None] = []
        for key in zip(*columns, strict=True) if columns else [()] * len(batch):
            value = measure.evaluate(self.facts.values(measure, dict(zip(place, key, strict=True))))
            found.append(None if isinstance(value, Missing) else value)
        return found


def _listed(stream: Stream, book: Book) -> frozenset[str] | None:
    """The codes of the stream's kind of subject, where its table has rows of other kinds as well."""
    table = MASTERS.get(stream.of)
    if not stream.rows.is_labelled or table is None or not book.has(table[0]):
        return None
    return frozenset(str(row[table[1]]) for row in book.rows(table[0]))


class _Numbers(dict[tuple[Hashable, ...], int]):
    """The number of each cell by what makes it one; ``new`` are those first met."""

    __slots__ = ("new",)

    def __init__(self) -> None:
        super().__init__()
        self.new: list[tuple[Hashable, ...]] = []

    def __missing__(self, key: tuple[Hashable, ...]) -> int:
        self.new.append(key)
        number = self[key] = len(self)
        return number


class _Verdicts(dict[tuple[Hashable, ...], tuple[int, int]]):
    """What a condition says of combinations of cells, learnt when they are first met."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[tuple[Hashable, ...]], tuple[int, int]]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: tuple[Hashable, ...]) -> tuple[int, int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[key] = self._ask(key)
        return found


def _what(figure: Reckoned) -> tuple[object, ...]:
    """What is kept for a figure; figures that differ in condition or window alone share it."""
    return (figure.figure.aggregate, figure.measure, figure.weight, figure.per)


def _owners_named(value: Value | Missing) -> Subjects:
    """A place in a tree stands for itself and for all around it."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else _NOBODY
