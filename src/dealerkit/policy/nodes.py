"""Located nodes: what a YAML file says, as written, with every place kept.

Built from parser events, iteratively and with bounded depth and size. Nothing is guessed: a scalar
is its text, and the place that reads it decides the type. Anchors, aliases and merge keys work;
tags, several documents, cycles and aliases that expand without bound are refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter
from typing import NoReturn, Protocol, cast

import yaml
from attrs import field, frozen

from dealerkit.policy.syntax import syntax_problem
from dealerkit.policy.written import Place, places
from dealerkit.problems import Arg, Location, Problem, Related, problem

MAX_BYTES = 4 * 1024 * 1024
"""Files larger than this are refused (DK101): a policy is written by people."""
MAX_DEPTH = 40
"""Nesting deeper than this is refused (DK108)."""
MAX_EXPANDED = 500_000
"""More nodes than this after aliases are followed are refused (DK109)."""

# YAML ends a line at these, editors do not: every place below would be a line off.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@frozen(eq=False)
class Scalar:
    """One value as written: its text, and whether it stood without quotes.

    ``runs`` says where its characters stand when they are not written one by one behind ``column``.
    """

    text: str
    plain: bool
    file: str
    line: int
    column: int
    length: int
    runs: tuple[Place, ...] = ()

    @property
    def at(self) -> Location:
        """Where the text stands, without its quotes' meaning but with their width."""
        return Location(self.file, self.line, self.column, self.length)

    @property
    def inner(self) -> Location:
        """Where the first character of the text itself stands: inside the quotes."""
        return self.part(0, len(self.text))

    def part(self, start: int, length: int) -> Location:
        """Where a part of the text stands, counted in characters of the text; as much of it as its line holds."""
        if not self.runs:
            return Location(self.file, self.line, self.column + (not self.plain) + start, max(1, length))
        line, column = self._place(start)
        last_line, last = self._place(start + max(1, length) - 1)
        while last_line != line:
            length -= 1
            last_line, last = self._place(start + length - 1)
        return Location(self.file, line + 1, column + 1, last - column + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 0, of one character of the text."""
        first, line, column = self.runs[max(0, bisect_right(self.runs, offset, key=itemgetter(0)) - 1)]
        return line, column + offset - first

    @property
    def empty(self) -> bool:
        """Nothing was written here: YAML's null, spelled out or left blank."""
        return self.plain and self.text in {"", "~", "null"}


@frozen(eq=False)
class Mapping:
    """Keys and their nodes, in the order written."""

    entries: dict[str, tuple[Scalar, Node]]
    file: str
    line: int
    column: int

    @property
    def at(self) -> Location:
        """Where the mapping starts."""
        return Location(self.file, self.line, self.column)

    def get(self, key: str) -> Node | None:
        """The node under ``key``, or None where it was not written."""
        found = self.entries.get(key)
        return found[1] if found else None


@frozen(eq=False)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    file: str
    line: int
    column: int

    @property
    def at(self) -> Location:
        """Where the list starts."""
        return Location(self.file, self.line, self.column)


Node = Scalar | Mapping | Sequence


@frozen
class Parsed:
    """One file's tree, or None, with everything that is wrong with it."""

    root: Mapping | None
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)


