"""Reading the columns and cells of a decision table.

A cell is one value (``high``, ``5``, ``true``), a list of values of which any will do, or limits:
``{at: 10, below: 1000}``. A row that does not write a column takes any value there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.policy.columns import CONDITION, FLAGS, KINDS, WORDS, Cell, Column
from dealerkit.policy.intervals import HIGHEST, LOWEST, Span, before, behind, is_empty, joined
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import (
    AMOUNT,
    BOOLEAN,
    DATE,
    INTEGER,
    NUMBER,
    RATE,
    TEXT,
    Choice,
    JsonSchema,
    ScalarShape,
    choice,
)
from dealerkit.policy.shapes import Record, entry, listing, record
from dealerkit.problems import Location, Severity
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import read_date

_Point = Number | int | date

_AT = "this value or more"
_ABOVE = "more than this value"
_BELOW = "less than this value"
_UP_TO = "this value or less"


@frozen(kw_only=True)
class AmountLimits:
    """Limits of an amount or a quantity."""

    at: Number | None = entry(AMOUNT, _AT, default=None)
    above: Number | None = entry(AMOUNT, _ABOVE, default=None)
    below: Number | None = entry(AMOUNT, _BELOW, default=None)
    up_to: Number | None = entry(AMOUNT, _UP_TO, default=None)


@frozen(kw_only=True)
class RateLimits:
    """Limits of a share or of any number."""

    at: Number | None = entry(NUMBER, _AT, default=None)  # type: ignore[assignment]  # mypy joins the union
    above: Number | None = entry(NUMBER, _ABOVE, default=None)  # type: ignore[assignment]  # mypy joins the union
    below: Number | None = entry(NUMBER, _BELOW, default=None)  # type: ignore[assignment]  # mypy joins the union
    up_to: Number | None = entry(NUMBER, _UP_TO, default=None)  # type: ignore[assignment]  # mypy joins the union


@frozen(kw_only=True)
class CountLimits:
    """Limits of a whole number."""

    at: int | None = entry(INTEGER, _AT, default=None)
    above: int | None = entry(INTEGER, _ABOVE, default=None)
    below: int | None = entry(INTEGER, _BELOW, default=None)
    up_to: int | None = entry(INTEGER, _UP_TO, default=None)


@frozen(kw_only=True)
class DateLimits:
    """Limits of a day."""

    at: date | None = entry(DATE, "this day or later", default=None)
    above: date | None = entry(DATE, "after this day", default=None)
    below: date | None = entry(DATE, "before this day", default=None)
    up_to: date | None = entry(DATE, "this day or earlier", default=None)


_Limits = AmountLimits | RateLimits | CountLimits | DateLimits
_EXCLUSIVE = (("at", "above"), ("below", "up_to"))
_LIMITS: dict[str, Record[_Limits]] = {
    "amount": record(AmountLimits, not_together=_EXCLUSIVE),
    "quantity": record(AmountLimits, not_together=_EXCLUSIVE),
    "number": record(RateLimits, not_together=_EXCLUSIVE),
    "share": record(RateLimits, not_together=_EXCLUSIVE),
    "count": record(CountLimits, not_together=_EXCLUSIVE),
    "date": record(DateLimits, not_together=_EXCLUSIVE),
}
_VALUES: dict[str, ScalarShape[Decimal] | ScalarShape[Number] | ScalarShape[int] | ScalarShape[date]] = {
    "amount": AMOUNT,
    "quantity": AMOUNT,
    "number": NUMBER,
    "share": RATE,
    "count": INTEGER,
    "date": DATE,
}


@frozen(kw_only=True)
class Declaration:
    """One column as declared: its kind, its unit, and the limits within which it must be covered."""

    type: str = entry(choice(*KINDS), "the kind of value that stands in the column")
    unit: str = entry(TEXT, "the unit, shown behind values: kW, pieces", default="")
    words: tuple[str, ...] = entry(listing(TEXT), "all words that may stand in a column of words", default=())
    from_: object = entry(TEXT, "the least value there is", default="")
    to: object = entry(TEXT, "the greatest value there is", default="")


DECLARATION = record(Declaration)


def read_declaration(name: str, node: Node, reading: Reading, address: str) -> Column | Invalid:
    """A column as declared: a kind, a list of words, or a mapping that says more."""
    if isinstance(node, Scalar):
        kind = choice(*KINDS).read(node, reading, address)
        return INVALID if isinstance(kind, Invalid) else _column(name, kind, node.at)
    if isinstance(node, Sequence):
        words = listing(TEXT).read(node, reading, address)
        return INVALID if isinstance(words, Invalid) else _column(name, "word", node.at, words=words)
    declared = DECLARATION.read(node, reading, address)
    if isinstance(declared, Invalid):
        return INVALID
    if declared.words and declared.type != "word":
        return reading.report("DK234", node, address, column=name, key="words", kind=declared.type)
    limits = _declared_limits(name, node, declared.type, reading, address)
    if isinstance(limits, Invalid):
        return INVALID
    return _column(name, declared.type, node.at, unit=declared.unit, words=declared.words, limits=limits)


def _column(
    name: str,
    kind: str,
    at: Location,
    *,
    unit: str = "",
    words: AbstractSequence[str] = (),
    limits: Span = (LOWEST, HIGHEST),
) -> Column:
    """A declared column; words given twice count once."""
    found = FLAGS if kind == "condition" else tuple(dict.fromkeys(words))
    if found:
        limits = (before(0), before(len(found)))
    return Column(name, KINDS[kind], at, unit, found, limits, declared=True)


def _declared_limits(name: str, node: Node, kind: str, reading: Reading, address: str) -> Span | Invalid:
    """The span between ``from`` and ``to``, both included (DK234 if they leave nothing or limit words)."""
    low, high = LOWEST, HIGHEST
    entries = node.entries if isinstance(node, Mapping) else {}
    for key in ("from", "to"):
        if key not in entries:
            continue
        name_of_key, written = entries[key]
        if kind not in _VALUES:
            return reading.report("DK234", name_of_key, address, column=name, key=key, kind=kind)
        value = _VALUES[kind].read(written, reading, f"{address}.{key}")
        if isinstance(value, Invalid):
            return INVALID
        low, high = (before(_position(value)), high) if key == "from" else (low, behind(_position(value)))
    if is_empty((low, high)):
        return reading.report("DK235", node, address, column=name, text=_written(node))
    return (low, high)


def derived_column(name: str, nodes: AbstractSequence[Node]) -> Column:
    """The column that undeclared cells describe: numbers, shares, days, true or false, or words."""
    leaves = [leaf for node in nodes for leaf in _leaves(node)]
    kind = _derived_kind([leaf for leaf in leaves if not leaf.empty], limited=any(_has_limits(node) for node in nodes))
    if kind == "condition":
        return _column(name, kind, nodes[0].at)
    return column_of_words(name, nodes) if kind == "word" else Column(name, KINDS[kind], nodes[0].at)


def word_among_numbers(nodes: AbstractSequence[Node]) -> Scalar | None:
    """The first undeclared cell that is no number, where others without quotes are; None where all agree."""
    leaves = [leaf for node in nodes for leaf in _leaves(node) if not leaf.empty]
    if any(map(_has_limits, nodes)) or not any(leaf.plain and RATE.reader(leaf.text) is not None for leaf in leaves):
        return None
    return next((leaf for leaf in leaves if RATE.reader(leaf.text) is None and not _CONDITION.match(leaf.text)), None)


def column_of_words(name: str, nodes: AbstractSequence[Node]) -> Column:
    """A column of the words that its cells mention."""
    words = tuple(dict.fromkeys(leaf.text for node in nodes for leaf in _leaves(node)))
    return Column(name, WORDS, nodes[0].at, "", words, (before(0), before(len(words))))


def _derived_kind(leaves: list[Scalar], *, limited: bool) -> str:
    if leaves and all(leaf.plain and leaf.text in FLAGS for leaf in leaves):
        return "condition"
    dates = sum(read_date(leaf.text) is not None for leaf in leaves)
    if dates and (limited or dates == len(leaves)):
        return "date"
    numbers = sum(RATE.reader(leaf.text) is not None for leaf in leaves)
    if limited or (numbers and numbers == len(leaves)):
        return "share" if any(leaf.text.endswith(("%", "％")) for leaf in leaves) else "amount"
    # Conditions written as text (">= 1000") describe a number, badly: its reader says how to write them.
    return "amount" if leaves and all(_CONDITION.match(leaf.text) for leaf in leaves) else "word"


def _leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _leaves(item)
    else:
        for _, child in node.entries.values():
            if isinstance(child, Scalar):
                yield child


def _has_limits(node: Node) -> bool:
    return isinstance(node, Mapping) or (isinstance(node, Sequence) and any(map(_has_limits, node.items)))


def read_cell(column: Column, node: Node, reading: Reading, address: str) -> Cell | Invalid:
    """What a row asks of a column, or INVALID with the reason reported.

    DK235: limits that no value meets. DK243, a warning: two numbers in a list, read as just these two.
    """
    nodes = node.items if isinstance(node, Sequence) else (node,)
    if not nodes:
        return reading.report("DK142", node, address)
    spans: list[Span] = []
    for each in nodes:
        span = _read_span(column, each, reading, address)
        if isinstance(span, Invalid):
            return INVALID
        spans.append(span)
    cell = Cell(joined(spans), _written(node), node.at)
    _warn_of_a_pair(column, node, cell, reading, address)
    return cell


def _read_span(column: Column, node: Node, reading: Reading, address: str) -> Span | Invalid:
    if isinstance(node, Mapping) and column.kind.ordered:
        return _read_limits(column, node, reading, address)
    if column.kind is WORDS or column.kind is CONDITION:
        return _read_word(column, node, reading, address)
    value = _VALUES[column.kind.name].read(node, reading, address)
    if isinstance(value, Invalid):
        return INVALID
    position = _position(value)
    return (before(position), behind(position))


def _read_limits(column: Column, node: Mapping, reading: Reading, address: str) -> Span | Invalid:
    if not node.entries:
        return reading.report("DK142", node, address)
    limits = _LIMITS[column.kind.name].read(node, reading, address)
    if isinstance(limits, Invalid):
        return INVALID
    low, high = LOWEST, HIGHEST
    if limits.at is not None:
        low = before(_position(limits.at))
    elif limits.above is not None:
        low = behind(_position(limits.above))
    if limits.below is not None:
        high = before(_position(limits.below))
    elif limits.up_to is not None:
        high = behind(_position(limits.up_to))
    if is_empty(column.stepped((low, high))):
        return reading.report("DK235", node, address, column=column.name, text=_written(node))
    return (low, high)


_CONDITION = re.compile(
    r"\s*(?:[<>≤≥＜＞]|=[<>]|\*\s*\Z|[\[(].*[\])]\s*\Z|[0-9][0-9_,]*\s*(?:\.\.|~|～)\s*[0-9_,]*\s*\Z)"
)


_PAIR = 2


def _read_word(column: Column, node: Node, reading: Reading, address: str) -> Span | Invalid:
    if isinstance(node, Scalar) and _CONDITION.match(node.text):
        AMOUNT.read(node, reading, address)
        return INVALID
    word: str | bool | Invalid
    if column.kind is CONDITION:
        word = BOOLEAN.read(node, reading, address)
    elif column.declared:
        word = Choice(column.words).read(node, reading, address)
    else:
        word = TEXT.read(node, reading, address)
    if isinstance(word, Invalid):
        return INVALID
    place = column.place(word)
    return INVALID if place is None else (place, before(int(place[0]) + 1))


def _warn_of_a_pair(column: Column, node: Node, cell: Cell, reading: Reading, address: str) -> None:
    """Two ascending numbers in a list look like a range and are not one."""
    scalars = [each for each in node.items if isinstance(each, Scalar)] if isinstance(node, Sequence) else []
    if column.kind.whole or len(scalars) != _PAIR or len(cell.spans) != _PAIR:
        return
    low, high = (RATE.reader(each.text) for each in scalars)
    if low is not None and high is not None and low < high:
        first, second = (each.text for each in scalars)
        reading.report("DK243", node, address, severity=Severity.WARNING, column=column.name, low=first, high=second)


def _position(value: _Point) -> Number | int:
    return value.toordinal() if isinstance(value, date) else value


def _written(node: Node) -> str:
    """A cell as it was written, in one line."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(_written(item) for item in node.items)
    return ", ".join(f"{key} {_written(child)}" for key, (_, child) in node.entries.items())


def cell_schema() -> JsonSchema:
    """JSON Schema of a cell of any column."""
    plain: JsonSchema = {"type": ["string", "number", "boolean"]}
    limits: JsonSchema = {
        "type": "object",
        "properties": {key: {"type": ["string", "number"]} for key in ("at", "above", "below", "up_to")},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [plain, limits, {"type": "array", "minItems": 1, "items": {"anyOf": [plain, limits]}}]}


def declaration_schema(definitions: JsonSchema) -> JsonSchema:
    """JSON Schema of a declared column."""
    words = {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}}
    return {"anyOf": [{"enum": list(KINDS)}, words, DECLARATION.schema(definitions)]}
