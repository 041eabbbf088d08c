"""Result tables of one section under two policies, row by row: who has another result, in which column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import zip_longest

from attrs import evolve, frozen

from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_people, cell_for_programs
from dealerkit.report.words import WRITTEN_IN
from dealerkit.report.workings import money
from dealerkit.whatif.difference.names import item_of, today

_PLACE = WRITTEN_IN.heading.en
"""The heading of columns that say where something is written: another line is no other result."""
_LONGEST_KEY = 4
"""Columns that may be needed to tell one row from the next."""
_BETWEEN = re.compile("[,;，；、]\\s*")
"""What stands between the items of a list in one cell."""
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
_NOTHING_RENAMED: Mapping[str, str] = {}


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
                if column.heading.en != _PLACE and not _alike(pair.before[number], pair.after[number]):
                    name = column.heading.said_in(lang) if for_people else column.name
                    said = (_said(each[number], column, for_people=for_people) for each in (pair.before, pair.after))
                    before, after = said
                    yield title, row, name, before, after

    def _named(self, pair: Pair) -> Iterator[str]:
        row = pair.after or pair.before or ()
        names = [number for number, column in enumerate(self.table.columns) if column.name == "name"]
        first = () if pair.before is not None and pair.after is not None else range(min(len(row), 1))
        shown = dict.fromkeys((*(self.key or first), *names))
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


def paired_tables(
    old: Sequence[Table], new: Sequence[Table], names: Mapping[str, str] = _NOTHING_RENAMED
) -> tuple[PairedTable, ...]:
    """The tables of two results by their names; several of one name in their order.

    ``names`` are addresses of definitions that the new policy has renamed.
    """
    if names:
        ids = {item_of(before): item_of(after) for before, after in names.items()}
        old = [_renamed(table, names, ids) for table in old]
    found: list[PairedTable] = []
    for name in dict.fromkeys(table.name for table in (*new, *old)):
        sides = ([table for table in tables if table.name == name] for tables in (old, new))
        found += [_paired(one, other) for one, other in zip_longest(*sides)]
    return tuple(found)


def _renamed(table: Table, names: Mapping[str, str], ids: Mapping[str, str]) -> Table:
    """A table of the old result with the ids, and addresses, that definitions have now."""

    def one(said: str) -> str:
        return ids.get(said) or (today(said, names) if "." in said else said)

    def cell(value: Cell) -> Cell:
        if not isinstance(value, str):
            return value
        parts = _BETWEEN.split(value)
        now = [one(each) for each in parts]
        return value if now == parts else ", ".join(now)

    columns = tuple(evolve(each, name=ids.get(each.name, each.name)) for each in table.columns)
    return evolve(table, columns=columns, rows=tuple(tuple(map(cell, row)) for row in table.rows))


def _paired(old: Table | None, new: Table | None) -> PairedTable:
    table = new or old
    assert table is not None  # noqa: S101 - one of the two has the name
    if old is not None and new is not None:
        table = evolve(new, columns=_columns(old, new))
    befores, afters = (() if each is None else _in_columns(each, table.columns) for each in (old, new))
    kept = [number for number, column in enumerate(table.columns) if column.heading.en != _PLACE]
    key = None if old is None or new is None else _key(_common(old, new), table, befores, afters)
    if key is None:
        return _counted(table, befores, afters, kept)
    known = {tuple(row[number] for number in key): row for row in befores}
    same, pairs = 0, list[Pair]()
    for row in afters:
        before = known.pop(tuple(row[number] for number in key), None)
        if before is not None and all(_alike(before[number], row[number]) for number in kept):
            same += 1
        else:
            pairs.append(Pair(before, row))
    pairs += [Pair(row, None) for row in known.values()]
    return PairedTable(table, key, same, tuple(pairs))


def _columns(old: Table, new: Table) -> tuple[Column, ...]:
    """The columns of a table under both policies: those of the new one, then those it no longer has."""
    names = {column.name for column in new.columns}
    return (*new.columns, *(column for column in old.columns if column.name not in names))


def _common(old: Table, new: Table) -> frozenset[str]:
    """The names of the columns that a table has under both policies."""
    return frozenset(column.name for column in old.columns) & frozenset(column.name for column in new.columns)


def _in_columns(table: Table, columns: Sequence[Column]) -> Sequence[Row]:
    """The rows of a table in these columns; empty where it has no such column."""
    place = {column.name: number for number, column in enumerate(table.columns)}
    if [*place] == [column.name for column in columns]:
        return table.rows
    places = [place.get(column.name) for column in columns]
    return tuple(tuple(None if number is None else row[number] for number in places) for row in table.rows)


def _alike(before: Cell, after: Cell) -> bool:
    """Whether two cells say the same: of a list, whatever its order, which is that of the keys of a policy."""
    if before == after:
        return True
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    return sorted(_BETWEEN.split(before)) == sorted(_BETWEEN.split(after))


def _key(common: AbstractSet[str], table: Table, *sides: Sequence[Row]) -> tuple[int, ...] | None:
    """The fewest of the first columns that tell rows apart, under both policies; None if nothing does.

    Where there is but one row on each side, no column is needed.
    """
    plain = [
        number
        for number, column in enumerate(table.columns)
        if column.name in common and not column.kind.is_figure and column.heading.en != _PLACE
    ]
    if not plain and all(len(rows) <= 1 for rows in sides):
        return ()
    for count in range(1, min(len(plain), _LONGEST_KEY) + 1):
        key = tuple(plain[:count])
        if all(len({tuple(row[number] for number in key) for row in rows}) == len(rows) for rows in sides):
            return key
    return None


def _counted(table: Table, befores: Sequence[Row], afters: Sequence[Row], kept: Sequence[int]) -> PairedTable:
    """Rows that nothing tells apart: how many of each kind there are."""

    def said(row: Row) -> Row:
        return tuple(row[number] for number in kept)

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
