"""Things that last: which row of a table holds for a key on a day, and trees of such things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dealerkit.book.batches import Row
from dealerkit.book.kinds import Table, Tree, Value
from dealerkit.problems import Location, Problem, Related, problem

MasterKey = tuple["Value | None", ...]


class Versions:
    """The rows of a table by key; a key with validity has one row per stretch of time."""

    __slots__ = ("_by_key", "_key")

    def __init__(self, key: Sequence[str], rows: Iterable[Row]) -> None:
        self._key = tuple(key)
        self._by_key: dict[MasterKey, list[Row]] = defaultdict(list)
        for row in rows:
            self._by_key[key_of(self._key, row)].append(row)

    def at(self, day: date | None, *key: Value | None) -> Row | None:
        """The row that holds for ``key`` on ``day``; without a day the only or the last one."""
        found = self._by_key.get(key, ())
        if day is None:
            return max(found, key=_first_day, default=None)
        return next((row for row in found if holds(row, day)), None)

    def all(self, *key: Value | None) -> tuple[Row, ...]:
        """Every row of ``key``, the earliest first."""
        return tuple(sorted(self._by_key.get(key, ()), key=_first_day))

    def keys(self) -> Iterator[MasterKey]:
        """Every key, in the order first met."""
        return iter(self._by_key)


class Forest:
    """A dated tree: every node's path from itself up to its root."""

    __slots__ = ("_node", "_parent", "_paths", "_versions")

    def __init__(self, tree: Tree, rows: Iterable[Row]) -> None:
        self._versions = Versions((tree.node,), rows)
        self._node = tree.node
        self._parent = tree.parent
        self._paths: dict[tuple[str, date | None], tuple[str, ...]] = {}

    def path(self, node: str, day: date | None) -> tuple[str, ...]:
        """``node``, its parent, and so on up, as they hold on ``day``; a node that is not there stands alone."""
        known = self._paths.get((node, day))
        if known is None:
            known = self._paths[node, day] = self._climb(node, day)
        return known

    def _climb(self, node: str, day: date | None) -> tuple[str, ...]:
        found = [node]
        while True:
            row = self._versions.at(day, found[-1])
            parent = row.get(self._parent) if row is not None else None
            # A circle is a finding of its own (DK862); here it must only end.
            if not isinstance(parent, str) or parent in found:
                return tuple(found)
            found.append(parent)


def key_of(key: Sequence[str], row: Row) -> MasterKey:
    """The cells that identify a row."""
    return tuple(row.get(name) for name in key)


def holds(row: Row, day: date) -> bool:
    """Whether the row is valid on ``day``."""
    last = row.get("valid_to")
    return _first_day(row) <= day and (not isinstance(last, date) or day <= last)


def _first_day(row: Row) -> date:
    found = row.get("valid_from")
    return found if isinstance(found, date) else date.min


def _last_day(row: Row) -> date:
    found = row.get("valid_to")
    return found if isinstance(found, date) else date.max


def unique_rows(table: Table, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[tuple[Row, Problem], ...]]:
    """The rows that may stand beside each other, and those that may not with the reason.

    DK864 a row ends before it begins, DK860 a key stands twice, DK861 two rows of a key overlap.
    """
    kept: list[Row] = []
    refused: list[tuple[Row, Problem]] = []
    by_key: dict[MasterKey, list[Row]] = defaultdict(list)
    for row in rows:
        if table.dated and _last_day(row) < _first_day(row):
            first, last = _first_day(row), _last_day(row)
            why = problem("DK864", row.cell_at("valid_to"), address=table.name, valid_from=first, valid_to=last)
            refused.append((row, why))
            continue
        others = by_key[key_of(table.key, row)] if table.key else []
        clash = next((each for each in others if _overlap(each, row)), None)
        if clash is None:
            others.append(row)
            kept.append(row)
        else:
            refused.append((row, _clash(table, clash, row)))
    return tuple(kept), tuple(refused)


def _overlap(one: Row, other: Row) -> bool:
    return _first_day(one) <= _last_day(other) and _first_day(other) <= _last_day(one)


def _clash(table: Table, first: Row, second: Row) -> Problem:
    shown = tuple(str(part) for part in key_of(table.key, second) if part is not None)
    related = (Related("first-defined", first.at),)
    undated = _first_day(first) == _first_day(second) and _last_day(first) == _last_day(second)
    code = "DK860" if undated else "DK861"
    at = second.cell_at(table.key[0] if undated else "valid_from")
    return problem(code, at, address=table.name, related=related, table=table.name, key=shown)


def tree_problems(table: Table, tree: Tree, rows: Sequence[Row]) -> Iterator[Problem]:
    """What is wrong with a tree: DK863 a parent that is nowhere, DK862 a circle, on any day.

    Which parent holds changes only on the days where a row begins or ends, so those days are enough.
    """
    nodes = {row.get(tree.node) for row in rows}
    for row in rows:
        parent = row.get(tree.parent)
        if parent is not None and parent not in nodes:
            at, node = row.cell_at(tree.parent), str(row.get(tree.node))
            yield problem("DK863", at, address=table.name, table=table.name, parent=str(parent), node=node)
    changes = {_first_day(row) for row in rows}
    changes |= {_last_day(row) + timedelta(days=1) for row in rows if _last_day(row) < date.max}
    reported: set[frozenset[str]] = set()
    for day in sorted(changes):
        known = (row for row in rows if row.get(tree.node) is not None and holds(row, day))
        parents = {str(row[tree.node]): row for row in known}
        for circle in _circles(parents, tree.parent):
            if frozenset(circle) not in reported:
                reported.add(frozenset(circle))
                at = _parent_at(parents, circle, tree)
                yield problem("DK862", at, address=table.name, table=table.name, path=circle)


def _circles(rows: dict[str, Row], parent: str) -> Iterator[tuple[str, ...]]:
    """Each circle once, from its first node in the order of the file and back to it."""
    done: set[str] = set()
    for start in rows:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node in rows and node not in done and node not in path:
            path[node] = None
            above = rows[node].get(parent)
            node = above if isinstance(above, str) else None
        if node is not None and node in path:
            steps = list(path)
            circle = steps[steps.index(node) :]
            yield (*circle, node)
        done.update(path)


def _parent_at(rows: dict[str, Row], circle: Sequence[str], tree: Tree) -> Location:
    return rows[circle[-2]].cell_at(tree.parent)
