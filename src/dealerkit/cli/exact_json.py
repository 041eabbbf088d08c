"""JSON that people and programs give a command: figures as they are written, every key once, places kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from dealerkit.problems import Location

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')

NOT_JSON, TWICE = "json", "once"


@frozen
class Unfit:
    """Why a text cannot be used: it is not JSON from ``position`` on, or an object has the key ``found`` twice."""

    why: str
    position: int = 0
    found: str = ""


class _TwiceError(ValueError):
    """A key that an object has twice."""


@frozen
class JsonText:
    """A text of JSON, ``line`` being the line of the file on which it begins."""

    file: str
    text: str
    line: int = 1

    def value(self) -> object:
        """What it says, with numbers as the texts that were written; an ``Unfit`` where it cannot be read."""
        try:
            # Numbers stay as they are written: the book reads them, exactly and as strictly as its own.
            return json.loads(
                self.text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_each_once
            )
        except json.JSONDecodeError as error:
            return Unfit(NOT_JSON, error.pos)
        except _TwiceError as twice:
            return Unfit(TWICE, found=str(twice))
        except RecursionError:
            return Unfit(NOT_JSON)

    def starts(self, opened: Sequence[str]) -> Iterator[int]:
        """Where each object begins at which ``opened`` stands open, as in ``["{", "["]``."""
        open_now: list[str] = []
        wanted = list(opened)
        for token in _TOKEN.finditer(self.text):
            sign = token[0]
            if sign == "{" and open_now == wanted:
                yield token.start()
            if sign in {"{", "["}:
                open_now.append(sign)
            elif sign in {"}", "]"}:
                open_now.pop()

    def place(self, position: int) -> Location:
        """The place of a character."""
        before = self.text.rfind("\n", 0, position)
        return Location(self.file, self.text.count("\n", 0, position) + self.line, position - before)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are different: of two figures under one name nobody knows which is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found
