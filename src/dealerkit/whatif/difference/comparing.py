"""Comparing two policies by what was read of them, place by place.

What is compared are the values that rules go by, not the text: whatever reading makes one of two spellings is no
change, and neither is a default that is written out. The nodes go along, so that every change knows where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar, cast

from attrs import evolve

from dealerkit.policy.columns import Cell
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.meaning import meaning
from dealerkit.policy.header import Header
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import Entry, Keyed
from dealerkit.policy.shapes import ByKey
from dealerkit.policy.tables import Row, Table
from dealerkit.whatif.difference.cases import cases_beside
from dealerkit.whatif.difference.change import Change, Difference, Kind, Step
from dealerkit.whatif.difference.dated import stretches
from dealerkit.whatif.difference.defaults import meant
from dealerkit.whatif.difference.names import facts_today, spoken_of
from dealerkit.whatif.difference.order import in_order, in_order_of_keys
from dealerkit.whatif.difference.pairing import paired
from dealerkit.whatif.difference.parts import as_read, entries, has_parts, title_of, was_of
from dealerkit.whatif.difference.places import Here, child, is_list, under_key
from dealerkit.whatif.difference.readers import readers_of
from dealerkit.whatif.difference.telling import came_or_went, change_at, changed, effective_of
from dealerkit.whatif.difference.values import cell_says, comparable, fields_of, same, shown

T = TypeVar("T")
_HEAD = ("policy", "calendars", "parameters", "facts")


def difference(old: Policy, new: Policy) -> Difference:
    """Everything that NEW says otherwise than OLD: sections in the order in which policies are described."""
    comparing = _Comparing(old, new)
    changes = tuple(comparing.changes())
    if comparing.names:
        # Whoever speaks of what was renamed speaks of the same thing: known only when all has been gone through.
        comparing = _Comparing(old, new, comparing.names)
        changes = tuple(comparing.changes())
    return Difference(old, new, changes, comparing.names)


class _Comparing:
    """Two policies, and which definitions of the one are called otherwise in the other."""

    def __init__(self, old: Policy, new: Policy, names: Mapping[str, str] | None = None) -> None:
        self.old, self.new = old, new
        self.names: dict[str, str] = dict(names or {})
        self._readers: Mapping[str, tuple[str, ...]] | None = None

    def changes(self) -> Iterator[Change]:
        """All changes, section by section."""
        effective = (self.old.header.effective, self.new.header.effective)
        sections = [each.key for each in self.new.known_sections]
        for key in (*_HEAD, *sections, "tests"):
            here = Here(key, key, self.old.root.get(key), self.new.root.get(key), (Step(key),), "", effective)
            if here.old is None and here.new is None:
                continue
            yield from self._section(key, here)

    def _section(self, key: str, here: Here) -> Iterator[Change]:
        if key == "policy":
            yield from self._record(self.old.header, self.new.header, here)
        elif key == "parameters":
            yield from self._keyed(self.old.parameters, self.new.parameters, here, ordered=False)
        elif key == "facts":
            yield from self._nodes(here)
        elif key == "calendars":
            yield from self._keyed(self.old.calendars, self.new.calendars, here, ordered=False)
        elif key == "tests":
            # What a case asks about may have another name by now: the renaming is told where it is.
            cases, written = cases_beside(self.old, self.new, self.names)
            yield from self._keyed(cases, self.new.cases, evolve(here, old=written), ordered=False)
        else:
            one, other = self.old.sections.get(key), self.new.sections.get(key)
            if isinstance(one or other, Keyed):
                # A whole section that came or went is told definition by definition.
                yield from self._keyed(_or_none(one), _or_none(other), here, ordered=False)
            else:
                yield from self._value(one, other, here)

    def _value(self, old: object, new: object, here: Here, *, ordered: bool = True) -> Iterator[Change]:
        """What changed in one place, whatever stands there."""
        if old is None or new is None:
            if old is None and new is None:
                return
            yield came_or_went(old, new, here)
            return
        if isinstance(old, Table) and isinstance(new, Table):
            yield from self._table(old, new, here)
            return
        if isinstance(old, Keyed) and isinstance(new, Keyed):
            yield from self._keyed(old, new, here, ordered=ordered)
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._by_key(old, new, here, ordered=ordered)
            return
        if isinstance(old, MappingNode) and isinstance(new, MappingNode):
            yield from self._nodes(here)
            return
        if type(old) is type(new) and has_parts(old):
            yield from self._record(old, new, here)
            return
        yield from self._plain(old, new, here, ordered=ordered)

    def _plain(self, old: object, new: object, here: Here, *, ordered: bool) -> Iterator[Change]:
        """Whether a single value, or a list of such, is another one."""
        if isinstance(old, tuple) and isinstance(new, tuple) and not ordered:
            if {comparable(each) for each in old} != {comparable(each) for each in new}:
                yield changed(old, new, here)
            return
        if isinstance(old, Expression) and isinstance(new, Expression):
            if meaning(old.tree, facts_today((*old.reads, *old.parameters), self.names)) != meaning(new.tree):
                yield changed(old, new, here)
            return
        if not same(old, new):
            is_list = isinstance(old, tuple) and isinstance(new, tuple) and len(old) > 1
            moved = is_list and sorted(map(repr, map(comparable, cast("tuple[object, ...]", old)))) == sorted(
                map(repr, map(comparable, cast("tuple[object, ...]", new)))
            )
            yield changed(old, new, here, Kind.REORDERED if moved else Kind.CHANGED)

    def _record(self, old: object, new: object, here: Here) -> Iterator[Change]:
        """What changed in a definition, key by key."""
        here = evolve(here, effective=effective_of(old, new, here.effective))
        parameter = _is_parameter(here)
        specs = entries(type(old))
        after = dict(fields_of(new))
        if not specs:
            yield from self._wrapped(old, after, here)
            return
        for name, before in fields_of(old):
            spec = specs.get(name)
            key = name.removesuffix("_") if spec is None else spec.key or name.removesuffix("_")
            if spec is None and name in {"id", "title"}:
                continue
            if isinstance(old, Header) and key == "revision":
                continue  # a label of the whole, told at the top
            if key == "was" and here.was != here.address and same(after[name], here.path[-1].key) is False:
                continue  # it says the rename itself
            place = under_key(here, key, spec)
            if parameter and key == "values":
                yield from self._dated(before, after[name], place)
                continue
            one, other = spoken_of(old, key, before, self.names, here.was), after[name]
            if (one is None) != (other is None):
                one, other = meant(self.old, old, key, one), meant(self.new, new, key, other)
            yield from self._value(one, other, place, ordered=_is_ordered(old, new, key, spec, place))

    def _wrapped(self, old: object, after: Mapping[str, object], here: Here) -> Iterator[Change]:
        """What changed in a class that only holds definitions; what it reckons from them goes with them."""
        parts = [(name, each) for name, each in fields_of(old) if name not in {"id", "title"}]
        found = False
        for name, before in sorted(parts, key=lambda part: not has_parts(part[1])):
            if found and not has_parts(before) and not isinstance(before, Mapping):
                continue
            for change in self._value(
                before, after[name], under_key(here, name, None), ordered=is_list(under_key(here, name, None))
            ):
                found = True
                yield change

    def _keyed(
        self, old: Mapping[str, object], new: Mapping[str, object], here: Here, *, ordered: bool
    ) -> Iterator[Change]:
        """What was added, removed, renamed, moved, and what changed in what stayed."""
        pairs = paired(old, new, here)
        following = dict(pairwise((*new, "")))
        for key, item in new.items():
            before = pairs.get(key)
            place = here.item(before or key, key, title_of(item, child(here.new, key)))
            if before is None:
                change = came_or_went(None, item, evolve(place, old=None))
                yield evolve(change, ahead_of=following[key]) if ordered else change
                continue
            if before != key:
                self.names[place.was] = place.address
                if was_of(item, child(here.new, key)) == before:
                    yield change_at(Kind.RENAMED, place)
            yield from self._item(old[before], item, place)
        kept = set(pairs.values())
        for key, item in old.items():
            if key not in kept:
                place = here.item(key, key, title_of(item, child(here.old, key)))
                yield came_or_went(item, None, evolve(place, new=None))
        if ordered:
            now = [pairs[key] for key in new if key in pairs]
            then = [key for key in old if key in kept]
            if now != then:
                back = {before: key for key, before in pairs.items()}
                change = change_at(Kind.REORDERED, here)
                before, after = (", ".join(back[key] for key in keys) for keys in (then, now))
                yield evolve(
                    change, before=shown(before, None, is_share=False), after=shown(after, None, is_share=False)
                )

    def _item(self, old: object, new: object, here: Here) -> Iterator[Change]:
        old, new = as_read(old), as_read(new)
        if isinstance(old, Row) and isinstance(new, Row):
            yield from self._value(old.then, new.then, here.under("then"))
        elif isinstance(old, Row | Table) or not has_parts(old) or type(old) is not type(new):
            yield from self._value(old, new, here)
        else:
            yield from self._record(old, new, here)

    def _table(self, old: Table[object], new: Table[object], here: Here) -> Iterator[Change]:
        if old.hit != new.hit:
            yield changed(old.hit, new.hit, here.under("hit"))
        if old.rule.title != new.rule.title:
            yield changed(old.rule.title or None, new.rule.title or None, here.under("title"))
        columns = here.under("columns")
        facts = facts_today((each.name for each in old.columns), self.names)
        ones = {facts.get(each.name, each.name): each for each in old.columns}
        others = {each.name: each for each in new.columns}
        for name in dict.fromkeys((*others, *ones)):
            one, other = ones.get(name), others.get(name)
            if one is None or other is None or not (one.declared or other.declared):
                continue  # a column is there because a cell asks for it: the cell is told
            says = [(each.kind.name, each.unit, frozenset(each.words), each.limits) for each in (one, other)]
            if not same(*says):
                yield changed(_column_text(one), _column_text(other), columns.under(name))
        rows = here.under("rows")
        before = {row.id: row for row in old.rows}
        after = {row.id: row for row in new.rows}
        found = list(self._keyed(before, after, rows, ordered=old.hit == new.hit == "first"))
        for key, was in paired(before, after, rows).items():
            found += self._cells((old, before[was]), (new, after[key]), rows.item(was, key, after[key].rule.title))
        place = {key: number for number, key in enumerate(dict.fromkeys((*after, *before)))}
        yield from sorted(found, key=lambda change: place.get((*change.path, Step(""))[len(rows.path)].key, -1))

    def _cells(
        self, old: tuple[Table[object], Row[object]], new: tuple[Table[object], Row[object]], here: Here
    ) -> Iterator[Change]:
        cells = [
            {
                facts.get(column.name, column.name): (column, cell)
                for column, cell in zip(table.columns, row.cells, strict=True)
            }
            for (table, row), facts in (
                (old, facts_today((each.name for each in old[0].columns), self.names)),
                (new, {}),
            )
        ]
        if old[1].rule.title != new[1].rule.title:
            yield changed(old[1].rule.title or None, new[1].rule.title or None, here.under("title"))
        for name in dict.fromkeys((*cells[1], *cells[0])):
            one, other = (each.get(name, (None, None)) for each in cells)
            ones, others = (
                None if column is None or cell is None else (column.kind.name, cell_says(column, cell))
                for column, cell in (one, other)
            )
            if ones != others:
                yield changed(_cell_text(one[1]), _cell_text(other[1]), here.under(name))

    def _by_key(
        self, old: Mapping[object, object], new: Mapping[object, object], here: Here, *, ordered: bool
    ) -> Iterator[Change]:
        """What changed under keys that are no definitions: names, dates."""
        olds, news = _texts(old, here.old), _texts(new, here.new)
        for text in dict.fromkeys((*news, *olds)):
            place = here.item(text, text, "")
            place = evolve(place, path=(*here.path, Step(text)))
            yield from self._value(olds.get(text), news.get(text), place, ordered=ordered)

    def _nodes(self, here: Here) -> Iterator[Change]:
        """What changed in what is kept as it was written: what a test gives, declared facts."""
        old, new = here.old, here.new
        if isinstance(old, MappingNode | None) and isinstance(new, MappingNode | None) and (old or new) is not None:
            ones, others = ({} if each is None else each.entries for each in (old, new))
            if here.path[-1].is_item is False and len(here.path) > 1 and not (ones and others):
                if ones or others:
                    yield came_or_went(old, new, here)
                return
            for key in dict.fromkeys((*others, *ones)):
                yield from self._nodes(here.under(key) if len(here.path) > 1 else here.item(key, key, ""))
        elif old is None or new is None:
            yield came_or_went(old, new, here)
        elif not same(old, new):
            yield changed(old, new, here)

    def _dated(self, old: object, new: object, here: Here) -> Iterator[Change]:
        """A figure by date: the stretches of days on which it is another one."""
        name = here.path[-2].key
        for span, before, after in stretches(*cast("tuple[Mapping[date, object], Mapping[date, object]]", (old, new))):
            kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
            change = changed(before, after, here, kind)
            yield evolve(change, span=span, readers=self._readers_of(name))

    def _readers_of(self, parameter: str) -> tuple[str, ...]:
        if self._readers is None:
            self._readers = readers_of(self.new)
        return self._readers.get(parameter, ())


def _or_none(section: object) -> Mapping[str, object]:
    return section if isinstance(section, Keyed) else Keyed()


def _is_parameter(here: Here) -> bool:
    return here.path[0].key == "parameters" and len(here.path) == len(("parameters", "name"))


def _is_ordered(old: object, new: object, key: str, spec: Entry | None, here: Here) -> bool:
    if not is_list(here) and not (spec is not None and isinstance(spec.shape, ByKey)):
        return in_order_of_keys(new, key)
    return in_order(old, key, spec) or in_order(new, key, spec)


def _texts(values: Mapping[object, T], node: Node | None) -> dict[str, T]:
    """Values by the text of their keys: names by themselves, others as written where that is known."""
    if all(isinstance(key, str) for key in values):
        return {str(key): value for key, value in values.items()}
    keys = list(node.entries) if isinstance(node, MappingNode) and len(node.entries) == len(values) else None
    return dict(zip(keys or map(str, values), values.values(), strict=True))


def _cell_text(cell: Cell | None) -> str | None:
    return None if cell is None else cell.text


def _column_text(column: object) -> str:
    kind, unit, words = (getattr(column, name) for name in ("kind", "unit", "words"))
    return ", ".join(each for each in (kind.name, unit, "/".join(words)) if each)