def parse(data: bytes, file: str, shown_by: str = "dealerkit init") -> Parsed:
    """Read one YAML file's bytes into located nodes; ``shown_by`` is the command that shows what belongs in it.

    Problems: DK101 too large, DK102 not UTF-8, DK103 empty, DK104 to DK129 what YAML itself refuses
    or would misread, DK113 duplicate keys, DK115 a file that is not a mapping.
    """
    if len(data) > MAX_BYTES:
        return Parsed(None, (problem("DK101", Location(file, 1), size=len(data), most=MAX_BYTES),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Parsed(None, (problem("DK102", Location(file, line), byte=f"0x{data[error.start]:02x}"),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = _HIDDEN_BREAK.search(text)
    if hidden:
        return Parsed(None, (_unwanted(hidden[0], hidden.start(), text, file),), text)
    builder = _Builder(file, text)
    try:
        root = builder.build(cast("Iterator[_Event]", yaml.parse(text, Loader=_LOADER)))
    except _RefusedError:
        return Parsed(None, tuple(builder.problems), text)
    except yaml.MarkedYAMLError as error:
        return Parsed(None, (*builder.problems, syntax_problem(error, text, file)), text)
    except yaml.YAMLError as error:
        found = _unwanted(getattr(error, "character", ""), getattr(error, "position", 0) or 0, text, file)
        return Parsed(None, (found,), text)
    if root is None or (isinstance(root, Scalar) and root.empty):
        return Parsed(None, (*builder.problems, problem("DK103", Location(file, 1), shown_by=shown_by)), text)
    if isinstance(root, Scalar) and "：" in root.text:
        at = Location(file, root.line, root.column + root.text.index("："))
        return Parsed(None, (*builder.problems, problem("DK127", at, character="：")), text)
    if not isinstance(root, Mapping):
        return Parsed(None, (*builder.problems, problem("DK115", root.at)), text)
    return Parsed(root, tuple(builder.problems), text)


def _unwanted(character: int | str, position: int, text: str, file: str) -> Problem:
    """DK116: a character that no policy may hold."""
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    code = ord(character) if isinstance(character, str) and len(character) == 1 else character
    shown = f"U+{code:04X}" if isinstance(code, int) else repr(code)
    return problem("DK116", Location(file, line, column), character=shown)


class _Mark(Protocol):
    """A place in the text; both count from 0."""

    line: int
    column: int


class _Event(Protocol):
    """A parser event; which of these it has depends on its class."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None


class _RefusedError(Exception):
    """The file cannot be read any further; the reason is already among the problems."""


class _Frame:
    """A collection being built: its children so far and the key that waits for its value."""

    __slots__ = ("anchor", "children", "column", "entries", "is_mapping", "key", "line", "merges", "size")

    def __init__(self, event: _Event, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.anchor = event.anchor
        self.line = event.start_mark.line + 1
        self.column = event.start_mark.column + 1
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.children: list[Node] = []
        self.key: Scalar | None = None
        self.merges: list[tuple[Scalar, Node]] = []
        self.size = 1


class _Builder:
    """Folds parser events into nodes, keeping a stack instead of recursing."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.anchors: dict[str | None, tuple[Node, int]] = {}
        self.open_anchors: set[str | None] = set()
        self.stack: list[_Frame] = []
        self.root: Node | None = None

    def build(  # noqa: C901, PLR0912 - one branch per kind of event; calls would cost what this loop saves
        self, events: Iterator[_Event]
    ) -> Node | None:
        """The root node; None for a file without one."""
        documents = 0
        file, stack = self.file, self.stack
        for event in events:
            kind: type[object] = type(event)
            if kind is yaml.ScalarEvent:
                start, end = event.start_mark, event.end_mark
                line, column, value, style = start.line, start.column, event.value, event.style
                length = end.column - column if end.line == line else 1
                if length - len(value) == (2 if style else 0):
                    scalar = Scalar(value, not style, file, line + 1, column + 1, length or 1)
                else:
                    scalar = self.spread(event, length)
                if event.tag is not None and event.tag != "!":
                    self.refuse_tag(event)
                if event.anchor is not None:
                    self.anchors[event.anchor] = (scalar, 1)
                if stack:
                    frame = stack[-1]
                    if frame.is_mapping and frame.key is None:
                        frame.key = scalar
                        continue
                self.place(scalar, 1)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self.open(event, is_mapping=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close()
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.refuse("DK106", self.location(event))
        return self.root

    def spread(self, event: _Event, length: int) -> Scalar:
        """A value whose text does not stand letter by letter behind its start."""
        start = event.start_mark
        value, style, line, column = event.value, event.style or "", start.line, start.column
        runs = places(value, style, self.lines, line, column)
        if event.anchor is not None and runs[0][1] == line:
            text_at = runs[0][2] - (style in {"'", '"'})
            length, column = max(1, length - (text_at - column)), text_at
        return Scalar(value, not style, self.file, line + 1, column + 1, length, runs)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.split("\n")

    def location(self, event: _Event) -> Location:
        """Where an event starts."""
        mark = event.start_mark
        return Location(self.file, mark.line + 1, mark.column + 1)

    def refuse(self, code: str, at: Location, **args: Arg) -> NoReturn:
        """Record a problem after which nothing more can be read."""
        self.problems.append(Problem(code, at, tuple(args.items())))
        raise _RefusedError

    def refuse_tag(self, event: _Event) -> None:
        """A tag asks for a type; here the place decides it."""
        tag = (event.tag or "").replace("tag:yaml.org,2002:", "!!")
        self.problems.append(problem("DK107", self.location(event), tag=tag))

    def open(self, event: _Event, *, is_mapping: bool) -> None:
        """Start a collection."""
        if event.tag is not None and event.tag != "!":
            self.refuse_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse("DK108", self.location(event), most=MAX_DEPTH)
        if self.stack and self.stack[-1].is_mapping and self.stack[-1].key is None:
            self.refuse("DK114", self.location(event))
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
        self.stack.append(_Frame(event, is_mapping=is_mapping))

    def close(self) -> None:
        """Finish the innermost collection and hand it to the one around it."""
        frame = self.stack.pop()
        node: Node
        if frame.is_mapping:
            for key, merged in frame.merges:
                self.merge(frame, key, merged)
            node = Mapping(frame.entries, self.file, frame.line, frame.column)
        else:
            node = Sequence(tuple(frame.children), self.file, frame.line, frame.column)
        if frame.anchor is not None:
            self.open_anchors.discard(frame.anchor)
            self.anchors[frame.anchor] = (node, frame.size)
        self.place(node, frame.size)

    def alias(self, event: _Event) -> None:
        """Share the node an alias names."""
        name, at = event.anchor, self.location(event)
        if name in self.open_anchors:
            self.refuse("DK110", at, name=name or "")
        known = self.anchors.get(name)
        if known is None:
            self.refuse("DK111", at, name=name or "")
        node, size = known
        if self.stack and self.stack[-1].is_mapping and self.stack[-1].key is None:
            if not isinstance(node, Scalar):
                self.refuse("DK114", at)
            self.stack[-1].key = node
            return
        self.place(node, size)
        total = sum(frame.size for frame in self.stack)
        if total > MAX_EXPANDED:
            self.refuse("DK109", at, most=MAX_EXPANDED)

    def place(self, node: Node, size: int) -> None:
        """Put a finished node where the innermost open collection wants it."""
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        frame.size += size
        if not frame.is_mapping:
            frame.children.append(node)
            return
        key = frame.key
        frame.key = None
        if key is None:  # pragma: no cover - the parser always gives a key first
            raise AssertionError("a value without a key")
        name = key.text
        if name == "<<" and key.plain:
            frame.merges.append((key, node))
        elif name in frame.entries:
            first = frame.entries[name][0]
            self.problems.append(problem("DK113", key.at, related=(Related("first-defined", first.at),), key=name))
        else:
            frame.entries[name] = (key, node)

    def merge(self, frame: _Frame, key: Scalar, merged: Node) -> None:
        """Add the keys of a merged mapping that the mapping itself does not write."""
        for source in merged.items if isinstance(merged, Sequence) else (merged,):
            if not isinstance(source, Mapping):
                self.problems.append(problem("DK112", key.at))
                continue
            for name, entry in source.entries.items():
                frame.entries.setdefault(name, entry)
