r"""Patterns that a company writes: regular expressions of a kind that cannot run away.

A pattern describes a whole value: ``1[3-9]\d{9}``. It is made of characters, ``.``, ``\d``, classes ``[…]``, groups
``(…)``, alternatives ``|`` and repetitions with an end: ``?``, ``{3}``, ``{2,5}``. There is no ``*`` and no ``+``, and
nothing that looks ahead or back. So the ways in which a pattern can be tried can be counted before it is used: a
repetition from m to n has n − m + 1 ways, a sequence the product of its parts, alternatives their sum. A pattern with
more than :data:`MOST_WAYS` is refused, since matching might have to try them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

LONGEST = 200
"""Characters a pattern may have."""
MOST_WAYS = 10_000
"""Ways in which a pattern may be tried at most."""
MOST_REPEATED = 100
"""The most a repetition may ask for."""
_DEEPEST = 20

Trouble = str
"""Why a pattern is refused: ``long``, ``sign``, ``open``, ``repeat``, ``ways``, ``empty`` or ``class``."""

_REPEAT = re.compile(r"\{(\d{1,4})(?:,(\d{1,4}))?\}")
_ESCAPED = frozenset("dDwWsS.\\-+*?()[]{}|^$/")


@frozen
class Refusal(Exception):
    """Why a pattern cannot be used, and what of it is meant."""

    why: Trouble
    part: str = ""


def compiled(text: str) -> Callable[[str], object] | Refusal:
    """What matches a whole value, or why the pattern is refused."""
    if len(text) > LONGEST:
        return Refusal("long")
    try:
        reader = _Reader(text)
        ways = reader.alternatives(0)
        if reader.place < len(text):
            return Refusal("open", text[reader.place])
        if ways > MOST_WAYS:
            return Refusal("ways", str(ways))
        return re.compile(text, re.ASCII).fullmatch
    except Refusal as refusal:
        return refusal
    except re.error:
        return Refusal("class", text)


class _Reader:
    """Counts the ways of a pattern while reading it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0

    def alternatives(self, depth: int) -> int:
        if depth > _DEEPEST:
            raise Refusal("open", "(")
        ways = self._sequence(depth)
        while self._next() == "|":
            self.place += 1
            ways += self._sequence(depth)
        return ways

    def _sequence(self, depth: int) -> int:
        ways, start = 1, self.place
        while self._next() not in {"", "|", ")"}:
            inner = self._atom(depth)
            least, most = self._repeat()
            # A group that is tried anew each time has its own ways at each of them.
            ways *= sum(inner**times for times in range(least, most + 1)) if inner > 1 else most - least + 1
            if ways > MOST_WAYS:
                raise Refusal("ways", f"> {MOST_WAYS}")
        if self.place == start:
            raise Refusal("empty")
        return ways

    def _atom(self, depth: int) -> int:
        sign = self._next()
        self.place += 1
        if sign == "(":
            return self._group(depth)
        if sign == "[":
            self._class()
        elif sign == "\\":
            escaped = self._next()
            if escaped not in _ESCAPED or not escaped:
                raise Refusal("sign", f"\\{escaped}")
            self.place += 1
        elif sign in "*+?{}]^$":
            raise Refusal("sign", sign)
        return 1

    def _group(self, depth: int) -> int:
        if self._next() == "?":
            if self.text[self.place : self.place + 2] != "?:":
                raise Refusal("sign", "(?")
            self.place += 2
        ways = self.alternatives(depth + 1)
        if self._next() != ")":
            raise Refusal("open", "(")
        self.place += 1
        return ways

    def _class(self) -> None:
        end = self.place
        while end < len(self.text) and self.text[end] != "]":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            raise Refusal("open", "[")
        if "[" in self.text[self.place : end]:
            raise Refusal("class", "[")
        self.place = end + 1

    def _repeat(self) -> tuple[int, int]:
        sign = self._next()
        if sign == "?":
            self.place += 1
            least, most = 0, 1
        elif sign == "{":
            found = _REPEAT.match(self.text, self.place)
            if found is None:
                raise Refusal("repeat", "{")
            self.place = found.end()
            least = int(found[1])
            most = int(found[2] or found[1])
            if not least <= most <= MOST_REPEATED:
                raise Refusal("repeat", found[0])
        else:
            least = most = 1
        if self._next() in {"*", "+", "?", "{"} and self._next():
            raise Refusal("sign", self._next())
        return least, most

    def _next(self) -> str:
        return self.text[self.place : self.place + 1]
