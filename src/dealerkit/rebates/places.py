"""Shapes that only rebates need: a word or a value, a mapping or its main key, a column or a formula."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import frozen

from dealerkit.measures.screens import SUBJECTS
from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import JsonSchema, choice
from dealerkit.policy.shapes import Record, Shape, expression
from dealerkit.policy.types import NUMBER
from dealerkit.problems import nearest
from dealerkit.rebates.sources.registry import ROW

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_ROOTS = ROW - SUBJECTS
"""The first parts of the names of a row's own columns."""

_AMBIGUOUS = frozenset({"cumulative", "rolling", "progressive", "累计", "滚动"})


@frozen
class WordOr(Generic[T_co]):
    """One of a few words, or else a value of another shape: ``skip`` or ``100_000``."""

    words: tuple[str, ...]
    other: Shape[T_co]

    def read(self, node: Node, reading: Reading, address: str) -> str | T_co | Invalid:
        """The word, or the value; what begins with a letter is taken for a word misspelt."""
        if isinstance(node, Scalar):
            if node.text in self.words:
                return node.text
            if node.text[:1].isalpha() and node.text not in {"true", "false"}:
                return choice(*self.words).read(node, reading, address)
        return self.other.read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [{"enum": list(self.words)}, self.other.schema(definitions)]}


@frozen
class Shorthand(Generic[T]):
    """A mapping, or the value of its main key alone: ``eligible: X`` is ``eligible: {when: X}``."""

    record: Record[T]
    key: str

    def read(self, node: Node, reading: Reading, address: str) -> T | Invalid:
        """The record, whichever way it was written."""
        if isinstance(node, Scalar):
            key = Scalar(self.key, plain=True, file=node.file, line=node.line, column=node.column, length=node.length)
            node = Mapping({self.key: (key, node)}, node.file, node.line, node.column)
        return self.record.read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place: both ways."""
        return {"anyOf": [self.record.entries[self.key][1].shape.schema(definitions), self.record.schema(definitions)]}


class Measure:
    """What is added up over the rows: a numeric column of them, ``count``, or ``=`` and a formula of a row."""

    def read(self, node: Node, reading: Reading, address: str) -> str | Expression | Invalid:
        """The column's name as written, or the compiled formula."""
        if not isinstance(node, Scalar) or node.empty or node.text.startswith("="):
            return expression(ROW, NUMBER).read(node, reading, address)
        # Whether the base's own source has the column is asked once the whole base is read (DK401).
        facts = (reading.catalogue.get(f"{root}.{node.text}") for root in _ROOTS)
        if node.text == COUNT or any(fact is not None and fact.type.kind == NUMBER.kind for fact in facts):
            return node.text
        columns = [
            (each.root, each.name.partition(".")[2])
            for each in reading.catalogue
            if each.root in _ROOTS and each.type.kind == NUMBER.kind
        ]
        close = nearest(node.text, sorted({COUNT, *(name for _, name in columns)}))
        allowed = (*(name for root, name in columns if root == "line"), COUNT)
        return reading.report("DK300", node, address, value=node.text, nearest=close, allowed=allowed)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"type": "string"}


@frozen
class Unambiguous:
    """One of a few words, none of them read in two ways by people."""

    words: tuple[str, ...]

    def read(self, node: Node, reading: Reading, address: str) -> str | Invalid:
        """The word; ``cumulative`` and its like are refused, since half of all readers take them otherwise."""
        if isinstance(node, Scalar) and node.text.lower() in _AMBIGUOUS:
            return reading.report("DK301", node, address, value=node.text, allowed=self.words)
        return choice(*self.words).read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return choice(*self.words).schema(definitions)
