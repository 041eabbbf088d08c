"""Where the characters of a value stand in its file, when it is not written as it reads.

A value over several lines, in quotes with escapes, or behind an anchor has other columns than its
text. The value is laid along its source again, so that a finding inside it points at what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[int, int, int]
"""An offset in the value, and the line and column (from 0) where the run of characters from there on stands."""

_ESCAPES = {"x": 4, "u": 6, "U": 10}
_BLANK = " \t"


def places(value: str, style: str, lines: Sequence[str], line: int, column: int) -> tuple[Place, ...]:
    """The runs of ``value``, of which the source begins with ``line`` and ``column``, in order.

    ``style`` is YAML's: a quote, ``|`` or ``>``, or nothing. Ends early where value and source part.
    """
    line, column = _behind_anchor(lines, line, column)
    if style in {"'", '"'}:
        column += 1
    elif style:
        line, column = line + 1, 0
    found: list[Place] = []
    expected: tuple[int, int] | None = None
    for offset, character in enumerate(value):
        at = _next(character, style, lines, line, column)
        if at is None:
            break
        line, column, width = at
        if (line, column) != expected:
            found.append((offset, line, column))
        expected = (line, column + 1)
        column += width
    return tuple(found) or ((0, line, column),)


def _behind_anchor(lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """The place behind an anchor or a tag, which belong to a value and are no part of it."""
    while line < len(lines):
        text = lines[line]
        while column < len(text) and text[column] in _BLANK:
            column += 1
        if column < len(text) and text[column] not in "&!":
            break
        while column < len(text) and text[column] not in _BLANK:
            column += 1
        if column >= len(text):
            line, column = line + 1, 0
    return line, column


def _next(character: str, style: str, lines: Sequence[str], line: int, column: int) -> tuple[int, int, int] | None:
    """Line and column of the next character of a value and how many characters write it; None if it is not there."""
    while line < len(lines):
        text = lines[line]
        if column >= len(text):
            if character in " \n":
                return line, column, 0
            line, column = line + 1, 0
            continue
        here = text[column]
        if style == '"' and here == "\\":
            if column + 1 < len(text):
                return line, column, _ESCAPES.get(text[column + 1], 2)
            line, column = line + 1, 0
            continue
        if here == character:
            return line, column, 2 if style == here == "'" else 1
        if here not in _BLANK:
            return None
        column += 1
    return None
