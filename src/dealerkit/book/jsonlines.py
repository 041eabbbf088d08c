"""JSON Lines: one object a line; numbers are kept as the digits that were written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from dealerkit.book.cells import MAX_CELL, Refusal, shown
from dealerkit.book.columns import Native
from dealerkit.book.sources import PIECE, Damage, Layout, Piece, rows_expected
from dealerkit.problems import Arg, Location, Problem, Severity, problem

_SAMPLE: Final = 1_000
"""Keys that no map names must appear within this many first lines to become columns."""
_LONGEST_LINE: Final = 1 << 20


class JsonLinesFile:
    """One JSON Lines file; ``named`` are the keys that the book's map names."""

    __slots__ = ("_encoding", "_heading", "_named", "_path", "_row_bytes", "file")

    def __init__(self, path: Path, file: str, layout: Layout, named: Sequence[str]) -> None:
        self._path = path
        self.file = file
        self._encoding = "utf-8-sig" if layout.encoding == "utf-8" else layout.encoding
        self._named = tuple(named)
        self._heading: tuple[str, ...] | Problem | None = None
        self._row_bytes = 0.0

    def heading(self) -> tuple[str, ...] | Problem:
        """The keys that the map names, then those of the first lines in the order met."""
        if self._heading is None:
            self._heading = self._read_heading()
        return self._heading

    def expected(self) -> int:
        """The file's size by the average length of its first lines."""
        return rows_expected(self._path, self._row_bytes)

    def _read_heading(self) -> tuple[str, ...] | Problem:
        found = dict.fromkeys(self._named)
        size = count = 0
        try:
            for _, line in islice(self._lines(), _SAMPLE):
                size += len(line)
                count += 1
                parsed = _parsed(line, self._encoding)
                if isinstance(parsed, dict):
                    found.update(dict.fromkeys(parsed))
        except OSError as error:
            return problem("DK814", Location(self.file, 1), reason=error.strerror or "")
        if not count:
            return problem("DK807", Location(self.file, 1), row=1)
        self._row_bytes = size / count
        return tuple(found)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        with self._path.open("rb") as stream:
            number = 0
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                yield number, line
                while not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                    # The rest of a line that is too long belongs to no row.
                    line = stream.readline(_LONGEST_LINE)

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The objects as rows; a line that is none is damaged."""
        del wanted
        heading = self.heading()
        if isinstance(heading, Problem):
            yield heading
            return
        known = set(heading)
        late: set[str] = set()
        lines = self._lines()
        try:
            while part := list(islice(lines, PIECE)):
                numbers: list[int] = []
                rows: list[dict[str, Native]] = []
                damages: list[Damage] = []
                blank = 0
                for number, line in part:
                    parsed = _parsed(line, self._encoding)
                    if isinstance(parsed, Refusal):
                        damages.append(Damage(number, 1, parsed.code, parsed.args, _raw(line, self._encoding)))
                    elif parsed is None:
                        blank += 1
                    else:
                        numbers.append(number)
                        rows.append(parsed)
                        if not parsed.keys() <= known:
                            for key in parsed.keys() - known - late:
                                late.add(key)
                                yield _late_key(self.file, number, key)
                yield Piece(
                    numbers, [[row.get(name) for row in rows] for name in heading], tuple(damages), blank, typed=True
                )
        except OSError as error:
            yield problem("DK814", Location(self.file, 1), reason=error.strerror or "")


def _late_key(file: str, number: int, key: str) -> Problem:
    severity = Severity.WARNING
    return problem("DK854", Location(file, number), severity=severity, key=shown(key), most=_SAMPLE)


def _raw(line: bytes, encoding: str) -> str:
    return line[:2_000].decode(encoding, "backslashreplace").rstrip("\r\n")


def _parsed(line: bytes, encoding: str) -> dict[str, Native] | Refusal | None:
    """The object on a line, None for an empty line, or what is wrong with it."""
    if len(line) >= _LONGEST_LINE:
        return Refusal("DK833", (("most", _LONGEST_LINE), ("heading", "")))
    try:
        text = line.decode(encoding).strip()
    except UnicodeDecodeError as error:
        value = f"\\x{line[error.start]:02x}"
        return Refusal("DK831", (("value", value), ("encoding", encoding.removesuffix("-sig"))))
    if not text:
        return None
    try:
        found = _DECODER.decode(text)
    except _KeyTwiceError as error:
        return Refusal("DK848", (("key", shown(error.key)),))
    except (ValueError, RecursionError) as error:
        position = error.colno if isinstance(error, json.JSONDecodeError) else 1
        return Refusal("DK847", (("position", position), ("value", shown(text, 40))))
    if not isinstance(found, dict):
        return Refusal("DK847", (("position", 1), ("value", shown(text, 40))))
    return _flat(found)


def _flat(found: dict[str, object]) -> dict[str, Native] | Refusal:
    """The object if every value is a plain one."""
    for key, value in found.items():
        if isinstance(value, dict | list):
            nested: tuple[tuple[str, Arg], ...] = (("key", shown(key)),)
            return Refusal("DK849", nested)
        if isinstance(value, str) and len(value) > MAX_CELL:
            return Refusal("DK833", (("most", MAX_CELL), ("heading", shown(key))))
    return found


class _KeyTwiceError(Exception):
    """An object says a key twice."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _KeyTwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_each_key_once, parse_float=str, parse_int=str, parse_constant=_no_constant
)
