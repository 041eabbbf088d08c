"""Result tables of one section under two policies, row by row: who has another result, in which column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from attrs import frozen

from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_people, cell_for_programs
from dealerkit.report.words import WRITTEN_IN
from dealerkit.report.workings import money

_PLACE = WRITTEN_IN.heading.en
"""The heading of columns that say where something is written: another line is no other result."""
_LONGEST_KEY = 4
"""Columns that may be needed to tell one row from the next."""
_ROW = Words("(whole row)", "（整行）")
_KEY = Words(" / ", "／")

SECTION_ROWS = (
    Column("section", Words("section", "部分")),
    Column("table", Words("table", "表")),
    Column("row", Words("row", "行")),
    Column("column", Words("what", "内容")),
    Column("before", Words("before", "原")),
    Column("after", Words("after", "现")),
)

Row = tuple[Cell, ...]


@frozen
class Pair:
    """One row of a table before and after; None where there was, or is, none."""

    before: Row | None
    after: Row | None


@frozen(eq=False)
class PairedTable:
    """One table under both policies. Without columns that tell rows apart no row has a counterpart that differs."""

    table: Table
    key: tuple[int, ...]
    same: int
    pairs: tuple[Pair, ...]
    """The rows that are others, in the order of the new policy's table, then those it no longer has."""

    def count(self, *, before: bool, after: bool) -> int:
        """How many rows that are others stand in the old result, in the new one, or in both."""
        return sum((each.before is not None, each.after is not None) == (before, after) for each in self.pairs)

    def lines(self, lang: Language, *, for_people: bool) -> Iterator[tuple[str, str, str, str | None, str | None]]:
        """For each cell that is another one: table, row, column, before, after."""
        title = self.table.title.said_in(lang) if for_people else self.table.name
        for pair in self.pairs:
            row = (_KEY.said_in(lang) if for_people else _KEY.en).join(self._named(pair))
            if pair.before is None or pair.after is None:
                whole = _ROW.said_in(lang)
                sides = (self._whole(each, for_people=for_people) for each in (pair.before, pair.after))
                before, after = sides
                yield title, row, whole, before, after
                continue
            for number, column in enumerate(self.table.columns):
                if pair.before[number] != pair.after[number] and column.heading.en != _PLACE:
                    name = column.heading.said_in(lang) if for_people else column.name
                    said = (_said(each[number], column, for_people=for_people) for each in (pair.before, pair.after))
                    before, after = said
                    yield title, row, name, before, after

    def _named(self, pair: Pair) -> Iterator[str]:
        row = pair.after or pair.before or ()
        names = [number for number, column in enumerate(self.table.columns) if column.name == "name"]
        shown = dict.fromkeys((*(self.key or range(min(len(row), 1))), *names))
        return (cell_for_people(row[number], Kind.TEXT) for number in shown if row[number])

    def _whole(self, row: Row | None, *, for_people: bool) -> str | None:
        if row is None:
            return None
        told = [
            _said(cell, column, for_people=for_people)
            for number, (cell, column) in enumerate(zip(row, self.table.columns, strict=True))
            if number not in self.key and column.heading.en != _PLACE and column.name != "name" and cell is not None
        ]
        return ", ".join(each for each in told if each)


def paired_tables(old: Sequence[Table], new: Sequence[Table]) -> tuple[PairedTable, ...]:
    """The tables of two results by their names; several of one name in their order."""
    found: list[PairedTable] = []
    for name in dict.fromkeys(table.name for table in (*new, *old)):
        sides = ([table for table in tables if table.name == name] for tables in (old, new))
        found += [_paired(one, other) for one, other in zip_longest(*sides)]
    return tuple(found)


def _paired(old: Table | None, new: Table | None) -> PairedTable:
    table = new or old
    assert table is not None  # noqa: S101 - one of the two has the name
    alike = old is not None and new is not None and [c.name for c in old.columns] == [c.name for c in new.columns]
    befores, afters = (() if each is None else each.rows for each in (old, new))
    kept = [number for number, column in enumerate(table.columns) if column.heading.en != _PLACE]
    key = _key(table, befores, afters) if alike else ()
    if not key:
        return _counted(table, befores, afters, kept if alike else None)
    known = {tuple(row[number] for number in key): row for row in befores}
    same, pairs = 0, list[Pair]()
    for row in afters:
        before = known.pop(tuple(row[number] for number in key), None)
        if before is not None and all(before[number] == row[number] for number in kept):
            same += 1
        else:
            pairs.append(Pair(before, row))
    pairs += [Pair(row, None) for row in known.values()]
    return PairedTable(table, key, same, tuple(pairs))


def _key(table: Table, *sides: Sequence[Row]) -> tuple[int, ...]:
    """The fewest of the first columns that tell rows apart, under both policies; none if nothing does."""
    plain = [
        number
        for number, column in enumerate(table.columns)
        if not column.kind.is_figure and column.heading.en != _PLACE
    ]
    for count in range(1, min(len(plain), _LONGEST_KEY) + 1):
        key = tuple(plain[:count])
        if all(len({tuple(row[number] for number in key) for row in rows}) == len(rows) for rows in sides):
            return key
    return ()


def _counted(table: Table, befores: Sequence[Row], afters: Sequence[Row], kept: Sequence[int] | None) -> PairedTable:
    """Rows that nothing tells apart: how many of each kind there are."""

    def said(row: Row) -> Row:
        return row if kept is None else tuple(row[number] for number in kept)

    before, after = (Counter(map(said, rows)) for rows in (befores, afters))
    same = before & after
    pairs = [Pair(None, row) for row in _beyond(afters, Counter(same), said)]
    pairs += [Pair(row, None) for row in _beyond(befores, Counter(same), said)]
    return PairedTable(table, (), same.total(), tuple(pairs))


def _beyond(rows: Sequence[Row], left: Counter[Row], said: Callable[[Row], Row]) -> Iterator[Row]:
    """The rows without as many as the other side has as well."""
    for row in rows:
        if left[said(row)] > 0:
            left[said(row)] -= 1
        else:
            yield row


def _said(cell: Cell, column: Column, *, for_people: bool) -> str | None:
    if cell is None:
        return None
    if not for_people:
        return cell_for_programs(cell)
    if column.kind is Kind.MONEY and isinstance(cell, Decimal):
        return money(cell)
    return cell_for_people(cell, column.kind)
