"""Any part of a policy in words: every key by its name, every value as people read it, lists as tables.

What a hand-written chapter has said is left out here, everything else is said: nothing of a policy is
without a place in its handbook.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.scalars import JsonSchema
from dealerkit.report.handbook.blocks import Block, Grid, Point, Points, Text, Title
from dealerkit.report.handbook.naming import capital, is_decision_table, lowered, only_scalar, titled
from dealerkit.report.handbook.places import leaves, owner_of
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.handbook.unwritten import unwritten
from dealerkit.report.languages import Words

_MOST_COLUMNS = 7
_LONGEST_CELL = 160
_INLINE_KEYS = 4
_MOST_NESTED = 14
_MOST_NAMES = 10
"""So many names alone are a list and no table."""
_SIDES = ("at", "above")
_SPAN = "at above"
_WRITTEN_BY_HAND = frozenset({"figure.Figure", "rules.ContactRule"})
"""Definitions for which a table was written by hand, however few there are."""
_NO_TABLE = frozenset(
    {
        "card.Gate",
        "check.Check",
        "eligibility.Requirement",
        "ladder.Step",
        "limit.Limit",
        "section.Separated",
        "signal.Signal",
    }
)
"""Definitions told one by one, however short: what follows from each must not be looked for in a column."""
_NAME = Words("name", "名称")
_SOURCE = Words("Source: {source}", "来源：{source}")
_MEANING = Words(" ({meaning})", "（{meaning}）")
_POINT = Words("{label}: {value}", "{label}：{value}")


@frozen(eq=False)
class Describer:
    """Says nodes of a policy; ``said`` holds the values that were said already."""

    voice: Voice
    as_of: date
    said: set[int] = field(factory=set)
    explained: set[str] = field(factory=set)

    def tick(self, node: Node | None) -> None:
        """Everything below ``node`` has been said."""
        if node is not None:
            self.said.update(id(each) for each in leaves(node))

    def is_said(self, node: Node) -> bool:
        """Whether nothing is left to say of a node."""
        return all(id(each) in self.said for each in leaves(node))

    def named(self, key: str, node: Node) -> str:
        """A definition by its title, with the key under which reports know it."""
        title = node.get("title") if isinstance(node, Mapping) else None
        if not isinstance(title, Scalar):
            return key
        self.tick(title)
        return title.text if title.text == key else f"{title.text} ({key})"

    def described(self, node: Node, place: JsonSchema, level: int, key: str = "") -> list[Block]:
        """A node with all that has not been said of it."""
        if self.is_said(node):
            return []
        if isinstance(node, Mapping):
            return self._mapping(node, place, level, key)
        if isinstance(node, Sequence):
            return self._sequence(node, place, level)
        self.tick(node)
        return [Text(self.voice.scalar(node, place, key))]

    def _mapping(self, node: Mapping, place: JsonSchema, level: int, around: str = "") -> list[Block]:
        way = self.voice.places.mapping_way(place, node)
        if is_decision_table(node):
            from dealerkit.report.handbook.decision_tables import decision_table

            return decision_table(self, node, way)
        owner = owner_of(way)
        keyed = "properties" not in way and all(isinstance(child, Mapping) for _, child in node.entries.values())
        if keyed:
            return [*self._by_hand(node, way), *self._keyed(node, way, level)]
        points: list[Point] = []
        larger: list[tuple[str, Node, JsonSchema]] = []
        aside: list[Block] = []
        for key, (_, whole) in node.entries.items():
            if self.is_said(whole) and not _is_empty(whole):
                continue
            child = self._unsaid(whole)
            inner = self.voice.places.of(way, key)
            label = capital(self.voice.label(key, owner)) if "properties" in way else key
            if key == "source":
                aside.append(
                    Text(self.voice.say(_SOURCE, source=self.voice.scalar(only_scalar(child), {})), is_aside=True)
                )
                self.tick(child)
                continue
            point = self._short(owner, key, child, inner, key if "properties" in way else around, label)
            if point is not None:
                points.append(point)
                self.tick(child)
            else:
                larger.append((label, child, inner))
        points += self._unwritten(owner, node)
        blocks: list[Block] = [Points(tuple(points))] if points else []
        for label, child, inner in larger:
            blocks += [Title(level, self.named(label, child)), *self.described(child, inner, level + 1)]
        return [*blocks, *aside]

    def _unsaid(self, node: Node) -> Node:
        """What is left of a mapping of which a part has been said."""
        if not isinstance(node, Mapping) or is_decision_table(node):
            return node
        left = {key: each for key, each in node.entries.items() if not self.is_said(each[1])}
        return node if len(left) == len(node.entries) else evolve(node, entries=left)

    def _short(self, owner: str, key: str, child: Node, place: JsonSchema, around: str, label: str) -> Point | None:
        """A key as one point, with its own below it where these are sentences; None where it takes more room."""
        around = self.voice.read_as(owner, around)
        if isinstance(child, Mapping):
            way = self.voice.places.mapping_way(place, child)
            own = owner_of(way)
            if "properties" in way and self.voice.has_sentences(own):
                inner: list[Point] = []
                for name, (_, each) in child.entries.items():
                    if name == "title":
                        continue
                    inside = self.voice.sentences_of(own, f"{owner}.{key}", name)
                    point = self._short(
                        inside, name, each, self.voice.places.of(way, name), name, self.voice.label(name, inside)
                    )
                    if point is None:
                        return None
                    inner.append(point)
                inner += self._unwritten(own, child)
                if not inner:
                    return Point(capital(self.voice.sentence(owner, key, child, "")) or capital(label))
                if len(inner) == 1 and not inner[0].inner:
                    return Point(self.point(titled(label, child), lowered(inner[0].words)))
                return Point(capital(titled(label, child)), tuple(inner))
        short = self.inline(child, place, around)
        if short is None:
            return self._nested(child, place, label)
        said = self.voice.sentence(owner, key, child, short)
        return Point(capital(said) if said else self.point(label, short) + self._explained(owner, key))

    def _unwritten(self, owner: str, node: Mapping) -> list[Point]:
        """What holds where keys are not written."""
        said = [each.said for _, each in unwritten(owner, node) if each.said is not None]
        return [Point(capital(self.voice.say(each))) for each in said]

    def _explained(self, owner: str, key: str) -> str:
        """What a key means, behind it, where it stands for the first time."""
        meaning = self.voice.meaning(owner, key)
        if not meaning or meaning in self.explained or meaning == self.voice.label(key, owner):
            return ""
        self.explained.add(meaning)
        return self.voice.say(_MEANING, meaning=meaning)

    def _nested(self, child: Node, place: JsonSchema, label: str) -> Point | None:
        """A short list of definitions, or a small one, as points below one; None where it is neither."""
        if sum(1 for _ in leaves(child)) > _MOST_NESTED:
            return None
        if isinstance(child, Sequence):
            inner = self.voice.places.list_way(place)
            items = [("", each, inner) for each in child.items]
            if len(items) > 1 and self._is_table(items):
                return None
        else:
            way = self.voice.places.mapping_way(place, child) if isinstance(child, Mapping) else {}
            if "properties" in way or not isinstance(child, Mapping):
                return self._definition(child, place, label)
            items = [(key, each, self.voice.places.of(way, key)) for key, (_, each) in child.entries.items()]
            if items and owner_of(self._way(items[0])) in _WRITTEN_BY_HAND:
                return None
        points = [self._definition(each, inner, key) for key, each, inner in items]
        found = tuple(each for each in points if each is not None)
        if len(found) < len(points):
            return None
        if len(found) == 1 and not found[0].words:
            return Point(capital(label), found[0].inner)
        return Point(capital(label), found)

    def _definition(self, node: Node, place: JsonSchema, name: str) -> Point | None:
        """One definition as a point with its keys below it; None where one of them takes more room."""
        if not isinstance(node, Mapping) or is_decision_table(node):
            return None
        way = self.voice.places.mapping_way(place, node)
        owner = owner_of(way)
        id_ = node.get("id")
        inner: list[Point] = []
        for key, (_, each) in node.entries.items():
            if key in {"id", "title"}:
                continue
            known = "properties" in way
            label = self.voice.label(key, owner) if known else key
            point = self._short(owner, key, each, self.voice.places.of(way, key), key, label)
            if point is None:
                return None
            inner.append(point)
        inner += self._unwritten(owner, node)
        named = id_.text if isinstance(id_, Scalar) else self.voice.defined(owner, name)
        return Point(titled(named, node), tuple(inner))

    def point(self, label: str, words: str) -> str:
        """A label and what stands behind it."""
        return capital(self.voice.say(_POINT, label=label, value=words))

    def _by_hand(self, node: Mapping, way: JsonSchema) -> list[Block]:
        """Definitions for which a table was written by hand; nothing for others."""
        from dealerkit.report.handbook.figures import figure_table
        from dealerkit.report.handbook.touching import touch_table

        first = next(iter(node.entries), "")
        owner = owner_of(self.voice.places.mapping_way(self.voice.places.of(way, first), node))
        written = {"figure.Figure": figure_table, "rules.ContactRule": touch_table}.get(owner)
        return written(self, node) if written is not None else []

    def _keyed(self, node: Mapping, way: JsonSchema, level: int) -> list[Block]:
        items = [
            (key, child, self.voice.places.of(way, key))
            for key, (_, child) in node.entries.items()
            if not self.is_said(child)
        ]
        return self._items(items, level)

    def _sequence(self, node: Sequence, place: JsonSchema, level: int) -> list[Block]:
        inner = self.voice.places.list_way(place)
        items: list[tuple[str, Node, JsonSchema]] = []
        for each in node.items:
            id_ = each.get("id") if isinstance(each, Mapping) else None
            items.append((id_.text if isinstance(id_, Scalar) else "", each, inner))
        if any(not isinstance(each, Mapping) for each in node.items):
            points = [self.inline(each, inner) or "" for each in node.items]
            self.tick(node)
            return [Points(tuple(Point(each) for each in points))]
        return self._items(items, level)

    def _items(self, items: Many[tuple[str, Node, JsonSchema]], level: int) -> list[Block]:
        table = self._table(items)
        if table is not None:
            for _, child, _ in items:
                self.tick(child)
            return [table, *self._below_table(items)]
        blocks: list[Block] = []
        for key, child, inner in items:
            if self.is_said(child):
                continue
            name = self.named(key, child)
            if isinstance(child, Mapping):
                self.tick(child.get("id"))
            heading: list[Block] = [Title(level, name)] if name else []
            here = self.voice.section
            self.voice.section = f"{here}.{key}"
            blocks += [*heading, *self.described(child, inner, level + 1)]
            self.voice.section = here
        return blocks

    def _below_table(self, items: Many[tuple[str, Node, JsonSchema]]) -> list[Block]:
        """What holds for every row, since none of them writes the key."""
        common: dict[str, str] | None = None
        for _, child, inner in items:
            assert isinstance(child, Mapping)  # noqa: S101  # a row of a table
            owner = owner_of(self.voice.places.mapping_way(inner, child))
            silent = {key: each.said for key, each in unwritten(owner, child)}
            found = {key: self.voice.say(words) for key, words in silent.items() if words is not None}
            common = found if common is None else {key: said for key, said in common.items() if key in found}
        return [Text(each) for each in (common or {}).values()]

    def _is_table(self, items: Many[tuple[str, Node, JsonSchema]]) -> bool:
        return self._table(items) is not None

    def _table(self, items: Many[tuple[str, Node, JsonSchema]]) -> Grid | None:
        """Items as the rows of a table, where each value is short enough for a cell."""
        columns: dict[str, str] = {}
        rows: list[tuple[str, dict[str, str]]] = []
        figures: dict[str, bool] = {}
        if len(items) < 2:  # noqa: PLR2004 - one item reads better as points
            return None
        spans = self._spans(items)
        if spans:
            columns[_SPAN] = capital(self.voice.label("range", owner_of(self._way(items[0]))))
            figures[_SPAN] = False
        for id_, child, inner in items:
            if not isinstance(child, Mapping):
                return None
            way = self.voice.places.mapping_way(inner, child)
            owner, cells = owner_of(way), dict[str, str]()
            if owner in _NO_TABLE:
                return None
            if spans:
                cells[_SPAN] = spans[len(rows)]
            silent = {key: each.cell for key, each in unwritten(owner, child) if each.cell is not None}
            for key, (_, value) in child.entries.items():
                if key in {"id", "title"} or (spans and key in _SIDES):
                    continue
                said = self.inline(value, self.voice.places.of(way, key), self.voice.read_as(owner, key))
                if said is None or len(said) > _LONGEST_CELL:
                    return None
                columns.setdefault(key, capital(self.voice.label(key, owner)))
                cells[key] = said
                is_figure = isinstance(value, Scalar) and said[:1].isdigit()
                figures[key] = figures.get(key, True) and is_figure
            rows.append((id_, cells | {key: self.voice.say(words) for key, words in silent.items()}))
        if len(columns) > _MOST_COLUMNS or (not columns and len(items) <= _MOST_NAMES):
            return None
        names = [titled(id_, child) for id_, child, _ in items]
        has_name = any(names)
        headings = ([capital(_NAME.said_in(self.voice.lang))] if has_name else []) + list(columns.values())
        body = tuple(
            tuple(([name] if has_name else []) + [cells.get(key, "") for key in columns])
            for name, (_, cells) in zip(names, rows, strict=True)
        )
        right = frozenset(number + has_name for number, key in enumerate(columns) if figures[key])
        return Grid(tuple(headings), body, right)

    def _way(self, item: tuple[str, Node, JsonSchema]) -> JsonSchema:
        _, node, inner = item
        return self.voice.places.mapping_way(inner, node) if isinstance(node, Mapping) else {}

    def _spans(self, items: Many[tuple[str, Node, JsonSchema]]) -> tuple[str, ...]:
        """From where to where each band reaches, where some begin at their bound and others above it."""
        from dealerkit.report.handbook.telling import Teller

        sides: list[str] = []
        bounds: list[str] = []
        for item in items:
            child, way = item[1], self._way(item)
            own = [side for side in _SIDES if isinstance(child, Mapping) and isinstance(child.get(side), Scalar)]
            if not own or not isinstance(child, Mapping):
                return ()
            sides.append(own[0])
            bound = only_scalar(child.entries[own[0]][1])
            bounds.append(self.voice.scalar(bound, self.voice.places.of(way, own[0]), own[0]))
        if {*sides} != {*_SIDES}:
            return ()
        alone = [
            side == "at" and bound == following
            for side, bound, following in zip(sides, bounds, (*bounds[1:], ""), strict=True)
        ]
        told = Teller(self).spans(sides, bounds)
        return tuple(bound if is_alone else said for bound, is_alone, said in zip(bounds, alone, told, strict=True))

    def inline(self, node: Node, place: JsonSchema, key: str = "") -> str | None:
        """A node in one phrase, if it is short enough for one."""
        if isinstance(node, Scalar):
            return self.voice.scalar(node, place, key)
        if isinstance(node, Sequence):
            inner = self.voice.places.list_way(place)
            if all(isinstance(each, Scalar) for each in node.items):
                return self.voice.listed([self.voice.scalar(only_scalar(each), inner, key) for each in node.items])
            return None
        way = self.voice.places.mapping_way(place, node)
        if len(node.entries) > _INLINE_KEYS and "properties" in way:
            return None
        said: list[str] = []
        for inside, (_, child) in node.entries.items():
            # A key that the policy chose names something, and what stands under it is read as the whole is.
            is_own = "properties" not in way
            words = self.inline(child, self.voice.places.of(way, inside), key if is_own else inside)
            if words is None or isinstance(child, Mapping):
                return None
            label = self.voice.name(inside, key) if is_own else self.voice.label(inside, owner_of(way))
            sentence = self.voice.sentence(owner_of(way), inside, child, words)
            said.append(sentence.rstrip(".。") or self.voice.say(_POINT, label=label, value=words))
        joined = ("；" if self.voice.lang == "zh" else "; ").join(said)
        return joined if len(joined) <= _LONGEST_CELL else None


def _is_empty(node: Node) -> bool:
    """Whether a mapping has no keys: that it stands there says something."""
    return isinstance(node, Mapping) and not node.entries
