"""Decision tables as people read them: a row each, limits in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.scalars import JsonSchema
from dealerkit.report.handbook.blocks import Block, Grid, Point, Points
from dealerkit.report.handbook.naming import capital, only_scalar, titled
from dealerkit.report.handbook.places import leaves, owner_of
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.languages import Words
from dealerkit.values.numbers import read_number

if TYPE_CHECKING:
    from dealerkit.report.handbook.describing import Describer

_NAME = Words("name", "名称")
_ANY = Words("any", "不限")
_LIMITS = {
    "at": Words("from {value}", "不低于 {value}"),
    "above": Words("above {value}", "超过 {value}"),
    "below": Words("below {value}", "低于 {value}"),
    "up_to": Words("up to {value}", "不超过 {value}"),
}
_IN_UNIT = Words("{column} ({unit})", "{column}（{unit}）")
_AMOUNT = "amount"
"""The column that holds money by its name."""
_RESERVED = ("id", "title", "was", "then")


def decision_table(describer: Describer, node: Mapping, way: JsonSchema) -> list[Block]:
    """A decision table: a row each, a column for each condition and for each thing that follows."""
    voice = describer.voice
    rows = node.get("rows")
    inner = voice.places.list_way(voice.places.of(way, "rows"))
    written = [each for each in rows.items if isinstance(each, Mapping)] if isinstance(rows, Sequence) else []
    asked = list(dict.fromkeys(key for row in written for key in row.entries if key not in _RESERVED))
    then: dict[str, str] = {}
    results: list[dict[str, str]] = []
    for row in written:
        found: dict[str, str] = {}
        follows, there = row.get("then"), voice.places.of(inner, "then")
        for key, (_, child) in follows.entries.items() if isinstance(follows, Mapping) else ():
            there_way = voice.places.mapping_way(there, follows)  # type: ignore[arg-type]  # a mapping, just asked
            words = describer.inline(child, voice.places.of(there_way, key), key)
            if words is None:
                words = "; ".join(leaf.text for leaf in leaves(child))
            found[key] = words
            then.setdefault(key, voice.label(key, owner_of(there_way)))
        results.append(found)
    declared = node.get("columns")
    headings = [
        _NAME.said_in(voice.lang),
        *(_with_unit(voice, each, declared) for each in asked),
        *then.values(),
    ]
    body = []
    for row, found in zip(written, results, strict=True):
        id_ = row.get("id")
        name = titled(id_.text if isinstance(id_, Scalar) else "", row)
        was = row.get("was")
        if isinstance(was, Scalar):
            name += f" ({voice.label('was')} {was.text})"
        cells = [_condition(voice, row.get(key), key) for key in asked]
        body.append((name, *cells, *(found.get(key, "") for key in then)))
    describer.tick(rows)
    rest = _beside_the_rows(describer, node, way)
    return [*rest, Grid(tuple(map(capital, headings)), tuple(body))]


def _beside_the_rows(describer: Describer, node: Mapping, way: JsonSchema) -> list[Block]:
    voice = describer.voice
    points: list[Point] = []
    for key, (_, child) in node.entries.items():
        if describer.is_said(child):
            continue
        if key == "columns" and isinstance(child, Mapping):
            points += _declared(describer, child)
        else:
            words = describer.inline(child, voice.places.of(way, key), key) or ""
            points.append(Point(describer.point(voice.label(key), words)))
        describer.tick(child)
    return [Points(tuple(points))] if points else []


def _declared(describer: Describer, columns: Mapping) -> Iterator[Point]:
    """What columns may hold where that is a list of words; kind and limits show in the cells, units in the heads."""
    voice = describer.voice
    for name, (_, declared) in columns.entries.items():
        if isinstance(declared, Sequence):
            words = [voice.choice(only_scalar(each).text, name) for each in declared.items]
            yield Point(describer.point(_column(voice, name), voice.listed(words)))


def _with_unit(voice: Voice, name: str, columns: Node | None) -> str:
    """What a column is called, with the unit that was declared for it."""
    declared = columns.get(name) if isinstance(columns, Mapping) else None
    unit = declared.get("unit") if isinstance(declared, Mapping) else None
    if not isinstance(unit, Scalar):
        return _column(voice, name)
    return voice.say(_IN_UNIT, column=_column(voice, name), unit=voice.choice(unit.text, "unit"))


def _column(voice: Voice, name: str) -> str:
    """What the column of a condition is called: a fact by its meaning, a score by its title."""
    if "." in name:
        return voice.conditions.fact(name)
    # In the authority matrix nothing but the rows has titles, and a row may be called like a column.
    called = name if voice.section.startswith("authority") else voice.title_in_section(name)
    return voice.label(name) if called == name else called


def _condition(voice: Voice, node: Node | None, column: str) -> str:
    """What one row asks of one column."""
    if node is None:
        return voice.say(_ANY)
    if isinstance(node, Sequence):
        return voice.listed([_condition(voice, each, column) for each in node.items])
    if isinstance(node, Mapping):
        said = [
            voice.say(_LIMITS[key], value=_figure(voice, only_scalar(child), column))
            for key, (_, child) in node.entries.items()
            if key in _LIMITS
        ]
        return ("，" if voice.lang == "zh" else ", ").join(said)
    return _figure(voice, node, column)


def _figure(voice: Voice, node: Scalar, column: str) -> str:
    text = node.text
    if text in {"true", "false"} and node.plain:
        return voice.scalar(node, {})
    if column == _AMOUNT and read_number(text) is not None:
        return voice.money(text)
    if read_number(text.replace("%", "")) is None:
        return voice.choice(text, column)
    return voice.rate(text) if "%" in text else voice.number(text)
